import type { FunctionId, ModuleIr, Op, Temp } from '../ir/ir.ts';
import {
  isTaint,
  type CompiledRule,
  type CompiledRules,
  type CompiledTaint,
} from './compile-rules.ts';
import { Evaluation, type CompiledFormula } from './evaluate.ts';
import type { Mark, MarkRole, Marks } from './marks.ts';
import type { Binding, Bindings } from './pattern/bindings.ts';
import { SearchedModule, type Range } from './pattern/find-pattern.ts';
import { moduleKeys } from './pattern/keys.ts';
import { ModuleView } from './pattern/module-view.ts';
import type { UserRule } from './rule-file.ts';

/** Where a rule of a user's was found. Offsets are into the decoded text. */
export interface RuleMatch {
  readonly rule: UserRule;
  readonly start: number;
  readonly end: number;
  /** The rule's, with what its metavariables stand for. */
  readonly message: string;
  /** Names of the classes and functions around it, from the outside in. */
  readonly scope: readonly string[];
}

export interface ModuleMatches {
  readonly matches: readonly RuleMatch[];
  /** What the engine is to follow for rules with `taint`. */
  readonly marks: Marks;
  /** Ids of rules whose search in this file ended at a bound. */
  readonly incomplete: readonly string[];
  /** Functions that were compared with a pattern: what the search cost. */
  readonly tried: number;
}

/** Matches of one rule in one file; more are one problem. */
const maxMatches = 500;
/** Of what a metavariable stands for, in a message. */
const maxTextCharacters = 80;

/** Looks for the rules of users in one file. Pure; the cost grows with what is found and not with the number of rules. */
export function matchModule(
  compiled: CompiledRules,
  module: ModuleIr,
  text: string,
): ModuleMatches {
  const view = new ModuleView(module, text);
  const searched = new SearchedModule(view);
  const evaluation = new Evaluation(searched);
  const matches: RuleMatch[] = [];
  const marks = new Map<number, Mark[]>();
  const incomplete: string[] = [];
  for (const { rule, looksFor } of rulesFor(compiled, view)) {
    searched.isIncomplete = false;
    if (isTaint(looksFor)) markAll({ view, evaluation, marks }, looksFor);
    else {
      const ranges = evaluation.find(looksFor);
      if (ranges.length > maxMatches) searched.isIncomplete = true;
      matches.push(...ranges.slice(0, maxMatches).map((range) => matchOf(view, rule, range)));
    }
    if (searched.isIncomplete) incomplete.push(rule.id);
  }
  matches.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule.id < b.rule.id ? -1 : 1));
  return { matches: once(matches), marks, incomplete, tried: searched.tried };
}

/** Whether a rule has to be looked for in it; told without its text. */
export function mayMatch(compiled: CompiledRules, module: ModuleIr): boolean {
  if (!compiled.byLanguage.has(module.language)) return false;
  return rulesFor(compiled, new ModuleView(module, '')).length > 0;
}

