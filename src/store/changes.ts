import type { Queryable } from './database.ts';
import { LAST_SCAN, type LastScan } from './scans.ts';

/** What a forge says of a pull request. */
export interface ChangeFacts {
  /** As its API names the repository: `acme/shop`, or the number of a project. */
  readonly project: string;
  readonly number: number;
  /** Its last commit. */
  readonly head: string;
  /** The branch that it is on; of a fork one of another repository. Empty: unknown. */
  readonly source: string;
  /** The branch that it is to be merged into. */
  readonly base: string;
  readonly isOpen: boolean;
  readonly isDraft: boolean;
  /** It comes from another repository. */
  readonly isFork: boolean;
  /** Of a GitHub App; null: none. */
  readonly installation: number | null;
  /** ISO 8601: when it was last changed. */
  readonly updatedAt: string;
}

/** A pull request as it is known. */
export interface KnownChange extends ChangeFacts {
  readonly id: number;
  readonly scan: LastScan | null;
}

const FACTS = `c.project, c.number, c.head, c.source, c.base, c.is_open as "isOpen", c.is_draft as "isDraft", c.is_fork as "isFork",
  c.installation, c.updated_at as "updatedAt"`;

/** The repository of the inventory that a pull request is of. */
export interface ChangedRepository {
  readonly id: number;
  readonly productId: number;
  readonly url: string;
  readonly checks: readonly string[];
}

/**
 * The repository with one of these addresses, in whatever case: that of the branch before that of another, the one that was added
 * first before others.
 */
export async function repositoryOfChange(
  transaction: Queryable,
  urls: readonly string[],
  base: string,
): Promise<ChangedRepository | undefined> {
  const [row] = await transaction.query<ChangedRepository>(
    `select id, product_id as "productId", url, checks from repositories where lower(url) = any($1)
     order by branch = $2 desc, is_default desc, id limit 1`,
    [urls.map((url) => url.toLowerCase()), base],
  );
  return row;
}

/** Held until the end of the transaction; undefined: it is new. */
export async function lockChange(
  transaction: Queryable,
  forge: string,
  { project, number }: Pick<ChangeFacts, 'project' | 'number'>,
): Promise<KnownChange | undefined> {
  const [row] = await transaction.query<KnownChange>(
    `select c.id, ${FACTS}, ${LAST_SCAN} as scan from changes c left join scans s on s.id = c.scan_id
     where c.forge_id = $1 and c.project = $2 and c.number = $3 for update of c`,
    [forge, project, number],
  );
  return row;
}

/** Adds it, or writes down what is new of it; its id. */
export async function saveChange(
  transaction: Queryable,
  { forge, repository }: { readonly forge: string; readonly repository: number },
  facts: ChangeFacts,
): Promise<number> {
  const { project, number, head, source, base, isOpen, isDraft, isFork, ...rest } = facts;
  const [row] = await transaction.query<{ id: number }>(
    `insert into changes (forge_id, repository_id, project, number, head, base, is_open, is_draft, is_fork, installation,
       updated_at, source)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (forge_id, project, number) do update set repository_id = $2, head = $5, base = $6, is_open = $7,
       is_draft = $8, is_fork = $9, installation = $10, updated_at = $11, source = $12, attempts = 0, problem = ''
     returning id`,
    [
      forge,
      repository,
      project,
      number,
      head,
      base,
      isOpen,
      isDraft,
      isFork,
      rest.installation,
      rest.updatedAt,
      source,
    ],
  );
  return row?.id ?? 0;
}

/** The scan that counts for it from now on; those that nobody has begun are not done any more. */
export async function setChangeScan(
  transaction: Queryable,
  id: number,
  scan: string,
): Promise<void> {
  await transaction.query('update changes set scan_id = $2 where id = $1', [id, scan]);
  await dropQueuedScans(transaction, id, scan);
}

/** Nobody waits for what has not begun; `but` that one. */
export async function dropQueuedScans(
  transaction: Queryable,
  id: number,
  but: string | null,
): Promise<void> {
  await transaction.query(
    `update scans set state = 'failed', detail = 'nobody waits for it any more', finished_at = now()
     where change_id = $1 and state = 'queued' and id is distinct from $2`,
    [id, but],
  );
}

/** What somebody needs to tell a forge of a change. */
export interface ChangeWork extends ChangeFacts {
  readonly id: number;
  readonly forge: string;
  readonly product: string;
  readonly repository: string;
  readonly scan: (LastScan & { readonly report: unknown }) | null;
  readonly comment: string | null;
  readonly reported: string;
  readonly attempts: number;
}

/**
 * Takes a change for so many seconds, so that two never write to it at once. `busy`: somebody else has it; undefined: there is none
 * any more.
 */
export async function claimChange(
  database: Queryable,
  id: number,
  seconds: number,
): Promise<ChangeWork | 'busy' | undefined> {
  const [row] = await database.query<ChangeWork>(
    `with claimed as (
       update changes set claimed_until = now() + make_interval(secs => $2)
       where id = $1 and (claimed_until is null or claimed_until < now()) returning *)
     select c.id, c.forge_id as forge, ${FACTS}, p.name as product, r.url as repository,
       ${LAST_SCAN} || jsonb_build_object('report', s.report) as scan, c.comment_id as comment, c.reported, c.attempts
     from claimed c join repositories r on r.id = c.repository_id join products p on p.id = r.product_id
       left join scans s on s.id = c.scan_id`,
    [id, seconds],
  );
  if (row !== undefined) return row;
  const [known] = await database.query('select from changes where id = $1', [id]);
  return known === undefined ? undefined : 'busy';
}

