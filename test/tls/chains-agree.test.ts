import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { judgeChain } from '../../src/checks/tls/certificate/judge-chain.ts';
import { parseCertificate } from '../../src/checks/tls/certificate/parse-certificate.ts';
import { bySubject } from '../../src/checks/tls/certificate/roots.ts';
import type { ChainVerdict } from '../../src/checks/tls/certificate/verdict.ts';
import { goodObservation } from '../../src/checks/tls/record/good-observation.ts';
import {
  type CertificateWish,
  clientAuth,
  makeCertificate,
  type MadeCertificate,
  serverAuth,
} from './certificates.ts';
import { lacksPrograms, requireProgram } from './programs.ts';

const skip = lacksPrograms('openssl');
const host = 'shop.example';
const root = makeCertificate({ name: 'Root', isCa: true });

type Chain = readonly MadeCertificate[];

function judge(sent: Chain, anchors: Chain): ChainVerdict {
  const certificates = sent.map(({ der }) => ({
    digest: createHash('sha256').update(der).digest('hex'),
    base64: der.toString('base64'),
  }));
  return judgeChain(
    {
      serverName: host,
      version: 'TLS1.2',
      sent: certificates.map(({ digest }) => digest),
      scts: [],
    },
    {
      ...goodObservation,
      certificates: Object.fromEntries(certificates.map((each) => [each.digest, each.base64])),
    },
    {
      zone: {
        name: 'own',
        isPublic: false,
        anchors: anchors.map(({ der }) => der),
        onlyOwnAnchors: true,
      },
      known: bySubject([]),
    },
  );
}

