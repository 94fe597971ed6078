import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ask, type AskOptions, type Asked } from '../io/ask.ts';
import { readCacheFile, writeCacheFile } from '../io/cache-folder.ts';
import type { LogSegments } from '../io/log-folder.ts';
import { LockstepError } from '../model/error.ts';
import type { LogStore } from './log-store.ts';
import type { RunRequest } from './request.ts';
import { sealed, unsealed } from './sealed.ts';

/** A service, and who asks. */
export interface ServiceAccess {
  /** `https://lockstep.example`, without a path but that of a proxy. */
  readonly url: URL;
  /** What shows who asks; empty: nothing was configured. */
  token(): Promise<
    | { readonly state: 'found'; readonly token: string }
    | { readonly state: 'failed'; readonly detail: string }
  >;
  readonly cache: Pick<RunRequest, 'cacheDir' | 'key'>;
  readonly signal: AbortSignal;
}

/** What a decision of a run looks at is seldom a hundredth of it. */
const MAX_LOG_BYTES = 256 * 2 ** 20;
/** The service sends 8 MiB at a time, or one longer line. */
const MAX_PAGE_BYTES = 16 * 2 ** 20;
/** For all pages. Chosen: a build does not wait longer for advice. */
const MAX_READ_MS = 60_000;
const POSITION = 'lockstep-log-position';
/** Grows with every change of what is kept in the cache. */
const CACHE_FORMAT = 'lockstep-service-log/1';

/** Lines that were read, and where the next ones begin. */
interface Pulled {
  readonly position: number;
  readonly text: string;
}

/**
 * The log that a service keeps. What was read once lies in the cache folder, sealed with the key of this machine, and only what
 * arrived since is asked for. A read is whole or not at all.
 */
export class ServiceLog implements LogStore {
  readonly name: string;
  readonly #access: ServiceAccess;

  constructor(access: ServiceAccess) {
    this.#access = access;
    this.name = access.url.host;
  }

  isInside(): boolean {
    return false;
  }

  async read(product: string, kinds?: readonly string[]): Promise<LogSegments> {
    const name = this.#cacheName(product, kinds);
    const known = this.#cached(name);
    const pulled = await this.#pull(product, kinds, known);
    if (typeof pulled === 'string') {
      return { segments: [], problems: [`The log of ${this.name} cannot be read: ${pulled}`] };
    }
    const { cacheDir, key } = this.#access.cache;
    if (cacheDir !== undefined && pulled.position > known.position) {
      const body = Buffer.from(`${pulled.position}\n${pulled.text}`);
      // One that cannot be written is none: the next run reads the log again.
      writeCacheFile(cacheDir, name, sealed(CACHE_FORMAT, key.key, body));
    }
    return { segments: [{ name: this.name, bytes: Buffer.from(pulled.text) }], problems: [] };
  }

  async author(): Promise<string> {
    const { signal, url } = this.#access;
    const asked = await askAs(this.#access, placeIn(url, '/v1/me'), { headers: {}, signal });
    const name = asked.state === 'answered' ? fieldOf(asked.body, 'author') : undefined;
    if (typeof name === 'string' && name !== '') return name;
    const why = asked.state === 'failed' ? asked.detail : `${asked.status} ${detailOf(asked.body)}`;
    throw new LockstepError('log', `${this.name} does not say who you are: ${why.trim()}`, {
      repair: 'set LOCKSTEP_TOKEN to a token of yours',
    });
  }

  async append(product: string, text: string): Promise<void> {
    const answer = await this.#ask(product, {}, Uint8Array.from(gzipSync(text)));
    const why =
      answer.state === 'failed'
        ? answer.detail
        : answer.status === 200
          ? refusedIn(answer.body)
          : `${answer.status} ${detailOf(answer.body)}`.trim();
    if (why === undefined) return;
    throw new LockstepError('output', `not stored in ${this.name}: ${why}`, {
      repair: 'nothing was written: try again, check LOCKSTEP_TOKEN, or name a folder with --log',
    });
  }

  async #pull(
    product: string,
    kinds: readonly string[] | undefined,
    known: Pulled,
  ): Promise<Pulled | string> {
    const deadline = AbortSignal.timeout(MAX_READ_MS);
    const parts = [known.text];
    let bytes = Buffer.byteLength(known.text);
    for (let position = known.position; ;) {
      const query = { after: String(position), ...(kinds && { kinds: kinds.join(',') }) };
      const page = await this.#ask(product, query, undefined, deadline);
      if (page.state === 'failed') return page.detail;
      // No such product: nothing was ever said of it.
      if (page.status === 404) return { position: 0, text: '' };
      // The service was put back to an older state: what is known here may be no more.
      if (page.status === 409 && position > 0) return this.#pull(product, kinds, NOTHING);
      const next = Number(page.headers.get(POSITION));
      if (page.status !== 200 || !Number.isSafeInteger(next) || next < position) {
        return `${page.status} ${detailOf(page.body)}`.trim();
      }
      bytes += Buffer.byteLength(page.body);
      if (bytes > MAX_LOG_BYTES) return `it is larger than ${MAX_LOG_BYTES / 2 ** 20} MiB`;
      parts.push(page.body);
      position = next;
      if (page.body === '') return { position, text: parts.join('') };
    }
  }

