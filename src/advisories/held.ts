import { Buffer } from 'node:buffer';
import path from 'node:path';
import { readBounded } from '../io/files.ts';
import { fieldsOf, listOf, textOf, type Fields } from './json-fields.ts';
import { indexFault } from './index-fault.ts';

/** Says which files are in force. Replaced as a whole: an update happened, or it did not. */
export const HELD_FILE = 'current.json';
const FORMAT = 'lockstep-advisories/1';
const MAX_HELD_BYTES = 4 * 2 ** 20;
/** OSV has some 40 families of ecosystems. */
const MAX_ECOSYSTEMS = 1000;
/** Files of the index, by content: another content has another name. */
export const INDEX_NAME: RegExp = /^[a-z0-9-]{1,60}-[0-9a-f]{16}\.idx$/u;

export interface HeldFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

interface HeldAge {
  /** ISO 8601: when it was last asked for successfully. */
  readonly pulled: string;
  /** ISO 8601: the newest record, or the day of the list; empty for none. */
  readonly newest: string;
  readonly records: number;
  /** Where it came from, without credentials. */
  readonly source: string;
}

export interface HeldEcosystem extends HeldAge {
  readonly ecosystem: string;
  /** Records that could not be understood. */
  readonly skipped: number;
  readonly base: HeldFile;
  /** What changed since the base was made. */
  readonly delta?: HeldFile;
}

export interface HeldList extends HeldAge {
  readonly file: HeldFile;
}

/** What the index of this machine consists of. */
export interface Held {
  readonly ecosystems: readonly HeldEcosystem[];
  readonly kev?: HeldList;
  readonly epss?: HeldList;
}

/** Undefined where the folder holds no index. Throws LockstepError('advisories') for one that cannot be read. */
export function readHeld(folder: string): Held | undefined {
  const file = path.join(folder, HELD_FILE);
  const read = readBounded(file, MAX_HELD_BYTES);
  if (read.state === 'unreadable' && read.absent) return undefined;
  if (read.state === 'unreadable') throw indexFault(file, read.detail);
  if (read.state === 'too-large') throw indexFault(file, 'it is larger than any index');
  return parseHeld(Buffer.from(read.bytes).toString('utf8'), file);
}

export function writeHeld(held: Held): string {
  return `${JSON.stringify({ format: FORMAT, ...held }, undefined, 2)}\n`;
}

/** The files that are in force. */
export function filesOf(held: Held): readonly HeldFile[] {
  const lists = [held.kev, held.epss].flatMap((list) => (list === undefined ? [] : [list.file]));
  const segments = held.ecosystems.flatMap(({ base, delta }) =>
    delta === undefined ? [base] : [base, delta],
  );
  return [...segments, ...lists];
}

/** `source` is named where it is no such list. */
export function parseHeld(text: string, source: string): Held {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw indexFault(source, 'it is torn', error);
  }
  const fields = fieldsOf(value);
  if (fields.get('format') !== FORMAT) {
    throw indexFault(source, 'it is of another version of Lockstep');
  }
  try {
    const ecosystems = listOf(fields.get('ecosystems')).slice(0, MAX_ECOSYSTEMS).map(ecosystemIn);
    return { ecosystems, ...listIn(fields, 'kev'), ...listIn(fields, 'epss') };
  } catch (error) {
    if (error instanceof NotHeld) throw indexFault(source, error.message);
    throw error;
  }
}

class NotHeld extends Error {}

function ecosystemIn(value: unknown): HeldEcosystem {
  const fields = fieldsOf(value);
  const delta = fields.get('delta');
  return {
    ecosystem: textIn(fields, 'ecosystem'),
    ...ageIn(fields),
    skipped: countIn(fields, 'skipped'),
    base: fileIn(fields.get('base')),
    ...(delta === undefined ? {} : { delta: fileIn(delta) }),
  };
}

function listIn<K extends 'kev' | 'epss'>(
  fields: Fields,
  kind: K,
): { readonly [P in K]?: HeldList } {
  const value = fields.get(kind);
  if (value === undefined) return {};
  const list = fieldsOf(value);
  // TypeScript widens a computed key to an index signature.
  const found: { [P in K]?: HeldList } = {};
  found[kind] = { ...ageIn(list), file: fileIn(list.get('file')) };
  return found;
}

function ageIn(fields: Fields): HeldAge {
  return {
    pulled: textIn(fields, 'pulled'),
    newest: textOf(fields.get('newest')),
    records: countIn(fields, 'records'),
    source: textOf(fields.get('source')),
  };
}

function fileIn(value: unknown): HeldFile {
  const fields = fieldsOf(value);
  const name = textIn(fields, 'name');
  const sha256 = textIn(fields, 'sha256');
  // A name is joined to the folder: never a path.
  if (!INDEX_NAME.test(name)) throw new NotHeld('a file of it has a name that none has');
  if (!/^[0-9a-f]{64}$/u.test(sha256)) throw new NotHeld('a digest of it is none');
  return { name, sizeBytes: countIn(fields, 'sizeBytes'), sha256 };
}

function textIn(fields: Fields, key: string): string {
  const text = textOf(fields.get(key));
  if (text === '') throw new NotHeld(`it names no ${key}`);
  return text;
}

function countIn(fields: Fields, key: string): number {
  const count = fields.get(key);
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw new NotHeld(`${key} is no number`);
}
