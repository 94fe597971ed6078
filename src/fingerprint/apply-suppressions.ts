import type { Finding } from '../model/finding.ts';
import { nearestName } from '../model/nearest-name.ts';
import type { Policy } from '../model/policy.ts';
import type {
  BadSuppression,
  Suppression,
  SuppressionOutcome,
  SuppressionState,
} from '../model/suppression.ts';
import { occurrenceKey } from '../model/suppression.ts';
import { compareText } from './order.ts';

export interface SuppressionInput {
  /** Of the head, after matching with the baseline. */
  readonly findings: readonly Finding[];
  /** Of the head. */
  readonly suppressions: readonly Suppression[];
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly policy: Policy['suppressions'];
  /** Ids of all rules that exist, whether they ran or not. */
  readonly ruleIds: readonly string[];
  /** Whether this rule ran on this file to the end; default: always. */
  readonly examined?: (ruleId: string, path: string) => boolean;
  /** The protected base, where the change under review is to be judged by it. */
  readonly base?: {
    readonly suppressions: readonly Suppression[];
    /** Path in the head → path in the base, where git knows of a rename. */
    readonly renames?: ReadonlyMap<string, string>;
  };
}

export interface AppliedSuppressions {
  /** `occurrenceKey` of each suppressed finding → the comment that hides it. */
  readonly byFinding: ReadonlyMap<string, Suppression>;
  /** One for each good comment, in order of place. */
  readonly outcomes: readonly SuppressionOutcome[];
  readonly bad: readonly BadSuppression[];
}

/**
 * Decides which findings the suppression comments hide (docs/suppressions.md). A comment hides findings of its rules in
 * its file on its line only; with a base given, only findings that the base's version of the same comment covers.
 */
export function applySuppressions(input: SuppressionInput): AppliedSuppressions {
  const findings = findingsByPath(input.findings);
  const standings = standingsOf(input);
  const byFinding = new Map<string, Suppression>();
  const outcomes: SuppressionOutcome[] = [];
  const bad: BadSuppression[] = [];
  for (const found of input.suppressions.toSorted(compareSuppressions)) {
    const inFile = findings.get(found.path) ?? [];
    const suppression = withoutHiddenValues(found, inFile);
    const problem = problemOf(suppression, input);
    if (problem !== undefined) {
      bad.push({ path: found.path, line: found.line, problem });
      continue;
    }
    const covered = inFile.filter((finding) => covers(suppression, finding));
    const standing = standings.get(found) ?? 'none';
    const hidden = covered.filter((finding) => isInForce(suppression, finding, standing));
    const state = stateOf(suppression, { covered, hidden }, input);
    const hides = state === 'used' ? hidden : [];
    for (const finding of hides) {
      const key = occurrenceKey(finding);
      if (!byFinding.has(key)) byFinding.set(key, suppression);
    }
    outcomes.push({
      suppression,
      state,
      fingerprints: hides.map((finding) => finding.fingerprint),
    });
  }
  return { byFinding, outcomes, bad };
}

/** Whether a finding is one that the comment speaks of: a rule that it names, at a place that it covers. */
function covers(suppression: Suppression, finding: Finding): boolean {
  const { location, ruleId } = finding;
  // A comment cannot speak of what lies in an archive.
  if (location.inner !== undefined || !suppression.ruleIds.includes(ruleId)) return false;
  const { startLine } = location.region;
  const { scope, line } = suppression;
  return scope === 'file' || startLine === (scope === 'line' ? line : line + 1);
}

/** Where the base has the same comment: in the same file, in the file that this one was, or nowhere. */
type Standing = 'free' | 'same-file' | 'former-file' | 'none';

/**
 * A change must not approve itself. A comment that stands in the base goes on hiding what it hid there; a new finding
 * it hides only when it speaks of the whole file and the file kept its name: on a line, the finding would be one that
 * somebody put under an old comment.
 */
function isInForce({ scope }: Suppression, { state }: Finding, standing: Standing): boolean {
  if (standing === 'free') return true;
  if (state === 'new') return standing === 'same-file' && scope === 'file';
  return standing !== 'none';
}

