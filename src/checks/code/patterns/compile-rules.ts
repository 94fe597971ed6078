import type { Problem } from '../../../model/yaml/tree.ts';
import { readYaml } from '../../../model/yaml/tree.ts';
import { compileIgnore } from '../../../model/glob.ts';
import { languages } from '../languages/all.ts';
import type { Confidence } from '../../../model/finding.ts';
import type { Family } from '../models/families.ts';
import type { ModelPack, SourceKind } from '../models/model.ts';
import { anchorsOf, FormulaCompiler, namesIn } from './compile-formula.ts';
import type { CompiledFormula } from './evaluate.ts';
import { ruleFileReader, type RuleFile, type TaintPlace, type UserRule } from './rule-file.ts';

/** A rule file as it was read from the target. */
export interface RuleSource {
  /** From the root of the target; what messages call it. */
  readonly path: string;
  readonly text: string;
}

/** What must be mended in a rule file. */
export interface RuleProblem extends Problem {
  readonly path: string;
  /** The rule that is left out for it; undefined: the whole file is. */
  readonly rule?: string;
}

export interface CompiledPropagator {
  readonly match: CompiledFormula;
  readonly from: string;
  readonly to: string;
}

/** What is a source, a sink or a sanitiser. */
export interface CompiledPlace {
  readonly formula: CompiledFormula;
  /** What the trace calls it, in the words of the rule. */
  readonly what: string | undefined;
  /** It holds for the variable that stands there from there on. */
  readonly isLasting: boolean;
}

export interface CompiledTaint {
  /** `custom-our-shell`. */
  readonly slug: string;
  /** Sources of Lockstep's own models that count as well. */
  readonly kinds: readonly SourceKind[];
  /** What values must be made safe for, where models say how; undefined: only the rule's own sanitisers count. */
  readonly family: Family | undefined;
  readonly confidence: Confidence;
  readonly sources: readonly CompiledPlace[];
  readonly sinks: readonly CompiledPlace[];
  readonly sanitisers: readonly CompiledPlace[];
  readonly propagators: readonly CompiledPropagator[];
}

/** A rule in one of its languages. */
export interface CompiledRule {
  readonly rule: UserRule;
  readonly path: string;
  readonly language: string;
  readonly looksFor: CompiledFormula | CompiledTaint;
  readonly appliesTo: (path: string) => boolean;
}

export interface CompiledRules {
  /** As they stand in the files, each once. */
  readonly rules: readonly UserRule[];
  readonly models: readonly ModelPack[];
  /** By language: rules by a word that a file must have, and those that may be found in any. */
  readonly byLanguage: ReadonlyMap<string, RuleIndex>;
  /** The same of rules that follow data. */
  readonly followers: ReadonlyMap<string, RuleIndex>;
}

export interface RuleIndex {
  readonly byWord: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly always: readonly CompiledRule[];
}

/** Far beyond any rule file that people wrote. */
const maxRuleFileBytes: number = 2 ** 20;

/** `custom-our-rule`: the slug that a rule of a user's is reported by, after `code/`. */
export function slugOf(id: string): string {
  return `custom-${id}`;
}

/** Reads and compiles rule files. What is wrong is listed; the rules without a problem are usable, the others absent. */
export async function compileRules(
  sources: readonly RuleSource[],
): Promise<{ readonly compiled: CompiledRules; readonly problems: readonly RuleProblem[] }> {
  const problems: RuleProblem[] = [];
  const compiler = new FormulaCompiler();
  const rules = new Map<string, UserRule>();
  const models: ModelPack[] = [];
  const all: CompiledRule[] = [];
  for (const source of sources.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const file = await readRuleFile(source, problems);
    models.push(...(file?.models ?? []));
    for (const rule of file?.rules ?? []) {
      const { path } = source;
      if (rules.has(rule.id)) {
        const what = `the id "${rule.id}" stands in the rules twice`;
        problems.push({ path, rule: rule.id, at: rule.at, what, repair: 'give one another id' });
        continue;
      }
      const compiled = compileRule(rule, path, compiler);
      problems.push(...compiled.problems);
      if (compiled.problems.length > 0) continue;
      rules.set(rule.id, rule);
      all.push(...compiled.rules);
    }
  }
  const followers = indexed(all.filter(({ looksFor }) => isTaint(looksFor)));
  const byLanguage = indexed(all.filter(({ looksFor }) => !isTaint(looksFor)));
  return { compiled: { rules: [...rules.values()], models, followers, byLanguage }, problems };
}

