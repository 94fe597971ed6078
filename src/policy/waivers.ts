import type { PolicyNotice } from '../model/decision.ts';
import { matchesGlob } from '../model/glob.ts';
import type { Waiver } from '../model/policy.ts';
import { daysUntil } from './dates.ts';
import type { DecisionInput, FindingFacts, Judgement } from './decision-input.ts';
import { coversRule } from './stage-of.ts';

/** Days before its end at which a waiver is announced. */
const EXPIRING_DAYS = 14;

/** Index of the first waiver in force that covers the finding. */
export function waiverFor(
  waivers: readonly Waiver[],
  finding: FindingFacts,
  now: string,
): number | undefined {
  const index = waivers.findIndex(
    (waiver) => daysUntil(waiver.expires, now) >= 0 && covers(waiver, finding),
  );
  return index === -1 ? undefined : index;
}

/** Every part of the scope must fit; a part that this kind of finding does not have never fits. */
function covers({ rule, scope }: Waiver, finding: FindingFacts): boolean {
  return (
    coversRule(rule, finding.ruleId) &&
    (scope.path === undefined || isUnder(scope.path, finding)) &&
    (scope.endpoint === undefined || isAt(scope.endpoint, finding)) &&
    (scope.fingerprint === undefined || scope.fingerprint === finding.fingerprint) &&
    (scope.purl === undefined || isOfPackage(scope.purl, finding)) &&
    (scope.advisory === undefined || isAdvisory(scope.advisory, finding))
  );
}

/** A purl without a version covers all of them. */
function isOfPackage(purl: string, { component }: FindingFacts): boolean {
  if (component === undefined || component.purl === '') return false;
  return purl === component.purl || purl === withoutVersion(component.purl);
}

/** The version begins at the last `@`: one in a name is written as `%40`. */
function withoutVersion(purl: string): string {
  const at = purl.lastIndexOf('@');
  return at === -1 ? purl : purl.slice(0, at);
}

/** Any id of the problem, in whatever case. */
function isAdvisory(id: string, { component }: FindingFacts): boolean {
  const wanted = id.toLowerCase();
  return component?.advisories.some((other) => other.toLowerCase() === wanted) ?? false;
}

/** The name of an endpoint is no path, whatever it looks like. */
function isUnder(pattern: string, { path, endpoint }: FindingFacts): boolean {
  return endpoint === undefined && matchesGlob(pattern, path);
}

/** `*` stands for any characters. The parts are looked for from left to right, so the cost is linear. */
function isAt(pattern: string, { endpoint }: FindingFacts): boolean {
  if (endpoint === undefined) return false;
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return endpoint === pattern;
  if (!endpoint.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = endpoint.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return endpoint.length - last.length >= at && endpoint.endsWith(last);
}

/** What the owners of the waivers should know. */
export function waiverNotices(
  waivers: readonly Waiver[],
  judgements: readonly Judgement[],
  input: DecisionInput,
): PolicyNotice[] {
  const used = new Set(judgements.map(({ waiver }) => waiver));
  return waivers.flatMap((waiver, index): PolicyNotice[] => {
    const days = daysUntil(waiver.expires, input.now);
    const name = `the waiver for ${waiver.rule} at line ${waiver.position.line}`;
    if (days < 0) return [{ code: 'waiver-expired', text: `${name} expired on ${waiver.expires}` }];
    const notices: PolicyNotice[] = [];
    if (days <= EXPIRING_DAYS) {
      notices.push({ code: 'waiver-expiring', text: `${name} expires on ${waiver.expires}` });
    }
    if (input.target.whole && !used.has(index)) {
      notices.push({ code: 'waiver-unused', text: `${name} covers nothing` });
    }
    return notices;
  });
}
