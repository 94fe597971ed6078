import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { github } from './github.ts';
import { emptyReport, judged, largeReport, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';

describe('github', () => {
  it('writes only its own commands, one a line, whatever the text', () => {
    const kinds = github
      .render(hostileReport(), plain)
      .trimEnd()
      .split('\n')
      .map((line) => /^::(error|warning|notice) [a-zA-Z]+=/.exec(line)?.[1]);
    assert.deepEqual(kinds, ['error', 'error', 'warning', 'warning', 'warning', 'notice']);
  });

  it('escapes percent, colon and comma in properties', () => {
    const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
    const text = github.render(
      emptyReport({
        decision: {
          outcome: 'block',
          reasons: [],
          notices: [],
          findings: [
            judged('blocks', {
              message: '100%: a, b',
              location: { path: 'a,b:c 5%0A.ts', region },
            }),
          ],
        },
      }),
      plain,
    );
    assert.match(text, /^::error file=a%2Cb%3Ac 5%250A\.ts,line=1,endLine=1,col=1,endColumn=2,/);
    assert.match(text, /::100%25: a, b \(/);
  });

  it('writes ten errors at most and says how many more there are', () => {
    const lines = github.render(largeReport(100), plain).trimEnd().split('\n');
    assert.equal(lines.filter((line) => line.startsWith('::error ')).length, 10);
    assert.match(lines.at(-1) ?? '', /15 more findings not shown here\.$/);
  });

  it('warns of what was not examined', () => {
    assert.match(
      github.render(richReport(), plain),
      /^::warning title=[^:]+::data\/dump\.sql: too-large/m,
    );
  });
});
