import { joined, noBindings, type Bindings } from './pattern/bindings.ts';
import type { Pattern } from './pattern/compile-pattern.ts';
import type { Range, SearchedModule } from './pattern/find-pattern.ts';
import type { CompiledComparison } from './comparison-text.ts';
import type { LinearRegex } from './regex/linear-regex.ts';

/** A formula whose patterns and regular expressions are compiled. */
export interface CompiledFormula {
  readonly match: CompiledMatch;
  readonly where: readonly CompiledCondition[];
}

export type CompiledMatch =
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | { readonly kind: 'regex'; readonly regex: LinearRegex }
  | { readonly kind: 'any'; readonly any: readonly CompiledFormula[] }
  | { readonly kind: 'all'; readonly all: readonly CompiledPart[] };

export interface CompiledPart {
  readonly kind: 'is' | 'inside' | 'not' | 'not-inside';
  readonly formula: CompiledFormula;
}

export type CompiledCondition =
  | {
      readonly kind: 'regex';
      readonly metavariable: string;
      readonly regex: LinearRegex;
      readonly negative: boolean;
    }
  | { readonly kind: 'match'; readonly metavariable: string; readonly match: CompiledFormula }
  | { readonly kind: 'comparison'; readonly comparison: CompiledComparison }
  | { readonly kind: 'focus'; readonly focus: string };

/** Places that one part of a formula is found at; pairs of them that are compared. */
const maxRanges = 5_000;
const maxPairs = 1_000_000;
/** Matches of a regular expression in one file. */
const maxRegexMatches = 2_000;

type Ranges = readonly Range[];

/** Looks for formulas in one module; each pattern is looked for once, whatever number of rules has it. */
export class Evaluation {
  readonly #module: SearchedModule;
  readonly #found = new Map<Pattern, Ranges>();

  constructor(module: SearchedModule) {
    this.#module = module;
  }

  /** Where it is found, each place once. */
  find(formula: CompiledFormula): Ranges {
    return distinct(this.#find(formula)).slice(0, maxRanges);
  }

  #find({ match, where }: CompiledFormula): Ranges {
    let ranges = this.#matches(match);
    for (const condition of where) {
      if (condition.kind === 'focus') continue;
      ranges = ranges.filter((range) => this.#holds(condition, range));
    }
    for (const condition of where) {
      if (condition.kind !== 'focus') continue;
      ranges = ranges.flatMap((range) => this.#focused(range, condition.focus));
    }
    return ranges;
  }

  #matches(match: CompiledMatch): Ranges {
    switch (match.kind) {
      case 'pattern': {
        const known = this.#found.get(match.pattern);
        if (known !== undefined) return known;
        const found = this.#module.find(match.pattern);
        this.#found.set(match.pattern, found);
        return found;
      }
      case 'regex':
        return this.#regex(match.regex);
      case 'any':
        return match.any.flatMap((each) => this.#find(each));
      case 'all':
        return this.#all(match.all);
    }
  }

  #regex(regex: LinearRegex): Ranges {
    const { text } = this.#module.code;
    const found: Range[] = [];
    for (let from = 0; from <= text.length;) {
      const match = regex.find(text, from);
      if (match === 'gave-up' || found.length >= maxRegexMatches) this.#module.isIncomplete = true;
      if (match === 'gave-up' || match === undefined || found.length >= maxRegexMatches) break;
      found.push({ ...match, bindings: noBindings, op: undefined });
      from = Math.max(match.end, match.start + 1);
    }
    return found;
  }

  /** First what is there and around it, then what must not be. */
  #all(parts: readonly CompiledPart[]): Ranges {
    const of = (kind: CompiledPart['kind']): readonly CompiledFormula[] =>
      parts.flatMap((part) => (part.kind === kind ? [part.formula] : []));
    const [first, ...others] = of('is');
    let ranges = first === undefined ? [] : this.#find(first);
    for (const other of others) {
      if (ranges.length > 0) ranges = this.#both(ranges, this.#find(other));
    }
    for (const outer of of('inside')) {
      if (ranges.length > 0) ranges = this.#within(ranges, this.#find(outer));
    }
    for (const not of of('not')) {
      if (ranges.length > 0) ranges = this.#without(ranges, this.#find(not), isSame);
    }
    for (const not of of('not-inside')) {
      if (ranges.length > 0) ranges = this.#without(ranges, this.#find(not), isWithin);
    }
    return ranges;
  }

