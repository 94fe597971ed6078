import { severities } from '../model/severity.ts';

type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | readonly [Shape]
  | { readonly [key: string]: Shape | { readonly optional: 'string' | 'number' } };

const texts: Shape = ['string'];
const finding: Shape = {
  ruleId: 'string',
  checkId: 'string',
  fingerprint: 'string',
  path: 'string',
  line: 'number',
  severity: 'string',
  confidence: 'string',
  state: 'string',
  tags: texts,
  cwe: ['number'],
  suppressed: { optional: 'string' },
};
/** What `verify` relies on; other fields are only digested. */
const record: Shape = {
  policy: { name: 'string', digest: 'string', text: 'string' },
  input: {
    now: 'string',
    target: { kind: 'string', branch: 'string', whole: 'boolean' },
    findings: [finding],
    incomplete: [{ checkId: 'string', what: 'string', reason: 'string', detail: 'string' }],
  },
  result: {
    outcome: 'string',
    judgements: [{ stage: 'string', effect: 'string', why: texts }],
  },
  digests: {
    subject: 'string',
    checks: 'string',
    baseline: 'string',
    policy: 'string',
    input: 'string',
    result: 'string',
  },
};

/** Undefined when the value has the shape of a decision record, else what is wrong with it. */
export function isRecord(value: unknown): string | undefined {
  return (
    mismatch(value, record, '') ??
    (value as { input: { findings: { severity: never }[] } }).input.findings
      .filter(({ severity }) => !severities.includes(severity))
      .map(({ severity }) => `"${String(severity).slice(0, 20)}" is not a severity`)[0]
  );
}

function mismatch(value: unknown, shape: Shape, place: string): string | undefined {
  if (typeof shape === 'string') {
    return typeof value === shape ? undefined : `${place} must be a ${shape}`;
  }
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return `${place} must be a list`;
    for (const [index, item] of value.entries()) {
      const found = mismatch(item, shape[0] as Shape, `${place}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return `${place || 'it'} must be an object`;
  for (const [key, child] of Object.entries(shape as Record<string, Shape>)) {
    const field = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    const optional =
      typeof child === 'object' && 'optional' in child ? child['optional'] : undefined;
    if (optional !== undefined && field === undefined) continue;
    const found = mismatch(
      field,
      (optional ?? child) as Shape,
      `${place}${place === '' ? '' : '.'}${key}`,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
