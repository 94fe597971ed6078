import assert from 'node:assert/strict';
import https from 'node:https';
import { test, type TestContext } from 'node:test';
import { tls } from '../../src/checks/tls/index.ts';
import { defaultTlsSettings, type TlsSettings } from '../../src/model/tls-settings.ts';
import {
  type CertificateWish,
  clientAuth,
  makeCertificate,
  type MadeCertificate,
  serverAuth,
} from './certificates.ts';
import { observe, today } from './examining.ts';
import { loopback } from './processes.ts';

type Chain = readonly MadeCertificate[];

const host = 'shop.example';
const root = makeCertificate({ name: 'Root', isCa: true });
const issuer = makeCertificate({ name: 'Intermediate', issuer: root, isCa: true });
const settings: TlsSettings = {
  ...defaultTlsSettings,
  zones: [
    {
      name: 'internal',
      isPublic: false,
      anchors: [root.der.toString('base64')],
      onlyOwnAnchors: true,
      intrusive: false,
    },
  ],
};

/** A leaf without a flaw on the day of the tests, but for what is wished. */
function leaf(wish: Partial<CertificateWish> = {}): MadeCertificate {
  return makeCertificate({
    name: host,
    issuer,
    dns: [host],
    usages: [serverAuth],
    notBefore: '20260501000000Z',
    notAfter: '20260730000000Z',
    issuerUrl: 'http://ca.example/intermediate.cer',
    ...wish,
  });
}

function below(wish: Partial<CertificateWish>): Chain {
  const other = makeCertificate({ name: 'Other', issuer: root, isCa: true, ...wish });
  return [leaf({ issuer: other }), other];
}

function selfSigned(): Chain {
  const names = { name: host, dns: [host], usages: [serverAuth] };
  return [makeCertificate({ ...names, notBefore: '20260501000000Z', notAfter: '20260730000000Z' })];
}

function unknownRoot(): Chain {
  const strangeRoot = makeCertificate({ name: 'Strange root', isCa: true });
  const strange = makeCertificate({ name: 'Strange', issuer: strangeRoot, isCa: true });
  return [leaf({ issuer: strange }), strange];
}

/** Each flaw, and all rules about certificates that tell it. */
const cases: readonly (readonly [name: string, chain: Chain, rules: readonly string[]])[] = [
  ['nothing', [leaf(), issuer], []],
  ['expired', [leaf({ notAfter: '20260531000000Z' }), issuer], ['cert-expired']],
  ['not valid yet', [leaf({ notBefore: '20260701000000Z' }), issuer], ['cert-not-yet-valid']],
  ['about to expire', [leaf({ notAfter: '20260604000000Z' }), issuer], ['cert-expiring']],
  ['wrong host', [leaf({ dns: ['other.example'] }), issuer], ['cert-hostname']],
  ['no names', [leaf({ dns: [] }), issuer], ['cert-san-missing']],
  ['broad wildcard', [leaf({ dns: [host, '*.example.com'] }), issuer], ['cert-wildcard-broad']],
  ['self-signed', selfSigned(), ['cert-self-signed']],
  ['unknown root', unknownRoot(), ['cert-untrusted']],
  ['missing intermediate', [leaf()], ['cert-chain-incomplete']],
  ['wrong order', [leaf(), root, issuer], ['cert-chain-extra', 'cert-chain-order']],
  ['root sent too', [leaf(), issuer, root], ['cert-chain-extra']],
  ['intermediate twice', [leaf(), issuer, issuer], ['cert-chain-extra', 'cert-chain-order']],
  ['RSA of 1024 bits', [leaf({ key: 'rsa1024' }), issuer], ['cert-key-weak']],
  ['SHA-1', [leaf({ hash: 'sha1' }), issuer], ['cert-signature-weak']],
  ['two years', [leaf({ notAfter: '20280501000000Z' }), issuer], ['cert-lifetime']],
  ['must-staple', [leaf({ mustStaple: true }), issuer], ['cert-must-staple']],
  ['for clients', [leaf({ usages: [clientAuth] }), issuer], ['cert-not-for-servers']],
  ['intermediate that ended', below({ notAfter: '20260531000000Z' }), ['cert-expired']],
  ['intermediate for clients', below({ usages: [clientAuth] }), ['cert-untrusted']],
  ['intermediate that is none', below({ isCa: false }), ['cert-untrusted']],
  ['names not permitted', below({ permitted: { dns: ['bank.example'] } }), ['cert-untrusted']],
];

for (const [name, chain, rules] of cases) {
  test(`a real server's certificate is told by its own rules: ${name}`, async (context) => {
    const found = await certificateRulesAt(context, chain);
    assert.deepEqual(found, rules.map((slug) => `tls/${slug}`).toSorted());
  });
}

async function certificateRulesAt(context: TestContext, chain: Chain): Promise<readonly string[]> {
  const port = await serve(context, chain);
  const endpoint = { name: `${host}:443`, host, serverName: host, addresses: [loopback] };
  const observation = await observe(context, { address: loopback, port }, { endpoint });
  const results = await tls.endpoints?.evaluate([observation], {
    settings,
    of: new Map(),
    now: today,
  });
  const ids = results?.[0]?.detections.map(({ ruleId }) => ruleId) ?? [];
  return ids.filter((id) => id.startsWith('tls/cert-')).toSorted();
}

/** Node's own server, with OpenSSL's leave to show what is too weak for it. */
async function serve(context: TestContext, chain: Chain): Promise<number> {
  const server = https.createServer(
    {
      key: chain[0]?.keyPem,
      cert: chain.map(({ pem }) => pem).join(''),
      ciphers: 'ECDHE+AESGCM:@SECLEVEL=0',
    },
    (_, response) => response.end('ok'),
  );
  server.on('tlsClientError', () => undefined);
  server.on('clientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve) => void server.listen(0, loopback, resolve));
  context.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return bound.port;
}
