import type { OwaspCategory, Rule } from '../../model/rule.ts';
import type { Detection } from '../../model/finding.ts';
import type { ProgramResult } from '../../model/program-check.ts';
import type { ModuleIr } from './ir/ir.ts';
import { maskLiterals } from './mask.ts';
import { compileRules, slugOf, type CompiledRules } from './patterns/compile-rules.ts';
import { followedRule, markProgram, type BoundPlaces } from './patterns/follow.ts';
import { markKey, mayMark } from './patterns/mark-module.ts';
import { matchModule, mayMatch, messageOf, type RuleMatch } from './patterns/match-module.ts';
import { noBindings } from './patterns/pattern/bindings.ts';
import type { UserRule } from './patterns/rule-file.ts';
import { detectionOf as followedDetection, type SourceTexts } from './detections.ts';
import type { Flow } from './engine/flows.ts';
import type { OwnMarking, OwnRules } from './own-rules-of.ts';
import type { RulesUnit } from './unit.ts';

/** Compiles what the rule files state; a rule that cannot be used is told and left out. */
export async function readOwnRules(units: readonly RulesUnit[]): Promise<OwnRules> {
  const { compiled, problems } = await compileRules(units);
  const troubles = problems.map(({ path, rule, at, what, repair }) => {
    const of = rule === undefined ? 'this rule file is' : `the rule "${rule}" is`;
    const mend = repair === undefined ? '' : `; ${repair}`;
    return { path, detail: `${of} not used: line ${at.line}, column ${at.column}: ${what}${mend}` };
  });
  return {
    models: compiled.models,
    rules: compiled.rules.map(ruleOf),
    followed: compiled.rules.flatMap((rule) => followedRule(rule) ?? []),
    isMarked: (module) => mayMark(compiled, module),
    marksIn: (modules, texts) => marksIn(compiled, modules, texts),
    troubles,
    isAskedFor: (module) => mayMatch(compiled, module),
    resultOf: (module, texts) => resultOf(compiled, module, texts),
  };
}

function ruleOf(rule: UserRule): Rule {
  const { title, severity, cwe, tags, version, references, message, why, fix } = rule;
  return {
    id: ruleIdOf(rule),
    title,
    severity,
    cwe,
    owasp: rule.owasp.filter((category) => isOwasp(category)),
    what: message,
    why: why === '' ? 'This target has a rule of its own against it.' : why,
    fix: fix === '' ? 'See what the rule says, or ask who wrote it.' : fix,
    tags: [...tags, 'custom'],
    version,
    references,
    examples: rule.examples,
  };
}

function isOwasp(category: string): category is OwaspCategory {
  return /^A(?:0[1-9]|10):2025$/u.test(category);
}

function ruleIdOf({ id }: UserRule): string {
  return `code/${slugOf(id)}`;
}

function resultOf(
  compiled: CompiledRules,
  module: ModuleIr,
  { text, textOf }: { readonly text: string; readonly textOf: SourceTexts },
): ProgramResult {
  const { path } = module;
  const { matches, incomplete } = matchModule(compiled, module, text);
  return {
    path,
    detections: matches.flatMap((match) => detectionOf(path, match, textOf) ?? []),
    incomplete: incomplete.map((id) => ({ reason: 'limit', detail: tooOften(id) })),
  };
}

function tooOften(id: string): string {
  return `the rule "${id}" is found so often here that it was left before the end`;
}

function detectionOf(path: string, match: RuleMatch, textOf: SourceTexts): Detection | undefined {
  const source = textOf(path, false);
  if (source === undefined) return undefined;
  const { rule, scope } = match;
  const region = source.regionOf(match);
  const excerpt = source.excerptOf(match);
  return {
    ruleId: ruleIdOf(rule),
    message: sentence(match.message),
    region,
    excerpt,
    anchor: { scope, statement: source.statementOf(match) },
    severity: rule.severity,
    confidence: rule.confidence,
    evidence: {
      kind: 'code',
      steps: [{ path, region, text: excerpt.text.trim(), what: rule.title }],
      sources: 0,
      missing: '',
      remedy: rule.fix,
    },
  };
}

function sentence(text: string): string {
  const message = maskLiterals(text, false);
  return /[.!?]$/u.test(message) ? message : `${message}.`;
}

function marksIn(
  compiled: CompiledRules,
  modules: readonly ModuleIr[],
  texts: ReadonlyMap<string, string>,
): OwnMarking {
  const { bindings, ...marking } = markProgram(compiled, modules, texts);
  const rules = new Map(compiled.rules.map((rule) => [slugOf(rule.id), rule]));
  return {
    ...marking,
    detectionOf(flow, textOf) {
      const rule = rules.get(flow.rule);
      return rule === undefined ? undefined : flowDetection(flow, { rule, bindings }, textOf);
    },
  };
}

function flowDetection(
  flow: Flow,
  { rule, bindings }: { readonly rule: UserRule; readonly bindings: BoundPlaces },
  textOf: SourceTexts,
): Detection | undefined {
  const followed = followedRule(rule);
  const found = followed && followedDetection(flow, followed, { textOf, diffFor: () => undefined });
  if (found === undefined) return undefined;
  const [source] = flow.steps;
  const message = [flow.sink, ...(source === undefined ? [] : [source])].reduce(
    (text, place) => messageOf(text, bindings.get(markKey(flow.rule, place)) ?? noBindings),
    rule.message,
  );
  const evidence = { ...found.evidence, sources: flow.sources };
  return { ...found, message: sentence(message), evidence };
}
