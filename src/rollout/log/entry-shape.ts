import {
  verdictKinds,
  verdictSources,
  type LogEntry,
  type RuleTally,
} from '../../model/log-entry.ts';
import { stages } from '../../model/stage.ts';
import type { JsonSchema } from '../../model/yaml/reader.ts';
import {
  Misshapen,
  booleanShape,
  countShape,
  fieldsShape,
  kindShape,
  listShape,
  textShape,
  wordShape,
} from '../../policy/shape.ts';
import type { Shape } from '../../policy/shape.ts';

const text = textShape();
const instant = textShape({
  pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/u,
  what: 'a time in UTC (2026-01-31T12:00:00Z)',
});
const day = textShape({ pattern: /^\d{4}-\d{2}-\d{2}$/u, what: 'a day (2026-01-31)' });
const id = textShape({ pattern: /^[0-9a-v]{20}$/u, what: '20 digits of base32hex' });
const stage = wordShape(stages);

const version: Shape<1> = {
  schema: { const: 1 },
  read(value, place) {
    if (value === 1) return 1;
    throw new Misshapen(`${place} must be 1`);
  },
};

const head = {
  id,
  v: version,
  at: instant,
  product: text,
  group: text,
  repository: text,
} as const;
const ruleVersion = { rule: text, version: countShape, engine: countShape } as const;

/** What the rules of a run found. */
export const talliesShape: Shape<readonly RuleTally[]> = listShape(
  fieldsShape({
    ...ruleVersion,
    stage,
    new: listShape(fieldsShape({ fingerprint: text, path: text, copy: text })),
    fixed: listShape(text),
    existing: countShape,
    blocks: countShape,
    covered: countShape,
  }),
);

const run = fieldsShape({
  kind: wordShape(['run']),
  ...head,
  tool: text,
  mode: text,
  commit: text,
  branch: text,
  author: text,
  outcome: wordShape(['pass', 'warn', 'block', 'incomplete']),
  decision: text,
  policy: text,
  wallMs: countShape,
  files: countShape,
  rules: talliesShape,
});

const verdict = fieldsShape({
  kind: wordShape(['verdict']),
  ...head,
  ...ruleVersion,
  fingerprint: text,
  verdict: wordShape(verdictKinds),
  source: wordShape(verdictSources),
  by: text,
  reason: text,
  path: text,
  copy: text,
  isNew: booleanShape,
  stage,
  blocked: booleanShape,
});

const stageChange = fieldsShape({
  kind: wordShape(['stage']),
  ...head,
  ...ruleVersion,
  from: stage,
  to: stage,
  cause: wordShape(['promotion', 'demotion']),
  because: text,
  by: text,
});

const policy = fieldsShape({
  kind: wordShape(['policy']),
  ...head,
  policy: text,
  rules: listShape(fieldsShape({ ...ruleVersion, stage })),
});

const waiver = fieldsShape({
  kind: wordShape(['waiver']),
  ...head,
  rule: text,
  scope: text,
  reason: text,
  development: text,
  security: text,
  expires: day,
});

const override = fieldsShape({
  kind: wordShape(['override']),
  ...head,
  reason: text,
  by: text,
  decision: text,
  commit: text,
  rules: listShape(fieldsShape(ruleVersion)),
  fingerprints: listShape(text),
  expires: instant,
});

/** Any line of the log. */
export const entryShape: Shape<LogEntry> = kindShape({
  run,
  verdict,
  stage: stageChange,
  policy,
  waiver,
  override,
});

/** The published JSON Schema of one line. */
export function logSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:lockstep:schema:log:1',
    title: 'One line of the Lockstep log',
    ...entryShape.schema,
  };
}
