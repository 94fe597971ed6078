import type { Outcome } from '../model/decision.ts';
import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from './database.ts';
import {
  addRuleFacts,
  matchIncoming,
  settleMatches,
  stageFindings,
  type IncomingFinding,
} from './finding-import.ts';
import { addProduct } from './products.ts';
import { scopeText, tellRun } from './run-news.ts';
import type { RunCounts, RunHead, StoredRun } from './run.ts';

const NO_COUNTS: RunCounts = { new: 0, existing: 0, moved: 0, fixed: 0, reopened: 0 };

/** A run that was stored a moment ago, in the transaction that does it. */
export interface ImportedRun {
  readonly id: string;
  readonly productId: number;
  readonly streamId: number;
  readonly isLate: boolean;
  readonly head: RunHead;
}

/** What is decided on it, in the same transaction: both are there, or neither. */
export type AfterImport = (transaction: Queryable, run: ImportedRun) => Promise<Outcome>;

/**
 * Stores a run and what it changes, whole or not at all. The same report (by digest) on the same commit is one run of a stream. `findings`
 * are consumed in batches, so that a report of any length needs little memory, and begun anew when the transaction is; the head
 * is asked for after the last of them, because formats say who they are about where they like.
 */
export function storeRun(
  database: Database,
  findings: () => AsyncIterable<readonly IncomingFinding[]>,
  head: () => RunHead,
  after?: AfterImport,
): Promise<StoredRun> {
  return database.transaction((transaction) => storeRunIn(transaction, findings(), head, after));
}

/** The same, within a transaction; one run in each. */
export async function storeRunIn(
  transaction: Queryable,
  findings: AsyncIterable<readonly IncomingFinding[]>,
  head: () => RunHead,
  after?: AfterImport,
): Promise<StoredRun> {
  await stageFindings(transaction, findings);
  return new RunImport(transaction, head()).store(after);
}

class RunImport {
  readonly #database: Queryable;
  readonly #head: RunHead;

  constructor(database: Queryable, head: RunHead) {
    this.#database = database;
    this.#head = head;
  }

  async store(after?: AfterImport): Promise<StoredRun> {
    const { digest, commit, ranAt } = this.#head;
    const productId = await addProduct(this.#database, this.#head.stream.product);
    const stream = await this.#stream(productId);
    const [same] = await this.#database.query<Pick<StoredRun, 'id' | 'counts'>>(
      'select id, counts from runs where stream_id = $1 and digest = $2 and commit_id = $3',
      [stream.id, digest, commit],
    );
    if (same !== undefined) return { ...same, isKnown: true, isLate: false };
    const id = randomUUID();
    const isLate = stream.ran_at !== null && stream.ran_at > ranAt;
    await this.#insertRun(id, { productId, streamId: stream.id });
    const imported = { id, productId, streamId: stream.id, isLate, head: this.#head };
    await addRuleFacts(this.#database, this.#head);
    await matchIncoming(this.#database, { streamId: stream.id, ...this.#head });
    if (isLate) {
      await after?.(this.#database, imported);
      return { id, isKnown: false, isLate, counts: NO_COUNTS };
    }
    const place = { runId: id, streamId: stream.id, productId, at: ranAt };
    const counts = await settleMatches(this.#database, place, this.#head.scope);
    await this.#database.query('update runs set counts = $2 where id = $1', [id, counts]);
    await this.#database.query('update streams set run_id = $2, ran_at = $3 where id = $1', [
      stream.id,
      id,
      ranAt,
    ]);
    const decided = await after?.(this.#database, imported);
    const outcome = decided ?? this.#head.outcome;
    const told = { id, streamId: stream.id, productId, counts };
    await tellRun(this.#database, told, { ...this.#head, outcome });
    return { id, isKnown: false, isLate, counts };
  }

  /** Held until the end of the transaction: two runs of one stream come one after the other. */
  async #stream(
    productId: number,
  ): Promise<{ readonly id: number; readonly ran_at: string | null }> {
    const { repository, branch, source, isDefault } = this.#head.stream;
    const [row] = await this.#database.query<{ id: number; ran_at: string | null }>(
      `insert into streams (product_id, repository, branch, source, is_default)
       values ($1, $2, $3, $4, $5)
       on conflict (product_id, repository, branch, source) do update set is_default = excluded.is_default
       returning id, ran_at`,
      [productId, repository, branch, source, isDefault],
    );
    return row ?? { id: 0, ran_at: null };
  }

  async #insertRun(
    id: string,
    { productId, streamId }: { readonly productId: number; readonly streamId: number },
  ): Promise<void> {
    const { digest, format, tool, commit, ranAt, outcome, reasons, incomplete } = this.#head;
    await this.#database.query(
      `insert into runs (id, stream_id, product_id, digest, format, tool, commit_id, ran_at, outcome,
         counts, reasons, incomplete, scope)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        streamId,
        productId,
        digest,
        format,
        tool,
        commit,
        ranAt,
        outcome,
        NO_COUNTS,
        JSON.stringify(reasons),
        JSON.stringify(incomplete),
        scopeText(this.#head.scope),
      ],
    );
  }
}
