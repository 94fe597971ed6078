import { statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ecosystemFamily } from '../../advisories/ecosystem-name.ts';
import { osvEcosystem } from '../../advisories/ecosystem-names.ts';
import { readHeld } from '../../advisories/held.ts';
import { importAdvisories, PACK_TYPE } from '../../advisories/pack.ts';
import { pullAdvisories } from '../../advisories/pull.ts';
import { preAuthenticationEncoding } from '../../policy/envelope.ts';
import type { Queryable } from '../../store/database.ts';
import { ecosystemsInUse } from '../../store/packages.ts';

/** Where advisories come from. */
export type AdvisorySource =
  /** OSV's export or a copy of it, and the two lists; undefined: not that list. */
  | {
      readonly kind: 'export';
      readonly base: URL;
      readonly kev: URL | undefined;
      readonly epss: URL | undefined;
    }
  /** A file that `lockstep advisories export` has signed. */
  | {
      readonly kind: 'pack';
      readonly file: string;
      readonly verify: (payload: Uint8Array, signature: Uint8Array) => boolean;
    };

export interface PullOptions {
  /** Where they are kept. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Told of each part that could not be had; the others are up to date. */
  readonly onError: (error: Error) => void;
}

/** Brings the advisories of this machine up to date: of the ecosystems that products use, and of those that are there. */
export async function pullCurrent(
  database: Queryable,
  source: AdvisorySource,
  options: PullOptions,
): Promise<void> {
  await (source.kind === 'export'
    ? pullExport(database, source, options)
    : importPack(source, options));
}

/**
 * Fetches those of ecosystems that products use since the last time, as far as nothing is there: whoever sends a first SBOM does
 * not wait for the next hour. `asked` remembers them: what could not be had comes with the others.
 */
export async function pullNew(
  database: Queryable,
  source: AdvisorySource,
  options: PullOptions,
  asked: Set<string>,
): Promise<void> {
  if (source.kind !== 'export') return;
  const held = heldIn(options.folder);
  const missing = (await usedBy(database)).filter(
    (each) => !held.includes(each) && !asked.has(each),
  );
  for (const each of missing) asked.add(each);
  await pullEcosystems(source, missing, options);
}

async function pullExport(
  database: Queryable,
  source: Export,
  options: PullOptions,
): Promise<void> {
  await pullEcosystems(source, [...(await usedBy(database)), ...heldIn(options.folder)], options);
}

type Export = Extract<AdvisorySource, { readonly kind: 'export' }>;

async function usedBy(database: Queryable): Promise<readonly string[]> {
  const used = (await ecosystemsInUse(database)).map((each) => osvEcosystem(ecosystemFamily(each)));
  return used.filter((each) => each !== undefined);
}

function heldIn(folder: string): readonly string[] {
  return (readHeld(folder)?.ecosystems ?? []).map(({ ecosystem }) => ecosystem);
}

async function pullEcosystems(
  { base, kev, epss }: Export,
  ecosystems: readonly string[],
  { folder, signal, onError }: PullOptions,
): Promise<void> {
  if (ecosystems.length === 0) return;
  await pullAdvisories({
    folder,
    ecosystems: [...new Set(ecosystems)].toSorted(),
    base,
    kev,
    epss,
    full: false,
    now: new Date(),
    allowHttp: false,
    signal,
    wait: (ms) => delay(ms, undefined, { signal }),
    onBytes: () => undefined,
    onWait: () => undefined,
    onPart({ name, how, detail }) {
      if (how === 'failed') onError(new Error(`advisories of ${name} were not fetched: ${detail}`));
    },
  });
}

/** When the file of a pack was last changed that was taken, by its path: the same one is not taken again. */
const taken = new Map<string, number>();

async function importPack(
  { file, verify }: Extract<AdvisorySource, { readonly kind: 'pack' }>,
  { folder, signal }: PullOptions,
): Promise<void> {
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (changed !== undefined && taken.get(file) === changed) return;
  await importAdvisories(
    file,
    {
      folder,
      signal,
      older: false,
      wait: (ms) => delay(ms, undefined, { signal }),
      onWait: () => undefined,
    },
    (payload, signature) => verify(preAuthenticationEncoding(PACK_TYPE, payload), signature),
  );
  if (changed !== undefined) taken.set(file, changed);
}
