import type { FamilySet } from '../models/families.ts';
import type { Fn, Ref } from './entities.ts';
import { Watched } from './memory/watched.ts';
import { joinLabels, NO_LABELS, sameLabels, type Label, type Labels, type Root } from './label.ts';

export type Constant = string | number | boolean | null;

/** That what comes from a root is safe for some families. */
export interface Fact {
  readonly root: Root;
  readonly path: string;
  readonly families: FamilySet;
}

/** What is known where a value is true, and where it is false. */
export interface Guard {
  readonly yes: readonly Fact[];
  readonly no: readonly Fact[];
}

/** What is known of a value. The absence of a value (nothing was assigned yet) is `undefined`, not this. */
export interface Value {
  readonly labels: Labels;
  readonly refs: readonly Ref[];
  /** Every value it can have, at most `MAX_CONSTANTS`; undefined: others too. */
  readonly constants: readonly Constant[] | undefined;
  /** It was put together from parts that are not all constant. */
  readonly isBuilt: boolean;
  /** How it surely begins; empty: unknown. */
  readonly prefix: string;
  readonly guard: Guard | undefined;
  /** Whose keys chose it among the members of an object: with `__proto__` among them it is the prototype of all. */
  readonly chosen: Labels;
}

export const UNKNOWN: Value = {
  labels: NO_LABELS,
  refs: [],
  constants: undefined,
  isBuilt: false,
  prefix: '',
  guard: undefined,
  chosen: NO_LABELS,
};

/** A way that is never taken: everything holds there. */
export const NEVER: readonly Fact[] = Object.freeze([]);

/** What is false, whatever it is: what decided that `a && b` is not true. */
export const FALSY: Value = { ...UNKNOWN, guard: { yes: NEVER, no: [] } };

const MAX_REFS = 12;
const MAX_CONSTANTS = 4;

export function constantValue(constant: Constant): Value {
  const prefix = typeof constant === 'string' ? constant : '';
  return { ...UNKNOWN, constants: [constant], prefix };
}

export function refValue(...refs: readonly Ref[]): Value {
  return { ...UNKNOWN, refs };
}

export function labelValue(labels: Labels): Value {
  return labels.length === 0 ? UNKNOWN : { ...UNKNOWN, labels };
}

export function withLabels(value: Value, labels: Labels): Value {
  return value.labels === labels ? value : { ...value, labels };
}

export function addRefs(refs: readonly Ref[], more: readonly Ref[]): readonly Ref[] {
  if (more.length === 0 || refs === more) return refs;
  if (refs.length === 0) return more.length > MAX_REFS ? more.slice(0, MAX_REFS) : more;
  const fresh = more.filter((ref) => !refs.includes(ref));
  return fresh.length === 0 ? refs : [...refs, ...fresh].slice(0, MAX_REFS);
}

/** What is known where either may be. */
// oxlint-disable-next-line complexity -- one line a part of a value
export function joinValues(left: Value | undefined, right: Value | undefined): Value {
  if (left === right || right === undefined) return left ?? UNKNOWN;
  if (left === undefined) return right;
  const labels = joinLabels(left.labels, right.labels);
  const refs = addRefs(left.refs, right.refs);
  const constants = joinConstants(left.constants, right.constants);
  const guard = joinGuards(left, right);
  const prefix = left.prefix === right.prefix ? left.prefix : '';
  const isBuilt = left.isBuilt || right.isBuilt;
  const chosen = joinLabels(left.chosen, right.chosen);
  const isLeft =
    labels === left.labels &&
    refs === left.refs &&
    constants === left.constants &&
    guard === left.guard &&
    prefix === left.prefix &&
    isBuilt === left.isBuilt &&
    chosen === left.chosen;
  return isLeft ? left : { labels, refs, constants, guard, prefix, isBuilt, chosen };
}

function joinConstants(
  left: readonly Constant[] | undefined,
  right: readonly Constant[] | undefined,
): readonly Constant[] | undefined {
  if (left === undefined || right === undefined) return undefined;
  const fresh = right.filter((each) => !left.includes(each));
  if (fresh.length === 0) return left;
  return left.length + fresh.length > MAX_CONSTANTS ? undefined : [...left, ...fresh];
}

