import { hash } from 'node:crypto';
import type { Queryable } from './database.ts';

/** Something that somebody did. */
export interface AuditEvent {
  readonly actor: string;
  /** `token.create`, `verdict.give`: what was done. */
  readonly action: string;
  /** To what: `product shop`. */
  readonly subject: string;
  /** Nothing secret. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditEntry extends AuditEvent {
  readonly number: number;
  readonly at: string;
  /** Digest of the entry before; of the first: empty. */
  readonly previous: string;
  readonly digest: string;
}

const COLUMNS = 'number, at, actor, action, subject, detail, previous, digest';
/** Entries that are read at once when the chain is followed. */
const PAGE = 1_000;
/** Appending is one at a time; these are the bytes of `audt`. */
const LOCK = 0x61_75_64_74;

/** Adds an entry within the transaction of what it tells: both are there, or neither. */
export async function appendAudit(transaction: Queryable, event: AuditEvent): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const [last] = await transaction.query<Pick<AuditEntry, 'number' | 'digest'>>(
    'select number, digest from audit order by number desc limit 1',
  );
  const number = (last?.number ?? 0) + 1;
  const previous = last?.digest ?? '';
  const at = new Date().toISOString();
  const entry = { number, at, ...event, previous };
  await transaction.query(
    `insert into audit (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [number, at, event.actor, event.action, event.subject, event.detail, previous, digestOf(entry)],
  );
}

/** The latest entries first, before a number. */
export function listAudit(
  database: Queryable,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<readonly AuditEntry[]> {
  return database.query<AuditEntry>(
    `select ${COLUMNS} from audit where number < $1 order by number desc limit $2`,
    [before, limit],
  );
}

/** Of `lockstep backup`. */
export const BACKUP_ACTION = 'backup.create';
/** Entries that are looked through for the last of a kind: a day of a large service. */
const RECENT = 100_000;

/** When something was last done, as far as recent entries say. */
export async function lastAudit(database: Queryable, action: string): Promise<string | undefined> {
  const [found] = await database.query<{ at: string }>(
    `select at from audit where action = $1 and number > (select coalesce(max(number), 0) - ${RECENT} from audit)
     order by number desc limit 1`,
    [action],
  );
  return found?.at;
}

/** What following the chain has shown. */
export interface AuditCheck {
  readonly count: number;
  /** Of the last entry: who keeps it elsewhere finds out when entries at the end are missing. */
  readonly head: string;
  /** Each one sentence. */
  readonly problems: readonly string[];
}

/** Computes every digest again. */
export async function verifyAudit(database: Queryable): Promise<AuditCheck> {
  const problems: string[] = [];
  let [count, head] = [0, ''];
  for (;;) {
    const page = await database.query<AuditEntry>(
      `select ${COLUMNS} from audit where number > $1 order by number limit $2`,
      [count, PAGE],
    );
    for (const { digest, ...entry } of page) {
      problems.push(...problemsOf({ ...entry, digest }, { count, head }));
      count = entry.number;
      head = digest;
    }
    if (page.length < PAGE) return { count, head, problems };
  }
}

function problemsOf(
  { digest, ...entry }: AuditEntry,
  { count, head }: { readonly count: number; readonly head: string },
): readonly string[] {
  const { number, previous } = entry;
  const changed = digestOf(entry) === digest ? [] : [`entry ${number} was changed`];
  if (number !== count + 1) {
    return [`entries ${count + 1} to ${number - 1} are missing`, ...changed];
  }
  const torn = previous === head ? [] : [`entry ${number} does not follow the one before`];
  return [...torn, ...changed];
}

function digestOf(entry: Omit<AuditEntry, 'digest'>): string {
  const { number, at, actor, action, subject, detail, previous } = entry;
  const keys = Object.entries(detail).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return hash(
    'sha256',
    JSON.stringify([number, at, actor, action, subject, keys, previous]),
    'hex',
  );
}