async function readRuleFile(
  { path, text }: RuleSource,
  problems: RuleProblem[],
): Promise<RuleFile | undefined> {
  const start = { line: 1, column: 1 };
  if (Buffer.byteLength(text) > maxRuleFileBytes) {
    problems.push({ path, at: start, what: 'larger than 1 MiB', repair: 'split it' });
    return undefined;
  }
  const yaml = await readYaml(text.replace(/^\uFEFF/u, ''));
  if ('problems' in yaml) {
    problems.push(...yaml.problems.map((problem) => ({ path, ...problem })));
    return undefined;
  }
  const found: Problem[] = [];
  const file = ruleFileReader.read(yaml.tree, found);
  problems.push(...found.map((problem) => ({ path, ...problem })));
  return found.length > 0 ? undefined : file;
}

function compileRule(
  rule: UserRule,
  path: string,
  compiler: FormulaCompiler,
): { readonly rules: readonly CompiledRule[]; readonly problems: readonly RuleProblem[] } {
  const found: Problem[] = [];
  const { include, exclude } = rule.paths;
  const [included, excluded] = [compileIgnore(include), compileIgnore(exclude)];
  const appliesTo = (file: string): boolean =>
    (include.length === 0 || included.ignores(file, false)) && !excluded.ignores(file, false);
  const rules = rule.languages.flatMap((id): readonly CompiledRule[] => {
    const language = languages.find((each) => each.id === id);
    if (language === undefined) {
      found.push({ at: rule.at, what: `rules for ${id} are not supported yet` });
      return [];
    }
    const before = found.length;
    const many = (
      all: readonly Parameters<FormulaCompiler['formula']>[0][],
    ): readonly CompiledFormula[] =>
      all.flatMap((each) => compiler.formula(each, language, found) ?? []);
    const looksFor = rule.taint === undefined ? undefined : compileTaint(rule, rule.taint, many);
    const match = rule.match === undefined ? undefined : many([rule.match])[0];
    const usable = looksFor ?? match;
    if (usable === undefined || found.length > before) return [];
    return [{ rule, path, language: id, looksFor: usable, appliesTo }];
  });
  found.push(...propagatorProblems(rule));
  return { rules, problems: found.map((problem) => ({ path, rule: rule.id, ...problem })) };
}

function compileTaint(
  { id, confidence }: UserRule,
  taint: NonNullable<UserRule['taint']>,
  many: (all: readonly Parameters<FormulaCompiler['formula']>[0][]) => readonly CompiledFormula[],
): CompiledTaint {
  const { kinds, family } = taint;
  const places = (all: readonly TaintPlace[]): readonly CompiledPlace[] =>
    all.flatMap(({ formula, what, lasting: isLasting }) =>
      many([formula]).map((compiled) => ({ formula: compiled, what, isLasting })),
    );
  return {
    slug: slugOf(id),
    kinds,
    family,
    confidence,
    sources: places(taint.sources),
    sinks: places(taint.sinks),
    sanitisers: places(taint.sanitisers),
    propagators: taint.propagators.flatMap(({ match, from, to }) =>
      many([match]).map((compiled) => ({ match: compiled, from, to })),
    ),
  };
}

function propagatorProblems({ taint, at }: UserRule): readonly Problem[] {
  return (taint?.propagators ?? [])
    .flatMap(({ match, from, to }) => {
      const names = namesIn(match);
      const unknown = [from, to].find((name) => !names.has(name));
      return unknown === undefined
        ? []
        : [{ at: match.at, what: `${unknown} stands in no pattern of this propagator` }];
    })
    .map((problem) => ({ ...problem, at: problem.at ?? at }));
}

export function isTaint(looksFor: CompiledFormula | CompiledTaint): looksFor is CompiledTaint {
  return 'sinks' in looksFor;
}

function indexed(rules: readonly CompiledRule[]): ReadonlyMap<string, RuleIndex> {
  const byLanguage = new Map<
    string,
    { byWord: Map<string, CompiledRule[]>; always: CompiledRule[] }
  >();
  for (const rule of rules) {
    const index = byLanguage.get(rule.language) ?? {
      byWord: new Map<string, CompiledRule[]>(),
      always: [],
    };
    byLanguage.set(rule.language, index);
    const words = wordsOf(rule.looksFor);
    if (words === undefined) index.always.push(rule);
    for (const word of new Set(words)) {
      const known = index.byWord.get(word);
      if (known === undefined) index.byWord.set(word, [rule]);
      else known.push(rule);
    }
  }
  return byLanguage;
}

/** Of a rule that follows data: its marks of any kind may stand in a file. */
function wordsOf(looksFor: CompiledRule['looksFor']): readonly string[] | undefined {
  if (!isTaint(looksFor)) return anchorsOf(looksFor);
  const { sources, sinks, sanitisers, propagators } = looksFor;
  const places = [...sources, ...sinks, ...sanitisers].map(({ formula }) => formula);
  const all = [...places, ...propagators.map(({ match }) => match)];
  const words = all.map(anchorsOf);
  return words.includes(undefined) ? undefined : words.flatMap((each) => each ?? []);
}
