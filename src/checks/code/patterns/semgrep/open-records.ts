import type { Plain } from './write-yaml.ts';

/** Keys under which patterns stand, at any depth. */
const formulas: ReadonlySet<string> = new Set([
  'match',
  'pattern',
  'any',
  'all',
  'inside',
  'not',
  'not-inside',
  'where',
  'taint',
  'sources',
  'sinks',
  'sanitisers',
  'propagators',
]);

/** Of JavaScript: a record of theirs is found with further entries, one of ours only where it says so. */
export function withOpenRecords(plain: Plain): Plain {
  if (typeof plain === 'string') return opened(plain);
  if (Array.isArray(plain)) return plain.map((each: Plain) => withOpenRecords(each));
  if (typeof plain !== 'object') return plain;
  return Object.fromEntries(
    Object.entries(plain).map(([key, value]: [string, Plain]) => [
      key,
      formulas.has(key) ? withOpenRecords(value) : value,
    ]),
  );
}

/** A brace that opens a record: where a value may stand, with an entry behind it. */
const record =
  /(?<before>^\s*|[(,=:[?|&+]\s*|\breturn\s+|<\.\.\.\s*)\{ ?(?=\s*(?:[\w$]{1,100}|"[^"\n]{0,100}"|'[^'\n]{0,100}'|\[[^\]\n]{0,100}\])\s*:)/gu;

function opened(pattern: string): string {
  return pattern.replaceAll(record, (_, before: string) => `${before}{..., `);
}
