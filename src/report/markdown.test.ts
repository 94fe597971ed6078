import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markdown } from './markdown.ts';
import { emptyReport, judged, largeReport, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';

describe('markdown', () => {
  it('begins with the marker and the decision', () => {
    const [marker, , heading] = markdown.render(richReport(), plain).split('\n');
    assert.equal(marker, '<!-- lockstep -->');
    assert.equal(heading, '## Lockstep: blocked');
  });

  it('lets no text of the target become markup, mention, reference or link', () => {
    const text = markdown.render(hostileReport(), { ...plain, verbose: true });
    const tags = new Set([...text.matchAll(/<[^<>]*>/g)].map(([tag]) => tag));
    const own = new Set([
      '<!-- lockstep -->',
      ...['code', 'details', 'summary', 'pre', 'b', 'sub'].flatMap((name) => [
        `<${name}>`,
        `</${name}>`,
      ]),
      '<br>',
    ]);
    assert.deepEqual(
      [...tags].filter((tag) => !own.has(tag)),
      [],
    );
    assert.equal(text.match(/<!--/g)?.length, 1);
    const outsideCode = text.replace(/<(code|pre)>.*?<\/\1>/gs, '');
    assert.doesNotMatch(outsideCode, /@\w|(?<!&)#\d|GH-\d|:\/\/|\]\(|\*\*b|`/);
    const rows = outsideCode.split('\n').filter((each) => each.startsWith('| '));
    const head = rows.findIndex((row) => row.startsWith('| Severity'));
    for (const [index, line] of rows.entries()) {
      assert.equal(line.split('|').length, index < head ? 7 : 6, line);
    }
  });

  it('stays below the limit of a comment and says what it left out', () => {
    const text = markdown.render(largeReport(10_000), { ...plain, verbose: true });
    assert.ok(text.length <= 65_536);
    assert.match(text, /\*\*[\d,]+ more entries did not fit into this comment\.\*\*/);
    const long = 'x'.repeat(70_000);
    assert.ok(markdown.render(hostileReport(long), plain).length <= 65_536);
  });

  it('links to the line when the platform has exactly this text', () => {
    const rich = richReport();
    const git = {
      commit: 'a'.repeat(40),
      shallow: false,
      dirty: false,
      remote: 'https://github.com/o/r.git',
    };
    const location = {
      path: 'a b#/c.ts',
      region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 2 },
    };
    const report = emptyReport({
      target: { ...rich.target, git },
      decision: { ...rich.decision, findings: [judged('blocks', { location })] },
    });
    const url = `https://github.com/o/r/blob/${'a'.repeat(40)}/a%20b%23/c.ts#L3`;
    assert.ok(
      markdown
        .render(report, plain)
        .includes(`<a href="${url}"><code>a b&#35;/c.ts&#58;3&#58;1</code></a>`),
    );
    const dirty = { ...report, target: { ...rich.target, git: { ...git, dirty: true } } };
    assert.doesNotMatch(markdown.render(dirty, plain), /href/);
  });
});
