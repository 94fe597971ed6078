import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../model/finding.ts';
import type { RunReport } from '../model/report.ts';
import { richEndpointReport } from './tests/endpoint-report.ts';
import { emptyReport, judged, largeReport, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';
import { terminal } from './terminal.ts';
import { columns } from './terminal/columns.ts';

/** Places, and lines of a configuration that are to be copied: never broken. */
function isWhole(line: string): boolean {
  return /^ {2}\S.*:\d+:\d+$/.test(line) || /^ {5,10}│ /.test(line);
}

describe('terminal', () => {
  it('writes no escape codes unless asked for colour or links', () => {
    for (const report of [richReport(), hostileReport()]) {
      assert.doesNotMatch(terminal.render(report, plain), /(?!\n)\p{Cc}/u);
    }
  });

  it('keeps every line but a place within 20, 40, 80 and 200 columns', () => {
    for (const width of [20, 40, 80, 200]) {
      const reports = [richReport(), richEndpointReport(), hostileReport(), emptyReport()];
      for (const report of reports) {
        const lines = terminal.render(report, { ...plain, width, verbose: true }).split('\n');
        for (const line of lines.filter((text) => !isWhole(text))) {
          assert.ok(columns(line) <= width, `${columns(line)} columns: ${line}`);
        }
      }
    }
  });

  it('puts the carets under the marked text, behind wide characters and tabs too', () => {
    const excerpt = { text: "\t名前 = 'secret'; \u202e", highlight: { start: 7, length: 6 } };
    const text = terminal.render(one({ excerpt }), plain);
    assert.match(text, / 12 │ 名前 = 'secret'; \\u\{202e\}\n {7}│ {9}\^{6}\n/);
  });

  it('shows the marked part of a long line in a narrow terminal', () => {
    const excerpt = {
      text: `${'x'.repeat(100)}SECRET${'y'.repeat(100)}`,
      highlight: { start: 100, length: 6 },
    };
    const lines = terminal.render(one({ excerpt }), { ...plain, width: 36 }).split('\n');
    const source = lines.findIndex((line) => line.includes('SECRET'));
    assert.ok(source > 0);
    assert.equal(lines[source + 1]?.indexOf('^^^^^^'), lines[source]?.indexOf('SECRET'));
  });

  it('colours only when asked, closes what it opens, and says the same', () => {
    const text = terminal.render(richReport(), { ...plain, color: true });
    // eslint-disable-next-line no-control-regex -- colour codes are what is removed
    assert.equal(text.replace(/\u001b\[\d+m/g, ''), terminal.render(richReport(), plain));
    for (const line of text.split('\n')) {
      const [on, off] = [line.match(/\[(1|2|3[1-7])m/g) ?? [], line.match(/\[(22|39)m/g) ?? []];
      assert.equal(on.length, off.length, JSON.stringify(line));
    }
  });

  it('links places to files when the terminal shows links', () => {
    const text = terminal.render(richReport(), { ...plain, hyperlinks: true });
    const url = 'file:///home/me/shop/config/%E5%90%8D%E5%89%8D%20100%25.yaml';
    const place = 'config/名前 100%.yaml:9:13';
    assert.ok(text.includes(`\u001b]8;;${url}\u001b\\${place}\u001b]8;;\u001b\\`));
    const windows = terminal.render(richReport(), { ...plain, hyperlinks: true, root: 'C:\\w' });
    assert.ok(windows.includes('file:///C:/w/src/config.ts'));
  });

  it('shows ten findings of a rule and says how many more there are', () => {
    const text = terminal.render(largeReport(100), plain);
    assert.equal(text.match(/file-\d+\.ts:\d+:1$/gm)?.length, 10);
    assert.match(text, /… and 15 more findings of this rule: run with --verbose to list/);
    assert.match(text, /^75 observed findings in 1 rule: run with --verbose to list$/m);
  });

  it('says what was examined when nothing was found', () => {
    assert.match(
      terminal.render(emptyReport(), plain),
      /42 files examined by secrets with 2 rules/,
    );
  });
});

function one(changes: Partial<Finding>): RunReport {
  const decision = {
    outcome: 'block',
    reasons: [],
    notices: [],
    findings: [judged('blocks', changes)],
  } as const;
  return emptyReport({ decision });
}
