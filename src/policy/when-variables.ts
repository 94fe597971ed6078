import type { ComponentFacts, FindingFacts, WhenContext } from './decision-input.ts';

/** Fields of each variable; `list` fields have at most as many items as MAX_FIELD_ITEMS says. */
export const whenVariables: Readonly<
  Record<'finding' | 'component' | 'product' | 'target' | 'today', readonly string[]>
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
  component: [
    'purl',
    'scope',
    'direct',
    'reach',
    'advisories',
    'cvss',
    'epss',
    'exploited',
    'fixable',
  ],
  product: ['name', 'tier', 'exposure', 'data'],
  target: ['kind', 'branch'],
  today: [],
};

/** Lists are cut to this before an expression may loop over them. */
export const MAX_FIELD_ITEMS = 32;

type Value = string | bigint | number | boolean | string[] | bigint[];
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
    component: componentBindings(finding),
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

/** Of a finding about something else all fields are empty, zero or false, so that no comparison fails. */
const noComponent = {
  purl: '',
  scope: '',
  direct: false,
  reach: '',
  advisories: [],
  cvss: 0,
  epss: 0,
  exploited: false,
  fixable: false,
} as const;

function componentBindings({ component: known }: FindingFacts): Map<string, Value> {
  const component: Omit<ComponentFacts, 'scope' | 'reach'> & { scope: string; reach: string } =
    known ?? noComponent;
  return new Map<string, Value>([
    ['purl', component.purl],
    ['scope', component.scope],
    ['direct', component.direct],
    ['reach', component.reach],
    ['advisories', component.advisories.slice(0, MAX_FIELD_ITEMS)],
    ['cvss', component.cvss],
    ['epss', component.epss],
    ['exploited', component.exploited],
    ['fixable', component.fixable],
  ]);
}

/** For the trial evaluation when the policy is loaded: finds operands of the wrong type. */
export const sampleBindings: Bindings = bindingsOf(
  {
    ruleId: 'secrets/example',
    checkId: 'secrets',
    fingerprint: '',
    path: 'src/example.ts',
    line: 1,
    component: {
      ...noComponent,
      purl: 'pkg:npm/example@1.0.0',
      scope: 'prod',
      reach: 'unknown',
      advisories: ['CVE-2026-0001'],
    },
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
