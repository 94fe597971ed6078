import { readCacheFile, writeCacheFile } from '../io/cache-folder.ts';
import type { Check } from '../model/check.ts';
import type { TlsSettings } from '../model/tls-settings.ts';
import { version } from '../model/version.ts';
import { placeInCache, ResultCache, namespaceOf } from './cache.ts';
import type { Plan } from './plan.ts';
import type { Content } from './planned.ts';
import type { RunRequest } from './request.ts';

/** Beyond this the oldest results of git objects are forgotten. Chosen: 100 pull requests of 500 files. */
const MAX_BLOBS = 50_000;

/** What of a plan decides which results can be forgotten. */
type Extent = Pick<Plan, 'kind' | 'whole' | 'incomplete' | 'head'>;

/** The caches of one target: work tree, git objects, history each have a file of their own, read when first needed. */
export interface Caches {
  of(kind: Content['kind']): ResultCache;
  /** Writes back what has changed; returns a note when that failed. */
  save(plan: Extent): string | undefined;
}

/** Opens the caches of one target for these checks; without a folder they live only as long as the run. */
export function openCaches(
  root: string,
  request: RunRequest,
  parts: {
    readonly checks: readonly Check[];
    readonly maxFileBytes: number;
    readonly tls: TlsSettings;
  },
): Caches {
  const { cacheDir, key, mode } = request;
  const engines = parts.checks.map(({ id, version: engine, rules }) => ({ id, engine, rules }));
  const { maxFileBytes } = parts;
  // Only results of a check that looks at them depend on these settings.
  const tls = parts.checks.some(({ endpoints }) => endpoints !== undefined) ? parts.tls : undefined;
  const namespace = namespaceOf({ version, engines, keyId: key.keyId, maxFileBytes, tls });
  const target = placeInCache(root, request);
  const blobs = mode.kind === 'history' ? 'history' : 'blobs';
  const nameOf = (kind: Content['kind']): string =>
    `${target}-${namespace}-${kind === 'file' ? 'tree' : blobs}`;
  const open = new Map<Content['kind'], ResultCache>();
  const isStored = (kind: Content['kind']): boolean => cacheDir !== undefined && kind !== 'bytes';
  return {
    of(kind) {
      const known = open.get(kind);
      if (known !== undefined) return known;
      const stored = isStored(kind) ? readCacheFile(cacheDir ?? '', nameOf(kind)) : undefined;
      const cache = ResultCache.open(namespace, key.key, stored);
      open.set(kind, cache);
      return cache;
    },
    save(plan) {
      const notes = [...open].flatMap(([kind, cache]) => {
        if (!isStored(kind)) return [];
        forget(kind, cache, plan);
        const bytes = cache.serialize(key.key);
        if (bytes === undefined) return [];
        return writeCacheFile(cacheDir ?? '', nameOf(kind), bytes) ?? [];
      });
      return notes[0];
    },
  };
}

function forget(kind: Content['kind'], cache: ResultCache, plan: Extent): void {
  if (plan.whole && plan.incomplete.length === 0) {
    const known = plan.head.filter(({ key }) => cache.get(key) !== undefined).length;
    // Mostly nothing is gone: then no set of all keys is needed to find it.
    if (known === cache.size) return;
    const keys = new Set(plan.head.map((planned) => planned.key));
    cache.prune((key) => keys.has(key));
  } else if (kind === 'blob' && plan.kind !== 'history') {
    let surplus = cache.size - MAX_BLOBS;
    cache.prune(() => surplus-- <= 0);
  }
}
