import type { CodeEvidence, CodeStep, Confidence, Detection } from '../../model/finding.ts';
import type { Flow } from './engine/flows.ts';
import { FixedFile } from './fixes/fixed-file.ts';
import type { CodeRule } from './rules/code-rule.ts';
import { SourceText } from './source-text.ts';

/** Texts by path, each with its lines found once. */
export type SourceTexts = (path: string, masksAll: boolean) => SourceText | undefined;

/** The change that mends what was found, as a unified diff, where there is a safe one. */
export type DiffFor = (flow: Flow) => string | undefined;

export function diffsIn(texts: ReadonlyMap<string, string>): DiffFor {
  const files = new Map<string, FixedFile>();
  return (flow) => {
    const { path } = flow.sink;
    const file = files.get(path) ?? new FixedFile(path, texts.get(path) ?? '');
    files.set(path, file);
    return file.diffFor(flow);
  };
}

export function sourceTexts(texts: ReadonlyMap<string, string>): SourceTexts {
  const known = new Map<string, SourceText>();
  return (path, masksAll) => {
    const key = `${masksAll ? '*' : '-'}${path}`;
    const text = texts.get(path);
    const found =
      known.get(key) ?? (text === undefined ? undefined : new SourceText(text, { masksAll }));
    if (found !== undefined) known.set(key, found);
    return found;
  };
}

/** What a flow says, for people; undefined where the text of its sink is missing. */
export function detectionOf(
  flow: Flow,
  rule: CodeRule,
  { textOf, diffFor }: { readonly textOf: SourceTexts; readonly diffFor: DiffFor },
): Detection | undefined {
  const masksAll = rule.tags.includes('secret');
  const source = textOf(flow.sink.path, masksAll);
  if (source === undefined) return undefined;
  const diff = masksAll ? undefined : diffFor(flow);
  const evidence = evidenceOf(flow, rule, (path) => textOf(path, masksAll));
  return {
    ruleId: rule.id,
    message: sentence(flow.shows),
    region: source.regionOf(flow.sink),
    excerpt: source.excerptOf(flow.sink),
    anchor: { scope: flow.scope, statement: source.statementOf(flow.sink) },
    severity: rule.severity,
    confidence: lower(flow.confidence, rule.confidence ?? 'high'),
    evidence: diff === undefined ? evidence : { ...evidence, diff },
  };
}

const SCALE: readonly Confidence[] = ['low', 'medium', 'high'];

function lower(one: Confidence, other: Confidence): Confidence {
  return SCALE.indexOf(one) < SCALE.indexOf(other) ? one : other;
}

function evidenceOf(
  { steps, sources, entry }: Flow,
  { family, missing = '', remedy = '' }: CodeRule,
  textOf: (path: string) => SourceText | undefined,
): CodeEvidence {
  const at = entry === undefined ? undefined : textOf(entry.path);
  return {
    kind: 'code',
    steps: steps.flatMap((step) => stepOf(step, textOf(step.path)) ?? []),
    sources: family === undefined ? 0 : sources,
    ...(entry === undefined || at === undefined
      ? {}
      : { entry: { route: entry.route, path: entry.path, line: at.lineOf(entry.start) } }),
    missing,
    remedy,
  };
}

function stepOf(step: Flow['steps'][number], source: SourceText | undefined): CodeStep | undefined {
  if (source === undefined) return undefined;
  return {
    path: step.path,
    region: source.regionOf(step),
    text: source.excerptOf(step).text.trim(),
    what: step.what,
  };
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
