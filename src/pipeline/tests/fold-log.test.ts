import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { tempTree } from '../../io/tests/temp-tree.ts';
import { loadKey } from '../../io/key.ts';
import type { LogEntry } from '../../model/log-entry.ts';
import { lineOf } from '../../rollout/log/write-entry.ts';
import { day, runEntry, tally, verdict } from '../../rollout/tests/entries.ts';
import { foldLog, type FoldedLog } from '../fold-log.ts';

const key = loadKey({ LOCKSTEP_KEY: 'a key of these tests alone' });
/** Files that were written until now are settled then. */
function later(): number {
  return Date.now() + 60_000;
}

/** More than a megabyte, so that a snapshot is worth its while. */
const many = Array.from({ length: 2_500 }, (_, index) =>
  runEntry({ at: day(index / 100), commit: `c${index}`, rules: [tally([`f${index}`])] }),
);

function put(folder: string, name: string, entries: readonly LogEntry[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), entries.map((entry) => lineOf(entry)).join(''));
}

function summary({ fold, problems }: FoldedLog): unknown {
  const { entries, runs } = fold.facts();
  const found = runs.sightings().flatMap(({ fingerprints }) => [...fingerprints].toSorted());
  return { entries, found, size: runs.size, problems, lines: fold.problems };
}

/** A log, a cache, and how they are read. */
class Place {
  readonly log: string;
  readonly cacheDir: string;

  constructor(root: string) {
    this.log = `${root}/log`;
    this.cacheDir = `${root}/cache`;
    put(this.log, 'a.ndjson', many);
    put(this.log, 'b.ndjson', [verdict({ fingerprint: 'f1' })]);
  }

  cached(by = key): unknown {
    return summary(foldLog(this.log, { cacheDir: this.cacheDir, key: by }, later()));
  }

  anew(): unknown {
    return summary(foldLog(this.log, { cacheDir: undefined, key }, later()));
  }

  get snapshot(): string {
    return path.join(this.cacheDir, readdirSync(this.cacheDir)[0] ?? '');
  }
}

test('with a snapshot the log says the same as without one', (context) => {
  const place = new Place(tempTree(context));
  const first = place.cached();
  assert.ok(readFileSync(place.snapshot).length > 100_000);
  assert.deepEqual(place.cached(), first);
  assert.deepEqual(place.anew(), first);
});

test('files that come later are read besides the snapshot, torn lines in them are told', (context) => {
  const place = new Place(tempTree(context));
  place.cached();
  put(place.log, 'c.ndjson', [verdict({ fingerprint: 'f2' }), ...many.slice(0, 3)]);
  appendFileSync(`${place.log}/c.ndjson`, '{"kind":"verdict"');
  assert.deepEqual(place.cached(), place.anew());
});

test('a file that is gone or changed makes the snapshot worthless', (context) => {
  const place = new Place(tempTree(context));
  place.cached();
  put(place.log, 'a.ndjson', many.slice(1));
  assert.deepEqual(place.cached(), place.anew());
  rmSync(`${place.log}/a.ndjson`);
  assert.deepEqual(place.cached(), place.anew());
});

test('a snapshot that was changed, cut, or sealed by another key is not believed', (context) => {
  const place = new Place(tempTree(context));
  const first = place.cached();
  const bytes = readFileSync(place.snapshot);
  for (const at of [0, 70, bytes.length >> 1, bytes.length - 1]) {
    const forged = Buffer.from(bytes);
    forged[at] = (forged[at] ?? 0) ^ 1;
    writeFileSync(place.snapshot, forged);
    assert.deepEqual(place.cached(), first);
  }
  writeFileSync(place.snapshot, bytes.subarray(0, 90));
  assert.deepEqual(place.cached(), first);
  // Under the name of this key, but sealed by another one.
  const other = loadKey({ LOCKSTEP_KEY: 'the key of somebody else' });
  const elsewhere = new Place(tempTree(context));
  elsewhere.cached(other);
  writeFileSync(place.snapshot, readFileSync(elsewhere.snapshot));
  assert.deepEqual(place.cached(), first);
});
