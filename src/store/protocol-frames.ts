export interface FrameListener {
  /** A start-up, or messages up to the one that asks for an answer to all of them. */
  readonly onBatch: (bytes: Uint8Array) => void;
  readonly onEncryption: () => void;
}

/** PostgreSQL 18, §54.7: requests that stand where the version of a start-up does. */
const ENCRYPTION: ReadonlySet<number> = new Set([80_877_103, 80_877_104]);
const VERSION_3 = 196_608;
/** Query, Sync, FunctionCall, and the messages of a password: each is answered at once (§54.2). */
const ANSWERED: ReadonlySet<number> = new Set(Buffer.from('QSFp'));
const TERMINATE = 'X'.charCodeAt(0);
/** Of one message, as PostgreSQL has it (PQ_LARGE_MESSAGE_LIMIT). */
const MAX_MESSAGE_BYTES = 2 ** 30 - 1;
const MAX_START_BYTES = 10_000;

/** Cuts what a client sends, however it arrives, into batches that are answered as a whole. */
export class FrameReader {
  readonly #listener: FrameListener;
  /** What has arrived, and how many bytes that is. */
  #chunks: Buffer[] = [];
  #size = 0;
  /** Whole messages at the beginning of the chunks that wait for the end of their batch. */
  #whole = 0;
  /** So many bytes until there is anything to do: a long message is joined once. */
  #awaited = 0;
  #hasBegun = false;

  constructor(listener: FrameListener) {
    this.#listener = listener;
  }

  /** False: it says goodbye, or something that is no message; nothing more is to be read from it. */
  write(chunk: Buffer): boolean {
    this.#chunks.push(chunk);
    this.#size += chunk.byteLength;
    while (this.#size >= this.#awaited) {
      const length = this.#nextLength();
      if (length === undefined) return false;
      this.#awaited = this.#whole + length;
      if (this.#size >= this.#awaited && !this.#take(length)) return false;
    }
    return true;
  }

  /** Of the message after the whole ones, as far as that is known; undefined: it cannot be one. */
  #nextLength(): number | undefined {
    const head = this.#hasBegun ? 1 : 0;
    if (this.#size < this.#whole + head + 4) return head + 4;
    const length = this.#bytes().readInt32BE(this.#whole + head);
    const max = this.#hasBegun ? MAX_MESSAGE_BYTES : MAX_START_BYTES;
    return length < 4 || length > max ? undefined : head + length;
  }

  #take(length: number): boolean {
    const bytes = this.#bytes();
    this.#awaited = 0;
    if (!this.#hasBegun) return this.#start(bytes, length);
    const kind = bytes[this.#whole] ?? 0;
    if (kind === TERMINATE) return false;
    this.#whole += length;
    if (ANSWERED.has(kind)) this.#emit();
    return true;
  }

  #start(bytes: Buffer, length: number): boolean {
    const version = length < 8 ? 0 : bytes.readInt32BE(4);
    this.#whole = length;
    if (ENCRYPTION.has(version)) {
      this.#drop();
      this.#listener.onEncryption();
      return true;
    }
    // Also a request to cancel something: there is nothing that runs while this is read.
    if (version !== VERSION_3) return false;
    this.#hasBegun = true;
    this.#emit();
    return true;
  }

  #emit(): void {
    this.#listener.onBatch(new Uint8Array(this.#bytes().subarray(0, this.#whole)));
    this.#drop();
  }

  #drop(): void {
    const rest = this.#bytes().subarray(this.#whole);
    this.#chunks = rest.byteLength === 0 ? [] : [rest];
    this.#size = rest.byteLength;
    this.#whole = 0;
  }

  /** All of it in one piece; joined only when a whole message may be there. */
  #bytes(): Buffer {
    const [only] = this.#chunks;
    if (this.#chunks.length === 1 && only !== undefined) return only;
    const joined = Buffer.concat(this.#chunks, this.#size);
    this.#chunks = [joined];
    return joined;
  }
}
