import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sarif, sarifGithub } from './sarif.ts';
import { richEndpointReport } from './tests/endpoint-report.ts';
import { emptyReport, judged, largeReport, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';
import { schemaValidator } from './tests/schemas.ts';

const valid = schemaValidator('sarif-2.1.0.json');

describe('sarif', () => {
  for (const [name, report] of Object.entries({
    rich: richReport(),
    endpoints: richEndpointReport(),
    empty: emptyReport(),
    hostile: hostileReport(),
  })) {
    it(`is valid against the OASIS schema: ${name} report`, () => {
      for (const format of [sarif, sarifGithub]) {
        const log: unknown = JSON.parse(format.render(report, plain));
        assert.deepEqual(valid(log), []);
      }
    });
  }

  it('writes paths as percent-encoded references that a URL parser gives back', () => {
    const path = 'a b/100%#?/名前\n:x.ts';
    const location = { path, region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 } };
    const report = emptyReport({
      decision: {
        outcome: 'block',
        reasons: [],
        notices: [],
        findings: [judged('blocks', { location })],
      },
    });
    const [uri] = /(?<="uri":")[^"]+(?=","uriBaseId")/.exec(sarif.render(report, plain)) ?? [];
    assert.equal(decodeURIComponent(uri ?? ''), path);
    assert.match(uri ?? '', /^[\w.~/%-]+$/);
  });

  it('lists at most 25,000 results, the worst first, and says how many there are', () => {
    const text = sarif.render(largeReport(25_010), plain);
    assert.equal(text.match(/"ruleId":/g)?.length, 25_000);
    assert.match(text, /The run has 25,010 findings; the worst 25,000 are listed/);
  });

  it('leaves out for GitHub what is suppressed, waived, fixed or observed', () => {
    assert.deepEqual(effects(sarifGithub.render(richReport(), plain)), [
      'blocks',
      'warns',
      'warns',
      'existing',
    ]);
    assert.equal(effects(sarif.render(richReport(), plain)).length, 8);
  });
});

function effects(sarifText: string): readonly (string | undefined)[] {
  return [...sarifText.matchAll(/"effect":"(\w+)"/g)].map(([, effect]) => effect);
}
