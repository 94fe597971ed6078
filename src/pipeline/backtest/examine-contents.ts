import { LockstepError } from '../../model/error.ts';
import type { TlsSettings } from '../../model/tls-settings.ts';
import type { EndpointPart } from '../endpoints/endpoint-part.ts';
import { Crew } from '../crew.ts';
import { examinePlan, type Examined } from '../examination.ts';
import { productRegistry } from '../load-checks.ts';
import type { Planned } from '../planned.ts';
import { openCaches } from '../stored-cache.ts';
import type { FileResult } from '../unit.ts';
import type { BacktestEnvironment } from './request.ts';

/** Nothing is known to be gone: what other branches hold stays in the cache. */
const extent = { kind: 'directory', whole: false, incomplete: [], head: [] } as const;

/**
 * Examines contents of all steps in one go, each once. When it is stopped, what was examined is remembered, and it ends
 * with LockstepError('output'): half a history would show less than there was.
 */
export async function examineContents(
  planned: readonly Planned[],
  { target, request, policy, checks, tls }: EndpointPart & { readonly tls: TlsSettings },
  { signal, onProgress, registry = productRegistry }: BacktestEnvironment,
): Promise<{ readonly examined: Examined; readonly notes: readonly string[] }> {
  const { maxFileBytes, unitTimeoutMs } = policy.limits;
  const caches = openCaches(target.root, request, { checks, maxFileBytes, tls });
  const checkIds = checks.map(({ id }) => id);
  const crew = new Crew(registry);
  const examined = await examinePlan(planned, {
    root: target.root,
    crew,
    task: { checkIds, key: request.key.key, maxFileBytes, tls },
    threads: request.threads,
    unitTimeoutMs,
    signal,
    cacheOf: (kind) => caches.of(kind),
    wanted: new Set(checks.flatMap(({ needs }) => needs.files)),
    onProgress: (done, total) => onProgress?.(done, total, 'files'),
  }).finally(() => crew.stop());
  const failed = caches.save(extent);
  if (signal.aborted) {
    throw new LockstepError('output', 'stopped before the history was replayed', {
      repair: 'Run it again: it goes on with what it had not examined yet.',
    });
  }
  return { examined, notes: [target.notes, request.key.note ?? [], failed ?? []].flat() };
}

/** What was said of the content at this place, where it was examined to the end. */
export function wholeResult({ results, missed }: Examined, place: number): FileResult | undefined {
  return missed.has(place) ? undefined : results[place];
}
