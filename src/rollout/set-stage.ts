import { isMap, isScalar, parseDocument, type Document, type Scalar, type YAMLMap } from 'yaml';
import type { Stage } from '../model/stage.ts';

/** A stage to be written for one rule. */
export interface StageChange {
  readonly rule: string;
  readonly to: Stage;
}

/**
 * The text of a policy with other stages for some rules. Only the words that change are replaced, so that a diff shows
 * nothing else: a rule with a setting of its own gets another stage there, others get a line at the end of `rules`. The
 * text is known to be a valid policy.
 */
export function setStages(text: string, changes: readonly StageChange[]): string {
  return changes.reduce((edited, change) => setStage(edited, change), text);
}

function setStage(text: string, { rule, to }: StageChange): string {
  const document = parseDocument(text);
  const rules = rulesOf(document);
  if (rules === undefined) return withRules(text, `  ${keyOf(rule)}: ${to}\n`);
  const setting = rules.get(rule, true);
  const stage = isMap(setting) ? setting.get('stage', true) : setting;
  if (isScalar(stage)) return replaced(text, stage, to);
  return rules.flow === true
    ? addedToFlow(text, rules, `${keyOf(rule)}: ${to}`)
    : added(text, rules, `${keyOf(rule)}: ${to}`);
}

function rulesOf(document: Document): YAMLMap | undefined {
  const rules = document.get('rules');
  return isMap(rules) && rules.items.length > 0 ? rules : undefined;
}

/** Ids of Lockstep need no quotes; what foreign tools call their rules may mean something else in YAML. */
function keyOf(rule: string): string {
  return /^[a-z][\w./*-]*$/u.test(rule) ? rule : JSON.stringify(rule);
}

function replaced(text: string, { range }: Scalar, word: string): string {
  if (!range) return text;
  return `${text.slice(0, range[0])}${word}${text.slice(range[1])}`;
}

/** After the last entry of a block, with its indentation; a comment behind the entry stays there. */
function added(text: string, { items }: YAMLMap, entry: string): string {
  const first = items[0]?.key;
  const last = items.at(-1);
  const start = isScalar(first) ? (first.range?.[0] ?? 0) : 0;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const value = isScalar(last?.value) || isMap(last?.value) ? last.value.range?.[1] : undefined;
  const lineEnd = text.indexOf('\n', Math.max(0, (value ?? start) - 1));
  const end = lineEnd === -1 ? text.length : lineEnd;
  return `${text.slice(0, end)}\n${indent}${entry}${text.slice(end)}`;
}

function addedToFlow(text: string, { range }: YAMLMap, entry: string): string {
  const close = text.lastIndexOf('}', (range?.[1] ?? text.length) - 1);
  const before = text.slice(0, close).trimEnd();
  const room = text.slice(before.length, close);
  return `${before}${before.endsWith(',') ? '' : ','} ${entry}${room === '' ? '' : room}${text.slice(close)}`;
}

/** `rules:` is missing or empty. */
function withRules(text: string, line: string): string {
  const empty = /^rules:[ \t]*(?:\{[ \t]*\})?[ \t]*$/mu.exec(text);
  if (empty !== null) {
    const end = empty.index + empty[0].length;
    return `${text.slice(0, empty.index)}rules:\n${line.trimEnd()}${text.slice(end)}`;
  }
  return `${text.trimEnd()}\nrules:\n${line}`;
}
