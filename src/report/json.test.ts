import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { skipReasons } from '../model/file.ts';
import { incompleteReasons } from '../model/incomplete.ts';
import { severities } from '../model/severity.ts';
import { stages } from '../model/stage.ts';
import { json } from './json.ts';
import { codeReport } from './tests/code-report.ts';
import { richEndpointReport } from './tests/endpoint-report.ts';
import { emptyReport, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';
import { compileSchema, schemaValidator } from './tests/schemas.ts';

const published = '../../../../schema/report.schema.json';

describe('json', () => {
  for (const [name, report] of Object.entries({
    rich: richReport(),
    endpoints: richEndpointReport(),
    code: codeReport(),
    empty: emptyReport(),
    hostile: hostileReport(),
  })) {
    it(`is valid against the published schema: ${name} report`, () => {
      assert.deepEqual(schemaValidator(published)(JSON.parse(json.render(report, plain))), []);
    });
  }

  it('has a schema that knows every reason, class and severity of the model', () => {
    const lists = [incompleteReasons, skipReasons, severities, stages];
    const text = readFileSync(new URL(`./tests/schemas/${published}`, import.meta.url), 'utf8');
    const compact = JSON.stringify(JSON.parse(text));
    for (const list of lists) {
      assert.ok(compact.includes(`"enum":${JSON.stringify(list)}`), list.join());
    }
  });

  it('writes no key that the published schema does not describe', () => {
    const text = readFileSync(new URL(`./tests/schemas/${published}`, import.meta.url), 'utf8');
    const closed: unknown = JSON.parse(text, (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'type' in value && 'properties' in value
        ? { ...value, additionalProperties: false }
        : value,
    );
    for (const report of [richReport(), richEndpointReport(), codeReport()]) {
      const errors = compileSchema(closed)(JSON.parse(json.render(report, plain)));
      assert.deepEqual(errors, []);
    }
  });

  it('differs only in its timing between two runs on the same inputs', () => {
    const timing = { wallMs: 9, threads: 9, cachedUnits: 9, bytesRead: 9 };
    const first: unknown = JSON.parse(json.render(richReport(), plain));
    const second: unknown = JSON.parse(json.render({ ...richReport(), timing }, plain));
    assert.deepEqual({ ...Object(second), timing: 0 }, { ...Object(first), timing: 0 });
  });

  it('gives back the exact text of hostile names, although it prints them as escapes', () => {
    const name = 'a\u001b[31m\u202e\u{e0041}\n##[error]';
    const text = json.render(emptyReport({ notes: [name] }), plain);
    assert.match(text, /"a\\u001b\[31m\\u202e\\udb40\\udc41\\n#\\u0023\[error\]"/);
    assert.ok(JSON.stringify(JSON.parse(text)).includes(JSON.stringify(name)));
  });
});
