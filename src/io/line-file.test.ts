import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { LockstepError } from '../model/error.ts';
import { openLineFile, readLines } from './line-file.ts';
import { tempTree } from './tests/temp-tree.ts';

const limits = { maxFileBytes: 4 * 2 ** 20, maxLineBytes: 2 ** 20 };

function fileIn(context: TestContext, content?: string): string {
  const file = path.join(tempTree(context), 'lines.ndjson');
  if (content !== undefined) writeFileSync(file, content);
  return file;
}

function linesOf(file: string): readonly string[] {
  return [...readLines(file, limits)].map(
    ({ number, text, isTorn }) => `${number} ${text}${isTorn ? ' torn' : ''}`,
  );
}

function isProblem(code: string, pattern: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof LockstepError && error.code === code && pattern.test(error.message);
}

describe('a file of lines', () => {
  test('is read line by line, across pieces, and says when the last one is torn', (context) => {
    assert.deepEqual(linesOf(fileIn(context, 'one\n\nthree')), ['1 one', '2 ', '3 three torn']);
    assert.deepEqual(linesOf(fileIn(context, '')), []);
    const long = 'ä'.repeat(400_000);
    assert.deepEqual(linesOf(fileIn(context, `${long}\n${long}\nend\n`)), [
      `1 ${long}`,
      `2 ${long}`,
      '3 end',
    ]);
  });

  test('that is too large, has a line without end, or is none, is refused', (context) => {
    const large = fileIn(context, 'x'.repeat(4 * 2 ** 20 + 1));
    assert.throws(() => linesOf(large), isProblem('observation', /larger than/u));
    const endless = fileIn(context, 'x'.repeat(3 * 2 ** 20));
    assert.throws(() => linesOf(endless), isProblem('observation', /line 1 is longer/u));
    const folder = path.dirname(endless);
    assert.throws(() => linesOf(folder), isProblem('observation', /not a regular file/u));
  });

  test('grows whole line by whole line; a torn one at its end is dropped first', (context) => {
    const file = fileIn(context, `one\n${'torn'.repeat(50_000)}`);
    const lines = openLineFile(file, 'continue');
    lines.append('two');
    assert.equal(readFileSync(file, 'utf8'), 'one\ntwo\n');
    lines.append('three');
    lines.close();
    assert.deepEqual(linesOf(file), ['1 one', '2 two', '3 three']);
  });

  test('of which only a torn line is there begins anew', (context) => {
    const file = fileIn(context, 'torn');
    const lines = openLineFile(file, 'continue');
    lines.append('one');
    lines.close();
    assert.equal(readFileSync(file, 'utf8'), 'one\n');
  });

  test('is not written over, and not where nothing can be written', (context) => {
    const file = fileIn(context, 'one\n');
    assert.throws(() => openLineFile(file, 'new'), isProblem('observation', /is there already/u));
    const nowhere = path.join(file, 'below');
    assert.throws(() => openLineFile(nowhere, 'new'), isProblem('output', /cannot write/u));
  });
});