  /** Of two that are found, the inner one, where one lies in the other. */
  #both(ranges: Ranges, others: Ranges): Ranges {
    const inner = this.#within(ranges, others);
    return distinct([...inner, ...this.#within(others, ranges)]);
  }

  #within(ranges: Ranges, outer: Ranges): Ranges {
    this.#mind(ranges, outer);
    const found = ranges.flatMap((range) =>
      outer.flatMap((other) => {
        const bindings = isWithin(range, other)
          ? joined(range.bindings, other.bindings)
          : undefined;
        return bindings === undefined ? [] : [{ ...range, bindings }];
      }),
    );
    return distinct(found).slice(0, maxRanges);
  }

  #without(ranges: Ranges, others: Ranges, is: (range: Range, other: Range) => boolean): Ranges {
    this.#mind(ranges, others);
    return ranges.filter(
      (range) =>
        !others.some(
          (other) => is(range, other) && joined(range.bindings, other.bindings) !== undefined,
        ),
    );
  }

  #mind(ranges: Ranges, others: Ranges): void {
    if (ranges.length * others.length > maxPairs) this.#module.isIncomplete = true;
  }

  #focused({ bindings }: Range, name: string): Ranges {
    const bound = bindings.get(name);
    if (bound === undefined) return [];
    const { start, end, value, variable } = bound;
    const placed = value && this.#module.code.fn(value.fn)?.of(value.temp);
    const op = value && placed && { fn: value.fn, at: placed.at };
    const named = variable === undefined ? {} : { variable };
    return [{ start, end, bindings, op, isValue: true, ...named }];
  }

  #holds(condition: Exclude<CompiledCondition, { kind: 'focus' }>, { bindings }: Range): boolean {
    if (condition.kind === 'comparison') {
      return condition.comparison((name) => this.#valueText(bindings, name));
    }
    const bound = bindings.get(condition.metavariable);
    if (bound === undefined) return false;
    if (condition.kind === 'match') {
      // The name of a member or variable is no expression: its text is compared.
      if (bound.value === undefined) return isText(condition.match, bound.text);
      return this.#isFoundIn(condition.match, bound, bindings);
    }
    const match = condition.regex.find(bound.text);
    if (match === 'gave-up') this.#module.isIncomplete = true;
    return match !== 'gave-up' && (match === undefined) === condition.negative;
  }

  /** The text of a metavariable, of a variable that is a constant its constant. */
  #valueText(bindings: Bindings, name: string): string | undefined {
    const bound = bindings.get(name);
    if (bound?.value === undefined) return bound?.text;
    const { code } = this.#module;
    const view = code.fn(bound.value.fn);
    const op = view === undefined ? undefined : code.resolve(view, bound.value.temp)?.op;
    if (op?.op === 'constant' && op.kind === 'number') return op.text;
    return op?.op === 'constant' && op.kind === 'string' ? JSON.stringify(op.text) : bound.text;
  }

  #isFoundIn(
    match: CompiledFormula,
    place: { readonly start: number; readonly end: number },
    bindings: Bindings,
  ): boolean {
    return this.#find(match).some(
      (range) => isWithin(range, place) && joined(range.bindings, bindings) !== undefined,
    );
  }
}

/** Whether one of the patterns is just this text, or one of the regular expressions is found in it. */
function isText({ match }: CompiledFormula, text: string): boolean {
  switch (match.kind) {
    case 'pattern':
      return match.pattern.source.trim() === text;
    case 'regex':
      return typeof match.regex.find(text) === 'object';
    case 'any':
      return match.any.some((each) => isText(each, text));
    case 'all':
      return match.all.every(
        ({ kind, formula }) => isText(formula, text) === (kind === 'is' || kind === 'inside'),
      );
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function isWithin(inner: Place, outer: Place): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function isSame(a: Place, b: Place): boolean {
  return a.start === b.start && a.end === b.end;
}

function distinct(ranges: Ranges): Ranges {
  const seen = new Map<string, Range>();
  for (const range of ranges) {
    const names = Array.from(range.bindings, ([name, { key, start }]) => `${name}=${key}@${start}`);
    const key = [range.start, range.end, ...names.toSorted()].join('\n');
    if (!seen.has(key)) seen.set(key, range);
  }
  return [...seen.values()];
}
