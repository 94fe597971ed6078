import { decrypted, encrypted } from '../encrypted.ts';

const PURPOSE = 'memory';

/**
 * What the joining of a program leaves for the next one. Literals of the source are in it, and findings depend on it: it is
 * encrypted, and believed only under the key of this machine. What cannot be read is as good as none.
 */
export class StoredMemory {
  readonly #key: Uint8Array;
  readonly #readStored: () => Buffer | undefined;
  #isRead = false;
  /** Of the program that was joined last: the base differs from the head in little, and so does the next head. */
  #latest: Uint8Array | undefined;
  /** To be stored: that of the first program of the run, its head. */
  #kept: Uint8Array | undefined;

  constructor(key: Uint8Array, readStored: () => Buffer | undefined) {
    this.#key = key;
    this.#readStored = readStored;
  }

  read(): Uint8Array | undefined {
    if (!this.#isRead) {
      this.#isRead = true;
      const stored = this.#readStored();
      this.#latest = stored && decrypted(PURPOSE, this.#key, stored);
    }
    return this.#latest;
  }

  /** Remembers what a joining left; undefined: it left nothing, and what was there before stands. */
  keep(memory: Uint8Array | undefined): void {
    this.#kept ??= memory;
    this.#latest = memory ?? this.#latest;
  }

  /** The bytes to store, or undefined where nothing was joined. */
  serialize(): Buffer | undefined {
    return this.#kept && encrypted(PURPOSE, this.#key, this.#kept);
  }
}
