import type { VariableId } from '../ir/ir.ts';
import { ALL_FAMILIES, type FamilySet } from '../models/families.ts';
import type { Obj } from './entities.ts';
import { ForkedMap } from './forked-map.ts';
import { type Label, type Labels } from './label.ts';
import { joinValues, NEVER, sameValue, type Fact, type Guard, type Value } from './value.ts';

/** What is stored in an object at one point of a function. */
export interface Contents {
  readonly fields: ReadonlyMap<string, Value>;
  /** Of a list whose elements are all known, `fields` '0' to `length - 1`. */
  readonly length: number | undefined;
}

export const NOTHING_STORED: Contents = { fields: new Map(), length: 0 };

/** What is known at one point of a function. Forks copy it, joins keep what both ways agree on. */
export class State {
  readonly variables: ForkedMap<VariableId, Value>;
  /** Objects that nobody else can see yet. */
  readonly heap: ForkedMap<Obj, Contents>;
  /** What tests on the way here have shown. */
  facts: readonly Fact[];
  /** Here only because an option says so whose name tells what is given up. */
  isAskedFor: boolean;

  constructor(from?: State) {
    this.variables = new ForkedMap(from?.variables);
    this.heap = new ForkedMap(from?.heap);
    this.facts = from?.facts ?? [];
    this.isAskedFor = from?.isAskedFor ?? false;
  }

  /** Adds what a test has shown, also to the variables that hold what was tested. */
  learn(facts: readonly Fact[]): void {
    if (facts.length === 0) return;
    this.facts = [...facts, ...this.facts].slice(0, MAX_FACTS);
    this.variables.replace((value) => withFacts(value, facts));
  }

  /** Variables that hold what a branch asked for are that from here on: `a || b` in the way on which `a` is true. */
  decide(guard: Guard | undefined, isYes: boolean): void {
    if (guard === undefined) return;
    const { yes, no } = guard;
    const decided = isYes ? { yes, no: NEVER } : { yes: NEVER, no };
    this.variables.replace((value) =>
      value.guard !== guard || value.constants !== undefined ? value : { ...value, guard: decided },
    );
  }

  /** A value with what tests have shown of its labels. */
  seen(value: Value): Value {
    if (this.facts.length === 0) return value;
    return withFacts(value, this.facts);
  }

  /** Takes in another way to the same point; true: something changed. */
  join(other: State): boolean {
    const hasVariables = this.variables.join(other.variables, joinVariables);
    const hasObjects = this.heap.join(other.heap, joinContents);
    const isUnasked = this.isAskedFor && !other.isAskedFor;
    if (isUnasked) this.isAskedFor = false;
    const isChanged = hasVariables || hasObjects || isUnasked;
    if (this.facts === other.facts) return isChanged;
    const kept = this.facts.filter((fact) => other.facts.some((each) => covers(each, fact)));
    const hasLost = kept.length !== this.facts.length;
    if (hasLost) this.facts = kept;
    return isChanged || hasLost;
  }
}

const MAX_FACTS = 40;

function joinVariables(mine: Value, others: Value): Value {
  const joined = joinValues(mine, others);
  return sameValue(joined, mine) ? mine : joined;
}

function covers(wide: Fact, fact: Fact): boolean {
  return (
    wide.root === fact.root &&
    wide.path === fact.path &&
    (wide.families & fact.families) === fact.families
  );
}

function joinContents(left: Contents, right: Contents): Contents {
  if (left === right) return left;
  const isList = left.length === right.length;
  const [one, two] = isList ? [left, right] : [loose(left), loose(right)];
  let fields: Map<string, Value> | undefined;
  for (const [key, value] of two.fields) {
    const mine = one.fields.get(key);
    const joined = joinValues(mine, value);
    if (mine !== undefined && sameValue(mine, joined)) continue;
    fields ??= new Map(one.fields);
    fields.set(key, joined);
  }
  if (fields !== undefined) return { fields, length: one.length };
  return isList || left.length === undefined ? left : one;
}

/** A list whose elements have lost their places. */
export function loose({ fields, length }: Contents): Contents {
  if (length === undefined) return { fields, length };
  const kept = new Map<string, Value>();
  let any: Value | undefined;
  for (const [key, value] of fields) {
    if (key === '*' || (Number(key) < length && /^\d+$/u.test(key))) any = joinValues(any, value);
    else kept.set(key, value);
  }
  if (any !== undefined) kept.set('*', any);
  return { fields: kept, length: undefined };
}

function withFacts(value: Value, facts: readonly Fact[]): Value {
  const labels = value.labels.length === 0 ? value.labels : applyFacts(value.labels, facts);
  const chosen = value.chosen.length === 0 ? value.chosen : applyFacts(value.chosen, facts);
  return labels === value.labels && chosen === value.chosen ? value : { ...value, labels, chosen };
}

function applyFacts(labels: Labels, facts: readonly Fact[]): Labels {
  let isChanged = false;
  const applied = labels.map((label) => {
    const families = shown(label, facts);
    if ((label.clean & families) === families) return label;
    isChanged = true;
    return { ...label, clean: label.clean | families };
  });
  return isChanged ? applied : labels;
}

/** A test of an object holds for its members. */
function shown({ root, path }: Label, facts: readonly Fact[]): FamilySet {
  let families = 0;
  for (const fact of facts) {
    if (fact.root !== root) continue;
    if (fact.path === path || fact.path === '' || path.startsWith(`${fact.path}.`)) {
      families |= fact.families;
    }
  }
  return families & ALL_FAMILIES;
}