/** What `openssl verify` says, without the clock: expiry is not part of trust here. */
function openssl([leaf, ...others]: Chain, anchors: Chain): { trusts: boolean; says: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-chain-'));
  try {
    const write = (name: string, chain: Chain): string => {
      const file = path.join(folder, name);
      writeFileSync(file, chain.map(({ pem }) => pem).join(''));
      return file;
    };
    const flags = ['-no_check_time', '-no-CApath', '-no-CAstore', '-auth_level', '0'];
    const done = spawnSync(
      requireProgram('openssl'),
      [
        'verify',
        ...flags,
        '-purpose',
        'sslserver',
        '-CAfile',
        write('anchors', anchors),
        ...(others.length > 0 ? ['-untrusted', write('untrusted', others)] : []),
        write('leaf', leaf === undefined ? [] : [leaf]),
      ],
      { encoding: 'utf8', timeout: 20_000 },
    );
    return { trusts: done.status === 0, says: `${done.stdout}${done.stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Leaf below an intermediate that has this about it. */
function below(intermediate: Partial<CertificateWish>, leaf: Partial<CertificateWish> = {}): Chain {
  const issuer = makeCertificate({
    name: 'Intermediate',
    issuer: root,
    isCa: true,
    ...intermediate,
  });
  return [
    makeCertificate({ name: host, issuer, dns: [host], usages: [serverAuth], ...leaf }),
    issuer,
  ];
}

function deep(pathLength: number): Chain {
  const upper = makeCertificate({ name: 'Upper', issuer: root, isCa: true, pathLength });
  const lower = makeCertificate({ name: 'Lower', issuer: upper, isCa: true });
  return [makeCertificate({ name: host, issuer: lower, dns: [host] }), lower, upper];
}

/** Two authorities that certify each other, and neither is trusted. */
function loop(): Chain {
  const a = makeCertificate({ name: 'A', isCa: true });
  const b = makeCertificate({ name: 'B', isCa: true });
  const aByB = makeCertificate({ name: 'A', key: a, issuer: b, isCa: true });
  const bByA = makeCertificate({ name: 'B', key: b, issuer: a, isCa: true });
  return [makeCertificate({ name: host, issuer: a, dns: [host] }), aByB, bByA];
}

const other = makeCertificate({ name: 'Other root', isCa: true });

/** Another root, crossed by the trusted one. */
function crossed(): Chain {
  const cross = makeCertificate({ name: 'Other root', key: other, issuer: root, isCa: true });
  return [makeCertificate({ name: host, issuer: other, dns: [host] }), cross];
}

/** Signed by a key that is not the one of the certificate with the issuer's name. */
function forged(): Chain {
  const real = makeCertificate({ name: 'Intermediate', issuer: root, isCa: true });
  const impostor = makeCertificate({ name: 'Intermediate', issuer: root, isCa: true });
  const issuerUrl = 'http://ca.example/';
  return [makeCertificate({ name: host, issuer: impostor, dns: [host], issuerUrl }), real];
}

const net10 = [10, 0, 0, 0, 255, 0, 0, 0];
const chains: Readonly<Record<string, readonly [chain: Chain, isTrusted: boolean]>> = {
  plain: [below({}), true],
  'P-384': [below({ key: 'p384' }), true],
  Ed25519: [below({ key: 'ed25519' }), true],
  'RSA, SHA-256': [below({ key: 'rsa2048' }), true],
  'RSA-PSS': [below({ key: 'rsa-pss' }), true],
  'RSA, SHA-1': [below({ key: 'rsa1024' }, { hash: 'sha1' }), true],
  'RSA, MD5': [below({ key: 'rsa1024' }, { hash: 'md5' }), true],
  'RSA of 512 bits': [below({ key: 'rsa512' }), true],
  'an intermediate that is no authority': [below({ isCa: false }), false],
  'an intermediate for clients': [below({ usages: [clientAuth] }), false],
  'an intermediate for servers and clients': [below({ usages: [clientAuth, serverAuth] }), true],
  'path length 0 above a leaf': [below({ pathLength: 0 }), true],
  'path length 0 above an authority': [deep(0), false],
  'path length 1 above an authority': [deep(1), true],
  'permitted name': [below({ permitted: { dns: ['shop.example'] } }), true],
  'permitted name above': [below({ permitted: { dns: ['example'] } }), true],
  'permitted name of others': [below({ permitted: { dns: ['other.example'] } }), false],
  'permitted name that only ends alike': [
    below({ permitted: { dns: ['op.example'] } }, { dns: ['shop.example'] }),
    false,
  ],
  'one name of two is permitted': [
    below({ permitted: { dns: [host] } }, { dns: [host, 'bank.example'] }),
    false,
  ],
  'excluded name': [below({ excluded: { dns: ['example'] } }), false],
  'excluded name of others': [below({ excluded: { dns: ['other.example'] } }), true],
  'excluded everything': [below({ excluded: { dns: [''] } }), false],
  'permitted address': [below({ permitted: { ip: [net10] } }, { ip: [[10, 1, 2, 3]] }), true],
  'address of another net': [below({ permitted: { ip: [net10] } }, { ip: [[11, 1, 2, 3]] }), false],
  'excluded net': [below({ excluded: { ip: [net10] } }, { ip: [[10, 1, 2, 3]] }), false],
  'a loop': [loop(), false],
  'a cross-signed root': [crossed(), true],
  'a forged signature': [forged(), false],
  'an unknown root': [
    [makeCertificate({ name: host, issuer: makeCertificate({ name: 'X', isCa: true }) })],
    false,
  ],
  'self-signed': [[makeCertificate({ name: host, dns: [host] })], false],
};

test('which chains are trusted is what OpenSSL says', { skip }, () => {
  for (const [name, [chain, isTrusted]] of Object.entries(chains)) {
    const { trusts, says } = openssl(chain, [root]);
    assert.equal(trusts, isTrusted, `openssl, ${name}: ${says}`);
    const { trusted } = judge(chain, [root]);
    assert.equal(trusted.is, isTrusted ? 'yes' : 'no', `${name}: ${trusted.why}`);
  }
});

test(
  'where the other root is sent too, the path around it is found, unlike by OpenSSL',
  { skip },
  () => {
    const [leaf, cross] = crossed();
    assert.ok(leaf !== undefined && cross !== undefined);
    const sent = [leaf, other, cross];
    // OpenSSL does not go back from a self-signed certificate (RFC 4158 §2.3 does, and browsers do).
    assert.equal(openssl(sent, [root]).trusts, false);
    assert.equal(judge(sent, [root]).trusted.is, 'yes');
  },
);

test('an issuer that was sent and had no right to sign is not missing', () => {
  const { complete, trusted } = judge(below({ usages: [clientAuth] }), [root]);
  assert.equal(complete.is, 'yes');
  assert.equal(trusted.why, 'CN=Intermediate may not certify TLS servers');
});

test('more names and constraints than are compared are not permitted, and cost little', () => {
  const excluded = { dns: Array.from({ length: 400 }, (_, index) => `n${index}.other`) };
  const dns = [host, ...Array.from({ length: 600 }, (_, index) => `n${index}.example`)];
  const { trusted } = judge(below({ excluded }, { dns }), [root]);
  assert.equal(trusted.why, 'CN=Intermediate may not certify these names');
  assert.equal(judge(below({ excluded }), [root]).trusted.is, 'yes');
});

test('an issuer that was sent but did not sign is not missing either', () => {
  const [leaf, real] = forged();
  assert.ok(leaf !== undefined && real !== undefined);
  assert.equal(judge([leaf, real], [root]).complete.is, 'yes');
  assert.equal(judge([leaf], [root]).complete.is, 'no');
});

test('of an authority that was renewed, the one that lives longer is taken', () => {
  const old = makeCertificate({
    name: 'Intermediate',
    issuer: root,
    isCa: true,
    notAfter: '20210101000000Z',
  });
  const renewed = makeCertificate({ name: 'Intermediate', key: old, issuer: root, isCa: true });
  const leaf = makeCertificate({ name: host, issuer: old, dns: [host] });
  for (const sent of [
    [leaf, old, renewed],
    [leaf, renewed, old],
  ]) {
    assert.equal(judge(sent, [root]).path[1]?.notAfter, '2090-01-01T00:00:00Z');
  }
});

test('names, keys, times and addresses are read as Node reads them', () => {
  for (const [name, [chain]] of Object.entries(chains)) {
    for (const { der } of chain) {
      const peer = new X509Certificate(der);
      const own = parseCertificate(der);
      assert.ok(own !== undefined, name);
      assert.equal(own.subject, peer.subject, name);
      assert.equal(own.issuer, peer.issuer, name);
      assert.equal(Date.parse(own.notBefore), Date.parse(peer.validFrom), name);
      assert.equal(Date.parse(own.notAfter), Date.parse(peer.validTo), name);
      assert.equal(own.isCa, peer.ca, name);
      assert.equal(own.serial.toUpperCase(), peer.serialNumber, name);
      const shown = [
        ...own.dnsNames.map((each) => `DNS:${each}`),
        ...own.ipAddresses.map((each) => `IP Address:${each}`),
      ].join(', ');
      assert.equal(shown, peer.subjectAltName ?? '', name);
    }
  }
});