function joinGuards(left: Value, right: Value): Guard | undefined {
  if (left.guard === right.guard) return left.guard;
  // What an earlier run left comes as a copy, and says the same; yet by its guard a value is known again.
  if (equalGuards(left.guard, right.guard)) return { ...left.guard };
  const [one, two] = [guardOf(left), guardOf(right)];
  const yes = meetFacts(one.yes, two.yes);
  const no = meetFacts(one.no, two.no);
  return yes === undefined && no === undefined ? undefined : toGuard(yes ?? NEVER, no ?? NEVER);
}

function equalGuards(left: Guard | undefined, right: Guard | undefined): left is Guard {
  if (left === undefined || right === undefined) return false;
  return equalFacts(left.yes, right.yes) && equalFacts(left.no, right.no);
}

export function equalFacts(left: readonly Fact[], right: readonly Fact[]): boolean {
  return (
    sameFacts(left, right) &&
    left.every((fact, index) => {
      const other = right[index];
      return (
        fact.root === other?.root && fact.path === other.path && fact.families === other.families
      );
    })
  );
}

/** `undefined`: everything, because the value is never that. */
interface OpenGuard {
  readonly yes: readonly Fact[] | undefined;
  readonly no: readonly Fact[] | undefined;
}

export function guardOf({ constants, guard }: Value): OpenGuard {
  const { yes = [], no = [] } = guard ?? {};
  const isKnown = constants !== undefined && constants.length > 0;
  return {
    yes: yes === NEVER || (isKnown && !constants.some(isTrue)) ? undefined : yes,
    no: no === NEVER || (isKnown && constants.every(isTrue)) ? undefined : no,
  };
}

export function toGuard(yes: readonly Fact[], no: readonly Fact[]): Guard | undefined {
  const isPlain = yes.length === 0 && no.length === 0 && yes !== NEVER && no !== NEVER;
  return isPlain ? undefined : { yes, no };
}

/** What holds on both ways; `undefined` is a way that is never taken. */
export function meetFacts(
  left: readonly Fact[] | undefined,
  right: readonly Fact[] | undefined,
): readonly Fact[] | undefined {
  if (left === undefined) return right;
  if (right === undefined) return left;
  const met: Fact[] = [];
  for (const fact of left) {
    const other = right.find(({ root, path }) => root === fact.root && path === fact.path);
    const families = fact.families & (other?.families ?? 0);
    if (families !== 0) met.push({ ...fact, families });
  }
  return met;
}

/** As JavaScript and Python see it: empty, zero and nothing are false. */
export function isTrue(constant: Constant): boolean {
  return constant !== '' && constant !== 0 && constant !== false && constant !== null;
}

export function sameValue(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  return (
    left.isBuilt === right.isBuilt &&
    left.prefix === right.prefix &&
    sameLabels(left.labels, right.labels) &&
    sameLabels(left.chosen, right.chosen) &&
    left.refs.length === right.refs.length &&
    left.refs.every((ref) => right.refs.includes(ref)) &&
    sameConstants(left.constants, right.constants) &&
    sameGuard(left.guard, right.guard)
  );
}

function sameConstants(
  left: readonly Constant[] | undefined,
  right: readonly Constant[] | undefined,
): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.length === right.length && left.every((each) => right.includes(each));
}

function sameGuard(left: Guard | undefined, right: Guard | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  return sameFacts(left.yes, right.yes) && sameFacts(left.no, right.no);
}

function sameFacts(left: readonly Fact[], right: readonly Fact[]): boolean {
  return left.length === right.length && (left === NEVER) === (right === NEVER);
}

/** A value that many functions share: it only grows, and whoever read it is told. */
export class Cell extends Watched {
  declare private held: Value | undefined;

  get value(): Value | undefined {
    this.touch();
    return this.held;
  }

  read(reader: Fn): Value | undefined {
    this.readBy(reader);
    return this.held;
  }

  /** Adds a value; true: it knows more than before. */
  add(value: Value): boolean {
    this.touch();
    const joined = joinValues(this.held, value);
    if (sameValue(joined, this.held)) return false;
    this.held = joined;
    this.tell(joined);
    return true;
  }

  override redo(change: unknown): void {
    // oxlint-disable-next-line no-unsafe-type-assertion -- told above
    this.held = change as Value;
  }
}

/** What stands in for every fact of a label. */
export function factOf({ root, path }: Label, families: FamilySet): Fact {
  return { root, path, families };
}
