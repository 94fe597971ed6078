import type { ProgramResult } from '../../model/program-check.ts';
import type { Detection } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { SourceTexts } from './detections.ts';
import type { Trouble } from './engine/analyse.ts';
import type { Flow } from './engine/flows.ts';
import type { MarksByPath } from './engine/own-marks.ts';
import type { CodeRule } from './rules/code-rule.ts';
import type { ModuleIr } from './ir/ir.ts';
import type { ModelPack } from './models/model.ts';
import type { RulesUnit } from './unit.ts';

/** The rules and models that a target has of its own. */
export interface OwnRules {
  readonly models: readonly ModelPack[];
  readonly rules: readonly Rule[];
  /** What of the rule files could not be used. */
  readonly troubles: readonly Trouble[];
  /** The rules that follow data, as the engine asks for them. */
  readonly followed: readonly CodeRule[];
  /** Whether a rule that follows data may stand in a file; told without its text. */
  isMarked(module: ModuleIr): boolean;
  /** What rules that follow data say of the places of files. */
  marksIn(modules: readonly ModuleIr[], texts: ReadonlyMap<string, string>): OwnMarking;
  /** Whether a rule has to be looked for in a file; told without its text. */
  isAskedFor(module: ModuleIr): boolean;
  /** What the rules find in one file. */
  resultOf(
    module: ModuleIr,
    file: { readonly text: string; readonly textOf: SourceTexts },
  ): ProgramResult;
}

/** Places that rules of the target's own mark, for the engine. */
export interface OwnMarking {
  readonly marks: MarksByPath;
  readonly troubles: readonly Trouble[];
  /** What a flow of such a rule says. */
  detectionOf(flow: Flow, textOf: SourceTexts): Detection | undefined;
}

export const noMarking: OwnMarking = {
  marks: new Map(),
  troubles: [],
  detectionOf() {
    return undefined;
  },
};

/** Of a target without any, for which nothing is loaded. */
const none: OwnRules = {
  models: [],
  rules: [],
  followed: [],
  isMarked: () => false,
  marksIn: () => noMarking,
  troubles: [],
  isAskedFor: () => false,
  resultOf: ({ path }) => ({ path, detections: [] }),
};

/** Where rule files of a target lie. */
export function isRulePath(path: string): boolean {
  return /^\.lockstep\/rules\/.{1,500}\.ya?ml$/u.test(path);
}

/** What a rule file is called, wherever the policy says that it lies. */
export function isYamlPath(path: string): boolean {
  return /\.ya?ml$/u.test(path);
}

/** What the rule files of a target state. */
export async function ownRulesOf(units: readonly RulesUnit[]): Promise<OwnRules> {
  if (units.length === 0) return none;
  const { readOwnRules } = await import('./own-rules.ts');
  return readOwnRules(units);
}
