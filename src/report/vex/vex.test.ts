import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgedFinding } from '../../model/decision.ts';
import type { FindingState } from '../../model/finding.ts';
import type { VerdictEntry, VerdictKind } from '../../model/log-entry.ts';
import type { VexUse } from '../../model/vex-use.ts';
import { claimsOf, type VexClaim } from './claims.ts';
import { csafVex } from './csaf.ts';
import { cycloneDxVex } from './cyclonedx.ts';
import { openVex } from './openvex.ts';
import { judgedComponent, said, subject, waiver } from './tests/fixture.ts';

interface Case {
  readonly name: string;
  readonly judged?: Partial<JudgedFinding>;
  readonly state?: FindingState;
  readonly verdict?: VerdictKind;
  readonly claim: Partial<VexClaim>;
}

const vendor: VexUse = {
  status: 'not_affected',
  justification: 'code_not_reachable',
  impact: 'left out',
  file: 'vex/a.json',
  statement: 'a#1',
  author: 'Acme',
  timestamp: '2026-01-01T00:00:00Z',
};

const cases: readonly Case[] = [
  { name: 'nobody decided', claim: { status: 'under_investigation', action: '', impact: '' } },
  { name: 'it is gone', state: 'fixed', claim: { status: 'fixed' } },
  {
    name: 'a waiver accepts the risk',
    judged: { waiver: 0 },
    claim: {
      status: 'affected',
      isAccepted: true,
      action: 'Accepted until 2026-12-31: only used in a test. Versions that mend it: 4.17.21.',
    },
  },
  {
    name: 'a vendor said so',
    judged: { vex: vendor },
    claim: {
      status: 'not_affected',
      reason: 'vulnerable_code_not_in_execute_path',
      impact: 'left out, as Acme says in a#1',
    },
  },
  {
    name: 'a vendor said so in a word without an equal',
    judged: { vex: { ...vendor, justification: 'requires_configuration', author: '' } },
    claim: {
      reason: '',
      impact: 'requires_configuration, left out, as somebody unnamed says in a#1',
    },
  },
  {
    name: 'it was judged not to apply, whatever a waiver says',
    judged: { waiver: 0 },
    verdict: 'false-positive-not-applicable',
    claim: { status: 'not_affected', impact: 'Does not apply, judged on 2026-02-01: no path' },
  },
  {
    name: 'it was judged wrong',
    verdict: 'false-positive-wrong',
    claim: { status: 'not_affected', isFalseAlarm: true },
  },
  {
    name: 'it was judged right and accepted',
    verdict: 'true-positive-accepted',
    claim: { status: 'affected', isAccepted: true },
  },
  {
    name: 'it was judged right',
    verdict: 'true-positive-fixed',
    claim: { status: 'affected', isAccepted: false, action: 'Versions that mend it: 4.17.21.' },
  },
  { name: 'it is unclear', verdict: 'unclear', claim: { status: 'under_investigation' } },
  { name: 'it is not useful', verdict: 'not-useful', claim: { status: 'under_investigation' } },
];

for (const { name, judged, state, verdict, claim } of cases) {
  test(`${name}: ${claim.status ?? 'not_affected'}`, () => {
    const finding = judgedComponent('f1', {}, { state: state ?? 'new' });
    const [found, ...others] = claimsOf([{ ...finding, ...judged }], {
      waivers: [waiver],
      verdicts: new Map(verdict === undefined ? [] : [['f1', said(verdict)]]),
    });
    assert.deepEqual(others, []);
    assert.ok(found !== undefined);
    assert.deepEqual({ ...found, ...claim }, found);
  });
}

test('the CVE names it, other ids are aliases, and what is no advisory makes no claim', () => {
  const licence = judgedComponent('f2', { advisories: [] });
  const [claim, ...others] = claims([judgedComponent('f1'), licence]);
  assert.deepEqual(others, []);
  assert.equal(claim?.id, 'CVE-2021-23337');
  assert.deepEqual(claim?.aliases, ['GHSA-35jh-r3h4-6jhm']);
});

test('of several findings on the same the most careful claim counts, in any order', () => {
  const all = [judgedComponent('f1'), { ...judgedComponent('f2'), waiver: 0 }];
  const verdicts = new Map([['f1', said('false-positive-wrong')]]);
  for (const findings of [all, all.toReversed()]) {
    const found = claims(findings, verdicts);
    assert.deepEqual(
      found.map(({ status }) => status),
      ['affected'],
    );
  }
});

test('OpenVEX: a statement names product, part and reason', () => {
  const verdicts = new Map([['f1', said('false-positive-not-applicable')]]);
  const document = openVex(claims([judgedComponent('f1')], verdicts), subject);
  const { '@id': id, ...rest } = Object.fromEntries(Object.entries(document));
  assert.match(
    String(id),
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.deepEqual(rest, {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    author: 'Acme PSIRT',
    timestamp: '2026-06-01T00:00:00.000Z',
    version: 1,
    tooling: 'lockstep 1.0.0',
    statements: [
      {
        vulnerability: { name: 'CVE-2021-23337', aliases: ['GHSA-35jh-r3h4-6jhm'] },
        products: [
          {
            '@id': 'pkg:generic/shop@a1b2c3',
            subcomponents: [{ '@id': 'pkg:npm/lodash@4.17.15' }],
          },
        ],
        status: 'not_affected',
        impact_statement: 'Does not apply, judged on 2026-02-01: no path',
      },
    ],
  });
});

test('the same claims give the same bytes, another decision another id', () => {
  const writers = [openVex, cycloneDxVex, csafVex];
  const one = claims([judgedComponent('f1')]);
  const other = claims([judgedComponent('f1')], new Map([['f1', said('true-positive-accepted')]]));
  for (const write of writers) {
    assert.equal(JSON.stringify(write(one, subject)), JSON.stringify(write(one, subject)));
    assert.notEqual(JSON.stringify(write(one, subject)), JSON.stringify(write(other, subject)));
  }
});

function claims(
  findings: readonly JudgedFinding[],
  verdicts: ReadonlyMap<string, VerdictEntry> = new Map(),
): readonly VexClaim[] {
  return claimsOf(findings, { waivers: [waiver], verdicts });
}
