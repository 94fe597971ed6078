/** Takes what is fetched, from the start again when an attempt failed on the way. */
export interface Sink {
  start(): void;
  write(bytes: Uint8Array): void;
}

export type Fetched =
  | { readonly state: 'found'; readonly sizeBytes: number; readonly etag: string }
  /** There is no such file. */
  | { readonly state: 'absent' }
  /** It is what `etag` names. */
  | { readonly state: 'unchanged' }
  | { readonly state: 'failed'; readonly detail: string };

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** Entity tag of what is at hand. */
  readonly etag?: string | undefined;
  /** Media type that is asked for, where the server has several. */
  readonly accept?: string | undefined;
  /** Plain HTTP to other machines. To this one it is always allowed. */
  readonly allowHttp: boolean;
  /** Pauses between attempts. */
  readonly wait: (ms: number) => Promise<void>;
  /** Bytes of the body so far, and its length where the server tells it. */
  readonly onBytes?: ((done: number, total: number | undefined) => void) | undefined;
}

/** What is said of a file that is larger than it can be. */
export function tooLarge(maxBytes: number): string {
  return `it is larger than ${Math.round(maxBytes / 2 ** 20)} MiB`;
}
