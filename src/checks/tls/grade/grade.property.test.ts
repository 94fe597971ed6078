import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Fact, features, intrusiveProbes, protocolVersions } from '../observation.ts';
import { changes } from './changes.ts';
import { type Grade, gradeOf, isWorse } from './grade.ts';
import { improvementsOf } from './improvements.ts';
import { gradeSchemes, lockstep2026 } from './schemes.ts';
import { chainWith, leafWith, no, subjectWith, unsure, withFacts, yes } from './tests/subjects.ts';
import type { Gradable } from './view.ts';

const untested: Fact = { is: 'not-tested', why: 'not asked' };
const fact: fc.Arbitrary<Fact> = fc.constantFrom(yes, no, no, no, unsure, untested);
/** RC4, export, 3DES, NULL, anonymous, RSA, CBC, DHE and ECDHE with AEAD, a suite of TLS 1.3, one that nobody knows. */
const codes = [
  0x0005, 0x0003, 0x000a, 0x0002, 0x0034, 0x002f, 0xc013, 0x009e, 0xc02f, 0x1301, 0xeeee,
];
const accepted = fc.record({
  codes: fc.subarray(codes, { minLength: 1 }),
  complete: fc.constantFrom(yes, yes, yes, unsure, untested),
  order: fc.constant('server' as const),
});
const keys = [
  { type: 'rsa', bits: 512 },
  { type: 'rsa', bits: 1024 },
  { type: 'rsa', bits: 2048 },
  { type: 'ecdsa', bits: 256 },
  { type: 'other', bits: 0 },
] as const;

/** An endpoint of any quality, with doubts. */
const subject: fc.Arbitrary<Gradable> = fc
  .record({
    versions: fc.record(named(protocolVersions, fact)),
    suites: fc.record(named(protocolVersions, accepted)),
    features: fc.record(named(features, fact)),
    intrusive: fc.record(named(intrusiveProbes, fact)),
    speaksTls: fc.constantFrom(yes, yes, yes, yes, no, unsure),
    dh: fc.subarray([512, 768, 1024, 2048]),
    key: fc.constantFrom(...keys),
    hash: fc.constantFrom('sha256', 'sha1', 'md5'),
    complete: fact,
    leaf: fc.constantFrom(true, true, true, false),
    hsts: fc.constantFrom('max-age=1', 'max-age=63072000', 'nonsense'),
  })
  .map(({ dh, key, hash, complete, leaf, hsts, suites, ...facts }) => {
    const { leaf: _leaf, ...unread } = chainWith({ complete });
    const certificate = leafWith({ key, signature: { name: hash, hash } });
    const headers = { 'strict-transport-security': hsts };
    const offered = protocolVersions.filter((version) => facts.versions[version].is === 'yes');
    return withFacts(subjectWith({}, { ...unread, leaf: leaf ? certificate : undefined }), {
      ...facts,
      suites: Object.fromEntries(offered.map((version) => [version, suites[version]])),
      dh: dh.map((bits) => ({ bits, prime: 'ff', generator: '2', version: 'TLS1.2' as const })),
      http: {
        https: { state: 'answered', status: 200, headers },
        plain: { state: 'not-tested', why: '' },
      },
    });
  });

describe('over any facts', () => {
  for (const scheme of gradeSchemes) {
    it(`a change that is advised never lowers the grade: ${scheme.id}`, () => {
      fc.assert(
        fc.property(subject, fc.constantFrom(...changes), (before, change) => {
          if (change.advise([before]) === undefined) return;
          const after = change.apply(before);
          const [a, b] = [gradeOf([before], scheme), gradeOf([after], scheme)];
          assert.ok(!isWorse(b.best, a.best), `${change.id}: ${a.best} to ${b.best}`);
          assert.ok(!isWorse(b.worst, a.worst), `${change.id}: ${a.worst} to ${b.worst}`);
        }),
        { numRuns: 1500, seed: 1 },
      );
    });

    it(`a fact that gets lost never raises the grade: ${scheme.id}`, () => {
      fc.assert(
        fc.property(subject, fc.nat(), (before, which) => {
          const losses = lossesOf(before);
          const after = losses[which % losses.length];
          assert.ok(after);
          doesNotRaise(gradeOf([before], scheme), gradeOf([after], scheme));
        }),
        { numRuns: 1500, seed: 2 },
      );
    });
  }

  it('another address never raises the grade, and their order does not matter', () => {
    fc.assert(
      fc.property(fc.array(subject, { minLength: 2, maxLength: 4 }), (all) => {
        const grade = gradeOf(all, lockstep2026);
        assert.deepEqual(gradeOf(all.toReversed(), lockstep2026), grade);
        for (const one of all) assert.ok(!isWorse(gradeOf([one], lockstep2026).worst, grade.worst));
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('improvements are at most three, each leads up, and a good endpoint has none', () => {
    assert.deepEqual(improvementsOf([subjectWith()], lockstep2026), []);
    fc.assert(
      fc.property(subject, (one) => {
        const improvements = improvementsOf([one], lockstep2026);
        assert.ok(improvements.length <= 3);
        assert.equal(new Set(improvements.map(({ id }) => id)).size, improvements.length);
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});

/** Open, or not better than it was; and the worst case not better either. */
function doesNotRaise(before: Grade, after: Grade): void {
  assert.ok(!isWorse(before.worst, after.worst), `${before.worst} to ${after.worst}`);
  if (after.letter === '?' || before.letter === '?') return;
  assert.ok(!isWorse(before.letter, after.letter), `${before.letter} to ${after.letter}`);
}

/** The same endpoint with one fact lost each. */
function lossesOf(one: Gradable): readonly Gradable[] {
  const { facts } = one;
  return [
    withFacts(one, { speaksTls: unsure }),
    ...protocolVersions.map((version) => {
      const { [version]: _lost, ...suites } = facts.suites;
      return withFacts(one, { versions: { ...facts.versions, [version]: unsure }, suites });
    }),
    ...protocolVersions.flatMap((version) => {
      const known = facts.suites[version];
      if (known === undefined) return [];
      const lost = { ...known, codes: known.codes.slice(1), complete: unsure };
      return [withFacts(one, { suites: { ...facts.suites, [version]: lost } })];
    }),
    ...features.map((feature) =>
      withFacts(one, { features: { ...facts.features, [feature]: unsure } }),
    ),
    ...intrusiveProbes.map((probe) =>
      withFacts(one, { intrusive: { ...facts.intrusive, [probe]: unsure } }),
    ),
    withFacts(one, { chains: [] }),
    { ...one, chains: one.chains.map((chain) => ({ ...chain, complete: unsure })) },
    { ...one, chains: one.chains.map((chain) => ({ ...chain, leaf: undefined })) },
  ];
}

function named<const K extends string, T>(
  names: readonly K[],
  arbitrary: fc.Arbitrary<T>,
): Record<K, fc.Arbitrary<T>>;
function named<T>(
  names: readonly string[],
  arbitrary: fc.Arbitrary<T>,
): Record<string, fc.Arbitrary<T>> {
  return Object.fromEntries(names.map((name) => [name, arbitrary]));
}
