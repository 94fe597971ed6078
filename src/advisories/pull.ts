import { makeFolder } from '../io/files.ts';
import { newFetcher, type FetcherOptions } from './fetcher.ts';
import { readHeld, type Held, type HeldEcosystem } from './held.ts';
import { LockstepError } from '../model/error.ts';
import { withLock } from './locked.ts';
import { pullEcosystem } from './pull-ecosystem.ts';
import { ecosystemFamily } from './ecosystem-name.ts';
import { osvEcosystem } from './ecosystem-names.ts';
import { notFound, PullFault } from './pull-fault.ts';
import { pullList } from './pull-lists.ts';
import { storeHeld } from './store.ts';

export interface PullRequest extends Omit<FetcherOptions, 'onBytes'> {
  /** OSV's names, without releases. */
  readonly ecosystems: readonly string[];
  /** Base URL of OSV's export. */
  readonly base: URL;
  /** Undefined: not asked for. */
  readonly kev: URL | undefined;
  readonly epss: URL | undefined;
  /** Fetch everything anew. */
  readonly full: boolean;
  readonly now: Date;
  readonly onBytes: FetcherOptions['onBytes'];
  /** Told when another process works on the folder. */
  readonly onWait: (holder: string) => void;
  /** Told as each part is done. */
  readonly onPart: (part: PulledPart) => void;
}

/** What became of one ecosystem or list. */
export interface PulledPart {
  /** Ecosystem, `KEV` or `EPSS`. */
  readonly name: string;
  readonly how: 'whole' | 'changes' | 'unchanged' | 'failed';
  /** Records that are there now. */
  readonly records: number;
  /** Records that were fetched, of an ecosystem. */
  readonly fetched: number;
  /** Records that could not be understood and were left out. */
  readonly skipped: number;
  /** Why it failed; empty else. */
  readonly detail: string;
}

/**
 * Brings the index in the folder up to date, part by part; each is in force as soon as it is whole, and one that fails
 * stays as it was. Throws LockstepError('advisories') when another process holds the folder for too long or it cannot be
 * written.
 */
export async function pullAdvisories(request: PullRequest): Promise<readonly PulledPart[]> {
  const { folder } = request;
  makeFolder(folder);
  return withLock(request, async () => {
    const fetcher = newFetcher(request);
    let held: Held = heldOrNone(request);
    const parts: PulledPart[] = [];
    const put = (part: PulledPart, next: Held): void => {
      if (part.how !== 'failed') storeHeld(folder, next);
      held = next;
      parts.push(part);
      request.onPart(part);
    };
    const { base, full, now } = request;
    for (const ecosystem of request.ecosystems) {
      const before = held.ecosystems.find((each) => each.ecosystem === ecosystem);
      const about = { ecosystem, base, folder, held: before, full, now };
      const pulled = await orFault(request.signal, () => pullEcosystem(about, fetcher));
      if (typeof pulled === 'string') put(failedPart(ecosystem, before?.records, pulled), held);
      else {
        const { how, fetched, skipped } = pulled;
        const { records } = pulled.held;
        const ecosystems = replaced(held.ecosystems, pulled.held);
        put(
          { name: ecosystem, how, records, fetched, skipped, detail: '' },
          { ...held, ecosystems },
        );
      }
    }
    for (const kind of ['kev', 'epss'] as const) {
      const url = request[kind];
      if (url === undefined) continue;
      const before = held[kind];
      const about = { kind, url, folder, held: before, full, now };
      const name = kind.toUpperCase();
      const pulled = await orFault(request.signal, () => pullList(about, fetcher));
      if (typeof pulled === 'string') put(failedPart(name, before?.records, pulled), held);
      else {
        const { records } = pulled.held;
        const part = { name, how: pulled.how, records, fetched: records, skipped: 0, detail: '' };
        put(part, { ...held, [kind]: pulled.held });
      }
    }
    return parts;
  });
}

/** An index that cannot be read is no reason not to fetch everything anew, when that is what was asked for. */
function heldOrNone({ folder, full }: PullRequest): Held {
  try {
    return readHeld(folder) ?? { ecosystems: [] };
  } catch (error) {
    if (full && error instanceof LockstepError) return { ecosystems: [] };
    throw error;
  }
}

async function orFault<T>(signal: AbortSignal, pull: () => Promise<T>): Promise<T | string> {
  if (signal.aborted) return 'it was stopped';
  try {
    return await pull();
  } catch (error) {
    if (error instanceof PullFault) return error.message;
    if (error instanceof LockstepError && error.code === 'advisories') return error.message;
    throw error;
  }
}

function failedPart(name: string, records: number | undefined, detail: string): PulledPart {
  return { name, how: 'failed', records: records ?? 0, fetched: 0, skipped: 0, detail };
}

function replaced(list: readonly HeldEcosystem[], next: HeldEcosystem): readonly HeldEcosystem[] {
  const others = list.filter(({ ecosystem }) => ecosystem !== next.ecosystem);
  return [...others, next].toSorted((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1));
}

const MAX_NAMES_BYTES = 1 << 20;

/** The ecosystems that the source lists in `ecosystems.txt`, without releases. Throws LockstepError('advisories'). */
export async function listEcosystems(
  request: FetcherOptions & { readonly base: URL },
): Promise<readonly string[]> {
  const url = new URL('ecosystems.txt', request.base);
  const fetched = await newFetcher(request).bytes(url, MAX_NAMES_BYTES);
  if (fetched.state !== 'found') {
    throw new LockstepError('advisories', notFound(url, fetched).message, {
      repair: 'name the ecosystems: lockstep advisories pull npm PyPI',
    });
  }
  const lines = fetched.bytes.toString('utf8').split('\n', 10_000);
  const families = lines.map((line) => osvEcosystem(ecosystemFamily(line.trim())));
  return [...new Set(families.filter((name) => name !== undefined))].toSorted();
}
