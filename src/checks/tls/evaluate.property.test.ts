import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EndpointResult } from '../../model/endpoint-check.ts';
import { evaluateObservations } from './evaluate.ts';
import type { Observation } from './observation.ts';
import { features, intrusiveProbes, protocolVersions } from './observation.ts';
import { completeObservation } from './record/complete.ts';
import { exampleNow, exampleSettings } from './record/good-observation.ts';

const truth = fc.constantFrom('yes', 'no', 'inconclusive', 'not-tested');
const fact = truth.map((is) => ({ is, why: 'told' }));
const suites = [
  0x0003, 0x0005, 0x0009, 0x000a, 0x002f, 0x0034, 0x003b, 0x009c, 0x009e, 0xc013, 0xc02b, 0xc02c,
  0xc02f, 0x1301, 0x1302, 0xfefe,
];
const groups = [0x0013, 0x0017, 0x001d, 0x0100, 0x11ec, 0xfefe];
const schemes = [0x0201, 0x0203, 0x0403, 0x0804];

function accepted(codes: readonly number[]): fc.Arbitrary<object | null> {
  return fc.option(
    fc.record({
      codes: fc.subarray([...codes]),
      complete: fact,
      order: fc.constantFrom('server', 'client', 'inconclusive', 'not-tested'),
    }),
  );
}

function eachOf(names: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.record(Object.fromEntries(names.map((name) => [name, value])));
}

const eras = ['TLS1.2', 'TLS1.3'];
const address = fc.record({
  address: fc.constantFrom('192.0.2.1', '192.0.2.2', '2001:db8::1'),
  reachable: fc.oneof(
    { weight: 4, arbitrary: fc.constant({ is: 'yes', why: 'told' }) },
    { weight: 1, arbitrary: fact },
  ),
  speaksTls: fc.oneof(
    { weight: 4, arbitrary: fc.constant({ is: 'yes', why: 'told' }) },
    { weight: 1, arbitrary: fact },
  ),
  versions: eachOf(protocolVersions, fact),
  suites: eachOf(protocolVersions, accepted(suites)),
  groups: eachOf(eras, accepted(groups)),
  signatureSchemes: eachOf(eras, accepted(schemes)),
  dh: fc.array(
    fc.record({
      bits: fc.constantFrom(512, 1024, 2048),
      prime: fc.constant('f1'),
      generator: fc.constant('2'),
      version: fc.constant('TLS1.2'),
    }),
    { maxLength: 2 },
  ),
  features: eachOf(features, fact),
  intrusive: eachOf(intrusiveProbes, fact),
  inconsistent: fc.subarray(['suites differ']),
});
const observation = fc
  .record({
    zone: fc.constantFrom('public', 'modern', 'ncsc-nl-2025', 'mutual', 'ending'),
    addresses: fc.uniqueArray(address, { maxLength: 3, selector: (each) => each.address }),
  })
  .map((excerpt) => consistent(completeObservation(excerpt)));

/** Of a version that is not known to be there, nothing else is known either. */
function consistent(record: Observation): Observation {
  return {
    ...record,
    addresses: record.addresses.map((facts) => {
      const there = new Set<string>(
        protocolVersions.filter((version) => facts.versions[version].is === 'yes'),
      );
      return {
        ...facts,
        suites: only(facts.suites, there),
        groups: only(facts.groups, there),
        signatureSchemes: only(facts.signatureSchemes, there),
      };
    }),
  };
}

/** The overload says what the loop does. */
function only<T extends object>(lists: T, keys: ReadonlySet<string>): Partial<T>;
function only(lists: object, keys: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(lists).filter(([key]) => keys.has(key)));
}

function judge(record: Observation): EndpointResult {
  const [result] = evaluateObservations([consistent(record)], {
    settings: exampleSettings,
    of: new Map(),
    now: exampleNow,
  });
  assert.ok(result !== undefined);
  return result;
}

function idsOf({ detections }: EndpointResult): readonly string[] {
  return detections.map(({ ruleId }) => ruleId);
}

test('whatever was seen is judged, each rule at most once, and the same again', () => {
  fc.assert(
    fc.property(observation, (record) => {
      const result = judge(record);
      const ids = idsOf(result);
      assert.equal(new Set(ids).size, ids.length);
      for (const id of result.undecided ?? []) assert.equal(ids.includes(id), false, id);
      assert.deepEqual(judge(record), result);
    }),
    { seed: 3, numRuns: 100 },
  );
});

test('the order of addresses changes no finding', () => {
  fc.assert(
    fc.property(observation, (record) => {
      const turned = { ...record, addresses: record.addresses.toReversed() };
      assert.deepEqual(judge(turned).detections, judge(record).detections);
      assert.deepEqual(judge(turned).undecided, judge(record).undecided);
    }),
    { seed: 4, numRuns: 100 },
  );
});

/** Every fact of an observation, as a place in its JSON. */
function placesOfFacts(text: string): readonly { readonly at: number; readonly length: number }[] {
  return [...text.matchAll(/\{"is":"(?:yes|no)","why":"[^"]{0,80}"\}/gu)].map(
    ({ index, 0: found }) => ({ at: index, length: found.length }),
  );
}

test('a fact that is lost takes findings away at most, and leaves their rules undecided', () => {
  fc.assert(
    fc.property(observation, fc.nat(), (record, pick) => {
      const whole = JSON.stringify(record);
      const places = placesOfFacts(whole);
      const place = places[pick % places.length];
      if (place === undefined) return;
      const lost: Observation = JSON.parse(
        `${whole.slice(0, place.at)}{"is":"inconclusive","why":"reset"}${whole.slice(place.at + place.length)}`,
      );
      const before = judge(record);
      const after = judge(lost);
      const [was, is] = [idsOf(before), idsOf(after)];
      const added = is.filter((id) => !was.includes(id) && id !== 'tls/endpoint-inconclusive');
      assert.equal(added.join(), '', `on a loss of ${whole.slice(place.at - 30, place.at + 60)}`);
      const gone = was.filter((id) => !is.includes(id));
      for (const id of gone) {
        assert.ok(
          after.undecided?.includes(id),
          `${id} passes on a loss of ${whole.slice(place.at - 30, place.at + 60)}`,
        );
      }
    }),
    { seed: 5, numRuns: 400, includeErrorInReport: true },
  );
});
