import type { LogEntry, RunEntry } from '../../model/log-entry.ts';
import { linesOf, type Segment } from './lines-of.ts';
import { readLine, readPlainRun } from './read-line.ts';
import { inOrder, note, TOO_LONG, type LogProblem } from './read-log.ts';
import { RunLedger, type PackedLedger } from './run-ledger.ts';

/** An entry that is no run: of these there are few, and every one is kept whole. */
export type KeptEntry = Exclude<LogEntry, RunEntry>;

export function isKept(entry: LogEntry): entry is KeptEntry {
  return entry.kind !== 'run';
}

/** A log as far as evidence, forecast and proposals look at it. */
export interface LogFacts {
  /** Each once, in order of time, then of id. */
  readonly entries: readonly KeptEntry[];
  readonly runs: RunLedger;
}

/** What can be kept in a file. */
export interface PackedFacts {
  readonly ledger: PackedLedger;
  /** The kept entries, one line of JSON each. */
  readonly entries: Uint8Array<ArrayBuffer>;
  readonly problems: readonly LogProblem[];
  readonly duplicates: number;
}

/**
 * Folds a log: survives what `readLog` survives, and keeps of a run only numbers and what it brought. Folds of parts can
 * be joined; in which order, and how often, makes no difference.
 */
export class LogFold {
  readonly #kept = new Map<string, KeptEntry>();
  #runs = new RunLedger();
  readonly #words = new Words();
  readonly #problems: LogProblem[] = [];
  #duplicates = 0;

  get problems(): readonly LogProblem[] {
    return this.#problems;
  }

  /** Lines that stood elsewhere too. */
  get duplicates(): number {
    return this.#duplicates;
  }

  read(segment: Segment): void {
    for (const { text, line, isTorn } of linesOf(segment)) {
      if (text?.trim() === '') continue;
      const run = text === undefined ? undefined : readPlainRun(text);
      if (run !== undefined) {
        this.#count(this.#runs.add(run));
        continue;
      }
      const read = text === undefined ? TOO_LONG : readLine(text, isTorn);
      if ('what' in read) note(this.#problems, { segment: segment.name, line, what: read.what });
      else this.add(read.entry);
    }
  }

  add(entry: LogEntry): void {
    if (entry.kind === 'run') this.#count(this.#runs.add(entry));
    else {
      this.#count(!this.#kept.has(entry.id));
      this.#kept.set(entry.id, this.#words.share(entry));
    }
  }

  /** The inverse of `packed`. */
  static of(packed: PackedFacts): LogFold {
    const fold = new LogFold();
    fold.#runs = RunLedger.of(packed.ledger);
    fold.#take(packed);
    return fold;
  }

  #take({ entries, problems, duplicates }: PackedFacts): void {
    this.#duplicates += duplicates;
    for (const problem of problems) note(this.#problems, problem);
    for (const { text = '' } of linesOf({ name: '', bytes: entries })) {
      // oxlint-disable-next-line no-unsafe-type-assertion -- `packed` wrote it
      this.add(JSON.parse(text) as KeptEntry);
    }
  }

  facts(): LogFacts {
    return { entries: [...this.#kept.values()].toSorted(inOrder), runs: this.#runs };
  }

  packed(): PackedFacts {
    const lines = [...this.#kept.values()].map((entry) => `${JSON.stringify(entry)}\n`);
    return {
      ledger: this.#runs.packed(),
      entries: Buffer.from(lines.join('')),
      problems: this.#problems,
      duplicates: this.#duplicates,
    };
  }

  #count(isNew: boolean): void {
    if (!isNew) this.#duplicates += 1;
  }
}

/** Most texts of a log are among a few: kept once, entries take half the memory. */
class Words {
  readonly #known = new Map<string, string>();

  /** Of verdicts there are many, of other entries few. */
  share(entry: KeptEntry): KeptEntry {
    if (entry.kind !== 'verdict') return entry;
    return {
      ...entry,
      product: this.#word(entry.product),
      group: this.#word(entry.group),
      repository: this.#word(entry.repository),
      rule: this.#word(entry.rule),
      path: this.#word(entry.path),
      by: this.#word(entry.by),
      reason: this.#word(entry.reason),
    };
  }

  #word(text: string): string {
    const known = this.#known.get(text);
    if (known === undefined) this.#known.set(text, text);
    return known ?? text;
  }
}

/** The facts of entries that are in memory. */
export function factsOf(entries: Iterable<LogEntry>): LogFacts {
  const fold = new LogFold();
  for (const entry of entries) fold.add(entry);
  return fold.facts();
}
