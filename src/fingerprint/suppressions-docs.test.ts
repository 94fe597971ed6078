import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commentSyntax } from '../model/comment-syntax.ts';
import { findSuppressions } from './suppressions.ts';

const docs = readFileSync(new URL('../../docs/suppressions.md', import.meta.url), 'utf8');

/** The rows of the table under a heading: what stands in backticks, cell by cell, and the last cell's text. */
function rowsUnder(
  heading: string,
): readonly { code: readonly (readonly string[])[]; last: string }[] {
  const section = docs.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) => {
    const cells = line.split('|').slice(1, -1);
    const code = cells.map((cell) =>
      [...cell.matchAll(/`(?<text>[^`]+)`/gu)].map((it) => it[1] ?? ''),
    );
    return { code, last: cells.at(-1)?.trim() ?? '' };
  });
}

const scopes = new Map([
  ['for its line', 'line'],
  ['for the next line', 'next-line'],
  ['for the file', 'file'],
]);

const examples = rowsUnder('Examples');
test('docs/suppressions.md has its examples', () => {
  assert.ok(examples.length > 15);
});

for (const { code, last } of examples) {
  const [[path = ''] = [], [text = ''] = []] = code;
  test(`docs/suppressions.md is right that ${text} is ${last}`, () => {
    const { suppressions, bad } = findSuppressions(path, text);
    const scope = scopes.get(last);
    if (scope !== undefined) {
      assert.deepEqual(bad, []);
      assert.deepEqual(
        suppressions.map((it) => it.scope),
        [scope],
      );
    } else if (last === 'no suppression') {
      assert.deepEqual({ suppressions, bad }, { suppressions: [], bad: [] });
    } else {
      assert.equal(suppressions.length, 0);
      assert.equal(bad.length, 1);
      assert.ok(bad[0]?.problem.includes(last.replace('refused: ', '')), bad[0]?.problem);
    }
  });
}

for (const { code } of rowsUnder('Comments by kind of file')) {
  const [files = [], openings = []] = code;
  test(`docs/suppressions.md knows the comments of ${files.join(', ')}, and they work`, () => {
    assert.ok(files.length > 0);
    for (const path of files) {
      const { forms } = commentSyntax(path);
      assert.deepEqual(
        [...new Set(forms.map(({ open }) => open.trim()))].toSorted(),
        openings.toSorted(),
        path,
      );
      for (const { open, close = '' } of forms) {
        const separator = close === '-->' ? ':' : '--';
        const word = ['lockstep', 'ignore-file'].join('-');
        const text = `${open} ${word} secrets/jwt ${separator} only a test ${close}\n`;
        assert.equal(findSuppressions(path, text).suppressions.length, 1, `${path}: ${text}`);
      }
    }
  });
}

test('the manual itself suppresses nothing', () => {
  assert.deepEqual(findSuppressions('docs/suppressions.md', docs), { suppressions: [], bad: [] });
});
