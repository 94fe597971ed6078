import type { BlockForecast, EffectCounts, EffectSummary, RuleEffect } from '../model/effect.ts';
import { groupBy } from '../model/group-by.ts';
import type { LogEntry, RunEntry, VerdictEntry } from '../model/log-entry.ts';
import type { Stage } from '../model/stage.ts';
import { changeRuns, latestOfEach } from './forecast.ts';
import { isHuman, judgedFindings, type Label } from './judged-findings.ts';

const DAY_MS = 86_400_000;
const SLOW_SHARE = 0.95;

/** What decides which part of the log is looked at. */
export interface EffectFrame {
  readonly product: string;
  /** ISO 8601. */
  readonly now: string;
  readonly days: number;
}

/** Sums up the last days. `entries` of the ring, in order of time; verdicts of any time count for findings of these days. */
export function effectOf(
  entries: readonly LogEntry[],
  { product, now, days }: EffectFrame,
): EffectSummary {
  const from = new Date(Date.parse(now) - days * DAY_MS).toISOString();
  const runs = changeRuns(entries, from).filter(({ at }) => at <= now);
  const builds = latestOfEach(runs);
  const known = knowledgeOf(entries);
  const sightings = sightingsIn(runs);
  const overrides = entries.filter((it) => it.kind === 'override' && it.at >= from && it.at <= now);
  const times = timesOf(runs);
  const byRule = groupBy(sightings, ({ rule }) => rule);
  const stops = stopsIn(builds, known);
  const stages = lastStages(runs);
  return {
    product,
    from,
    until: now,
    days,
    builds: builds.length,
    blocked: builds.filter(({ outcome }) => outcome === 'block').length,
    overridden: overrides.length,
    developers: distinct(runs.map(({ author }) => author).filter((author) => author !== '')),
    repositories: distinct(runs.map(({ repository }) => repository)),
    medianMs: nearestRank(times, 0.5),
    slowMs: nearestRank(times, SLOW_SHARE),
    totals: { ...countsOf(sightings, known), wouldBlock: stops.total },
    rules: [...byRule]
      .map(([rule, own]): RuleEffect => ({
        rule,
        stage: stages.get(rule) ?? 'observe',
        ...countsOf(own, known),
        wouldBlock: stops.byRule.get(rule) ?? nothing,
      }))
      .toSorted((a, b) => b.found - a.found || (a.rule < b.rule ? -1 : 1)),
  };
}

/** Of runs that say how long they took: reports of foreign tools do not, and count as 0. */
function timesOf(runs: readonly RunEntry[]): readonly number[] {
  return runs
    .map(({ wallMs }) => wallMs)
    .filter((wallMs) => wallMs > 0)
    .toSorted((a, b) => a - b);
}

/** What the whole log says of findings. */
interface Knowledge {
  readonly labels: ReadonlyMap<string, Label>;
  readonly gone: ReadonlySet<string>;
}

function knowledgeOf(entries: readonly LogEntry[]): Knowledge {
  const verdicts = entries.filter((it): it is VerdictEntry => it.kind === 'verdict');
  const judged = judgedFindings(verdicts.filter(isHuman));
  const gone = new Set(
    verdicts.filter(({ source }) => source === 'implicit-fixed').map((it) => it.fingerprint),
  );
  for (const entry of entries) {
    if (entry.kind !== 'run') continue;
    for (const { fixed } of entry.rules) for (const fingerprint of fixed) gone.add(fingerprint);
  }
  for (const { source, fingerprint } of verdicts) {
    if (source === 'implicit-vanished') gone.delete(fingerprint);
  }
  return { labels: new Map(judged.map(({ fingerprint, label }) => [fingerprint, label])), gone };
}

/** A finding that a change brought, with the highest stage that anybody met it at. */
interface Sighting {
  readonly rule: string;
  readonly fingerprint: string;
  readonly isShown: boolean;
}

function sightingsIn(runs: readonly RunEntry[]): readonly Sighting[] {
  const byFinding = new Map<string, Sighting>();
  for (const { rules } of runs) {
    for (const { rule, stage, new: found } of rules) {
      for (const { fingerprint } of found) {
        const isShown = stage !== 'observe' || byFinding.get(fingerprint)?.isShown === true;
        byFinding.set(fingerprint, { rule, fingerprint, isShown });
      }
    }
  }
  return [...byFinding.values()];
}

function countsOf(
  sightings: readonly Sighting[],
  known: Knowledge,
): Omit<EffectCounts, 'wouldBlock'> {
  const labelled = (label: Label): readonly Sighting[] =>
    sightings.filter(({ fingerprint }) => known.labels.get(fingerprint) === label);
  const falseOnes = labelled('false');
  return {
    found: sightings.length,
    right: labelled('true').length,
    falseAlarms: falseOnes.length,
    unclear: labelled('unclear').length,
    shownFalse: falseOnes.filter(({ isShown }) => isShown).length,
    fixedUntold: sightings.filter(
      ({ isShown, fingerprint }) => !isShown && known.gone.has(fingerprint),
    ).length,
  };
}

const nothing: BlockForecast = { builds: 0, rightly: 0, wrongly: 0 };

/** What every rule at block would have stopped, and each of them alone. */
function stopsIn(
  builds: readonly RunEntry[],
  { labels }: Knowledge,
): { readonly total: BlockForecast; readonly byRule: ReadonlyMap<string, BlockForecast> } {
  const byRule = new Map<string, BlockForecast>();
  let total = nothing;
  for (const { rules } of builds) {
    const stopping = rules.filter(({ new: found, covered }) => found.length > covered);
    const all: (Label | undefined)[] = [];
    for (const { rule, new: found } of stopping) {
      const said = found.map(({ fingerprint }) => labels.get(fingerprint));
      byRule.set(rule, withStop(byRule.get(rule) ?? nothing, said));
      all.push(...said);
    }
    if (all.length > 0) total = withStop(total, all);
  }
  return { total, byRule };
}

/** One more build, stopped by findings of which this was said. */
function withStop(
  { builds, rightly, wrongly }: BlockForecast,
  said: readonly (Label | undefined)[],
): BlockForecast {
  return {
    builds: builds + 1,
    rightly: rightly + Number(said.includes('true')),
    wrongly: wrongly + Number(said.every((label) => label === 'false')),
  };
}

function lastStages(runs: readonly RunEntry[]): ReadonlyMap<string, Stage> {
  return new Map(runs.flatMap(({ rules }) => rules.map(({ rule, stage }) => [rule, stage])));
}

function distinct(items: readonly string[]): number {
  return new Set(items).size;
}

function nearestRank(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
