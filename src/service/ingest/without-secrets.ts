import { conceal } from '../../checks/secrets/conceal.ts';
import type { IncomingFinding } from '../../store/finding-import.ts';

/**
 * Findings as they may be stored: tools quote lines and values, and a secret that Lockstep's rules know is masked in what they say
 * and show. What findings are compared by was computed before, so it stays the same.
 */
export function withoutSecrets(findings: readonly IncomingFinding[]): readonly IncomingFinding[] {
  const texts: string[] = [];
  for (const { message, detail } of findings) {
    eachText([message, detail], (text) => texts.push(text));
  }
  const shown = conceal(texts);
  if (shown === texts) return findings;
  let next = 0;
  const take = (): string => shown[next++] ?? '';
  return findings.map((finding) => ({
    ...finding,
    message: take(),
    detail: replaced(finding.detail, take),
  }));
}

/** Texts of a value of JSON, in the order of its keys; the readers have bound its depth. */
function eachText(value: unknown, say: (text: string) => void): void {
  if (typeof value === 'string') say(value);
  else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) eachText(each, say);
  }
}

/** The same value with other texts, taken in the same order. */
function replaced<T>(value: T, take: () => string): T;
function replaced(value: unknown, take: () => string): unknown {
  if (typeof value === 'string') return take();
  if (Array.isArray(value)) return value.map((each: unknown) => replaced(each, take));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, replaced(each, take)]),
  );
}
