/**
 * Writes the roots that certificates are judged by, from those that this Node.js was built with: Mozilla's store for TLS
 * servers. Run it with the newest Node.js and its release date:
 *
 *   node --import tsx scripts/update-roots.mjs 2026-10-20
 */
import { createHash, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import tls from 'node:tls';
import { parseCertificate } from '../src/checks/tls/certificate/parse-certificate.ts';

const date = process.argv[2] ?? '';
if (!/^\d{4}-\d{2}-\d{2}$/u.test(date)) {
  console.error(
    `usage: node --import tsx scripts/update-roots.mjs DATE   (when Node.js ${process.version} was released)`,
  );
  process.exit(2);
}

const roots = tls.rootCertificates
  .map((pem) => new X509Certificate(pem).raw)
  .map((der) => ({
    subject: parseCertificate(der)?.subject ?? '',
    der: der.toString('base64'),
    digest: createHash('sha256').update(der).digest('hex'),
  }))
  .toSorted((a, b) => (a.digest < b.digest ? -1 : 1));

const text = `/**
 * Roots of Mozilla's store that are trusted for TLS servers, as built into Node.js ${process.version.slice(1)} (\`tls.rootCertificates\`,
 * ${roots.length} of them). Written by scripts/update-roots.mjs. Source: https://wiki.mozilla.org/CA, MPL-2.0; certificates are
 * unmodified. The subject as \`parseCertificate\` reads it, a tab, and the DER as base64; ordered by SHA-256.
 */
export const rootsDate = '${date}';

export const rootList: readonly string[] = [
${roots.map(({ subject, der }) => `  ${JSON.stringify(`${subject}\t${der}`)},`).join('\n')}
];
`;
writeFileSync(new URL('../src/checks/tls/certificate/root-list.ts', import.meta.url), text);
