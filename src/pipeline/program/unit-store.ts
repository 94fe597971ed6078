import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { LeftOut } from '../../model/program-check.ts';
import { decrypted, encrypted } from '../encrypted.ts';
import { sealed, unsealed } from '../sealed.ts';

/** What is remembered of a file: told by its stamp alone where that is believed. */
export interface KnownFile {
  /** As in `Planned.stamp`. */
  readonly stamp: string;
  /** Of the content. */
  readonly hash: string;
  readonly state: 'unit' | LeftOut;
}

/** The two files that a store lies in: the second is read only where units are asked for. */
export interface StoreFiles {
  readonly index: Buffer | undefined;
  readonly pack: () => Buffer | undefined;
}

const FORMAT = 1;
const PURPOSE = 'units';

/** `index` of a store as JSON. */
interface Index {
  readonly format: number;
  readonly namespace: string;
  /** `[key, stamp, hash, state]`. */
  readonly files: readonly (readonly [string, string, string, KnownFile['state']])[];
  /** `[id, length]`, as they follow one another in the pack. */
  readonly units: readonly (readonly [string, number])[];
  /** SHA-256 of the pack as it is stored. */
  readonly digest: string;
}

/**
 * Units of earlier runs. Files are known by their key, units by content and path, so that a commit, a checkout and a rename
 * back find what was lowered before. The index is sealed with the key of this machine and names the digest of the pack,
 * which is encrypted: literals of the source are in it.
 */
export class UnitStore {
  readonly #namespace: string;
  readonly #key: Uint8Array;
  readonly #readPack: () => Buffer | undefined;
  readonly #stored: Index | undefined;
  readonly #files = new Map<string, KnownFile>();
  readonly #units = new Map<string, Uint8Array>();
  #isOpen = false;
  #changed = false;

  private constructor(namespace: string, key: Uint8Array, { index, pack }: StoreFiles) {
    const stored = index && readIndex(namespace, key, index);
    this.#namespace = namespace;
    this.#key = key;
    this.#stored = stored;
    this.#readPack = pack;
    for (const [name, stamp, hash, state] of stored?.files ?? []) {
      this.#files.set(name, { stamp, hash, state });
    }
  }

  /** `namespace` names everything besides its content that a unit depends on. */
  static open(namespace: string, key: Uint8Array, files: StoreFiles): UnitStore {
    return new UnitStore(namespace, key, files);
  }

  file(key: string): KnownFile | undefined {
    return this.#files.get(key);
  }

  setFile(key: string, file: KnownFile): void {
    // Set anew, so that the oldest are the first.
    this.#files.delete(key);
    this.#files.set(key, file);
    this.#changed = true;
  }

  unit(path: string, hash: string): Uint8Array | undefined {
    this.#open();
    return this.#units.get(idOf(path, hash));
  }

  setUnit(path: string, hash: string, unit: Uint8Array): void {
    this.#open();
    this.#units.set(idOf(path, hash), unit);
    this.#changed = true;
  }

  /** Forgets files that `keep` does not name, the oldest first, and units that no file has. */
  prune(keep: (key: string) => boolean): void {
    for (const key of this.#files.keys()) {
      if (keep(key)) continue;
      this.#files.delete(key);
      this.#changed = true;
    }
  }

  /** Forgets units that no file has any more. */
  compact(): void {
    const ids = new Set([...this.#files].map(([name, { hash }]) => idOf(name, hash)));
    for (const id of this.#units.keys()) if (!ids.has(id)) this.#units.delete(id);
  }

  get size(): number {
    return this.#files.size;
  }

  /** The bytes to store, or undefined where nothing has changed. `pathOf`: the path that a key is about. */
  serialize(
    pathOf: (key: string) => string,
  ): { readonly index: Buffer; readonly pack: Buffer } | undefined {
    if (!this.#changed) return undefined;
    this.#open();
    const ids = new Set([...this.#files].map(([name, { hash }]) => idOf(pathOf(name), hash)));
    const units = [...this.#units].filter(([id]) => ids.has(id));
    const pack = encrypted(PURPOSE, this.#key, Buffer.concat(units.map(([, unit]) => unit)));
    const index: Index = {
      format: FORMAT,
      namespace: this.#namespace,
      files: [...this.#files].map(([name, { stamp, hash, state }]) => [name, stamp, hash, state]),
      units: units.map(([id, { byteLength }]) => [id, byteLength]),
      digest: digestOf(pack),
    };
    return { index: sealed(PURPOSE, this.#key, Buffer.from(JSON.stringify(index))), pack };
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const stored = this.#stored === undefined ? undefined : this.#readPack();
    if (stored === undefined || digestOf(stored) !== this.#stored?.digest) return;
    const pack = decrypted(PURPOSE, this.#key, stored);
    if (pack === undefined) return;
    let at = 0;
    for (const [id, length] of this.#stored.units) {
      this.#units.set(id, pack.subarray(at, at + length));
      at += length;
    }
  }
}

function idOf(path: string, hash: string): string {
  return `${hash} ${path}`;
}

function digestOf(pack: Buffer): string {
  return createHash('sha256').update(pack).digest('hex');
}

function readIndex(namespace: string, key: Uint8Array, content: Buffer): Index | undefined {
  const body = unsealed(PURPOSE, key, content);
  if (body === undefined) return undefined;
  // oxlint-disable-next-line no-unsafe-type-assertion -- the seal says that Lockstep wrote it
  const index = JSON.parse(body.toString('utf8')) as Index;
  return index.format === FORMAT && index.namespace === namespace ? index : undefined;
}
