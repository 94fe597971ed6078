import { createHash } from 'node:crypto';
import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Rule } from '../../model/rule.ts';
import type { Suppression } from '../../model/suppression.ts';
import { decrypted, encrypted } from '../encrypted.ts';

/** What was found in a program: of all of its files, whatever a run asks for. */
export interface ProgramFindings {
  readonly findings: readonly Finding[];
  readonly incomplete: readonly Pick<Incomplete, 'what' | 'reason' | 'detail'>[];
  /** Comments in files that findings stand in. */
  readonly suppressions: readonly Suppression[];
  /** Rules that the target has of its own. */
  readonly rules: readonly Rule[];
  readonly notes: readonly string[];
}

const PURPOSE = 'program';
/** Chosen: the head and the base of a few branches. */
const MAX_RESULTS = 8;

/** Findings of programs of earlier runs, by what they consist of. Believed only under the key of this machine. */
export class StoredResults {
  readonly #results: Map<string, ProgramFindings>;
  readonly #used = new Set<string>();
  #changed = false;

  private constructor(results: Map<string, ProgramFindings>) {
    this.#results = results;
  }

  static open(key: Uint8Array, content: Buffer | undefined): StoredResults {
    const body = content && decrypted(PURPOSE, key, content);
    if (body === undefined) return new StoredResults(new Map());
    // oxlint-disable-next-line no-unsafe-type-assertion -- the key says that Lockstep wrote it
    const entries = JSON.parse(body.toString('utf8')) as [string, ProgramFindings][];
    return new StoredResults(new Map(entries));
  }

  get(name: string): ProgramFindings | undefined {
    this.#used.add(name);
    return this.#results.get(name);
  }

  set(name: string, found: ProgramFindings): void {
    this.#results.set(name, found);
    this.#used.add(name);
    // The base of a branch is an old result that every run asks for.
    for (const oldest of this.#results.keys()) {
      if (this.#results.size <= MAX_RESULTS) break;
      if (!this.#used.has(oldest)) this.#results.delete(oldest);
    }
    this.#changed = true;
  }

  /** The bytes to store, or undefined where nothing has changed. */
  serialize(key: Uint8Array): Buffer | undefined {
    if (!this.#changed) return undefined;
    return encrypted(PURPOSE, key, Buffer.from(JSON.stringify([...this.#results])));
  }
}

/** Names a program: what its files are, in order of path, and what examines it. */
export function programName(
  namespace: string,
  files: readonly { readonly path: string; readonly hash: string }[],
): string {
  const hash = createHash('sha256').update(namespace);
  for (const file of files) hash.update(`\0${file.hash} ${file.path}`);
  return hash.digest('hex').slice(0, 40);
}
