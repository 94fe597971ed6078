import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultTlsSettings } from '../../../model/tls-settings.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { judgeChain } from '../certificate/judge-chain.ts';
import { bySubject } from '../certificate/roots.ts';
import type { ChainVerdict, StapledStatus } from '../certificate/verdict.ts';
import { resolveProfile } from '../profiles/resolve.ts';
import { exampleRoot } from '../record/example-certificates.ts';
import { exampleNow, goodObservation } from '../record/good-observation.ts';
import type { Verdict } from '../rule.ts';
import type { Subject, Zone } from '../subject.ts';
import { tlsRules } from './all.ts';

const [facts] = goodObservation.addresses;
assert.ok(facts !== undefined);
const [sent] = facts.chains;
assert.ok(sent !== undefined);
const address: Subject['facts'] = { ...facts, chains: [sent] };

/** A profile that says nothing of lifetimes. */
const { maxLifetimeDays, ...certificate } = resolveProfile(
  defaultTlsSettings,
  'intermediate',
).certificate;
assert.equal(maxLifetimeDays, 366);
const profile = { ...resolveProfile(defaultTlsSettings, 'intermediate'), certificate };
const zone: Zone = {
  name: 'own',
  isPublic: true,
  anchors: [Buffer.from(exampleRoot.base64, 'base64')],
  onlyOwnAnchors: true,
};
const good = judgeChain(sent, goodObservation, { zone, known: bySubject([]) });
const [first] = good.path;
assert.ok(first !== undefined);
const leaf: Certificate = first;

/** What a rule says of the good endpoint with this about its chain, and of its leaf, changed. */
function judge(
  id: string,
  { chain = {}, now = exampleNow }: { chain?: Partial<ChainVerdict>; now?: string },
): Verdict {
  const subject: Subject = {
    origin: 'endpoint',
    facts: address,
    observation: goodObservation,
    chains: [{ ...good, ...chain }],
    profile,
    zone,
    now,
    sharedKeys: new Map(),
  };
  const rule = tlsRules.find((each) => each.id === id);
  assert.ok(rule !== undefined);
  return rule.judge(subject);
}

const staple: StapledStatus = {
  status: 'good',
  thisUpdate: '2026-05-01T00:00:00Z',
  nextUpdate: '2090-01-01T00:00:00Z',
  signature: { is: 'yes', why: 'issuer' },
};

test('the chain of the example is trusted, so that the tests below are about something', () => {
  assert.equal(good.trusted.is, 'yes');
  assert.equal(good.path.length, 3);
});

test('an intermediate that has ended is told like a leaf, and a leaf that goes on does not hide it', () => {
  const now = '2036-01-01T00:00:00Z';
  const alive = { ...leaf, notAfter: '2040-01-01T00:00:00Z' };
  const verdict = judge('tls/cert-expired', {
    chain: { leaf: alive, path: [alive, ...good.path.slice(1)] },
    now,
  });
  assert.equal(verdict.state, 'fail');
  assert.ok(verdict.state === 'fail' && verdict.evidence.length === 1);
  assert.match(verdict.evidence[0] ?? '', /^CN=Example Intermediate/u);
});

test('a time that cannot be read is no time that holds', () => {
  const timeless = { ...leaf, notBefore: '', notAfter: '' };
  const chain = { leaf: timeless, path: [timeless, ...good.path.slice(1)] };
  assert.equal(judge('tls/cert-expired', { chain }).state, 'inconclusive');
  assert.equal(judge('tls/cert-not-yet-valid', { chain }).state, 'inconclusive');
});

test('only a staple that is signed and of today says that nothing is revoked', () => {
  const id = 'tls/cert-revoked';
  const isNo = { is: 'no', why: 'not signed by the issuer' } as const;
  assert.equal(judge(id, { chain: { ocsp: staple } }).state, 'pass');
  const others: readonly StapledStatus[] = [
    { ...staple, signature: isNo },
    { ...staple, nextUpdate: '2026-05-02T00:00:00Z' },
    { ...staple, status: 'unknown' },
  ];
  for (const ocsp of others) {
    assert.equal(judge(id, { chain: { ocsp } }).state, 'not-applicable');
  }
  assert.equal(judge(id, { chain: { ocsp: { ...staple, status: 'revoked' } } }).state, 'fail');
});

function lifetime(notBefore: string, notAfter: string): string {
  return judge('tls/cert-lifetime', { chain: { leaf: { ...leaf, notBefore, notAfter } } }).state;
}

test('how long a public certificate may live depends on when it was made', () => {
  assert.equal(lifetime('2026-03-14T00:00:00Z', '2027-04-10T00:00:00Z'), 'pass');
  assert.equal(lifetime('2026-03-15T00:00:00Z', '2026-10-01T00:00:00Z'), 'pass');
  assert.equal(lifetime('2026-03-15T00:00:00Z', '2026-10-02T00:00:00Z'), 'fail');
  assert.equal(lifetime('2027-03-15T00:00:00Z', '2027-06-24T00:00:00Z'), 'fail');
  assert.equal(lifetime('2029-03-15T00:00:00Z', '2029-05-02T00:00:00Z'), 'fail');
  assert.equal(lifetime('2020-08-31T00:00:00Z', '2022-11-01T00:00:00Z'), 'pass');
});
