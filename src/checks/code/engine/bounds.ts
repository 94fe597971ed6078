import type { Fn } from './entities.ts';
import { watcher } from './memory/watched.ts';

/** What a function has more of than is followed: a flow may be missing. */
export type Bound = keyof typeof words;

const words = {
  rounds: 'called in circles, or in a chain of callbacks',
  loops: 'loops that add to what they read',
  places: 'places that parameters reach',
  members: 'members that it sets for its callers',
  origins: 'origins of one value',
  targets: 'functions that one call may mean',
} as const;

/** A function that was followed only in part, and why. */
export interface Partly {
  readonly path: string;
  /** Empty: the body of the file. */
  readonly name: string;
  readonly start: number;
  readonly bounds: readonly Bound[];
}

/** The bounds that were hit, by function. */
export class Bounds {
  readonly #hit = new Map<Fn, Set<Bound>>();

  hit(fn: Fn, bound: Bound): void {
    watcher?.hits(fn, bound);
    this.again(fn, bound);
  }

  /** For the memory: without telling it. */
  again(fn: Fn, bound: Bound): void {
    const known = this.#hit.get(fn);
    if (known === undefined) this.#hit.set(fn, new Set([bound]));
    else known.add(bound);
  }

  /** In the order of the program's functions. */
  partly(): readonly Partly[] {
    return [...this.#hit]
      .toSorted(([left], [right]) => left.id - right.id)
      .map(([fn, bounds]) => ({
        path: fn.module.path,
        name: fn.name,
        start: fn.ir.start,
        bounds: [...bounds].toSorted(),
      }));
  }
}

/** Names in a note; more nobody reads. */
const MAX_NAMED = 5;

/** One line a run: that some functions were followed only in part, how many for which reason, and the first of them. */
export function partlyNote(partly: readonly Partly[]): string | undefined {
  if (partly.length === 0) return undefined;
  const files = new Set(partly.map(({ path }) => path)).size;
  const reasons = Object.entries(words).flatMap(([bound, word]) => {
    const count = partly.filter(({ bounds }) => bounds.some((each) => each === bound)).length;
    return count === 0 ? [] : [`${word}: ${count}`];
  });
  const names = partly.slice(0, MAX_NAMED).map(({ path, name }) => `${path} ${nameOf(name)}`);
  const rest = partly.length - names.length;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `The code check followed ${counted(partly.length, 'function')} of ${counted(files, 'file')} only in part, so that a flow may be missing (${reasons.join('; ')}): ${names.join(', ')}${more}.`;
}

function nameOf(name: string): string {
  return name === '' ? 'without a name' : `${name}()`;
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
