import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndpointResult } from '../../model/endpoint-check.ts';
import { evaluateObservations } from './evaluate.ts';
import type { Observation } from './observation.ts';
import { completeObservation } from './record/complete.ts';
import { exampleNow, exampleSettings } from './record/good-observation.ts';

const tls10 = { versions: { 'TLS1.0': { is: 'yes', why: 'handshake' } } };
const lost = { is: 'inconclusive', why: 'reset 4 of 4' };

function judge(...records: readonly Observation[]): readonly EndpointResult[] {
  return evaluateObservations(records, {
    settings: exampleSettings,
    of: new Map(),
    now: exampleNow,
  });
}

function judgeOne(excerpt: object): EndpointResult {
  const [result] = judge(completeObservation(excerpt));
  assert.ok(result !== undefined);
  return result;
}

function factsOf(result: EndpointResult, ruleId: string): readonly string[] {
  const found = result.detections.filter((detection) => detection.ruleId === ruleId);
  assert.equal(found.length, 1, `${ruleId} once: ${found.length}`);
  const evidence = found[0]?.evidence;
  return evidence?.kind === 'tls' ? evidence.facts : [];
}

test('a good endpoint has no finding and is complete', () => {
  const result = judgeOne({});
  assert.deepEqual(result.detections, []);
  assert.deepEqual(result.incomplete, []);
});

test('a flaw of every address is one finding without addresses', () => {
  const result = judgeOne({
    addresses: [
      { ...tls10, address: '192.0.2.1' },
      { ...tls10, address: '192.0.2.2' },
    ],
  });
  assert.deepEqual(factsOf(result, 'tls/tls10'), ['TLS1.0: handshake']);
});

test('a flaw of one address names it', () => {
  const result = judgeOne({
    addresses: [{ address: '192.0.2.1' }, { ...tls10, address: '192.0.2.2' }],
  });
  assert.deepEqual(factsOf(result, 'tls/tls10'), ['192.0.2.2: TLS1.0: handshake']);
});

test('the order of addresses changes nothing but the list of them', () => {
  const addresses = [
    { ...tls10, address: '192.0.2.2' },
    { address: '192.0.2.1', versions: { SSLv3: { is: 'yes', why: 'handshake' } } },
    { address: '192.0.2.3', speaksTls: lost },
  ];
  const one = judgeOne({ addresses });
  const other = judgeOne({ addresses: addresses.toReversed() });
  assert.deepEqual(one.detections, other.detections);
  assert.deepEqual(one.undecided, other.undecided);
});

test('what could not be told is no finding, is listed once, and leaves its rules undecided', () => {
  const result = judgeOne({ addresses: [{ versions: { SSLv3: lost } }] });
  assert.deepEqual(result.detections, []);
  assert.equal(result.incomplete.length, 1);
  assert.equal(result.incomplete[0]?.reason, 'inconclusive');
  assert.match(result.incomplete[0]?.detail ?? '', /SSLv3: reset 4 of 4/u);
  for (const id of ['tls/sslv3', 'tls/suite-rc4', 'tls/suite-null', 'tls/suite-export']) {
    assert.ok(result.undecided?.includes(id), id);
  }
  assert.equal(result.undecided?.includes('tls/tls10'), false);
});

test('a rule that nobody asked about is undecided, but nothing is incomplete', () => {
  const unasked = { is: 'not-tested', why: 'the zone does not allow it' };
  const result = judgeOne({ addresses: [{ intrusive: { heartbleed: unasked } }] });
  assert.deepEqual(result.incomplete, []);
  assert.equal(result.undecided?.includes('tls/heartbleed'), true);
});

test('of an endpoint that nobody answers at, only that is told', () => {
  const result = judgeOne({ addresses: [{ reachable: { is: 'no', why: 'refused' }, ...tls10 }] });
  assert.deepEqual(
    result.detections.map(({ ruleId }) => ruleId),
    ['tls/endpoint-unreachable'],
  );
  assert.deepEqual(result.incomplete, [{ reason: 'unreachable', detail: '192.0.2.10: refused' }]);
  assert.equal(result.undecided?.includes('tls/tls10'), true);
});

test('an address that did not answer leaves rules undecided that others pass', () => {
  const result = judgeOne({
    addresses: [{ address: '192.0.2.1' }, { address: '192.0.2.2', speaksTls: lost }],
  });
  assert.equal(result.undecided?.includes('tls/tls10'), true);
  assert.equal(result.incomplete[0]?.reason, 'inconclusive');
});

test('identity is the rule and the endpoint, whatever was seen', () => {
  const anchors = [tls10, { versions: { 'TLS1.0': { is: 'yes', why: 'other words' } } }].map(
    (address) => judgeOne({ addresses: [address] }).detections.map(({ anchor }) => anchor),
  );
  assert.deepEqual(anchors[0], [{ scope: ['shop.example:443'], statement: '' }]);
  assert.deepEqual(anchors[0], anchors[1]);
});

test('an attack that follows is named beside its cause and is no finding of its own', () => {
  const result = judgeOne({
    addresses: [
      {
        versions: { SSLv3: { is: 'yes', why: 'handshake' } },
        suites: {
          SSLv3: { codes: [0x002f], complete: { is: 'yes', why: '' }, order: 'server' },
        },
      },
    ],
  });
  assert.deepEqual(factsOf(result, 'tls/sslv3'), [
    'SSLv3: handshake',
    'makes possible: POODLE (CVE-2014-3566)',
  ]);
});

function serversOf(header: string | null): readonly string[] {
  const [detection] = judgeOne({
    addresses: [{ ...tls10, http: { https: { headers: { server: header } } } }],
  }).detections;
  const evidence = detection?.evidence;
  return evidence?.kind === 'tls' ? evidence.snippets.map(({ server }) => server) : [];
}

test('a fix is written for the server that answers, else for each that there is', () => {
  assert.deepEqual(serversOf('nginx/1.22.1'), ['nginx']);
  assert.deepEqual(serversOf('Apache'), ['apache']);
  assert.deepEqual(serversOf(null), ['nginx', 'apache', 'haproxy', 'caddy', 'node', 'envoy']);
});

test('a version under which nothing is known of suites is no pass for rules about them', () => {
  const result = judgeOne({ addresses: [{ suites: { 'TLS1.2': null } }] });
  assert.equal(result.undecided?.includes('tls/suite-rc4'), true);
});

function rulesWhenResolved(is: string): readonly string[] {
  const { detections } = judgeOne({ resolved: { is, why: 'told' }, addresses: [] });
  return detections.map(({ ruleId }) => ruleId);
}

test('a name that could not be looked up is inconclusive, one that there is not unreachable', () => {
  assert.deepEqual(rulesWhenResolved('no'), ['tls/endpoint-unreachable']);
  assert.deepEqual(rulesWhenResolved('inconclusive'), ['tls/endpoint-inconclusive']);
});
