import { parseDocument, isScalar } from 'yaml';
import type { Policy } from '../model/policy.ts';
import { setStages, type StageChange } from './set-stage.ts';
import { rankOf, stageInPolicy } from './written-stages.ts';

/** Stages on which both parties agreed elsewhere than in the text of the policy. */
export interface AgreedStages {
  readonly agreed: readonly StageChange[];
  /** Names of foreign tools, the first part of their rules: what the text says of all rules was not said of theirs. */
  readonly tools: readonly string[];
}

/**
 * The text of a policy with what was agreed besides. A rule of Lockstep gets its agreed stage where the text gives it a lower
 * one; rules of foreign tools observe but for what was agreed. The same text where that changes nothing.
 */
export function withAgreedStages(
  text: string,
  rules: Policy['rules'],
  { agreed, tools }: AgreedStages,
): string {
  const isForeign = (rule: string): boolean => tools.some((tool) => rule.startsWith(`${tool}/`));
  const changes = [
    ...tools.map((tool): StageChange => ({ rule: `${tool}/*`, to: 'observe' })),
    ...agreed.filter(
      ({ rule, to }) => isForeign(rule) || rankOf(stageInPolicy(rules, rule)) < rankOf(to),
    ),
  ];
  return changes.length === 0 ? text : setStages(text === '' ? 'version: 1\n' : text, changes);
}

/**
 * The text with `on-incomplete: closed`: a foreign tool that says it has failed has found nothing out, whatever was agreed about
 * files that a check of Lockstep could not read.
 */
export function closedOnIncomplete(text: string): string {
  const value = parseDocument(text).get('on-incomplete', true);
  if (!isScalar(value) || !value.range) return `${text.trimEnd()}\non-incomplete: closed\n`;
  return `${text.slice(0, value.range[0])}closed${text.slice(value.range[1])}`;
}
