import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';

const FOLDERS = 2_000;
const FILES_A_FOLDER = 100;
/** Files besides the three that are too much. */
export const hostileFiles: number = FOLDERS * FILES_A_FOLDER;
const NESTED_FOLDERS = 10_000;
const BIG_BYTES = 2 * 2 ** 30;
const LINE_BYTES = 100 * 2 ** 20;

/** Paths in the tree that the report of a run has to name. */
export const hostilePaths = { line: 'line.js', big: 'big.log', nested: 'nested' } as const;

/** What a tree can be made of to wear a scanner out. */
export function makeHostile(folder: string): void {
  mkdirSync(folder);
  writeManyFiles(path.join(folder, 'many'));
  writeBigFile(path.join(folder, hostilePaths.big));
  writeLongLine(path.join(folder, hostilePaths.line));
  nest(path.join(folder, hostilePaths.nested));
}

function writeManyFiles(folder: string): void {
  for (let at = 0; at < FOLDERS; at++) {
    const inner = path.join(folder, `folder-${at}`);
    mkdirSync(inner, { recursive: true });
    for (let file = 0; file < FILES_A_FOLDER; file++) {
      writeFileSync(path.join(inner, `file-${file}.ts`), `export const value = ${at * file};\n`);
    }
  }
}

/** Text by its head, so that its kind is no reason to pass over it; behind that a hole. */
function writeBigFile(file: string): void {
  const descriptor = openSync(file, 'wx');
  writeSync(descriptor, 'started\n'.repeat(8_192));
  ftruncateSync(descriptor, BIG_BYTES);
  closeSync(descriptor);
}

function writeLongLine(file: string): void {
  const descriptor = openSync(file, 'wx');
  const part = Buffer.alloc(2 ** 20, 'let token="0123456789abcdef";');
  for (let written = 0; written < LINE_BYTES; written += part.length) writeSync(descriptor, part);
  closeSync(descriptor);
}

/** Each folder is made from inside the one before: the whole path is longer than the system can open. */
function nest(folder: string): void {
  const before = process.cwd();
  mkdirSync(folder);
  process.chdir(folder);
  for (let depth = 1; depth < NESTED_FOLDERS; depth++) {
    mkdirSync('d');
    process.chdir('d');
  }
  writeFileSync('deepest.txt', 'bottom\n');
  process.chdir(before);
}
