import cvss from 'ae-cvss-calculator';

/** Longer than any vector of CVSS 4.0 with all its metrics. */
const MAX_VECTOR_CHARACTERS = 400;

/** Vectors repeat: of 5,000 advisories hardly a fifth has one of its own. */
const known = new Map<string, number | undefined>();
const MAX_KNOWN = 20_000;

/**
 * Base score, 0 to 10, of a vector of CVSS 2.0, 3.0, 3.1 or 4.0 (first.org/cvss), of 4.0 with its threat and environment
 * metrics left out; undefined where it is no whole vector.
 */
export function baseScoreOf(vector: string): number | undefined {
  if (vector.length > MAX_VECTOR_CHARACTERS) return undefined;
  if (known.has(vector)) return known.get(vector);
  const base = scored(vector);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(vector, base);
  return base;
}

/** Base metrics of each version and the values that they may have (FIRST's specifications, "Base Metrics"). */
const schemes: readonly (readonly [prefix: string, metrics: Readonly<Record<string, string>>])[] = [
  [
    'CVSS:4.0/',
    {
      AV: 'NALP',
      AC: 'LH',
      AT: 'NP',
      PR: 'NLH',
      UI: 'NPA',
      VC: 'HLN',
      VI: 'HLN',
      VA: 'HLN',
      SC: 'HLN',
      SI: 'HLN',
      SA: 'HLN',
    },
  ],
  ...['CVSS:3.1/', 'CVSS:3.0/'].map(
    (prefix) =>
      [
        prefix,
        { AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'UC', C: 'HLN', I: 'HLN', A: 'HLN' },
      ] as const,
  ),
  ['', { AV: 'NAL', AC: 'LMH', Au: 'NSM', C: 'NPC', I: 'NPC', A: 'NPC' }],
];

/** The calculator gets whole vectors of base metrics alone: it prints what it does not understand. */
function scored(vector: string): number | undefined {
  const [prefix, metrics] = schemes.find(([start]) => vector.startsWith(start)) ?? ['', {}];
  const stated = new Map(
    vector
      .slice(prefix.length)
      .split('/')
      .map((part): [string, string] => {
        const [metric = '', value = ''] = part.split(':', 2);
        return [metric, value];
      }),
  );
  const parts: string[] = [];
  for (const [metric, values] of Object.entries(metrics)) {
    const value = stated.get(metric) ?? '';
    if (value.length !== 1 || !values.includes(value)) return undefined;
    parts.push(`${metric}:${value}`);
  }
  const scores: object | undefined = cvss.fromVector(prefix + parts.join('/'))?.calculateScores();
  const base: unknown = scores !== undefined && 'base' in scores ? scores.base : undefined;
  return typeof base === 'number' && !Number.isNaN(base) ? base : undefined;
}
