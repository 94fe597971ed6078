import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formats } from './formats.ts';
import { script } from './html/script.ts';
import { style } from './html/style.ts';
import { richEndpointReport } from './tests/endpoint-report.ts';
import { emptyReport, largeReport, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';
import { matchesSnapshot } from './tests/snapshots.ts';
import { order } from './view.ts';

const invisible = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Surrogate}]/u;

describe('every format', () => {
  it('has a name of its own and a description', () => {
    assert.equal(new Set(formats.map(({ name }) => name)).size, formats.length);
    for (const { description } of formats) assert.match(description, /^\S.{10,79}$/);
  });

  it('has its row in docs/reports.md', () => {
    const docs = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');
    const rows = docs.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)]);
    assert.deepEqual(
      named.map(([, name = '']) => name).toSorted(order),
      formats.map(({ name }) => name).toSorted(order),
    );
  });

  for (const format of formats) {
    // The same as `sarif` but for what it leaves out, and that has its own test.
    if (format.name !== 'sarif-github') {
      it(`tells the rich report as in its snapshot: ${format.name}`, () => {
        const text = format.render(richReport(), plain);
        matchesSnapshot(format.name, readableOf(format.name, text));
      });

      it(`tells endpoints as in its snapshot: ${format.name}`, () => {
        const text = format.render(richEndpointReport(), { ...plain, width: 80 });
        matchesSnapshot(`endpoints-${format.name}`, readableOf(format.name, text));
      });
    }

    it(`shows hostile text and lets none of it act on a terminal or a runner: ${format.name}`, () => {
      for (const verbose of [false, true]) {
        const text = format.render(hostileReport(), { ...plain, width: 47, verbose });
        assert.doesNotMatch(text, invisible);
        assert.doesNotMatch(text, /##[a-z]{0,16}\[/iu, 'a command of a runner');
        if (format.name !== 'github') assert.doesNotMatch(text, /^\s*::/m);
      }
    });

    it(`ends with one line break: ${format.name}`, () => {
      const text = format.render(richReport(), plain);
      assert.match(text, /[^\n]\n$/);
    });

    it(`tells a run without findings, and one that could examine nothing: ${format.name}`, () => {
      const incomplete = emptyReport({
        decision: { outcome: 'incomplete', reasons: [], findings: [], notices: [] },
        incomplete: [{ checkId: '*', what: 'src', reason: 'unreadable', detail: 'Denied.' }],
      });
      const [pass, missed] = [emptyReport(), incomplete].map((report) =>
        format.render(report, plain),
      );
      assert.notEqual(pass, missed);
      const silent = ['gitlab-sast', 'gitlab-dependency', 'gitlab-secrets'];
      if (!silent.includes(format.name)) assert.match(missed ?? '', /unreadable/);
    });

    it(`does not depend on the order of the findings: ${format.name}`, () => {
      for (const report of [richReport(), richEndpointReport()]) {
        const findings = report.decision.findings.toReversed();
        const turned = { ...report, decision: { ...report.decision, findings } };
        const options = { ...plain, verbose: true };
        assert.equal(format.render(turned, options), format.render(report, options));
      }
    });

    it(`bears 10,000 findings: ${format.name}`, () => {
      const text = format.render(largeReport(10_000), { ...plain, verbose: true });
      assert.ok(text.length < 20_000_000, `${text.length} characters`);
    });

    it(`never throws, whatever the text: ${format.name}`, () => {
      const anything = fc
        .array(fc.integer({ min: 0, max: 0xffff }))
        .map((units) => String.fromCharCode(...units));
      const tricky = fc.constantFrom(
        '',
        ' ',
        '::',
        '\u0301',
        '👩‍👩‍👧',
        '\ud83d',
        '|',
        '](',
        '%',
        '//',
        'C:\\',
      );
      const text = fc.oneof(
        anything,
        fc.array(fc.oneof(tricky, anything)).map((list) => list.join('')),
      );
      fc.assert(
        fc.property(text, fc.integer(), fc.boolean(), (value, width, verbose) => {
          const report = { ...hostileReport(value), now: value };
          const rendered = format.render(report, {
            width,
            color: verbose,
            hyperlinks: !verbose,
            verbose,
            root: value,
          });
          assert.equal(typeof rendered, 'string');
        }),
        { numRuns: 60, seed: 1 },
      );
    });
  }
});

it('a run that examined nothing does not say pass to a person', () => {
  const report = {
    ...emptyReport(),
    checks: emptyReport().checks.map((check) => ({ ...check, units: 0, endpoints: 0 })),
  };
  for (const name of ['terminal', 'html', 'markdown', 'github']) {
    const text = formats.find((format) => format.name === name)?.render(report, plain) ?? '';
    assert.match(text, /nothing examined/iu, name);
    assert.doesNotMatch(text.replace(/<style>.*?<\/style>/su, ''), /\bpass\b/iu, name);
  }
  const change = { ...report, target: { ...report.target, kind: 'staged' as const } };
  assert.match(formats[0]?.render(change, plain) ?? '', /PASS/u);
});

/** A snapshot is read in review: without style and script, and one line a value. */
function readableOf(format: string, text: string): string {
  return format === 'sarif'
    ? `${JSON.stringify(JSON.parse(text), null, 2)}\n`
    : text
        .replace(style, '…')
        .replace(script, '…')
        .replace(/'sha256-[^']+'/g, "'…'");
}
