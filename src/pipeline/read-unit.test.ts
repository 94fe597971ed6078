import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { tempTree } from '../io/tests/temp-tree.ts';
import { readUnit } from './read-unit.ts';
import type { Unit } from './unit.ts';

const limits = { maxFileBytes: 40, wantsBinary: false, scratch: Buffer.alloc(32) };

function unitOf(root: string, name: string): Unit {
  return { path: name, source: { kind: 'file', file: path.join(root, name) }, sizeBytes: 0 };
}

test('a file over the limit is incomplete when it is text, and read by its head when that is binary', (context) => {
  const root = tempTree(context, { text: 'x'.repeat(41), image: `\x7fELF${'x'.repeat(41)}` });
  assert.deepEqual(readUnit(unitOf(root, 'text'), limits), {
    kind: 'incomplete',
    reason: 'too-large',
    detail:
      '0.0 MiB is over the limit of 0.0 MiB a file (limits.max-file-size); raise it, or exclude the path',
  });
  const head = Buffer.from(`\x7fELF${'x'.repeat(41)}`);
  assert.deepEqual(readUnit(unitOf(root, 'image'), limits), { kind: 'read', content: head });
});

test('a large binary file is incomplete where a check wants binary files', (context) => {
  const root = tempTree(context, { image: `\x7fELF${'x'.repeat(41)}` });
  const read = readUnit(unitOf(root, 'image'), { ...limits, wantsBinary: true });
  assert.equal(read.kind, 'incomplete');
});

test('files that fit the scratch buffer and files that do not are both read whole', (context) => {
  const root = tempTree(context, { small: 'abc', full: 'y'.repeat(32), large: 'z'.repeat(40) });
  for (const [name, text] of [
    ['small', 'abc'],
    ['full', 'y'.repeat(32)],
    ['large', 'z'.repeat(40)],
  ] as const) {
    const read = readUnit(unitOf(root, name), limits);
    assert.equal(read.kind === 'read' && Buffer.from(read.content).toString(), text);
  }
});
