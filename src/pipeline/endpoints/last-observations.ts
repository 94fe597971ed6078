import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readCacheFile, writeCacheFiles } from '../../io/cache-folder.ts';
import type { EndpointEngine, EndpointRecord } from '../../model/endpoint-check.ts';
import type { ScanMode } from '../../model/endpoint.ts';
import { LockstepError } from '../../model/error.ts';

/** Grows with every change of the layout below. */
const FORMAT = 'lockstep-last-1';
const SEAL_DIGITS = 64;

/**
 * The last observation of each endpoint of a target, one sealed file each in the cache folder. Believed only under this
 * machine's key: what came with a repository, or is of a format that the check does not know, is as good as none.
 */
export class LastObservations {
  readonly #folder: string | undefined;
  readonly #key: Uint8Array;
  readonly #target: string;

  /** Without a folder nothing is known and nothing is kept. */
  constructor(folder: string | undefined, root: string, key: Uint8Array) {
    this.#folder = folder;
    this.#key = key;
    this.#target = createHash('sha256').update(root).digest('hex').slice(0, 16);
  }

  /** Observations of another mode know more or less: they are kept apart. */
  of(endpoint: string, mode: ScanMode, engine: EndpointEngine): EndpointRecord | undefined {
    if (this.#folder === undefined) return undefined;
    const content = readCacheFile(this.#folder, this.#nameOf(endpoint, mode));
    if (content === undefined) return undefined;
    const body = content.subarray(SEAL_DIGITS + 1);
    const seal = Buffer.from(this.#seal(endpoint, body));
    const found = content.subarray(0, SEAL_DIGITS);
    if (found.length !== seal.length || !timingSafeEqual(found, seal)) return undefined;
    try {
      const record = engine.parse(JSON.parse(body.toString('utf8')), endpoint);
      return record.endpoint === endpoint ? record : undefined;
    } catch (error) {
      // Sealed by this machine, so written by another version: there is nothing to compare with.
      if (error instanceof LockstepError || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** Returns a note when they could not be kept. */
  keep(records: readonly EndpointRecord[], mode: ScanMode): string | undefined {
    if (this.#folder === undefined || records.length === 0) return undefined;
    const files = records.map((record) => {
      const body = Buffer.from(JSON.stringify(record));
      const content = Buffer.concat([Buffer.from(`${this.#seal(record.endpoint, body)}\n`), body]);
      return { name: this.#nameOf(record.endpoint, mode), content };
    });
    return writeCacheFiles(this.#folder, files);
  }

  #nameOf(endpoint: string, mode: ScanMode): string {
    const digest = createHash('sha256').update(`${FORMAT}\0${mode}\0${endpoint}`).digest('hex');
    return `${this.#target}-${digest.slice(0, 24)}-observation`;
  }

  #seal(endpoint: string, body: Uint8Array): string {
    const parts = `${FORMAT}\0${this.#target}\0${endpoint}\0`;
    return createHmac('sha256', this.#key).update(parts).update(body).digest('hex');
  }
}
