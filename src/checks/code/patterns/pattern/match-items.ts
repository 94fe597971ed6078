import type { Temp } from '../../ir/ir.ts';
import { bind, binding, type Bindings } from './bindings.ts';
import type { Comparison } from './comparison.ts';
import type { FunctionView } from './function-view.ts';
import { dotsName, listMetavariableOf, metavariableOf } from './names.ts';

export interface Item {
  readonly temp: Temp;
  /** It stands for the elements of a list. */
  readonly isSpread: boolean;
}

/** Arguments, elements of a list, parts of a string: in order. */
export interface Items {
  readonly view: FunctionView;
  readonly all: readonly Item[];
  /** Of a string: a metavariable takes one or more of them. */
  readonly areParts?: boolean;
}

/** Ways to match one list; more say nothing new. */
const maxWays = 50;

/** Whether it is this name of a pattern. */
export function isItem(view: FunctionView, temp: Temp, name: string): boolean {
  return nameOf(view, temp) === name;
}

function nameOf(view: FunctionView, temp: Temp): string {
  const op = view.of(temp)?.op;
  return op?.op === 'global' ? op.name : '';
}

/** Arguments and the like, of which those from `spreadFrom` on are lists that are spread. */
export function itemsOf(view: FunctionView, temps: readonly Temp[], spreadFrom?: number): Items {
  const all = temps.map((temp, index): Item => ({
    temp,
    isSpread: spreadFrom !== undefined && index >= spreadFrom,
  }));
  return { view, all };
}

/** Compares both lists, in order. */
export function matchItems(
  by: Comparison,
  wanted: Items,
  given: Items,
  all: Bindings,
): readonly Bindings[] {
  // A set: `...` before and after are many ways to say the same.
  const found = new Set<Bindings>();
  // `"a" + $X` is all that follows, `${$X}` is one hole.
  const isWide = wanted.areParts === true && !wanted.all.some(isDotsPart);
  tryFrom(0, 0, all);
  return [...found];

  function tryFrom(index: number, at: number, bound: Bindings): void {
    if (found.size >= maxWays || by.budget.steps-- <= 0) return;
    const item = wanted.all[index];
    if (item === undefined) {
      if (at === given.all.length) found.add(bound);
      return;
    }
    const name = nameOf(wanted.view, item.temp);
    const many = listMetavariableOf(name) ?? (isWide ? metavariableOf(name) : undefined);
    if (name === dotsName || isDotsPart(item)) tryRuns({ index, at, least: 0 }, bound, undefined);
    else if (many !== undefined) {
      tryRuns({ index, at, least: isWide ? 1 : 0 }, bound, many);
    } else tryOne(item, { index, at }, bound);
  }

  function isHole({ temp }: Item): boolean {
    return metavariableOf(nameOf(wanted.view, temp)) !== undefined;
  }

  function isText({ temp }: Item): boolean {
    const op = given.view.of(temp)?.op;
    return op?.op === 'constant' && op.kind === 'string';
  }

  /** `"..."` among the parts of a string. */
  function isDotsPart({ temp }: Item): boolean {
    const op = wanted.view.of(temp)?.op;
    const isString = op?.op === 'constant' && op.kind === 'string';
    return wanted.areParts === true && isString && op.text === '...' && wanted.all.length > 2;
  }

  function tryOne(
    item: Item,
    { index, at }: { readonly index: number; readonly at: number },
    bound: Bindings,
  ): void {
    const other = given.all[at];
    if (other === undefined || other.isSpread !== item.isSpread) return;
    if (wanted.areParts === true && isHole(item) && isText(other)) return;
    const sides = [
      { view: wanted.view, temp: item.temp },
      { view: given.view, temp: other.temp },
    ] as const;
    for (const each of by.value(...sides, bound)) tryFrom(index + 1, at + 1, each);
  }

  function tryRuns(
    { index, at, least }: { readonly index: number; readonly at: number; readonly least: number },
    bound: Bindings,
    name: string | undefined,
  ): void {
    // The last one takes all that is left.
    const isLast = index === wanted.all.length - 1;
    const first = isLast ? Math.max(given.all.length, at + least) : at + least;
    for (let to = first; to <= given.all.length; to++) {
      const runs = name === undefined ? [bound] : bindRun(name, { at, to }, bound);
      for (const each of runs) tryFrom(index + 1, to, each);
    }
  }

  function bindRun(
    name: string,
    { at, to }: { readonly at: number; readonly to: number },
    bound: Bindings,
  ): readonly Bindings[] {
    const [first, last] = [given.all[at], given.all[to - 1]].map((item) =>
      item === undefined ? undefined : given.view.of(item.temp)?.op,
    );
    if (to === at + 1 && isWide && first !== undefined) {
      const item = wanted.all.find(
        ({ temp }) => metavariableOf(nameOf(wanted.view, temp)) === name,
      );
      const sides = { wanted: item?.temp ?? -1, given: given.all[at]?.temp ?? -1 };
      return by.value(
        { view: wanted.view, temp: sides.wanted },
        { view: given.view, temp: sides.given },
        bound,
      );
    }
    if (first === undefined || last === undefined || to === at) {
      return bind(bound, name, binding('', { start: 0, end: 0 }));
    }
    const place = { start: first.start, end: last.end };
    return bind(bound, name, binding(by.code.slice(place), place));
  }
}
