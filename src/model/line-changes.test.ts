import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { areApart, lineChanges, withChanges, type LineChange } from './line-changes.ts';

const lineText = fc.constantFrom('a', 'b', '', '-c', '+d', ' e', '@@', 'f\r');
/** Of files that end as files do: what a diff says of a missing last line feed is no line. */
const text = fc
  .array(lineText, { minLength: 1, maxLength: 12 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''));

test('what a diff says makes of the text before it the text after it', () => {
  fc.assert(
    fc.property(text, text, fc.constantFrom(0, 3), (before, after, context) => {
      const diff = createTwoFilesPatch('a', 'b', before, after, '', '', { context });
      const changed = withChanges(before, lineChanges(diff));
      assert.equal(changed, after);
    }),
  );
});

test('a change of another text is not made', () => {
  const [change] = lineChanges('@@ -1,1 +1,1 @@\n-a\n+b\n');
  assert.deepEqual(change, { line: 1, removed: ['a'], added: ['b'] });
  assert.equal(withChanges('c\n', change === undefined ? [] : [change]), undefined);
});

function at(line: number): LineChange {
  return { line, removed: ['a'], added: [] };
}

test('changes of lines that touch are not apart', () => {
  assert.equal(areApart(at(1), at(2)), false);
  assert.equal(areApart(at(3), at(1)), true);
});
