import type { Fixes, Wish } from './wish.ts';

/** Options of `https.createServer`, `http2.createSecureServer` and `tls.createServer`. */
export const nodeFixes: Fixes = {
  protocols: ({ versions }) =>
    options(`minVersion: '${versions.includes('TLS1.2') ? 'TLSv1.2' : 'TLSv1.3'}',`),
  suites,
  'suite-order': () => options('honorCipherOrder: true,'),
  groups: ({ groups }) =>
    options(
      ...(groups.some(({ name }) => name.includes('MLKEM'))
        ? ['// Hybrids with ML-KEM need Node.js 24 (OpenSSL 3.5) or newer.']
        : []),
      `ecdhCurve: '${groups.map(({ openssl }) => openssl).join(':')}',`,
    ),
  'dh-parameters': suites,
  session: () => options('sessionTimeout: 3600,'),
  'client-certificate': () =>
    options("ca: readFileSync('clients.pem'),", 'requestCert: true,', 'rejectUnauthorized: true,'),
  hsts: ({ hstsSeconds }) =>
    `response.setHeader('Strict-Transport-Security', 'max-age=${hstsSeconds}');`,
  redirect: ({ host }) =>
    [
      'http',
      '  .createServer((request, response) => {',
      `    response.writeHead(301, { location: \`https://${host}\${request.url}\` }).end();`,
      '  })',
      '  .listen(80);',
    ].join('\n'),
  headers: () => "response.setHeader('Set-Cookie', `sid=${id}; Secure; HttpOnly; SameSite=Lax`);",
};

function suites({ suites: wanted, suitesTls13, versions }: Wish): string {
  if (!versions.includes('TLS1.2')) return options("minVersion: 'TLSv1.3',");
  const tls13 =
    suitesTls13.length > 0
      ? suitesTls13
      : ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'];
  const names = [...tls13, ...wanted.map(({ openssl }) => openssl)];
  return options('ciphers: [', ...names.map((name) => `  '${name}',`), "].join(':'),");
}

function options(...lines: readonly string[]): string {
  return ['const options = {', ...lines.map((line) => `  ${line}`), '};'].join('\n');
}
