import { createHash } from 'node:crypto';
import { readCacheFile, writeCacheFiles } from '../../io/cache-folder.ts';
import { version } from '../../model/version.ts';
import { namespaceOf } from '../cache.ts';
import type { ProgramCheck, ProgramWork } from './program-part.ts';
import { StoredMemory } from './stored-memory.ts';
import { StoredResults } from './stored-results.ts';
import { UnitStore } from './unit-store.ts';

/** Contents of git that are remembered besides the tree: the bases of some branches. Chosen. */
const MAX_BLOBS = 20_000;

/** What earlier runs left of a target's program. */
export interface ProgramCache {
  readonly units: UnitStore;
  readonly results: StoredResults;
  /** Undefined: nothing will ask for it. */
  readonly memory: StoredMemory | undefined;
  /** What a program of the same files is examined by. */
  readonly namespace: string;
  /** Writes back what has changed; returns a note when that failed. */
  save(): string | undefined;
}

/** Opens it; without a folder it lives only as long as the run. */
export function openProgramCache(
  { target, request, limits, plan }: ProgramWork,
  { id, version: engine, rules }: ProgramCheck,
): ProgramCache {
  const {
    cacheDir,
    key: { key },
  } = request;
  const { maxFileBytes } = limits;
  const versions = rules.map((rule) => [rule.id, rule.version]);
  const namespace = namespaceOf({ version, id, engine, maxFileBytes, versions });
  const place = createHash('sha256').update(target.root).digest('hex').slice(0, 16);
  const nameOf = (what: string): string => `${place}-${namespace}-${what}`;
  const read = (what: string): Buffer | undefined =>
    cacheDir === undefined ? undefined : readCacheFile(cacheDir, nameOf(what));
  const index = read('units');
  const units = UnitStore.open(namespace, key, { index, pack: () => read('lowered') });
  const results = StoredResults.open(key, read('program'));
  const isKept = cacheDir !== undefined && plan.kind !== 'diff' && plan.kind !== 'stdin';
  const isUsed = isKept || plan.base !== undefined;
  const memory = isUsed ? new StoredMemory(key, () => read('memory')) : undefined;
  return {
    units,
    results,
    memory,
    namespace,
    save() {
      if (!isKept) return undefined;
      forget(units, plan);
      const stored = units.serialize(pathOfKey);
      const found = results.serialize(key);
      const kept = memory?.serialize();
      const files = [
        ...(kept === undefined ? [] : [{ name: nameOf('memory'), content: kept }]),
        ...(stored === undefined
          ? []
          : [
              { name: nameOf('lowered'), content: stored.pack },
              { name: nameOf('units'), content: stored.index },
            ]),
        ...(found === undefined ? [] : [{ name: nameOf('program'), content: found }]),
      ];
      return files.length === 0 ? undefined : writeCacheFiles(cacheDir, files);
    },
  };
}

/** As `Planned.key`: a path, or the id of a git object and a path. */
const blobKey = /^(?:[0-9a-f]{40}|[0-9a-f]{64}) (?<path>.+)$/su;

function pathOfKey(key: string): string {
  return blobKey.exec(key)?.groups?.['path'] ?? key;
}

function forget(units: UnitStore, { whole, incomplete, head }: ProgramWork['plan']): void {
  if (whole && incomplete.length === 0) {
    const there = new Set(head.map(({ key }) => key));
    units.prune((key) => there.has(key) || blobKey.test(key));
  }
  let surplus = units.size - head.length - MAX_BLOBS;
  units.prune((key) => !blobKey.test(key) || surplus-- <= 0);
}
