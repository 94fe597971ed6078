import { hash } from 'node:crypto';
import { SEVERITY, SEVERITY_OF_RULE } from './report-format.ts';

/** §3.27.10. */
const LEVELS: ReadonlyMap<string, number> = new Map([
  ['error', SEVERITY.high],
  ['warning', SEVERITY.medium],
  ['note', SEVERITY.low],
  ['none', SEVERITY.info],
]);

/** CVSS 3.1, §5: from 9 critical, from 7 high, from 4 medium; GitHub's `security-severity` is read so too. */
export function severityOfScore(score: number): number {
  if (score >= 9) return SEVERITY.critical;
  if (score >= 7) return SEVERITY.high;
  if (score >= 4) return SEVERITY.medium;
  return score > 0 ? SEVERITY.low : SEVERITY.info;
}

/** As its score says, else its level. */
export function severityOf(
  properties: Readonly<Record<string, unknown>> | undefined,
  level: string | undefined,
): number {
  const score = Number(properties?.['security-severity'] ?? Number.NaN);
  if (score > 0) return severityOfScore(score);
  return LEVELS.get(level ?? '') ?? SEVERITY_OF_RULE;
}

/** A path from the root as far as the URI tells; only ever shown and compared, never opened. */
export function pathOf(uri: string): string {
  const plain = uri.replace(/^file:\/{2,3}/u, '').replace(/^\.\//u, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

const CWE = /cwe-0*(?<number>\d{1,6})\b/iu;

/** CWE numbers in tags and ids: `external/cwe/cwe-089`, `CWE-89`, `89`. */
export function cweNumbers(texts: readonly string[]): readonly number[] {
  const found = texts.flatMap((each) => {
    const number = CWE.exec(each.slice(0, 200))?.groups?.['number'];
    const bare = /^\d{1,6}$/u.test(each) ? each : undefined;
    return number === undefined && bare === undefined ? [] : [Number(number ?? bare)];
  });
  return [...new Set(found)].slice(0, 20);
}

/** A tool's name as the first part of a rule id. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
  return slug === '' ? 'tool' : slug.slice(0, 60);
}

/** 128 bits of SHA-256: what tells findings apart. */
export function digestOf(...parts: readonly string[]): string {
  return hash('sha256', parts.join('\0'), 'hex').slice(0, 32);
}
