import { componentScopes } from '../model/component.ts';
import { incompleteReasons } from '../model/incomplete.ts';
import { severities } from '../model/severity.ts';
import { stages } from '../model/stage.ts';
import type { JsonSchema } from '../model/yaml/reader.ts';
import { partyNames } from './agreement.ts';
import type { DecisionRecord } from './record.ts';
import { RECORD_FORMAT } from './record.ts';
import type { Shape } from './shape.ts';
import {
  booleanShape,
  countShape,
  fieldsShape,
  kindShape,
  listShape,
  numberShape,
  textShape,
  wordShape,
} from './shape.ts';

const text = textShape();
const texts = listShape(text);
const digest = textShape({ pattern: /^sha256:[0-9a-f]{64}$/u, what: 'sha256: and 64 hex digits' });
const instant = textShape({
  pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/u,
  what: 'a time in UTC (2026-01-31T12:00:00Z)',
});
const outcome = wordShape(['pass', 'warn', 'block', 'incomplete']);

const git = fieldsShape(
  { commit: text, shallow: booleanShape, dirty: booleanShape },
  { branch: text, remote: text },
);

const baseline = kindShape({
  none: fieldsShape({ kind: wordShape(['none']) }),
  'merge-base': fieldsShape({
    kind: wordShape(['merge-base']),
    commit: text,
    filesChanged: countShape,
  }),
  file: fieldsShape({ kind: wordShape(['file']), path: text, digest: text, created: text }),
});

const finding = fieldsShape(
  {
    ruleId: text,
    checkId: text,
    fingerprint: text,
    path: text,
    line: countShape,
    severity: wordShape(severities),
    confidence: wordShape(['high', 'medium', 'low']),
    state: wordShape(['new', 'existing', 'moved', 'fixed']),
    tags: texts,
    cwe: listShape(countShape),
  },
  {
    endpoint: text,
    suppressed: text,
    component: fieldsShape({
      purl: text,
      scope: wordShape(componentScopes),
      direct: booleanShape,
      reach: wordShape(['imported', 'not-imported', 'unknown']),
      advisories: texts,
      cvss: numberShape,
      epss: numberShape,
      exploited: booleanShape,
      fixable: booleanShape,
    }),
    vex: fieldsShape({
      status: wordShape(['not_affected', 'fixed']),
      justification: text,
      impact: text,
      file: text,
      statement: text,
      author: text,
      timestamp: text,
    }),
  },
);

const demotion = fieldsShape({
  rule: text,
  to: wordShape(stages),
  since: instant,
  because: text,
});

const input = fieldsShape(
  {
    now: instant,
    target: fieldsShape({ kind: text, branch: text, whole: booleanShape }),
    findings: listShape(finding),
    demotions: listShape(demotion),
    incomplete: listShape(
      fieldsShape({
        checkId: text,
        what: text,
        reason: wordShape(incompleteReasons),
        detail: text,
      }),
    ),
  },
  { override: fieldsShape({ by: text, reason: text, expires: instant }) },
);

const judgement = fieldsShape(
  {
    stage: wordShape(stages),
    effect: wordShape(['blocks', 'warns', 'observed', 'existing', 'suppressed', 'waived', 'fixed']),
    why: texts,
  },
  { waiver: countShape },
);

const result = fieldsShape({
  outcome,
  reasons: listShape(fieldsShape({ outcome, text, fingerprints: texts })),
  judgements: listShape(judgement),
  notices: listShape(
    fieldsShape({
      code: wordShape([
        'waiver-expired',
        'waiver-unused',
        'waiver-expiring',
        'when-failed',
        'demoted',
        'policy-changed',
      ]),
      text,
    }),
  ),
});

export const recordShape: Shape<DecisionRecord> = fieldsShape({
  format: wordShape<typeof RECORD_FORMAT>([RECORD_FORMAT]),
  tool: fieldsShape({ name: text, version: text }),
  subject: fieldsShape(
    { name: text },
    {
      git,
      base: fieldsShape({ ref: text, commit: text, mergeBase: text }),
      observations: fieldsShape({ count: countShape, digest }),
    },
  ),
  checks: listShape(fieldsShape({ id: text, version: countShape, rules: text })),
  baseline,
  policy: fieldsShape(
    { name: text, digest, text },
    {
      agreement: fieldsShape({
        digest,
        at: instant,
        signed: listShape(fieldsShape({ party: wordShape(partyNames), name: text })),
      }),
    },
  ),
  input,
  result,
  digests: fieldsShape({
    tool: digest,
    subject: digest,
    checks: digest,
    baseline: digest,
    policy: digest,
    input: digest,
    result: digest,
  }),
});

/** The typed record; throws `Misshapen` when the value is none. */
export function readRecord(value: unknown): DecisionRecord {
  return recordShape.read(value, '');
}

/** The published JSON Schema of the decision record. */
export function recordSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:lockstep:schema:decision:1',
    title: 'Lockstep decision record',
    ...recordShape.schema,
  };
}
