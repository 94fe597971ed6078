import { createHash } from 'node:crypto';
import path from 'node:path';
import { describeFileError, fileErrorCode } from '../io/files.ts';
import { openPositioned, type PositionedFile } from '../io/positioned-file.ts';
import type { AdvisoryData, AdvisoryDetails, AdvisoryMatch, DataAge } from '../model/advisory.ts';
import { normaliseName } from '../model/package-name.ts';
import { cveKey, readCveTable } from './cve-table.ts';
import { EPSS_UNIT } from './epss-unit.ts';
import { readHeld, type Held, type HeldEcosystem, type HeldFile, type HeldList } from './held.ts';
import { indexFault } from './index-fault.ts';
import { ecosystemFamily, ecosystemOf } from './ecosystem-name.ts';
import { keyOf, unpackMatch } from './packed.ts';
import { readSegment, type Segment } from './read-segment.ts';

/** Names whose answers are kept: remedies ask again about what was matched, and a server about the same packages. */
const MAX_REMEMBERED = 50_000;

/** Advisories that hold files open until they are closed. */
export interface OpenAdvisories extends AdvisoryData {
  close(): void;
}

/**
 * Opens the index in a folder; undefined where there is none. Reads only the list of files and their last bytes, all
 * else by position when it is asked for. What is open stays as it was, also when the index is replaced meanwhile. Throws
 * LockstepError('advisories') where a file is missing, torn or of another version, here or with the question that meets it.
 */
export function openAdvisories(folder: string): OpenAdvisories | undefined {
  const held = readHeld(folder);
  if (held === undefined) return undefined;
  try {
    return openHeld(folder, held);
  } catch (error) {
    // Another process replaced the index between the two reads, and removed what this one was about to open.
    const again = readHeld(folder);
    if (again === undefined || JSON.stringify(again) === JSON.stringify(held)) throw error;
    return openHeld(folder, again);
  }
}

function openHeld(folder: string, held: Held): OpenAdvisories {
  const files: PositionedFile[] = [];
  const close = (): void => {
    for (const file of files.splice(0)) file.close();
  };
  try {
    const open = (file: HeldFile): PositionedFile => {
      const opened = openFile(folder, file);
      files.push(opened);
      return opened;
    };
    return { ...answersOf(held, open), ages: agesOf(held), close };
  } catch (error) {
    close();
    throw error;
  }
}

function openFile(folder: string, { name, sizeBytes }: HeldFile): PositionedFile {
  const place = path.join(folder, name);
  let opened: PositionedFile;
  try {
    opened = openPositioned(place);
  } catch (error) {
    const isGone = fileErrorCode(error) === 'ENOENT';
    throw indexFault(place, isGone ? 'it is missing' : describeFileError(error), error);
  }
  if (opened.sizeBytes === sizeBytes) return opened;
  opened.close();
  throw indexFault(place, 'it has another length than it was written with');
}

interface Layered {
  readonly base: Segment;
  readonly delta: Segment | undefined;
}

function answersOf(
  held: Held,
  open: (file: HeldFile) => PositionedFile,
): Omit<AdvisoryData, 'ages'> {
  const layered = new Map<string, Layered>();
  const ecosystems = new Set<string>();
  for (const { ecosystem, base, delta } of held.ecosystems) {
    const layers = {
      base: readSegment(open(base)),
      delta: delta === undefined ? undefined : readSegment(open(delta)),
    };
    layered.set(ecosystem, layers);
    const named = [layers.base, layers.delta].flatMap((each) => each?.footer.ecosystems ?? []);
    for (const name of [ecosystem, ...named]) ecosystems.add(name);
  }
  const layersOf = (ecosystem: string): Layered | undefined =>
    layered.get(ecosystemFamily(ecosystemOf(ecosystem)));
  const remembered = new Map<string, readonly AdvisoryMatch[]>();
  const kev = held.kev === undefined ? undefined : readCveTable(open(held.kev.file));
  const epss = held.epss === undefined ? undefined : readCveTable(open(held.epss.file));
  return {
    ecosystems,
    matches(ecosystem, name) {
      const layers = layersOf(ecosystem);
      const indexed = ecosystemOf(ecosystem);
      const key = keyOf(indexed, normaliseName(indexed, name));
      const known = remembered.get(key);
      if (known !== undefined || layers === undefined) return known ?? [];
      const found = matchesIn(layers, key);
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(key, found);
      return found;
    },
    details(ecosystem, id) {
      const layers = layersOf(ecosystem);
      return layers === undefined ? undefined : detailsIn(layers, id);
    },
    exploitedSince(cve) {
      const key = cveKey(cve);
      const day = key === undefined ? undefined : kev?.(key);
      return day === undefined ? undefined : dayOf(day);
    },
    exploitProbability(cve) {
      const key = cveKey(cve);
      const units = key === undefined ? undefined : epss?.(key);
      return units === undefined ? undefined : units / EPSS_UNIT;
    },
  };
}

/** What the delta knows of a record replaces what the base knows. */
function matchesIn({ base, delta }: Layered, key: string): readonly AdvisoryMatch[] {
  const old = base.matches(key);
  if (delta === undefined) return old.map(unpackMatch);
  const kept = old.filter(([id]) => delta.details(id) === undefined);
  return [...kept, ...delta.matches(key)]
    .map(unpackMatch)
    .toSorted((a, b) => (a.id === b.id ? 0 : a.id < b.id ? -1 : 1));
}

function detailsIn({ base, delta }: Layered, id: string): AdvisoryDetails | undefined {
  const found = delta?.details(id) ?? base.details(id);
  return found === undefined || found[1] === 0 ? undefined : { id: found[0], ...found[1] };
}

/** 20211103 is the 3rd of November 2021. */
function dayOf(number: number): string {
  const digits = String(number).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** What there is and how old it is, without opening any of it. */
export function agesOf(held: Held): readonly DataAge[] {
  return [
    ...held.ecosystems.map((each): DataAge => ageOf(each)),
    ...listAge('kev', held.kev),
    ...listAge('epss', held.epss),
  ];
}

function ageOf({ ecosystem, newest, pulled, records, base, delta }: HeldEcosystem): DataAge {
  const digest =
    delta === undefined
      ? base.sha256
      : createHash('sha256').update(`${base.sha256}\n${delta.sha256}\n`).digest('hex');
  const shown = `sha256:${digest}`;
  return { kind: 'advisories', ecosystem, newest, pulled, digest: shown, records };
}

function listAge(kind: 'kev' | 'epss', list: HeldList | undefined): readonly DataAge[] {
  if (list === undefined) return [];
  const { newest, pulled, records, file } = list;
  return [{ kind, ecosystem: '', newest, pulled, digest: `sha256:${file.sha256}`, records }];
}
