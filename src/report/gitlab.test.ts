import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gitlabCodequality } from './gitlab-codequality.ts';
import { gitlabDependency, gitlabSast, gitlabSecrets } from './gitlab.ts';
import { findingOf } from './sbom/tests/findings.ts';
import { richEndpointReport } from './tests/endpoint-report.ts';
import { emptyReport, judged, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';
import { schemaValidator } from './tests/schemas.ts';

describe('the GitLab security reports', () => {
  const errors = schemaValidator('gitlab-15.json');

  for (const format of [gitlabSecrets, gitlabSast, gitlabDependency]) {
    it(`have what GitLab requires: ${format.name}`, () => {
      for (const report of [richReport(), richEndpointReport(), emptyReport(), hostileReport()]) {
        assert.deepEqual(errors(JSON.parse(format.render(report, plain))), []);
      }
    });
  }

  it('hold each finding in the report of its own check only', () => {
    assert.equal(gitlabSecrets.render(richReport(), plain).match(/"identifiers"/g)?.length, 4);
    assert.doesNotMatch(gitlabSast.render(richReport(), plain), /"identifiers"/);
  });

  it('keep the id of a finding when it moves to another line', () => {
    const report = richReport();
    const findings = report.decision.findings.map((entry) => ({
      ...entry,
      finding: {
        ...entry.finding,
        location: {
          ...entry.finding.location,
          region: { ...entry.finding.location.region, startLine: 900, endLine: 900 },
        },
      },
    }));
    const moved = { ...report, decision: { ...report.decision, findings } };
    assert.deepEqual(
      ids(gitlabSecrets.render(moved, plain)),
      ids(gitlabSecrets.render(report, plain)),
    );
  });

  it('hold endpoints at the line that declares them, else at the policy', () => {
    const files = [
      ...gitlabSast
        .render(richEndpointReport(), plain)
        .matchAll(/"file": "(.*)",\s+"start_line": (\d+)/g),
    ].map(([, file, line]) => `${file}:${line}`);
    assert.deepEqual(files, ['lockstep.yaml:14', 'lockstep.yaml:1']);
  });

  it('name the package, its version and the ids by which GitLab joins what several tools say', () => {
    const finding = findingOf('pkg:npm/lodash@4.17.15', '4.17.15', {
      name: 'lodash',
      advisories: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337', 'OSV-2021-1'],
    });
    const base = judged('blocks', finding);
    const report = emptyReport({
      decision: { ...emptyReport().decision, outcome: 'block', findings: [base] },
    });
    const text = gitlabDependency.render(report, plain);
    assert.deepEqual(errors(JSON.parse(text)), []);
    const [found]: readonly Record<string, unknown>[] = JSON.parse(text).vulnerabilities;
    assert.deepEqual(Object.entries(found?.['location'] ?? {}).at(-1), [
      'dependency',
      { package: { name: 'lodash' }, version: '4.17.15' },
    ]);
    assert.match(text, /"type": "ghsa".{1,200}"type": "cve"/su);
    assert.doesNotMatch(gitlabSast.render(report, plain), /lodash/u);
  });

  it('never hold source text', () => {
    assert.doesNotMatch(gitlabSecrets.render(richReport(), plain), /raw_source|ghp_\*/);
  });
});

describe('gitlab-codequality', () => {
  it('has the six fields that GitLab reads, and fingerprints that differ', () => {
    const errors = schemaValidator('gitlab-codequality.json');
    for (const report of [richReport(), richEndpointReport(), emptyReport(), hostileReport()]) {
      const text = gitlabCodequality.render(report, plain);
      assert.deepEqual(errors(JSON.parse(text)), []);
      const prints = [...text.matchAll(/"fingerprint": "(\w+)"/g)].map(([, print]) => print);
      assert.equal(new Set(prints).size, prints.length);
    }
  });
});

function ids(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/"id": "([0-9a-f-]{36})"/g)].map(([, id]) => id);
}
