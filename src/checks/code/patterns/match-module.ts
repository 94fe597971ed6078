import type { ModuleIr } from '../ir/ir.ts';
import { isTaint, type CompiledRule, type CompiledRules, type RuleIndex } from './compile-rules.ts';
import { Evaluation } from './evaluate.ts';
import type { Bindings } from './pattern/bindings.ts';
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
  const incomplete: string[] = [];
  const index = compiled.byLanguage.get(module.language);
  for (const { rule, looksFor, appliesTo } of index === undefined ? [] : rulesFor(index, view)) {
    if (isTaint(looksFor) || !appliesTo(module.path)) continue;
    searched.isIncomplete = false;
    const ranges = evaluation.find(looksFor);
    if (ranges.length > maxMatches) searched.isIncomplete = true;
    matches.push(...ranges.slice(0, maxMatches).map((range) => matchOf(view, rule, range)));
    if (searched.isIncomplete) incomplete.push(rule.id);
  }
  matches.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule.id < b.rule.id ? -1 : 1));
  return { matches: once(matches), incomplete, tried: searched.tried };
}

/** Whether a rule has to be looked for in it; told without its text. */
export function mayMatch(compiled: CompiledRules, module: ModuleIr): boolean {
  const index = compiled.byLanguage.get(module.language);
  const { path } = module;
  return (
    index !== undefined &&
    rulesFor(index, new ModuleView(module, '')).some(({ appliesTo }) => appliesTo(path))
  );
}

/** Rules one of whose words stands in the file, in a fixed order. */
export function rulesFor(index: RuleIndex, view: ModuleView): readonly CompiledRule[] {
  const found = new Set(index.always);
  if (index.byWord.size > 0) {
    for (const word of moduleKeys(view)) {
      for (const rule of index.byWord.get(word) ?? []) found.add(rule);
    }
  }
  return [...found].toSorted((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
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

/** The message of a rule with what its metavariables stand for. */
export function messageOf(message: string, bindings: Bindings): string {
  return message.replaceAll(/\$(?:\.\.\.)?[A-Z_][A-Z0-9_]*/gu, (name) => {
    const text = bindings.get(name)?.text;
    return text === undefined ? name : shortText(text);
  });
}

/** On one line, and not long. */
export function shortText(text: string): string {
  const line = text.slice(0, 10 * maxTextCharacters).replaceAll(/\s+/gu, ' ');
  return line.length > maxTextCharacters ? `${line.slice(0, maxTextCharacters)}…` : line;
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
