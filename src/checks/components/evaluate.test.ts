import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  contextOf,
  detectInLists,
  listOf,
  type ExampleAdvisory,
  type ExampleLists,
} from './tests/example-lists.ts';
import type { ComponentEvidence, Detection } from '../../model/finding.ts';
import { engine } from './evaluate.ts';

const flaw: ExampleAdvisory = {
  package: 'lodash',
  id: 'GHSA-35jh-r3h4-6jhm',
  aliases: ['CVE-2021-23337'],
  range: ['0', '4.17.21'],
  cvss: 7.2,
};

function evidenceOf({ evidence }: Detection): ComponentEvidence {
  assert.ok(evidence.kind === 'component');
  return evidence;
}

function only(example: ExampleLists): Detection {
  const [first, ...others] = detectInLists(example);
  assert.deepEqual(others, []);
  assert.ok(first !== undefined);
  return first;
}

test('a finding says what, how it came in, and what mends it', () => {
  const detection = only({
    list: [
      { name: 'app', version: '1.0.0', dependsOn: [2] },
      { name: 'kit', version: '2.0.0', dependsOn: [2] },
      { name: 'lodash', version: '4.17.15', direct: false, line: 30 },
    ],
    advisories: [flaw, { ...flaw, id: 'CVE-2021-23337', aliases: [], range: ['0', '4.17.22'] }],
    likely: { 'CVE-2021-23337': 0.25 },
  });
  assert.equal(
    detection.message,
    'lodash 4.17.15 is vulnerable: What is wrong with it (GHSA-35jh-r3h4-6jhm, CVE-2021-23337).',
  );
  assert.equal(detection.region.startLine, 30);
  assert.equal(detection.anchor.statement, 'pkg:npm/lodash GHSA-35jh-r3h4-6jhm');
  const { path, pathCount, fixedIn, cvss, exploitProbability, advisories } = evidenceOf(detection);
  assert.deepEqual(path, ['app@1.0.0', 'lodash@4.17.15']);
  assert.equal(pathCount, 2);
  // The one of them that both records call mended.
  assert.deepEqual(fixedIn, ['4.17.22']);
  assert.equal(cvss?.score, 7.2);
  assert.equal(exploitProbability, 0.25);
  assert.deepEqual(advisories, ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337']);
});

describe('one step mends what can be mended', () => {
  const earlier: ExampleAdvisory = {
    ...flaw,
    id: 'GHSA-earlier',
    aliases: [],
    range: ['0', '4.17.19'],
  };
  const other: ExampleAdvisory = { ...flaw, id: 'GHSA-other', aliases: [] };
  for (const [title, range, expected] of [
    ['but what nothing mends', ['0'], '4.17.21, 4.17.21, '],
    ['also where the fix has a problem of its own', ['4.17.21'], '4.17.21, 4.17.21'],
  ] as const) {
    test(title, () => {
      const detections = detectInLists({
        list: [{ name: 'lodash', version: '4.17.15' }],
        advisories: [flaw, earlier, { ...other, range: [...range] }],
      });
      const leadingTo = detections.map((each) => evidenceOf(each).remedies.map(({ to }) => to));
      assert.equal(leadingTo.join(', '), expected);
    });
  }
});

test('several copies of one version are one finding, as needed as the neediest', () => {
  const detection = only({
    list: [
      { name: 'lodash', version: '4.17.15', scope: 'dev', direct: false },
      { name: 'lodash', version: '4.17.15', scope: 'prod', direct: true },
    ],
    advisories: [flaw],
  });
  assert.equal(detection.ruleId, 'components/high-fixable');
  assert.equal(evidenceOf(detection).direct, true);
});

test('two versions of a package are two findings with one name', () => {
  const list = ['4.17.15', '4.17.16'].map((version) => ({ name: 'lodash', version }));
  const statements = detectInLists({ list, advisories: [flaw] }).map(
    ({ anchor }) => anchor.statement,
  );
  assert.deepEqual(
    statements,
    Array.from({ length: 2 }, () => 'pkg:npm/lodash GHSA-35jh-r3h4-6jhm'),
  );
});

test('what lies in the target itself is not taken for the package with its name', () => {
  const list = [
    { name: 'lodash', version: '4.17.15', source: { kind: 'path', path: 'lodash' } as const },
  ];
  assert.deepEqual(detectInLists({ list, advisories: [flaw] }), []);
});

test('names are compared as the ecosystem does', () => {
  const advisories = [{ ...flaw, package: 'flask-cors', range: ['0', '4.0'] } as const];
  const list = [{ name: 'Flask_CORS', version: '3.0' }];
  assert.equal(detectInLists({ ecosystem: 'PyPI', list, advisories }).length, 1);
});

const severities = [
  ['critical', { cvss: 9 }],
  ['high', { cvss: 8.9 }],
  ['medium', { cvss: 4 }],
  ['low', { cvss: 0.1 }],
  ['critical', { word: 'CRITICAL' }],
  ['medium', { word: 'MODERATE' }],
  ['medium', {}],
] as const;
for (const [severity, fields] of severities) {
  test(`the severity of ${JSON.stringify(fields)} is ${severity}`, () => {
    const { cvss, ...rest } = flaw;
    assert.ok(cvss !== undefined);
    const detection = only({ list: [{ name: 'lodash' }], advisories: [{ ...rest, ...fields }] });
    assert.equal(detection.severity, severity);
  });
}

function ruleOfReact(advisories: readonly ExampleAdvisory[]): string {
  return only({ list: [{ name: 'react' }], advisories }).ruleId;
}

test('a report on all versions of a package that many use counts from two sources', () => {
  const report = { package: 'react', id: 'MAL-1', range: ['0'] } as const;
  assert.equal(ruleOfReact([report]), 'components/malicious-unconfirmed');
  const obscure = {
    list: [{ name: 'bandkit-x' }],
    advisories: [{ ...report, package: 'bandkit-x' }],
  };
  assert.equal(only(obscure).ruleId, 'components/malicious');
  assert.equal(ruleOfReact([{ ...report, sources: 2 }]), 'components/malicious');
  assert.equal(
    ruleOfReact([report, { ...report, id: 'GHSA-m', aliases: ['MAL-1'] }]),
    'components/malicious',
  );
});

test('without advisories, or without those of an ecosystem, every list is incomplete', () => {
  const lists = [
    listOf([{ name: 'a' }]),
    listOf([{ name: 'b' }], { ecosystem: 'PyPI', path: 'p.lock' }),
  ];
  const context = contextOf({});
  const without = engine.evaluate(lists, { ...context, data: undefined });
  assert.deepEqual(
    without.incomplete.map(({ what, reason }) => `${what} ${reason}`),
    ['package-lock.json no-data', 'p.lock no-data'],
  );
  assert.deepEqual(
    engine.evaluate(lists, context).incomplete.map(({ what, detail }) => `${what}: ${detail}`),
    ['p.lock: there are no advisories of PyPI on this machine; run: lockstep advisories pull'],
  );
});

test('a component without an exact version cannot be told, unless all versions are concerned', () => {
  const declared = { version: '', constraint: '^4.0.0' };
  const list = listOf([
    { ...declared, name: 'lodash' },
    { ...declared, name: 'harmless' },
    { ...declared, name: 'evil' },
  ]);
  const judged = engine.evaluate(
    [list],
    contextOf({ advisories: [flaw, { package: 'evil', id: 'MAL-2', range: ['0'] }] }),
  );
  assert.deepEqual(
    judged.incomplete.map(({ reason, detail }) => `${reason}: ${detail}`),
    [
      'inconclusive: whether advisories are about lodash ^4.0.0 cannot be told without an exact version; a lockfile would tell',
    ],
  );
  const messages = judged.results.flatMap(({ detections }) =>
    detections.map(({ message }) => message),
  );
  assert.deepEqual(messages, [
    'evil (^4.0.0) is reported as malicious: What is wrong with it (MAL-2).',
  ]);
});

test('old data is a finding of the head alone', () => {
  const context = contextOf({ pulled: '2026-11-01T00:00:00Z' });
  const found = (isBase: boolean): number =>
    engine.evaluate([listOf([{}])], { ...context, isBase }).results.length;
  assert.equal(found(false), 1);
  assert.equal(found(true), 0);
});

test('a licence is told once for each package and version, in the scopes that the policy names', () => {
  const ghost = { name: 'ghost', licence: 'AGPL-3.0-only' };
  const detections = detectInLists({
    list: [ghost, ghost, { ...ghost, name: 'tool', scope: 'dev' }],
    licences: { deny: ['AGPL-3.0-only'] },
  });
  assert.deepEqual(
    detections.map(({ message }) => message.slice(0, 50)),
    ['ghost 1.0.0 has a licence that is not allowed: AGP'],
  );
});
