import type { Check } from '../../../model/check.ts';
import type {
  EndpointEngine,
  EndpointRecord,
  EndpointResult,
} from '../../../model/endpoint-check.ts';
import type { EndpointSummary } from '../../../model/endpoint-summary.ts';
import type { Detection } from '../../../model/finding.ts';
import { LockstepError } from '../../../model/error.ts';
import type { Rule } from '../../../model/rule.ts';

/** What the toy check records: which of its rules an endpoint breaks, and which could not be told. */
export interface ToyRecord extends EndpointRecord {
  readonly broken: readonly string[];
  readonly unsure: readonly string[];
}

/** What the next scans see, by host: set by the tests. */
export const world: { seen: Readonly<Record<string, { broken?: string[]; unsure?: string[] }>> } = {
  seen: {},
};

const engine: EndpointEngine<ToyRecord> = {
  async observe({ name, host }, network, { now }) {
    const { broken = [], unsure = [] } = world.seen[host] ?? {};
    if (broken.includes('crash')) throw new TypeError('quotes the other side');
    const resolved = await network.resolve(host);
    const addresses = resolved.kind === 'resolved' ? resolved.addresses : [];
    for (const address of addresses) await network.dial(address, 443, 1_000);
    return { format: 'toy/1', endpoint: name, at: now, broken, unsure };
  },
  parse(value, name) {
    if (isRecord(value)) return value;
    throw new LockstepError('observation', `${name}: no observation`);
  },
  complete: () => ({ format: 'toy/1', endpoint: 'a:443', at: '', broken: [], unsure: [] }),
  evaluate: (records, { of }) =>
    Promise.resolve(
      records.map((record): EndpointResult => {
        const previous = of.get(record.endpoint)?.previous;
        return {
          endpoint: record.endpoint,
          detections: record.broken.map((slug) => detection(`toy/${slug}`, record.endpoint)),
          incomplete: record.unsure.map((slug) => ({ reason: 'inconclusive', detail: slug })),
          undecided: record.unsure.map((slug) => `toy/${slug}`),
          summary: summary(record, previous === undefined ? [] : [`seen at ${previous.at}`]),
        };
      }),
    ),
};

function isRecord(value: unknown): value is ToyRecord {
  return typeof value === 'object' && value !== null && 'broken' in value && 'endpoint' in value;
}

export const checks: readonly Check[] = [
  {
    id: 'toy',
    title: 'A toy',
    version: 1,
    needs: { files: ['text'], network: 'target' },
    rules: ['old', 'weak'].map(ruleOf),
    *examine({ bytes }) {
      if (Buffer.from(bytes).includes('BROKEN')) {
        yield { kind: 'finding', finding: detection('toy/old', 'file') };
      }
    },
    endpoints: engine,
    profiles: ['intermediate', 'modern'],
  },
];

function detection(ruleId: string, scope: string): Detection {
  return {
    ruleId,
    message: 'Broken.',
    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    excerpt: { text: '', highlight: { start: 0, length: 0 } },
    anchor: { scope: [scope], statement: '' },
    severity: 'high',
    confidence: 'high',
    evidence: { kind: 'tls', facts: [], snippets: [], profile: 'intermediate' },
  };
}

function ruleOf(slug: string): Rule {
  return {
    id: `toy/${slug}`,
    title: slug,
    version: 1,
    severity: 'high',
    cwe: [327],
    owasp: [],
    what: 'The word.',
    why: 'Tests.',
    references: [],
    fix: 'Remove it.',
    tags: [],
    examples: { hit: [], ok: [] },
  };
}

function summary({ endpoint, at, broken }: ToyRecord, drift: readonly string[]): EndpointSummary {
  return {
    name: endpoint,
    profile: 'intermediate',
    observedAt: at,
    addresses: [],
    state: broken.includes('gone') ? 'unreachable' : 'observed',
    grade: {
      letter: 'A',
      score: 90,
      scheme: 'toy',
      caps: [],
      doubts: [],
      improvements: [],
      others: [],
    },
    trust: { state: 'trusted', quality: 'good', detail: '' },
    certificates: [],
    protocols: [],
    suites: [],
    groups: [],
    properties: [],
    attacks: [],
    unknown: [],
    drift,
    connections: 1,
    durationMs: 1,
  };
}
