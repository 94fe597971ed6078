import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editsOf } from './line-edits.ts';
import { rangeOf } from './positions.ts';

const documentOf = (text: string): TextDocument =>
  TextDocument.create('file:///a', 'text', 1, text);

test('a region is found by line feeds, whatever else ends a line for the protocol', () => {
  const document = documentOf('a\rb\r\n🔑cd\n');
  const range = rangeOf(document, { startLine: 2, startColumn: 3, endLine: 2, endColumn: 5 });
  assert.equal(document.getText(range), 'cd');
  assert.deepEqual(range.start, { line: 2, character: 2 });
});

test('a region beyond the text is its end', () => {
  const document = documentOf('ab');
  const range = rangeOf(document, { startLine: 7, startColumn: 9, endLine: 8, endColumn: 1 });
  assert.deepEqual(range, { start: { line: 0, character: 2 }, end: { line: 0, character: 2 } });
});

test('edits make the change and keep the ends of lines; a line that is another one stops them', () => {
  const line = fc.stringMatching(/^[a-c]{0,4}$/u);
  const lines = fc.array(line, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      lines,
      fc.array(line, { maxLength: 3 }),
      fc.tuple(fc.nat(5), fc.nat(3)),
      fc.constantFrom('\n', '\r\n'),
      (old, added, [from, count], eol) => {
        const at = from % old.length;
        const removed = old.slice(at, at + count);
        const text = `${old.join(eol)}${eol}`;
        const edits = editsOf(documentOf(text), [{ line: at + 1, removed, added }]);
        assert.ok(edits !== undefined);
        const wanted = [...old.slice(0, at), ...added, ...old.slice(at + removed.length)];
        const mended = TextDocument.applyEdits(documentOf(text), [...edits]);
        const expected = wanted.map((each) => each + (text.includes('\r\n') ? '\r\n' : '\n'));
        assert.equal(mended, expected.join(''));
        const other = [{ line: at + 1, removed: ['zzz'], added }];
        assert.equal(editsOf(documentOf(text), other), undefined);
      },
    ),
    { seed: 7, numRuns: 500 },
  );
});

test('the last line is replaced without a line feed that was not there', () => {
  const edits = editsOf(documentOf('a\nb'), [{ line: 2, removed: ['b'], added: ['c', 'd'] }]);
  assert.equal(TextDocument.applyEdits(documentOf('a\nb'), [...(edits ?? [])]), 'a\nc\nd');
});
