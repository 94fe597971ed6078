import { skipReasons, type Skipped, type SkipReason } from '../model/file.ts';
import type { Incomplete, IncompleteReason } from '../model/incomplete.ts';

const maxExamples = 5;
/** A hostile tree could have millions of unreadable folders; the rest is told by number. */
const maxIncomplete = 200;

/** Counts what was passed over. Call in order of path: the first five become the examples. */
export class SkipTally {
  readonly #counts = new Map<SkipReason, { count: number; examples: string[] }>();

  add(reason: SkipReason, path: string): void {
    const entry = this.#counts.get(reason) ?? { count: 0, examples: [] };
    if (entry.count++ < maxExamples) entry.examples.push(path);
    this.#counts.set(reason, entry);
  }

  result(): readonly Skipped[] {
    return skipReasons.flatMap((reason) => {
      const entry = this.#counts.get(reason);
      return entry === undefined ? [] : [{ reason, ...entry }];
    });
  }
}

/** Gathers what could not be examined, for every check alike. */
export class IncompleteTally {
  readonly #kept: Incomplete[] = [];
  readonly #further = new Map<IncompleteReason, number>();

  add(reason: IncompleteReason, what: string, detail: string): void {
    if (this.#kept.length < maxIncomplete) this.#kept.push({ checkId: '*', what, reason, detail });
    else this.#further.set(reason, (this.#further.get(reason) ?? 0) + 1);
  }

  result(): readonly Incomplete[] {
    const further = [...this.#further].map(([reason, count]): Incomplete => ({
      checkId: '*',
      what: `${count} more`,
      reason,
      detail: 'Not listed one by one: too many.',
    }));
    return [...this.#kept, ...further];
  }
}
