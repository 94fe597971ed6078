import { LogFold, type LogFacts } from '../../rollout/log/log-facts.ts';
import type { Queryable } from '../../store/database.ts';
import { logHeads, readLogAfter } from '../../store/log.ts';

/** Whose entries are wanted: of one product, or of all of them. */
export type FoldOf = number | 'all';

/** Logs that are kept in memory; a larger service reads the others again. Chosen: a million entries take some 270 MiB. */
const MAX_KEPT = { logs: 100, entries: 1_000_000 } as const;

/**
 * The logs of products, folded to what evidence and demotions look at, in the memory of this process. Each time only what arrived
 * since is read: n new entries cost n, and the sorting of those that are no runs. The database has the log; nothing is lost
 * with this.
 */
export class LogFolds {
  readonly #database: Queryable;
  /** Those that were used last stand last. */
  readonly #folds = new Map<FoldOf, Folded>();

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** What the log says now: all that was stored before the call is in it. */
  async factsOf(which: FoldOf): Promise<LogFacts> {
    const folded = this.#folds.get(which) ?? new Folded();
    this.#folds.delete(which);
    this.#folds.set(which, folded);
    const facts = await folded.catchUp(this.#database, which);
    this.#letGo();
    return facts;
  }

  #letGo(): void {
    let entries = [...this.#folds.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [which, { size }] of this.#folds) {
      if (this.#folds.size <= 1) return;
      if (this.#folds.size <= MAX_KEPT.logs && entries <= MAX_KEPT.entries) return;
      this.#folds.delete(which);
      entries -= size;
    }
  }
}

class Folded {
  readonly #fold = new LogFold();
  /** Of each product: up to where it was read. */
  readonly #positions = new Map<number, number>();
  #facts: LogFacts | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  get size(): number {
    return [...this.#positions.values()].reduce((sum, position) => sum + position, 0);
  }

  /** One at a time: two readers would fold the same lines. */
  catchUp(database: Queryable, which: FoldOf): Promise<LogFacts> {
    const next = this.#turn.catch(() => undefined).then(() => this.#read(database, which));
    this.#turn = next;
    return next;
  }

  async #read(database: Queryable, which: FoldOf): Promise<LogFacts> {
    const heads = await logHeads(database, which === 'all' ? undefined : which);
    for (const { productId, position } of heads) {
      const known = this.#positions.get(productId) ?? 0;
      if (position > known) await this.#readOne(database, productId, known);
    }
    this.#facts ??= this.#fold.facts();
    return this.#facts;
  }

  async #readOne(database: Queryable, productId: number, after: number): Promise<void> {
    for (let position = after; ;) {
      const page = await readLogAfter(database, productId, position);
      this.#fold.read({ name: 'log', bytes: Buffer.from(page.lines.join('')) });
      position = page.position;
      this.#positions.set(productId, position);
      this.#facts = undefined;
      if (!page.hasMore) return;
    }
  }
}
