import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { openLogWriter, readLogFolder, type LogSegment } from './log-folder.ts';
import { tempTree } from './tests/temp-tree.ts';

function readAll(folder: string): {
  readonly segments: readonly LogSegment[];
  readonly problems: readonly string[];
} {
  const { segments, problems } = readLogFolder(folder);
  return { segments: [...segments], problems };
}

test('a folder that is not there is an empty log', (context) => {
  assert.deepEqual(readAll(`${tempTree(context)}/none`), { segments: [], problems: [] });
});

test('two writers use two files, each whole after every line', (context) => {
  const folder = `${tempTree(context)}/log`;
  const [a, b] = [openLogWriter(folder, '2026-03-01'), openLogWriter(folder, '2026-03-01')];
  a.append('1\n');
  b.append('2\n');
  a.append('3\n');
  const texts = readAll(folder).segments.map(({ bytes }) => Buffer.from(bytes).toString());
  assert.deepEqual(texts.toSorted(), ['1\n3\n', '2\n']);
  assert.ok(readdirSync(folder).every((name) => name.startsWith('2026-03-01-')));
});

test('other files of the folder are left alone, links are not followed', (context) => {
  const root = tempTree(context);
  mkdirSync(`${root}/log/sub.ndjson`, { recursive: true });
  writeFileSync(`${root}/log/README.md`, 'about this log');
  writeFileSync(`${root}/secret`, 'x');
  symlinkSync(`${root}/secret`, `${root}/log/a.ndjson`);
  const { segments, problems } = readAll(`${root}/log`);
  assert.deepEqual(segments, []);
  assert.deepEqual(problems, [
    'a.ndjson of the log: it is a symbolic link',
    'sub.ndjson of the log: not a regular file',
  ]);
});
