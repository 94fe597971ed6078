import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { ChainObservation, Observation } from '../observation.ts';
import { exampleIntermediate, exampleLeaf, exampleRoot } from '../record/example-certificates.ts';
import { goodObservation } from '../record/good-observation.ts';
import type { Zone } from '../subject.ts';
import { judgeChain } from './judge-chain.ts';
import { parseCertificate } from './parse-certificate.ts';
import { bySubject } from './roots.ts';
import type { ChainVerdict } from './verdict.ts';

const root = Buffer.from(exampleRoot.base64, 'base64');
const own: Zone = { name: 'own', isPublic: false, anchors: [root], onlyOwnAnchors: false };
const nobody: Zone = { ...own, anchors: [] };
const none = bySubject([]);

const observation: Observation = {
  ...goodObservation,
  certificates: {
    [exampleLeaf.digest]: exampleLeaf.base64,
    [exampleIntermediate.digest]: exampleIntermediate.base64,
    [exampleRoot.digest]: exampleRoot.base64,
  },
};

function judge(sent: readonly string[], zone: Zone = own, known = none): ChainVerdict {
  const chain: ChainObservation = { serverName: 'shop.example', version: 'TLS1.2', sent, scts: [] };
  return judgeChain(chain, observation, { zone, known });
}

const full = [exampleLeaf.digest, exampleIntermediate.digest];

test('a full chain to an anchor of the zone is trusted, complete and in order', () => {
  const verdict = judge(full);
  assert.equal(verdict.trusted.is, 'yes');
  assert.equal(verdict.complete.is, 'yes');
  assert.equal(verdict.ordered, true);
  assert.equal(verdict.matchesName.is, 'yes');
  assert.deepEqual(verdict.extra, []);
  assert.deepEqual(
    verdict.path.map(({ subject }) => subject),
    [
      'CN=shop.example',
      'CN=Example Intermediate, O=Example Trust',
      'CN=Example Root, O=Example Trust',
    ],
  );
});

test('a full chain to an unknown root is untrusted, not incomplete', () => {
  const verdict = judge(full, nobody);
  assert.equal(verdict.trusted.is, 'no');
  assert.equal(verdict.complete.is, 'yes');
});

test('public roots do not count where only own anchors do, and the own ones still do', () => {
  assert.equal(judge(full, { ...own, onlyOwnAnchors: true }).trusted.is, 'yes');
  assert.equal(judge(full, { ...nobody, onlyOwnAnchors: true }).trusted.is, 'no');
});

test('a leaf that came alone is incomplete when its issuer can be had', () => {
  const verdict = judge([exampleLeaf.digest]);
  assert.equal(verdict.complete.is, 'no');
  assert.equal(verdict.trusted.is, 'no');
});

test('an intermediate that another endpoint sent closes the chain, which is incomplete then', () => {
  const intermediate = parseCertificate(Buffer.from(exampleIntermediate.base64, 'base64'));
  assert.ok(intermediate !== undefined);
  const verdict = judge([exampleLeaf.digest], own, bySubject([intermediate]));
  assert.equal(verdict.trusted.is, 'yes');
  assert.equal(verdict.complete.is, 'no');
});

test('order, doubles and the root are told and do not hurt trust', () => {
  const shuffled = judge([exampleLeaf.digest, exampleRoot.digest, exampleIntermediate.digest]);
  assert.equal(shuffled.trusted.is, 'yes');
  assert.equal(shuffled.ordered, false);
  assert.equal(shuffled.sendsRoot, true);
  const doubled = judge([...full, exampleIntermediate.digest]);
  assert.deepEqual(
    doubled.extra.map(({ fingerprint }) => fingerprint),
    [exampleIntermediate.digest],
  );
});

test('a signature that the library does not know is no proof against the authority', () => {
  const der = Buffer.from(exampleLeaf.base64, 'base64');
  const known256 = Buffer.from('2a8648ce3d040302', 'hex');
  for (let at = der.indexOf(known256); at >= 0; at = der.indexOf(known256)) der[at + 7] = 0x7f;
  const digest = createHash('sha256').update(der).digest('hex');
  const changed: Observation = {
    ...observation,
    certificates: { ...observation.certificates, [digest]: der.toString('base64') },
  };
  const chain: ChainObservation = {
    serverName: 'shop.example',
    version: 'TLS1.2',
    sent: [digest, exampleIntermediate.digest],
    scts: [],
  };
  const { trusted, complete } = judgeChain(chain, changed, { zone: own, known: none });
  assert.equal(trusted.is, 'inconclusive');
  assert.match(trusted.why, /^1\.2\.840\.10045\.4\.3\.127 /u);
  assert.equal(complete.is, 'yes');
});

test('a chain of thousands ends, and a certificate that is not there is no crash', () => {
  const many = Array.from({ length: 5000 }, () => exampleIntermediate.digest);
  assert.equal(judge([exampleLeaf.digest, ...many]).trusted.is, 'yes');
  const lost = judge(['0'.repeat(64)]);
  assert.equal(lost.leaf, undefined);
  assert.equal(lost.trusted.is, 'inconclusive');
  assert.equal(judge([]).trusted.is, 'inconclusive');
});
