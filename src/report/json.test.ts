import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { json } from './json.ts';
import { plain, richReport } from './tests/fixture.ts';

describe('json', () => {
  it('does not depend on the order of the findings', () => {
    const report = richReport();
    const findings = report.decision.findings.toReversed();
    const turned = { ...report, decision: { ...report.decision, findings } };
    assert.equal(json.render(turned, plain), json.render(report, plain));
  });
});