function stateOf(
  suppression: Suppression,
  {
    covered,
    hidden,
  }: { readonly covered: readonly Finding[]; readonly hidden: readonly Finding[] },
  { policy, now, examined }: SuppressionInput,
): SuppressionState {
  const { ruleIds, until, path } = suppression;
  if (policy.inline === 'forbid' || ruleIds.some((id) => isForbidden(id, policy.forbiddenRules))) {
    return 'forbidden';
  }
  if (until !== undefined && until < dayOf(now)) return 'expired';
  if (hidden.length > 0) return 'used';
  if (covered.length > 0) return 'not-in-base';
  return ruleIds.every((id) => examined?.(id, path) ?? true) ? 'unused' : 'not-examined';
}

function isForbidden(ruleId: string, patterns: readonly string[]): boolean {
  const checkId = ruleId.slice(0, ruleId.indexOf('/'));
  return patterns.some((it) => it === '*' || it === ruleId || it === `${checkId}/*`);
}

function problemOf(
  { ruleIds, until }: Suppression,
  { ruleIds: known, policy, now }: SuppressionInput,
): string | undefined {
  const unknown = ruleIds.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, known);
    const mend = nearest === undefined ? 'lockstep explain lists them' : `did you mean ${nearest}?`;
    return `there is no rule ${unknown}; ${mend}`;
  }
  const { maxDays } = policy;
  if (maxDays === undefined) return undefined;
  const limit = `until=YYYY-MM-DD, at most ${maxDays} days from now`;
  if (until === undefined) return `the policy asks for an end; add ${limit}`;
  const days = (Date.parse(until) - Date.parse(dayOf(now))) / 86_400_000;
  return days > maxDays ? `it ends later than the policy allows; write ${limit}` : undefined;
}

function dayOf(now: string): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** A reason is printed everywhere: when a secret was found in it, it is not. */
function withoutHiddenValues(suppression: Suppression, inFile: readonly Finding[]): Suppression {
  const { line, column = Infinity } = suppression;
  const quotesSecret = inFile.some(
    ({ discriminator, location: { region } }) =>
      discriminator !== undefined && region.startLine === line && region.startColumn > column,
  );
  return quotesSecret ? { ...suppression, reason: '(withheld: it holds a secret)' } : suppression;
}

function findingsByPath(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.state === 'fixed') continue;
    const { path } = finding.location;
    const inFile = byPath.get(path);
    if (inFile === undefined) byPath.set(path, [finding]);
    else inFile.push(finding);
  }
  return byPath;
}

/** Pairs the comments of the head with equal ones of the base, one to one, in order of place. */
function standingsOf({
  suppressions,
  findings,
  base,
}: SuppressionInput): Map<Suppression, Standing> {
  const ordered = suppressions.toSorted(compareSuppressions);
  if (base === undefined) return new Map(ordered.map((it) => [it, 'free']));
  const left = new Map<string, number>();
  for (const it of base.suppressions) {
    left.set(sayingOf(it, it.path), (left.get(sayingOf(it, it.path)) ?? 0) + 1);
  }
  const take = (suppression: Suppression, path: string): boolean => {
    const saying = sayingOf(suppression, path);
    const count = left.get(saying) ?? 0;
    if (count > 0) left.set(saying, count - 1);
    return count > 0;
  };
  const standings = new Map<Suppression, Standing>();
  for (const it of ordered) if (take(it, it.path)) standings.set(it, 'same-file');
  const former = formerPaths(findings, base.renames);
  for (const it of ordered) {
    if (standings.has(it)) continue;
    if ([...(former.get(it.path) ?? [])].some((path) => take(it, path))) {
      standings.set(it, 'former-file');
    }
  }
  return standings;
}

/** What a comment approves, and where; its line may differ. */
function sayingOf({ scope, ruleIds, until, reason }: Suppression, path: string): string {
  return JSON.stringify([path, scope, ruleIds.toSorted(compareText), until ?? '', reason]);
}

/** Path in the head → paths in the base, as git and the moved findings tell. */
function formerPaths(
  findings: readonly Finding[],
  renames: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, ReadonlySet<string>> {
  const former = new Map<string, Set<string>>();
  for (const [to, from] of renames) former.set(to, new Set([from]));
  for (const { location, movedFrom } of findings) {
    if (movedFrom === undefined) continue;
    const paths = former.get(location.path) ?? new Set();
    former.set(location.path, paths.add(movedFrom.path));
  }
  return former;
}

function compareSuppressions(a: Suppression, b: Suppression): number {
  return compareText(a.path, b.path) || a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
}
