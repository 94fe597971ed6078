import { Buffer } from 'node:buffer';
import { fetchInto } from '../io/fetch.ts';
import type { Fetched, FetchOptions } from '../io/fetched.ts';
import { openPositioned, type PositionedFile } from '../io/positioned-file.ts';
import { stageFile } from '../io/staged-file.ts';

/** The largest ecosystem has 0.4 GB. */
const MAX_ARCHIVE_BYTES = 8 * 2 ** 30;

export type FetchedBytes =
  | { readonly state: 'found'; readonly bytes: Buffer; readonly etag: string }
  | Exclude<Fetched, { state: 'found' }>;

export type FetchedFile<T> =
  | { readonly state: 'found'; readonly value: T; readonly etag: string }
  | Exclude<Fetched, { state: 'found' }>;

/** Fetches for one pull. */
export interface Fetcher {
  readonly bytes: (url: URL, maxBytes: number, etag?: string) => Promise<FetchedBytes>;
  /** The file is gone when `use` has ended. */
  readonly file: <T>(
    url: URL,
    etag: string | undefined,
    use: (file: PositionedFile) => Promise<T>,
  ) => Promise<FetchedFile<T>>;
}

export interface FetcherOptions extends Pick<FetchOptions, 'signal' | 'allowHttp' | 'wait'> {
  /** Folder in which archives lie until they are read. */
  readonly folder: string;
  readonly onBytes: (url: URL, done: number, total: number | undefined) => void;
}

export function newFetcher({ folder, onBytes, ...shared }: FetcherOptions): Fetcher {
  const options = (url: URL, maxBytes: number, etag: string | undefined): FetchOptions => ({
    ...shared,
    maxBytes,
    etag,
    onBytes: (done, total) => onBytes(url, done, total),
  });
  return {
    async bytes(url, maxBytes, etag) {
      let chunks: Uint8Array[] = [];
      const sink = {
        start: (): void => void (chunks = []),
        write: (bytes: Uint8Array): void => void chunks.push(bytes),
      };
      const fetched = await fetchInto(url, sink, options(url, maxBytes, etag));
      if (fetched.state !== 'found') return fetched;
      return { state: 'found', bytes: Buffer.concat(chunks), etag: fetched.etag };
    },
    async file(url, etag, use) {
      let staged = stageFile(folder);
      const sink = {
        start(): void {
          if (staged.sizeBytes === 0) return;
          staged.discard();
          staged = stageFile(folder);
        },
        write: (bytes: Uint8Array): void => staged.append(bytes),
      };
      try {
        const fetched = await fetchInto(url, sink, options(url, MAX_ARCHIVE_BYTES, etag));
        if (fetched.state !== 'found') return fetched;
        staged.finish();
        const file = openPositioned(staged.path);
        try {
          return { state: 'found', value: await use(file), etag: fetched.etag };
        } finally {
          file.close();
        }
      } finally {
        staged.discard();
      }
    },
  };
}
