import { readCacheFile, writeCacheFiles } from '../../io/cache-folder.ts';
import { version } from '../../model/version.ts';
import { namespaceOf, placeInCache } from '../cache.ts';
import type { KeptProgram } from '../session.ts';
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

/** Opens it; without a folder it lives only as long as the run, or as the session that the run is part of. */
export function openProgramCache(work: ProgramWork, check: ProgramCheck): ProgramCache {
  const { target, request, limits, plan } = work;
  const { id, version: engine, rules } = check;
  const { cacheDir } = request;
  const { key } = request.key;
  const { maxFileBytes } = limits;
  const versions = rules.map((rule) => [rule.id, rule.version]);
  const namespace = namespaceOf({ version, id, engine, maxFileBytes, versions });
  const place = placeInCache(target.root, request);
  const nameOf = (what: string): string => `${place}-${namespace}-${what}`;
  const read = (what: string): Buffer | undefined =>
    cacheDir === undefined ? undefined : readCacheFile(cacheDir, nameOf(what));
  const open = (): KeptProgram => ({
    units: UnitStore.open(namespace, key, { index: read('units'), pack: () => read('lowered') }),
    memory: new StoredMemory(key, () => read('memory')),
  });
  const { programs } = work.session ?? {};
  const { units, memory } = programs?.get(namespace) ?? open();
  programs?.set(namespace, { units, memory });
  const results = StoredResults.open(key, read('program'));
  const isKept = work.session === undefined && isRemembered(plan) && cacheDir !== undefined;
  const isUsed = isKept || plan.base !== undefined || programs !== undefined;
  return {
    units,
    results,
    memory: isUsed ? memory : undefined,
    namespace,
    save() {
      if (programs !== undefined) keepOnly(units, plan);
      if (!isKept) return undefined;
      forget(units, plan);
      const stored = units.serialize(pathOfKey);
      const contents = [
        ['memory', memory.serialize()],
        ['lowered', stored?.pack],
        ['units', stored?.index],
        ['program', results.serialize(key)],
      ] as const;
      const files = contents.flatMap(([what, content]) =>
        content === undefined ? [] : [{ name: nameOf(what), content }],
      );
      return files.length === 0 ? undefined : writeCacheFiles(cacheDir, files);
    },
  };
}

/** What came on standard input comes only once. */
function isRemembered({ kind }: ProgramWork['plan']): boolean {
  return kind !== 'diff' && kind !== 'stdin';
}

/** A session lasts for days: what is not in the tree any more, and earlier texts of a file, are forgotten. */
function keepOnly(units: UnitStore, { tree, head }: ProgramWork['plan']): void {
  const there = new Set((tree ?? head).map(({ key }) => key));
  units.prune((key) => there.has(key));
  units.compact();
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
