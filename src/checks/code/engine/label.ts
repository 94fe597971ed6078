import { familySet, type FamilySet } from '../models/families.ts';
import type { SourceModel } from '../models/model.ts';
import type { Fn } from './entities.ts';

/** A step of a trace, latest first. `inner` is the part of the way that lies inside a called function. */
export interface Trail {
  readonly what: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly prev: Trail | undefined;
  readonly inner: Trail | undefined;
  /** It goes into a function of the program, or comes out of one. */
  readonly isCall?: boolean;
}

/** A parameter of a function that is being summarised; its receiver is -1. Callers put in what they pass. */
export interface ParamRoot {
  readonly kind: 'param';
  readonly fn: Fn;
  readonly index: number;
}

/** A place where data that a rule may care about comes in. */
export interface SourceRoot {
  readonly kind: 'source';
  readonly source: SourceModel;
  readonly fn: Fn;
  /** Names it among the sources of the function. */
  readonly key: string;
}

export type Root = ParamRoot | SourceRoot;

/**
 * Says that a value comes from a root, or from a member of it. A value has at most one label a root and path: of two
 * ways that meet, only what both cleared is clear.
 */
export interface Label {
  readonly root: Root;
  /** Names of members, joined by a dot; empty: the root itself. */
  readonly path: string;
  readonly clean: FamilySet;
  /** Rules of users that it was made safe for. */
  readonly safeFor: RuleNames;
  /** It passed something that nobody has described, or that was guessed. */
  readonly weak: boolean;
  readonly trail: Trail | undefined;
}

/** A label whose root is a parameter. */
export interface ParamLabel extends Label {
  readonly root: ParamRoot;
}

export type Labels = readonly Label[];

/** Slugs of rules of users; there are next to none. */
export type RuleNames = ReadonlySet<string>;

export const NO_RULES: RuleNames = new Set();

export const NO_LABELS: Labels = [];

/** More different origins in one value say nothing more to a reader, and cost time with every operation. */
export const MAX_LABELS = 10;
/** Members deeper than that are taken together: trees and lists have paths without end. */
const MAX_PATH_KEYS = 3;

/** Parts of an address that may hold another one: that the whole leads nowhere else says nothing of them. */
const OF_AN_ADDRESS: ReadonlySet<string> = new Set(['query', 'search', 'searchParams', 'hash']);
const WHERE = familySet(['url', 'redirect']);

export function joinLabels(left: Labels, right: Labels): Labels {
  if (right.length === 0 || left === right) return left;
  if (left.length === 0) return right;
  let joined: Label[] | undefined;
  for (const label of right) {
    const all: Labels = joined ?? left;
    const index = all.findIndex(({ root, path }) => root === label.root && path === label.path);
    const known = all[index];
    if (known === undefined) {
      if (all.length >= MAX_LABELS) continue;
      joined ??= [...left];
      joined.push(label);
    } else if (!isAsClean(label, known)) {
      joined ??= [...left];
      const safe = meetRules(known.safeFor, label.safeFor);
      joined[index] = { ...label, clean: known.clean & label.clean, safeFor: safe };
    }
  }
  return joined ?? left;
}

function isAsClean(label: Label, known: Label): boolean {
  return (known.clean & label.clean) === known.clean && !lacks(label, known);
}

/** Whether it is not safe for a rule that the other one is safe for. */
function lacks({ safeFor: own }: Label, { safeFor: other }: Label): boolean {
  if (other.size === 0 || own === other) return false;
  return [...other].some((rule) => !own.has(rule));
}

export function meetRules(left: RuleNames, right: RuleNames): RuleNames {
  if (left === right || left.size === 0) return left;
  return right.size === 0 ? NO_RULES : new Set([...left].filter((rule) => right.has(rule)));
}

export function joinRules(left: RuleNames, right: RuleNames): RuleNames {
  if (right.size === 0 || left === right) return left;
  return left.size === 0 ? right : new Set([...left, ...right]);
}

