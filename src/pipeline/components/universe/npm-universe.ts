import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readCacheFile, writeCacheFile } from '../../../io/cache-folder.ts';
import { fetchInto } from '../../../io/fetch.ts';
import type { FetchOptions } from '../../../io/fetched.ts';
import type { Incomplete } from '../../../model/incomplete.ts';
import type { Need, Universe } from '../../../model/universe.ts';
import { packumentText, readPackument, type Packument } from './packument.ts';

/** The largest whole packument that was seen has 60 MB. */
const MAX_PACKUMENT_BYTES = 128 * 2 ** 20;
/** Names that are asked for in one run. */
const MAX_NAMES = 3_000;
/** Rounds of asking: a tree is as deep as it takes rounds. */
const MAX_ROUNDS = 16;
const CONCURRENCY = 8;
/** Names of npm (docs.npmjs.com, "name"), also old ones with capitals. */
const NAME = /^(?:@[A-Za-z0-9~_-][A-Za-z0-9._~-]{0,200}\/)?[A-Za-z0-9~_-][A-Za-z0-9._~-]{0,213}$/;
/** Abbreviated metadata has no dates. */
const ABBREVIATED = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8';

export interface NpmUniverseOptions extends Pick<FetchOptions, 'signal' | 'allowHttp' | 'wait'> {
  /** Of the registry, `https:`, `http:` of this machine, or `file:` of a folder with packuments. */
  readonly baseUrl: URL;
  /** Undefined: nothing is kept. What is kept is asked for by its entity tag. */
  readonly cacheFolder: string | undefined;
  /** Whether dates are needed (`cooldownDays`): the answers are then several times larger. */
  readonly dates: boolean;
  /** Names that the registry must not be asked for: they are the organisation's own. */
  readonly isPrivate: (name: string) => boolean;
}

type Missed = Pick<Incomplete, 'what' | 'reason' | 'detail'>;

/**
 * What a registry of npm publishes, filled on demand: names that are not known are noted, and `fill` asks for them. What the
 * registry does not tell stays unknown and is told in `missed`.
 */
export class NpmUniverse implements Universe {
  readonly ecosystem = 'npm';
  readonly missed: Missed[] = [];
  readonly #options: NpmUniverseOptions;
  readonly #known = new Map<string, Packument | undefined>();
  readonly #wanted = new Set<string>();

  constructor(options: NpmUniverseOptions) {
    this.#options = options;
  }

  versions(name: string): readonly string[] | undefined {
    const packument = this.#packument(name);
    return packument === undefined ? undefined : [...packument.versions.keys()];
  }

  dependenciesOf(name: string, version: string): readonly Need[] | undefined {
    return this.#packument(name)?.versions.get(version)?.needs;
  }

  publishedAt(name: string, version: string): string | undefined {
    return this.#packument(name)?.versions.get(version)?.published;
  }

  #packument(name: string): Packument | undefined {
    if (!this.#known.has(name)) this.#wanted.add(name);
    return this.#known.get(name);
  }

  /** Asks for the names that were missed, each once; false where there was none. Never throws for what the network does. */
  async fill(): Promise<boolean> {
    const names = [...this.#wanted].toSorted();
    this.#wanted.clear();
    const room = MAX_NAMES - this.#known.size;
    if (names.length > room) {
      const detail = `only ${MAX_NAMES} packages are asked for in one run`;
      this.missed.push({ what: this.#host(), reason: 'limit', detail });
    }
    // From the end, so that each worker takes one in constant time; the order is of no matter.
    const todo = names.slice(0, Math.max(room, 0)).toReversed();
    const isAny = todo.length > 0;
    for (const name of names) this.#known.set(name, undefined);
    const work = async (): Promise<void> => {
      for (let name = todo.pop(); name !== undefined; name = todo.pop()) await this.#ask(name);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    return isAny;
  }

  async #ask(name: string): Promise<void> {
    if (!NAME.test(name) || this.#options.isPrivate(name)) return;
    const cached = this.#cached(name);
    const { baseUrl, dates, ...shared } = this.#options;
    const url = new URL(name.replace('/', '%2F'), withSlash(baseUrl));
    let chunks: Uint8Array[] = [];
    const sink = {
      start: (): void => void (chunks = []),
      write: (bytes: Uint8Array): void => void chunks.push(bytes),
    };
    const fetched = await fetchInto(url, sink, {
      ...shared,
      maxBytes: MAX_PACKUMENT_BYTES,
      etag: cached?.etag,
      accept: dates ? 'application/json' : ABBREVIATED,
    });
    switch (fetched.state) {
      case 'unchanged':
        this.#known.set(name, cached?.packument);
        return;
      case 'found':
        this.#take(name, Buffer.concat(chunks).toString('utf8'), fetched.etag);
        return;
      case 'absent':
        this.#miss(name, 'the registry does not know it');
        return;
      case 'failed':
        this.#miss(name, fetched.detail);
    }
  }

  #take(name: string, text: string, etag: string): void {
    const packument = readPackument(text);
    if (packument === undefined) {
      this.#miss(name, 'the answer is no metadata of a package');
      return;
    }
    this.#known.set(name, packument);
    const { cacheFolder } = this.#options;
    // Without a tag it could never be known whether it is still true.
    if (cacheFolder === undefined || !/^[\x21-\x7e]{1,200}$/.test(etag)) return;
    const content = Buffer.from(`${etag}\n${packumentText(packument)}`);
    writeCacheFile(cacheFolder, this.#cacheName(name), content);
  }

  #cached(name: string): { readonly etag: string; readonly packument: Packument } | undefined {
    const { cacheFolder } = this.#options;
    if (cacheFolder === undefined) return undefined;
    const text = readCacheFile(cacheFolder, this.#cacheName(name))?.toString('utf8') ?? '';
    const end = text.indexOf('\n');
    const packument = end === -1 ? undefined : readPackument(text.slice(end + 1));
    return packument === undefined ? undefined : { etag: text.slice(0, end), packument };
  }

  #cacheName(name: string): string {
    const { baseUrl, dates } = this.#options;
    const registry = digestOf(`${baseUrl.href} ${dates}`).slice(0, 16);
    return `${registry}-${digestOf(name).slice(0, 24)}-npm`;
  }

  #miss(name: string, detail: string): void {
    const what = `${name} of ${this.#host()}`;
    this.missed.push({ what, reason: 'unreadable', detail });
  }

  #host(): string {
    const { host, pathname } = this.#options.baseUrl;
    return host === '' ? pathname : host;
  }
}

/**
 * Computes again and again, each time with what the universe was asked for the time before, until nothing is missed. `act`
 * must be pure but for its questions.
 */
export async function withUniverse<T>(universe: NpmUniverse, act: () => T): Promise<T> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = act();
    if (!(await universe.fill())) return result;
  }
  universe.missed.push({
    what: 'the registry',
    reason: 'limit',
    detail: `dependencies were followed for ${MAX_ROUNDS} rounds only`,
  });
  return act();
}

function withSlash(url: URL): URL {
  return url.pathname.endsWith('/') ? url : new URL(`${url.href}/`);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
