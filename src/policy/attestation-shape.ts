import { Buffer } from 'node:buffer';
import { LockstepError } from '../model/error.ts';
import type { JsonSchema } from '../model/yaml/reader.ts';
import type { DecisionRecord } from './record.ts';
import { recordShape } from './record-shape.ts';
import {
  countShape,
  fieldsShape,
  listShape,
  Misshapen,
  textShape,
  wordShape,
  type Shape,
} from './shape.ts';
import {
  EXTENSION,
  PREDICATE_TYPE,
  STATEMENT_TYPE,
  type Context,
  type Statement,
} from './statement.ts';
import { stages } from '../model/stage.ts';

const text = textShape();
const digest = textShape({ pattern: /^sha256:[0-9a-f]{64}$/u, what: 'sha256: and 64 hex digits' });

const finite: Shape<number> = {
  schema: { type: 'number' },
  read(value, place) {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new Misshapen(`${place} must be a number`);
  },
};

/** Any keys, each with a text. */
const words: Shape<Readonly<Record<string, string>>> = {
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  read(value, place) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Misshapen(`${place} must be an object`);
    }
    const entries = Object.entries(value).map(([key, item]: [string, unknown]) => {
      if (typeof item === 'string') return [key, item] as const;
      throw new Misshapen(`${place}.${key} must be a string`);
    });
    return Object.fromEntries(entries);
  },
};

const extension = fieldsShape(
  {
    outcome: wordShape(['pass', 'warn', 'block', 'incomplete']),
    evidence: listShape(
      fieldsShape({
        rule: text,
        version: countShape,
        verdicts: finite,
        falsePositives: finite,
        logE: finite,
      }),
    ),
    stages: listShape(fieldsShape({ rule: text, stage: wordShape(stages) })),
    exceptions: listShape(
      fieldsShape({ rule: text, reason: text, development: text, security: text, expires: text }),
    ),
    record: recordShape,
  },
  {
    previous: digest,
    baseline: text,
    override: fieldsShape({ by: text, reason: text, expires: text }),
  },
);

const statementShape: Shape<Statement> = fieldsShape({
  _type: wordShape<typeof STATEMENT_TYPE>([STATEMENT_TYPE]),
  subject: listShape(fieldsShape({ name: text, digest: words })),
  predicateType: wordShape<typeof PREDICATE_TYPE>([PREDICATE_TYPE]),
  predicate: fieldsShape({
    verifier: fieldsShape({ id: text, version: words }),
    timeVerified: text,
    resourceUri: text,
    policy: fieldsShape({ uri: text, digest: words }),
    verificationResult: wordShape(['PASSED', 'FAILED']),
    verifiedLevels: listShape(text),
    slsaVersion: wordShape(['1.2']),
    [EXTENSION]: extension,
  }),
});

/** What a payload states, with its record and what goes beyond it; LockstepError('decision-record') where it states nothing of ours. */
export function readStatement(
  payload: Uint8Array,
  name: string,
): { readonly statement: Statement; readonly record: DecisionRecord; readonly context: Context } {
  const fail = (what: string, cause?: unknown): LockstepError =>
    new LockstepError('decision-record', `${name}: ${what}`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch (error) {
    throw fail('its payload is not JSON', error);
  }
  try {
    const statement = statementShape.read(value, '');
    const { record, previous, evidence } = statement.predicate[EXTENSION];
    const context = previous === undefined ? { evidence } : { previous, evidence };
    return { statement, record, context };
  } catch (error) {
    if (error instanceof Misshapen) throw fail(error.message);
    throw error;
  }
}

/** The published JSON Schema of what `--attest` signs. */
export function statementSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:lockstep:schema:attestation:1',
    title: 'Lockstep decision as an in-toto statement',
    ...statementShape.schema,
  };
}
