import type { RuleEvidence, RuleVersion } from '../model/evidence.ts';
import { groupBy } from '../model/group-by.ts';
import type { OverrideEntry, VerdictEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import type { RolloutSettings } from '../model/rollout-settings.ts';
import { countVerdicts } from './count-verdicts.ts';
import { gateEvidence } from './gate-evidence.ts';
import type { LogFacts } from './log/log-facts.ts';
import type { Scope, Sighting } from './log/run-ledger.ts';
import { priorOf } from './prior.ts';
import { isDrawn, rankOf } from './sample.ts';

/** The agreed frame of all evidence. */
export interface EvidenceFrame {
  readonly settings: RolloutSettings;
  readonly tolerance: Policy['tolerance'];
  readonly product: string;
  /** ISO 8601. */
  readonly now: string;
}

/** Tells whose entries count for a product under its ring. */
export function ringOf({
  settings,
  product,
}: Pick<EvidenceFrame, 'settings' | 'product'>): (scope: Scope) => boolean {
  switch (settings.ring) {
    case 'all':
      return () => true;
    case 'group':
      return ({ group }) => group === settings.group;
    case 'product':
      return (scope) => scope.product === product;
  }
}

/** Entries that count for a product under its ring. */
export function entriesInRing<T extends Scope>(
  entries: readonly T[],
  frame: Pick<EvidenceFrame, 'settings' | 'product'>,
): readonly T[] {
  return entries.filter(ringOf(frame));
}

/**
 * Evidence of each rule, in the order given. Linear in the entries. What was said before a rule was demoted counts no
 * more: it has to earn its stage anew.
 */
export function evidenceOf(
  { entries, runs }: LogFacts,
  rules: readonly RuleVersion[],
  frame: EvidenceFrame,
  demotedSince: ReadonlyMap<string, string> = new Map(),
): readonly RuleEvidence[] {
  const own = entriesInRing(entries, frame);
  const overrides = own.filter((entry): entry is OverrideEntry => entry.kind === 'override');
  const verdicts = own.filter((entry): entry is VerdictEntry => entry.kind === 'verdict');
  const byRule = groupBy(verdicts, ({ rule }) => rule);
  const sightings = runs.sightings().filter(({ scope }) => ringOf(frame)(scope));
  const seen = groupBy(sightings, ({ version }) => keyOf(version));
  const owners = ownersOf(sightings, overrides);
  return rules.map((rule) => {
    const said = byRule.get(rule.rule) ?? [];
    const passed = overridesOf(rule.rule, overrides, owners);
    const its = {
      said,
      passed,
      seen: seen.get(keyOf(rule)) ?? [],
      after: demotedSince.get(rule.rule),
    };
    return ruleEvidence(rule, its, frame);
  });
}

/** Which rule each finding that was let through belongs to, as far as a run of the log knows. */
function ownersOf(
  sightings: readonly Sighting[],
  overrides: readonly OverrideEntry[],
): ReadonlyMap<string, string> {
  const passed = [...new Set(overrides.flatMap(({ fingerprints }) => fingerprints))];
  return new Map(
    sightings.flatMap(({ version, fingerprints }) =>
      passed
        .filter((fingerprint) => fingerprints.has(fingerprint))
        .map((fingerprint) => [fingerprint, version.rule] as const),
    ),
  );
}

/** An override lets findings of several rules through; each counts against its own, and where nobody knows, against all. */
function overridesOf(
  rule: string,
  overrides: readonly OverrideEntry[],
  owners: ReadonlyMap<string, string>,
): readonly OverrideEntry[] {
  return overrides
    .filter(({ rules }) => rules.some((one) => one.rule === rule))
    .map((entry) => ({
      ...entry,
      fingerprints: entry.fingerprints.filter((it) => (owners.get(it) ?? rule) === rule),
    }));
}

function keyOf({ rule, version, engine }: RuleVersion): string {
  return `${rule} ${version} ${engine}`;
}

interface Said {
  readonly said: readonly VerdictEntry[];
  readonly passed: readonly OverrideEntry[];
  /** In each scope of the ring. */
  readonly seen: readonly Sighting[];
  /** ISO 8601: what was said before does not count. */
  readonly after: string | undefined;
}

function ruleEvidence(
  rule: RuleVersion,
  { said, passed, seen, after }: Said,
  frame: EvidenceFrame,
): RuleEvidence {
  const ofVersion = (entry: VerdictEntry): boolean => keyOf(entry) === keyOf(rule);
  const isLater = ({ at }: { readonly at: string }): boolean => after === undefined || at > after;
  const current = said.filter(ofVersion).filter(isLater);
  const counted = countVerdicts(current, passed.filter(isLater), frame.settings);
  const inherited = after === undefined ? lastBefore(said, ofVersion) : [];
  const before = countVerdicts(inherited, [], frame.settings);
  const prior = priorOf(rule);
  const since =
    after ?? earliest([...seen.map((each) => each.since), ...current.map(({ at }) => at)]);
  return {
    ...rule,
    counted,
    warn: gateEvidence('warn', { counted, before, prior }, frame),
    block: gateEvidence('block', { counted, before, prior }, frame),
    ...(prior === undefined ? {} : { prior }),
    ...drawnAndUnanswered(current, seen, frame.settings),
    ...(since === undefined ? {} : { since }),
  };
}

/** Verdicts on the version before this one: the last other version that anybody judged before this one came. */
function lastBefore(
  said: readonly VerdictEntry[],
  isCurrent: (entry: VerdictEntry) => boolean,
): readonly VerdictEntry[] {
  const firstCurrent = said.findIndex(isCurrent);
  const earlier = (firstCurrent === -1 ? said : said.slice(0, firstCurrent)).filter(
    (entry) => !isCurrent(entry),
  );
  const last = earlier.at(-1);
  return last === undefined ? [] : earlier.filter((entry) => keyOf(entry) === keyOf(last));
}

function earliest(times: readonly string[]): string | undefined {
  return times.reduce<string | undefined>(
    (first, time) => (first === undefined || time < first ? time : first),
    undefined,
  );
}

/**
 * Chance asks, and people answer in its order. Whoever passes over what is hard to judge bends the sample, so drawn
 * findings that come before an answered one count as unanswered.
 */
function drawnAndUnanswered(
  verdicts: readonly VerdictEntry[],
  seen: readonly Sighting[],
  settings: RolloutSettings,
): { readonly drawn: number; readonly unanswered: number } {
  const answered = new Set(verdicts.map(({ fingerprint }) => fingerprint));
  const drawnAnswers = [...answered].filter((fingerprint) => isDrawn(fingerprint, settings));
  const ranks = drawnAnswers.map((fingerprint) => rankOf(settings.sampleSeed, fingerprint));
  // A rank below both is that of a drawn finding which came before an answered one.
  const last = ranks.reduce((most, rank) => Math.max(most, rank), 0);
  const bound = Math.min(last, settings.sampleShare);
  const passedOver = new Set<string>();
  for (const { fingerprints } of bound === 0 ? [] : seen) {
    for (const fingerprint of fingerprints) {
      if (answered.has(fingerprint)) continue;
      if (rankOf(settings.sampleSeed, fingerprint) < bound) passedOver.add(fingerprint);
    }
  }
  const unanswered = passedOver.size;
  return { drawn: drawnAnswers.length + unanswered, unanswered };
}