/** What became of telling a forge. */
export interface Told {
  /** Undefined: nothing that it would not be told again. */
  readonly reported: string | undefined;
  readonly attempts: number;
  readonly problem: string;
}

/** Gives a change back to whoever tells of it next. */
export async function releaseChange(database: Queryable, id: number, told: Told): Promise<void> {
  await database.query(
    `update changes set claimed_until = null, reported = coalesce($2, reported), attempts = $3, problem = $4
     where id = $1`,
    [id, told.reported ?? null, told.attempts, told.problem],
  );
}

/** Whether that commit is still the one that the change ends with, and the change is open. */
export async function isCurrent(
  database: Queryable,
  { id, head, scan }: Pick<ChangeWork, 'id' | 'head' | 'scan'>,
): Promise<boolean> {
  const rows = await database.query(
    'select from changes where id = $1 and head = $2 and is_open and scan_id is not distinct from $3',
    [id, head, scan?.id ?? null],
  );
  return rows.length > 0;
}

/** Ids of open changes of a product that end with a commit. */
export async function openChangesAt(
  database: Queryable,
  productId: number,
  commit: string,
): Promise<readonly number[]> {
  const rows = await database.query<{ id: number }>(
    `select c.id from changes c join repositories r on r.id = c.repository_id
     where r.product_id = $1 and c.head = $2 and c.is_open order by c.id limit 100`,
    [productId, commit],
  );
  return rows.map(({ id }) => id);
}

/** Written at once after the forge took it: whoever comes later changes that comment. */
export async function keepComment(database: Queryable, id: number, comment: string): Promise<void> {
  await database.query('update changes set comment_id = $2 where id = $1', [id, comment]);
}

/** A comment at a line. */
export interface LineComment {
  readonly fingerprint: string;
  /** Null: the forge shows no such line. */
  readonly comment: string | null;
  readonly isOpen: boolean;
}

export function lineComments(database: Queryable, id: number): Promise<readonly LineComment[]> {
  return database.query<LineComment>(
    `select fingerprint, comment_id as comment, is_open as "isOpen" from change_comments
     where change_id = $1 order by fingerprint`,
    [id],
  );
}

export async function keepLineComment(
  database: Queryable,
  id: number,
  { fingerprint, comment, isOpen }: LineComment,
): Promise<void> {
  await database.query(
    `insert into change_comments (change_id, fingerprint, comment_id, is_open) values ($1, $2, $3, $4)
     on conflict (change_id, fingerprint) do update set comment_id = $3, is_open = $4`,
    [id, fingerprint, comment, isOpen],
  );
}

/** A change as it is listed. */
export interface ListedChange {
  readonly id: number;
  readonly forge: string;
  readonly product: string;
  readonly repository: string;
  readonly number: number;
  readonly head: string;
  readonly base: string;
  readonly open: boolean;
  readonly draft: boolean;
  readonly fork: boolean;
  readonly updatedAt: string;
  readonly problem: string;
  readonly lastScan: LastScan | null;
}

/** The latest first, before an id; of these products, or of all. */
export function listChanges(
  database: Queryable,
  {
    before,
    limit,
    only,
  }: {
    readonly before: number;
    readonly limit: number;
    readonly only: readonly number[] | undefined;
  },
): Promise<readonly ListedChange[]> {
  return database.query<ListedChange>(
    `select c.id, f.name as forge, p.name as product, r.url as repository, c.number, c.head, c.base, c.is_open as open,
       c.is_draft as draft, c.is_fork as fork, c.updated_at as "updatedAt", c.problem, ${LAST_SCAN} as "lastScan"
     from changes c join forges f on f.id = c.forge_id join repositories r on r.id = c.repository_id
       join products p on p.id = r.product_id left join scans s on s.id = c.scan_id
     where c.id < $1 and ($2::bigint[] is null or r.product_id = any($2)) order by c.id desc limit $3`,
    [before, only ?? null, limit],
  );
}

/** What people call findings of a run by, with what they are now. */
export interface ShownFinding {
  readonly id: number;
  readonly fingerprint: string;
  readonly effect: string;
}

/** Findings by fingerprint: of the stream of that run, else of another branch of the same repository. */
export function findingsOfRun(
  database: Queryable,
  run: string,
  fingerprints: readonly string[],
): Promise<readonly ShownFinding[]> {
  return database.query<ShownFinding>(
    `select distinct on (f.fingerprint) f.id, f.fingerprint,
       case when s.id = own.id then f.effect else '' end as effect
     from runs r join streams own on own.id = r.stream_id
       join streams s on s.product_id = own.product_id and s.repository = own.repository and s.source = own.source
         and (s.id = own.id or s.is_default)
       join findings f on f.stream_id = s.id and f.fingerprint = any($2)
     where r.id = $1 order by f.fingerprint, s.id = own.id desc`,
    [run, fingerprints],
  );
}
