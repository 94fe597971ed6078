import type { FindingFacts, WhenContext } from './decision-input.ts';

/** Fields of each variable; `list` fields have at most as many items as MAX_FIELD_ITEMS says. */
export const whenVariables: Readonly<
  Record<'finding' | 'product' | 'target' | 'today', readonly string[]>
> = {
  finding: [
    'rule',
    'check',
    'severity',
    'confidence',
    'path',
    'line',
    'endpoint',
    'state',
    'tags',
    'cwe',
  ],
  product: ['name', 'tier', 'exposure', 'data'],
  target: ['kind', 'branch'],
  today: [],
};

/** Lists are cut to this before an expression may loop over them. */
export const MAX_FIELD_ITEMS = 32;

type Value = string | bigint | string[] | bigint[];
export type Bindings = Record<string, string | Map<string, Value>>;

/** A finding and its surroundings as CEL sees them; whole numbers are CEL ints. */
export function bindingsOf(finding: FindingFacts, context: WhenContext): Bindings {
  const { product, target, today } = context;
  return {
    finding: new Map<string, Value>([
      ['rule', finding.ruleId],
      ['check', finding.checkId],
      ['severity', finding.severity],
      ['confidence', finding.confidence],
      // The name of an endpoint must not fit a pattern of paths.
      ['path', finding.endpoint === undefined ? finding.path : ''],
      ['endpoint', finding.endpoint ?? ''],
      ['line', BigInt(finding.line)],
      ['state', finding.state],
      ['tags', finding.tags.slice(0, MAX_FIELD_ITEMS)],
      ['cwe', finding.cwe.slice(0, MAX_FIELD_ITEMS).map(BigInt)],
    ]),
    product: new Map<string, Value>([
      ['name', product.name],
      ['tier', BigInt(product.tier)],
      ['exposure', product.exposure],
      ['data', product.data.slice(0, MAX_FIELD_ITEMS)],
    ]),
    target: new Map<string, Value>([
      ['kind', target.kind],
      ['branch', target.branch],
    ]),
    today,
  };
}

/** For the trial evaluation when the policy is loaded: finds operands of the wrong type. */
export const sampleBindings: Bindings = bindingsOf(
  {
    ruleId: 'secrets/example',
    checkId: 'secrets',
    fingerprint: '',
    path: 'src/example.ts',
    line: 1,
    severity: 'high',
    confidence: 'high',
    state: 'new',
    tags: ['example'],
    cwe: [798],
  },
  {
    product: { name: 'example', tier: 1, exposure: 'internet', data: ['example'] },
    target: { kind: 'directory', branch: 'main' },
    today: '2026-01-01',
  },
);
