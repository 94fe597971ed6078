import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

/** Compares with `snapshots/<name>.txt`; `UPDATE_SNAPSHOTS=1 npm test -- src/report` writes it, to be read in review. */
export function matchesSnapshot(name: string, text: string): void {
  const file = new URL(`./snapshots/${name}.txt`, import.meta.url);
  if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(file, text);
  assert.equal(text, readFileSync(file, 'utf8'));
}