/** Rules of the language one of whose words stands in the file, in a fixed order. */
function rulesFor({ byLanguage }: CompiledRules, view: ModuleView): readonly CompiledRule[] {
  const { language, path } = view.module;
  const index = byLanguage.get(language);
  if (index === undefined) return [];
  const found = new Set(index.always);
  if (index.byWord.size > 0) {
    for (const word of moduleKeys(view)) {
      for (const rule of index.byWord.get(word) ?? []) found.add(rule);
    }
  }
  return [...found]
    .filter((rule) => rule.appliesTo(path))
    .toSorted((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
}

/** One place is one finding, whichever way a rule came to it. */
function once(matches: readonly RuleMatch[]): readonly RuleMatch[] {
  const seen = new Set<string>();
  return matches.filter(({ rule, start, end }) => {
    const key = `${rule.id} ${start} ${end}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

function matchOf(view: ModuleView, rule: UserRule, { start, end, bindings }: Range): RuleMatch {
  return {
    rule,
    start,
    end,
    message: messageOf(rule.message, bindings),
    scope: scopeAt(view, start),
  };
}

function messageOf(message: string, bindings: Bindings): string {
  return message.replaceAll(/\$(?:\.\.\.)?[A-Z_][A-Z0-9_]*/gu, (name) => {
    const text = bindings.get(name)?.text.replaceAll(/\s+/gu, ' ');
    if (text === undefined) return name;
    return text.length > maxTextCharacters ? `${text.slice(0, maxTextCharacters)}…` : text;
  });
}

/** Names of what stands around an offset. */
function scopeAt({ module }: ModuleView, at: number): readonly string[] {
  const around = module.functions
    .filter(({ start, end, parent }) => parent !== -1 && start <= at && at < end)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  return around.flatMap(({ name, ownerClass }) => {
    const owner = module.classes[ownerClass]?.name;
    return [...(owner === undefined ? [] : [owner]), ...(name === '' ? [] : [name])];
  });
}

interface Marking {
  readonly view: ModuleView;
  readonly evaluation: Evaluation;
  readonly marks: Map<number, Mark[]>;
}

function markAll(by: Marking, taint: CompiledTaint): void {
  const roles: readonly (readonly [MarkRole, readonly CompiledFormula[]])[] = [
    ['source', taint.sources],
    ['sink', taint.sinks],
    ['sanitiser', taint.sanitisers],
  ];
  for (const [role, formulas] of roles) {
    for (const range of formulas.flatMap((each) => by.evaluation.find(each))) {
      const what = textOf(by.view, range);
      for (const at of markedAt(by.view, range, role)) {
        add(by, at, { role, rule: taint.rule, what });
      }
    }
  }
  for (const { match, from, to } of taint.propagators) {
    for (const range of by.evaluation.find(match)) {
      const [source, target] = [range.bindings.get(from), range.bindings.get(to)].map((bound) =>
        bound === undefined ? undefined : placeOf(by.view, bound),
      );
      if (source === undefined || target === undefined) continue;
      add(by, target, {
        role: 'propagator',
        rule: taint.rule,
        what: textOf(by.view, range),
        from: source,
      });
    }
  }
}

function add({ marks }: Marking, at: number, mark: Mark): void {
  const known = marks.get(at);
  if (known === undefined) {
    marks.set(at, [mark]);
    return;
  }
  const isKnown = known.some(({ role, rule }) => role === mark.role && rule === mark.rule);
  if (!isKnown) known.push(mark);
}

function textOf(view: ModuleView, range: Range): string {
  const text = view.slice(range).replaceAll(/\s+/gu, ' ');
  return text.length > maxTextCharacters ? `${text.slice(0, maxTextCharacters)}…` : text;
}

/** Operations whose values are meant: of a call that is a sink its arguments, else what the place yields. */
function markedAt(view: ModuleView, range: Range, role: MarkRole): readonly number[] {
  const placed = range.op ?? exactlyAt(view, range);
  const fn = placed === undefined ? undefined : view.fn(placed.fn);
  const op = fn?.ops.find(({ at }) => at === placed?.at)?.op;
  if (placed === undefined || fn === undefined || op === undefined) return [];
  if (role !== 'sink') return [placed.at];
  return sinkTemps(op).flatMap((temp) => fn.of(temp)?.at ?? []);
}

/** A sink is what comes in: every argument of a call, the value that is stored, or the value itself. */
function sinkTemps(op: Op): readonly Temp[] {
  if (op.op === 'call') return [...op.args, ...op.named.map(({ value }) => value)];
  return op.op === 'write' || op.op === 'store' ? [op.src] : [op.dst];
}

function placeOf(view: ModuleView, bound: Binding): number | undefined {
  if (bound.value !== undefined) return view.fn(bound.value.fn)?.of(bound.value.temp)?.at;
  return exactlyAt(view, bound)?.at;
}

/** The last operation that is written there. */
function exactlyAt(
  view: ModuleView,
  { start, end }: { readonly start: number; readonly end: number },
): { readonly fn: FunctionId; readonly at: number } | undefined {
  for (const [fn, each] of view.module.functions.entries()) {
    if (each.start > start || each.end < end) continue;
    const found = view.fn(fn)?.ops.findLast(({ op }) => op.start === start && op.end === end);
    if (found !== undefined) return { fn, at: found.at };
  }
  return undefined;
}
