import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ComponentEvidence } from '../../../model/finding.ts';
import type { Remedy } from '../../../model/remedy.ts';
import { greedyCover } from './greedy-cover.ts';
import { planOf } from './plan-of.ts';
import { riskOf } from './risk.ts';
import { versionOrder } from './version-order.ts';

type Planned = Parameters<typeof planOf>[0][number];

function evidenceOf(
  remedies: readonly Remedy[],
  rest: Partial<ComponentEvidence> = {},
): ComponentEvidence {
  return {
    kind: 'component',
    purl: 'pkg:npm/deep@1.0.0',
    ecosystem: 'npm',
    name: 'deep',
    version: '1.0.0',
    direct: false,
    scope: 'prod',
    advisories: ['GHSA-1'],
    reach: 'imported',
    fixedIn: [],
    path: [],
    pathCount: 0,
    remedies,
    facts: [],
    ...rest,
  };
}

function findingOf(fingerprint: string, evidence: ComponentEvidence): Planned {
  const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
  return {
    fingerprint,
    ruleId: 'components/known',
    evidence,
    location: { path: 'package-lock.json', region },
  };
}

function remedyOf(name: string, to: string, rest: Partial<Remedy> = {}): Remedy {
  return {
    kind: 'upgrade',
    name,
    from: '1.0.0',
    to,
    at: { path: 'package.json', line: 3 },
    breaking: false,
    sentence: `Upgrade ${name} to ${to}`,
    ...rest,
  };
}

function told(findings: readonly Planned[]): readonly string[] {
  const { steps, left } = planOf(findings, versionOrder);
  return [
    ...steps.map(({ changes, removes }) => {
      const names = changes.map(({ name, to }) => `${name} ${to}`).join(' + ');
      return `${names}: ${removes.map(({ fingerprint }) => fingerprint).join(' ')}`;
    }),
    ...(left.length === 0 ? [] : [`left: ${left.map(({ fingerprint }) => fingerprint).join(' ')}`]),
  ];
}

test('findings about one package share one change, to the highest version that one asks for', () => {
  assert.deepEqual(
    told([
      findingOf('b', evidenceOf([remedyOf('a', '1.2.0')])),
      findingOf('a', evidenceOf([remedyOf('a', '1.10.0')])),
      findingOf('c', evidenceOf([])),
    ]),
    ['a 1.10.0: a b', 'left: c'],
  );
});

test('the change that removes the most risk for its cost comes first', () => {
  const severe = { cvss: { score: 9.8, version: '3.1', vector: '' }, exploitedSince: '2026-01-01' };
  assert.deepEqual(
    told([
      findingOf('a', evidenceOf([remedyOf('mild', '1.1.0')])),
      findingOf('b', evidenceOf([remedyOf('severe', '2.0.0', { breaking: true })], severe)),
      findingOf('c', evidenceOf([remedyOf('x', '1.1.0'), remedyOf('both', '1.1.0')])),
      findingOf('d', evidenceOf([remedyOf('y', '1.1.0'), remedyOf('both', '1.1.0')])),
    ]),
    ['severe 2.0.0: b', 'both 1.1.0: c d', 'mild 1.1.0: a'],
  );
});

test('a step that does not break is not spoiled by a finding that needs one that does', () => {
  assert.deepEqual(
    told([
      findingOf('a', evidenceOf([remedyOf('p', '1.1.0')], { exploitedSince: '2026-01-01' })),
      findingOf('b', evidenceOf([remedyOf('p', '2.0.0', { breaking: true })], { scope: 'dev' })),
    ]),
    ['p 1.1.0: a', 'p 2.0.0: b'],
  );
});

test('changes that go together also remove what one of them removes alone', () => {
  const both = remedyOf('a', '1.2.0', { together: [remedyOf('b', '1.2.0')] });
  const severe = { exploitedSince: '2026-01-01' };
  assert.deepEqual(
    told([
      findingOf('1', evidenceOf([both], severe)),
      findingOf('2', evidenceOf([remedyOf('b', '1.1.0')])),
    ]),
    ['a 1.2.0 + b 1.2.0: 1 2'],
  );
});

test('the order of findings does not matter, and the shares rise to the whole', () => {
  const all = Array.from({ length: 12 }, (_, at) =>
    findingOf(
      `f${at}`,
      evidenceOf([remedyOf(`p${at % 5}`, `1.${at}.0`)], { exploitProbability: at / 20 }),
    ),
  );
  const plan = planOf(all, versionOrder);
  assert.deepEqual(planOf(all.toReversed(), versionOrder), plan);
  const shares = plan.steps.map(({ cumulative }) => cumulative);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.equal(shares.at(-1), 1);
});

test('what is exploited, in production and imported weighs more', () => {
  const base = { cvss: { score: 7, version: '3.1', vector: '' } };
  const risks = [
    { ...base, scope: 'dev' as const, reach: 'not-imported' as const },
    { ...base, reach: 'not-imported' as const },
    base,
    { ...base, exploitProbability: 0.5 },
    { ...base, exploitedSince: '2026-01-01' },
    { advisories: ['MAL-2026-1'], scope: 'dev' as const },
  ].map((rest) => riskOf(evidenceOf([], rest)));
  assert.deepEqual(
    risks,
    risks.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(risks).size, risks.length);
  assert.equal(risks.at(-1), 100);
});

test('a greedy cover covers what can be covered, each once, and is never beaten by its own first choice', () => {
  const sets = fc.array(
    fc.record({
      covers: fc.uniqueArray(fc.nat(20), { maxLength: 8 }),
      cost: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(
      sets,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 21, maxLength: 21 }),
      (all, weights) => {
        const keyed = all.map((each, at) => ({ ...each, key: String(at) }));
        const chosen = greedyCover(keyed, weights);
        const covered = chosen.flatMap(({ covers }) => covers);
        assert.equal(new Set(covered).size, covered.length);
        assert.deepEqual(new Set(covered), new Set(all.flatMap(({ covers }) => covers)));
        const worths = chosen.map(
          ({ index, covers }) =>
            covers.reduce((sum, each) => sum + (weights[each] ?? 0), 0) / (keyed[index]?.cost ?? 1),
        );
        // Worth only falls: what is chosen later would have been chosen earlier otherwise.
        assert.deepEqual(
          worths,
          worths.toSorted((a, b) => b - a),
        );
      },
    ),
  );
});

test('a version with other problems mends only what was said to go with it', () => {
  assert.deepEqual(
    told([
      findingOf('a', evidenceOf([remedyOf('p', '1.5.0')])),
      findingOf('b', evidenceOf([remedyOf('p', '2.1.0', { residual: true })])),
    ]),
    ['p 1.5.0: a', 'p 2.1.0: b'],
  );
});