/** What a rule of a user's calls safe. */
export function safeFor(labels: Labels, rule: string): Labels {
  if (labels.every((label) => label.safeFor.has(rule))) return labels;
  return labels.map((label) => ({ ...label, safeFor: joinRules(label.safeFor, new Set([rule])) }));
}

export function sameLabels(left: Labels, right: Labels): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  return left.every((label) =>
    right.some(
      (other) =>
        other.root === label.root &&
        other.path === label.path &&
        other.clean === label.clean &&
        !lacks(label, other) &&
        !lacks(other, label),
    ),
  );
}

/** Labels of the member `key` of what `labels` are of. */
export function memberLabels(labels: Labels, key: string): Labels {
  if (labels.length === 0) return labels;
  const lost = OF_AN_ADDRESS.has(key) ? WHERE : 0;
  return labels.map((label) => {
    const path = memberPath(label.path, key);
    const clean = (label.clean & ~lost) | cleanMember(label, key);
    return path === label.path && clean === label.clean ? label : { ...label, path, clean };
  });
}

function cleanMember({ root }: Label, key: string): FamilySet {
  const members = root.kind === 'source' ? root.source.members : undefined;
  return members !== undefined && Object.hasOwn(members, key) ? familySet(members[key] ?? []) : 0;
}

function memberPath(path: string, key: string): string {
  if (path === '') return key;
  const isEnough = path.split('.').length >= MAX_PATH_KEYS;
  return isEnough || path === key || path.endsWith(`.${key}`) ? path : `${path}.${key}`;
}

export function cleanLabels(labels: Labels, families: FamilySet): Labels {
  if (families === 0 || labels.length === 0) return labels;
  return labels.map((label) =>
    (label.clean & families) === families ? label : { ...label, clean: label.clean | families },
  );
}

/** They are safe for these families no more. */
export function spoiltLabels(labels: Labels, families: FamilySet): Labels {
  if (families === 0) return labels;
  return labels.map((label) =>
    (label.clean & families) === 0 ? label : { ...label, clean: label.clean & ~families },
  );
}

export function weakLabels(labels: Labels): Labels {
  if (labels.every(({ weak }) => weak)) return labels;
  return labels.map((label) => (label.weak ? label : { ...label, weak: true }));
}

export function withStep(
  labels: Labels,
  step: {
    readonly what: string;
    readonly path: string;
    readonly start: number;
    readonly end: number;
  },
  inner?: Trail,
): Labels {
  return labels.map((label) => ({
    ...label,
    trail: {
      what: step.what,
      path: step.path,
      start: step.start,
      end: step.end,
      prev: label.trail,
      inner,
    },
  }));
}

/** Steps that are looked at: chains within one function can be long. */
const MAX_SEEN = 1_000;

/** How many calls of functions of the program a way goes through; counted up to a limit. */
export function callsOn(trail: Trail | undefined, limit: number): number {
  let calls = 0;
  const open: (Trail | undefined)[] = [trail];
  for (let seen = 0; open.length > 0 && calls < limit && seen < MAX_SEEN; seen++) {
    const next = open.pop();
    if (next === undefined) continue;
    if (next.isCall === true) calls++;
    open.push(next.prev, next.inner);
  }
  return calls;
}

/** The trail as a list, the origin first; long ones lose their middle. */
export function stepsOf(trail: Trail | undefined, limit: number): readonly Trail[] {
  const steps: Trail[] = [];
  const open: (Trail | undefined)[] = [trail];
  while (open.length > 0 && steps.length < limit * 4) {
    const next = open.pop();
    if (next === undefined) continue;
    if (next.inner === undefined) {
      steps.push(next);
      open.push(next.prev);
    } else {
      const { inner, ...outer } = next;
      open.push({ ...outer, inner: undefined }, inner);
    }
  }
  steps.reverse();
  return steps.length <= limit ? steps : [...steps.slice(0, limit / 2), ...steps.slice(-limit / 2)];
}
