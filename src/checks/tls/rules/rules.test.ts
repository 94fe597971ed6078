import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultTlsSettings } from '../../../model/tls-settings.ts';
import type { AddressObservation, Observation } from '../observation.ts';
import { profileNames } from '../profiles/all.ts';
import { resolveProfile } from '../profiles/resolve.ts';
import { blankFacts } from '../record/blank.ts';
import { exampleNow, goodObservation } from '../record/good-observation.ts';
import type { Subject } from '../subject.ts';
import { tlsRules } from './all.ts';
import { driftOf } from './drift.ts';
import { maxAgeOf } from './hsts.ts';

const [good] = goodObservation.addresses;
assert.ok(good !== undefined);

function subject(facts: AddressObservation, change: Partial<Subject> = {}): Subject {
  return {
    origin: 'configuration',
    facts,
    observation: goodObservation,
    chains: [],
    profile: resolveProfile(defaultTlsSettings, 'intermediate'),
    zone: { name: 'public', isPublic: true, anchors: [], onlyOwnAnchors: false },
    now: exampleNow,
    sharedKeys: new Map(),
    ...change,
  };
}

test('of what nobody asked, no rule says anything', () => {
  const blank = blankFacts('server');
  for (const name of profileNames) {
    const profile = resolveProfile(defaultTlsSettings, name);
    for (const rule of tlsRules) {
      const { state } = rule.judge(subject(blank, { profile }));
      assert.ok(state === 'not-applicable' || state === 'pass', `${rule.id}: ${state}`);
    }
  }
});

test('ids, titles and tags are in the house form', () => {
  for (const { id, title, tags } of tlsRules) {
    assert.match(id, /^tls\/[a-z0-9]+(?:-[a-z0-9]+)*$/u);
    assert.ok(title.length <= 80, `${id}: ${title}`);
    assert.equal(tags[0], 'tls');
  }
});

test('an endpoint that is as it was has no drift', () => {
  assert.deepEqual(driftOf(good, goodObservation, goodObservation), []);
});

test('drift names what came and what went', () => {
  const changed: AddressObservation = {
    ...good,
    versions: { ...good.versions, 'TLS1.0': { is: 'yes', why: 'handshake' } },
    suites: {
      ...good.suites,
      'TLS1.2': { codes: [0xc02c, 0x009c], complete: { is: 'yes', why: '' }, order: 'server' },
    },
    http: { ...good.http, https: { state: 'answered', status: 200, headers: {} } },
  };
  assert.deepEqual(driftOf(changed, goodObservation, goodObservation), [
    'TLS1.0 is new',
    'TLS1.2: TLS_RSA_WITH_AES_128_GCM_SHA256 is new',
    'TLS1.2: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 is gone',
    'TLS1.2: TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 is gone',
    'Strict-Transport-Security is gone',
  ]);
});

test('an address that was not there before is compared with the first one', () => {
  const moved: Observation = {
    ...goodObservation,
    addresses: [{ ...good, address: '192.0.2.99' }],
  };
  assert.deepEqual(driftOf(good, goodObservation, moved), ['new address 192.0.2.10']);
});

test('max-age is read as RFC 6797 writes it, and only so', () => {
  assert.equal(maxAgeOf('max-age=31536000'), 31_536_000);
  assert.equal(maxAgeOf('includeSubDomains; MAX-AGE = "600" ; preload'), 600);
  assert.equal(maxAgeOf('max-age=0'), 0);
  assert.equal(maxAgeOf('max-age='), undefined);
  assert.equal(maxAgeOf('max-age=-5'), undefined);
  assert.equal(maxAgeOf('xmax-age=5'), undefined);
  assert.equal(maxAgeOf(''), undefined);
});
