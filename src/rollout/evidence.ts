import { groupBy } from '../model/group-by.ts';
import type { LogEntry, OverrideEntry, RunEntry, VerdictEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import type { RolloutSettings } from '../model/rollout-settings.ts';
import { countVerdicts, type CountedVerdicts } from './count-verdicts.ts';
import { gateEvidence, type GateEvidence } from './gate-evidence.ts';
import { isDrawn, rankOf } from './sample.ts';

/** A rule as the engine in use has it: evidence is for this version. */
export interface RuleVersion {
  readonly rule: string;
  readonly version: number;
  readonly engine: number;
}

/** The agreed frame of all evidence. */
export interface EvidenceFrame {
  readonly settings: RolloutSettings;
  readonly tolerance: Policy['tolerance'];
  readonly product: string;
  /** ISO 8601. */
  readonly now: string;
}

/** What the log says about one rule. A pure function of entries and frame; anybody can compute it again. */
export interface RuleEvidence extends RuleVersion {
  readonly counted: CountedVerdicts;
  readonly warn: GateEvidence;
  readonly block: GateEvidence;
  /** Findings that the sample drew up to the last one answered, and those of them without an answer. */
  readonly drawn: number;
  readonly unanswered: number;
  /** When this version was first seen at work; undefined: never. */
  readonly since?: string;
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

/** Evidence of each rule, in the order given. `entries` in order of time, of the ring. Linear in the entries. */
export function evidenceOf(
  entries: readonly LogEntry[],
  rules: readonly RuleVersion[],
  frame: EvidenceFrame,
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
  return rules.map((rule) => {
    const said = byRule.get(rule.rule) ?? [];
    const passed = overrides.filter(({ rules: of }) => of.some((one) => one.rule === rule.rule));
    return ruleEvidence(rule, { said, passed, seen: seen.get(keyOf(rule)) }, frame);
  });
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
}

function ruleEvidence(
  rule: RuleVersion,
  { said, passed, seen }: Said,
  frame: EvidenceFrame,
): RuleEvidence {
  const ofVersion = (entry: VerdictEntry): boolean => keyOf(entry) === keyOf(rule);
  const current = said.filter(ofVersion);
  const counted = countVerdicts(current, passed, frame.settings);
  const before = countVerdicts(lastBefore(said, ofVersion), [], frame.settings);
  const since = earliest(seen?.since, current[0]?.at);
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
