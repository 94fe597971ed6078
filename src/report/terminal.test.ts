import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyReport, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';
import { terminal } from './terminal.ts';
import { columns } from './terminal/columns.ts';

describe('terminal', () => {
  it('writes no escape codes unless asked for colour or links', () => {
    for (const report of [richReport(), hostileReport()]) {
      assert.doesNotMatch(terminal.render(report, plain), /(?!\n)\p{Cc}/u);
    }
  });

  it('keeps every line but a place within 20, 40, 80 and 200 columns', () => {
    for (const width of [20, 40, 80, 200]) {
      for (const report of [richReport(), hostileReport(), emptyReport()]) {
        const lines = terminal.render(report, { ...plain, width, verbose: true }).split('\n');
        for (const line of lines.filter((text) => !/^ {2}\S.*:\d+:\d+$/.test(text))) {
          assert.ok(columns(line) <= width, `${columns(line)} columns: ${line}`);
        }
      }
    }
  });

  it('says what was examined when nothing was found', () => {
    assert.match(terminal.render(emptyReport(), plain), /42 files by secrets with 2 rules/);
  });
});
