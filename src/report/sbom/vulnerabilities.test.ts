import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Component } from '../../model/component.ts';
import type { ComponentEvidence, Finding } from '../../model/finding.ts';
import { purlOf } from '../../model/purl.ts';
import { billOf } from './bill.ts';
import { cycloneDx } from './cyclonedx.ts';
import { findingOf } from './tests/findings.ts';

const subject = {
  name: 'shop',
  tool: { name: 'lockstep', version: '1.0.0' },
  now: '2026-06-01T00:00:00.000Z',
  isWhole: true,
};

function component(name: string, version: string): Component {
  return {
    ecosystem: 'npm',
    name,
    version,
    direct: true,
    scope: 'prod',
    line: 1,
    integrity: [],
    source: { kind: 'registry' },
    dependsOn: [],
  };
}

function vulnerabilities(findings: readonly Finding[] | undefined): unknown {
  const components = [component('a', '1.0.0'), component('a', '1.1.0')];
  const list = {
    path: 'x.lock',
    format: 'x',
    components,
    requirements: [],
    extent: 'whole',
  } as const;
  const bill = billOf([list], purlOf, findings);
  return new Map(Object.entries(cycloneDx(bill, subject, '1.6'))).get('vulnerabilities');
}

const known: Partial<ComponentEvidence> = {
  advisories: ['GHSA-1', 'CVE-2026-1'],
  cvss: { score: 9.8, version: '3.1', vector: 'CVSS:3.1/AV:N' },
  cwe: [79],
  exploitedSince: '2026-01-02',
  exploitProbability: 0.5,
  fixedIn: ['1.2.0'],
  remedies: [
    {
      kind: 'upgrade',
      name: 'a',
      from: '1.0.0',
      to: '1.2.0',
      breaking: false,
      sentence: 'Take a 1.2.0.',
    },
  ],
};

test('a problem stands once, with every component that it concerns and what mends it', () => {
  const findings = [
    findingOf('pkg:npm/a@1.1.0', '1.1.0', known),
    findingOf('pkg:npm/a@1.0.0', '1.0.0', known),
    findingOf('pkg:npm/gone@1.0.0', '1.0.0', known),
  ];
  const expected = [
    {
      'bom-ref': 'vulnerability:GHSA-1',
      id: 'GHSA-1',
      source: { name: 'GitHub', url: 'https://github.com/advisories/GHSA-1' },
      references: [
        {
          id: 'CVE-2026-1',
          source: { name: 'NVD', url: 'https://nvd.nist.gov/vuln/detail/CVE-2026-1' },
        },
      ],
      ratings: [{ score: 9.8, severity: 'critical', method: 'CVSSv31', vector: 'CVSS:3.1/AV:N' }],
      cwes: [79],
      description: 'known against pkg:npm/a@1.0.0',
      recommendation: 'Take a 1.2.0.',
      affects: [
        { ref: 'pkg:npm/a@1.0.0', versions: [{ version: '1.0.0', status: 'affected' }] },
        { ref: 'pkg:npm/a@1.1.0', versions: [{ version: '1.1.0', status: 'affected' }] },
      ],
      properties: [
        { name: 'lockstep:rule', value: 'components/vulnerable' },
        { name: 'lockstep:fingerprint', value: 'pkg:npm/a@1.0.0:0' },
        { name: 'lockstep:reach', value: 'unknown' },
        { name: 'lockstep:exploited-since', value: '2026-01-02' },
        { name: 'lockstep:exploit-probability', value: '0.5' },
        { name: 'lockstep:fixed-in', value: '1.2.0' },
      ],
    },
  ];
  assert.deepEqual(vulnerabilities(findings), expected);
  assert.deepEqual(vulnerabilities(findings.toReversed()), expected);
});

test('without a vector the severity is that of the finding; other findings are no vulnerabilities', () => {
  const told = vulnerabilities([
    findingOf('pkg:npm/a@1.0.0', '1.0.0', { advisories: ['MAL-2026-1'] }),
    findingOf('pkg:npm/a@1.0.0', '1.0.0', { advisories: [] }),
    { ...findingOf('pkg:npm/a@1.0.0', '1.0.0', { advisories: ['GHSA-2'] }), state: 'fixed' },
    { ...findingOf('', '', {}), evidence: { kind: 'recorded' } },
  ]);
  assert.ok(Array.isArray(told));
  assert.equal(told.length, 1);
  assert.match(JSON.stringify(told), /"ratings":\[\{"severity":"high","method":"other"\}\]/);
  assert.match(JSON.stringify(told), /https:\/\/osv\.dev\/vulnerability\/MAL-2026-1/);
});

test('a bill of which nobody looked says nothing; one that was looked at says that there is none', () => {
  assert.equal(vulnerabilities(undefined), undefined);
  assert.deepEqual(vulnerabilities([]), []);
});
