import type { RuleEvidence, RuleVersion } from '../model/evidence.ts';
import { groupBy } from '../model/group-by.ts';
import type { LogEntry, OverrideEntry, RunEntry, VerdictEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import type { RolloutSettings } from '../model/rollout-settings.ts';
import { countVerdicts } from './count-verdicts.ts';
import { gateEvidence } from './gate-evidence.ts';
import { isDrawn, rankOf } from './sample.ts';

/** The agreed frame of all evidence. */
export interface EvidenceFrame {
  readonly settings: RolloutSettings;
  readonly tolerance: Policy['tolerance'];
  readonly product: string;
  /** ISO 8601. */
  readonly now: string;
}

/** Entries that count for a product under its ring. */
export function entriesInRing(
  entries: readonly LogEntry[],
  { settings, product }: EvidenceFrame,
): readonly LogEntry[] {
  switch (settings.ring) {
    case 'all':
      return entries;
    case 'group':
      return entries.filter(({ group }) => group === settings.group);
    case 'product':
      return entries.filter((entry) => entry.product === product);
  }
}

/**
 * Evidence of each rule, in the order given. `entries` in order of time, of the ring. Linear in the entries. What was
 * said before a rule was demoted counts no more: it has to earn its stage anew.
 */
export function evidenceOf(
  entries: readonly LogEntry[],
  rules: readonly RuleVersion[],
  frame: EvidenceFrame,
  demotedSince: ReadonlyMap<string, string> = new Map(),
): readonly RuleEvidence[] {
  const verdicts: VerdictEntry[] = [];
  const runs: RunEntry[] = [];
  const overrides: OverrideEntry[] = [];
  for (const entry of entries) {
    if (entry.kind === 'verdict') verdicts.push(entry);
    else if (entry.kind === 'run') runs.push(entry);
    else if (entry.kind === 'override') overrides.push(entry);
  }
  const byRule = groupBy(verdicts, ({ rule }) => rule);
  const seen = sightings(runs);
  const owners = ownersOf(runs, overrides);
  return rules.map((rule) => {
    const said = byRule.get(rule.rule) ?? [];
    const passed = overridesOf(rule.rule, overrides, owners);
    const its = { said, passed, seen: seen.get(keyOf(rule)), after: demotedSince.get(rule.rule) };
    return ruleEvidence(rule, its, frame);
  });
}

/** Which rule each finding that was let through belongs to, as far as a run of the log knows. */
function ownersOf(
  runs: readonly RunEntry[],
  overrides: readonly OverrideEntry[],
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const passed = new Set(overrides.flatMap(({ fingerprints }) => fingerprints));
  if (passed.size === 0) return owners;
  for (const { rules } of runs) {
    for (const { rule, new: found } of rules) {
      const own = found.filter(({ fingerprint }) => passed.has(fingerprint));
      for (const { fingerprint } of own) owners.set(fingerprint, rule);
    }
  }
  return owners;
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

interface Sighting {
  readonly since: string;
  readonly fingerprints: Set<string>;
}

/** Which findings each version of a rule brought, and since when it is at work. */
function sightings(runs: readonly RunEntry[]): ReadonlyMap<string, Sighting> {
  const seen = new Map<string, Sighting>();
  for (const run of runs) {
    for (const tally of run.rules) {
      const key = keyOf(tally);
      const sighting = seen.get(key) ?? { since: run.at, fingerprints: new Set<string>() };
      seen.set(key, sighting);
      for (const { fingerprint } of tally.new) sighting.fingerprints.add(fingerprint);
    }
  }
  return seen;
}

function keyOf({ rule, version, engine }: RuleVersion): string {
  return `${rule} ${version} ${engine}`;
}

interface Said {
  readonly said: readonly VerdictEntry[];
  readonly passed: readonly OverrideEntry[];
  readonly seen: Sighting | undefined;
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
  const since = after ?? earliest(seen?.since, current[0]?.at);
  return {
    ...rule,
    counted,
    warn: gateEvidence('warn', counted, before, frame),
    block: gateEvidence('block', counted, before, frame),
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

function earliest(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}

/**
 * Chance asks, and people answer in its order. Whoever passes over what is hard to judge bends the sample, so drawn
 * findings that come before an answered one count as unanswered.
 */
function drawnAndUnanswered(
  verdicts: readonly VerdictEntry[],
  seen: Sighting | undefined,
  settings: RolloutSettings,
): { readonly drawn: number; readonly unanswered: number } {
  const answered = new Set(verdicts.map(({ fingerprint }) => fingerprint));
  const drawnAnswers = [...answered].filter((fingerprint) => isDrawn(fingerprint, settings));
  const ranks = drawnAnswers.map((fingerprint) => rankOf(settings.sampleSeed, fingerprint));
  const last = ranks.reduce((most, rank) => Math.max(most, rank), 0);
  const unanswered = [...(seen?.fingerprints ?? [])].filter(
    (fingerprint) =>
      !answered.has(fingerprint) &&
      isDrawn(fingerprint, settings) &&
      rankOf(settings.sampleSeed, fingerprint) < last,
  ).length;
  return { drawn: drawnAnswers.length + unanswered, unanswered };
}