  #ask(
    product: string,
    query: Readonly<Record<string, string>>,
    body?: Uint8Array<ArrayBuffer>,
    deadline?: AbortSignal,
  ): Promise<Asked> {
    const { signal } = this.#access;
    const place = placeIn(this.#access.url, '/v1/log', { product, ...query });
    return askAs(this.#access, place, {
      headers:
        body === undefined
          ? {}
          : { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      signal: deadline === undefined ? signal : AbortSignal.any([signal, deadline]),
      maxBytes: MAX_PAGE_BYTES,
      ...(body === undefined ? {} : { body }),
    });
  }

  #cacheName(product: string, kinds: readonly string[] = []): string {
    const { url, cache } = this.#access;
    const place = digestOf(`${url.href}\0${product}`).slice(0, 16);
    return `${place}-${digestOf(`${kinds.join()}\0${cache.key.keyId}`).slice(0, 24)}-servicelog`;
  }

  #cached(name: string): Pulled {
    const { cacheDir, key } = this.#access.cache;
    const content = cacheDir === undefined ? undefined : readCacheFile(cacheDir, name);
    const body = content && unsealed(CACHE_FORMAT, key.key, content);
    if (body === undefined) return NOTHING;
    const end = body.indexOf('\n');
    return {
      position: Number(body.toString('latin1', 0, end)),
      text: body.toString('utf8', end + 1),
    };
  }
}

const NOTHING: Pulled = { position: 0, text: '' };

/** Asks a service as whoever the access is of. */
export async function askAs(
  { token }: Pick<ServiceAccess, 'token'>,
  place: URL,
  options: AskOptions,
): Promise<Asked> {
  const known = await token();
  if (known.state === 'failed') return known;
  const authorization = known.token === '' ? {} : { authorization: `Bearer ${known.token}` };
  return ask(place, { ...options, headers: { ...options.headers, ...authorization } });
}

/** A route of a service, which may stand below a path of its proxy. */
export function placeIn(
  service: URL,
  route: string,
  query: Readonly<Record<string, string>> = {},
): URL {
  const url = new URL(service);
  url.pathname = `${url.pathname.replace(/\/$/u, '')}${route}`;
  url.search = String(new URLSearchParams(query));
  return url;
}

/** What a problem (RFC 9457) says; empty where the answer is none. */
export function detailOf(body: string): string {
  const detail = fieldOf(body, 'detail');
  return typeof detail === 'string' ? detail.slice(0, 300) : '';
}

/** A field of an answer in JSON; undefined where it is none: a proxy answers as it likes. */
export function fieldOf(body: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null
      ? Object.entries(value).find(([key]) => key === name)?.[1]
      : undefined;
  } catch {
    return undefined;
  }
}

/** Why lines were not taken; undefined where all were. */
function refusedIn(body: string): string | undefined {
  const refused = fieldOf(body, 'refused');
  if (!Array.isArray(refused)) return 'it answered something else than a service';
  return refused.length === 0 ? undefined : String(refused[0]).slice(0, 300);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
