import type { Demotion } from '../model/demotion.ts';
import { groupBy } from '../model/group-by.ts';
import type { LogEntry, OverrideEntry, VerdictEntry } from '../model/log-entry.ts';
import type { RolloutSettings } from '../model/rollout-settings.ts';
import { isHuman, judgedFindings, labelOf } from './judged-findings.ts';
import { promotionsTaken, type TakenPromotion } from './promotions-taken.ts';
import { cusumStep, standardCusum, type CusumDesign } from './statistics/cusum.ts';

/** A rule that warns is allowed more false alarms than one that stops builds. */
const designs: Readonly<Record<'block' | 'warn', CusumDesign>> = {
  block: standardCusum,
  warn: { good: 0.8, bad: 0.6, threshold: 3 },
};

/** The circuit breaker: so many wrong blocks within so long, over several repositories, need no chart. */
const BREAKER_BLOCKS = 3;
const BREAKER_HOURS = 24;
const HOUR_MS = 3_600_000;

/**
 * Which rules the log demotes. It is computed anew for each run, so that a demotion holds for the very next one and needs
 * nobody's approval; a later promotion lifts it, recorded by `rollout apply` or seen in a policy. A false alarm counts once a finding, whoever brought it and
 * however. `entries` in order of time; rules in order of name.
 */
export function demotionsIn(
  entries: readonly LogEntry[],
  settings: Pick<RolloutSettings, 'breakerRepositories'>,
): readonly Demotion[] {
  const byRule = groupBy(entries.flatMap(eventsOf), ({ rule }) => rule);
  const changes = groupBy(promotionsTaken(entries), ({ rule }) => rule);
  return [...byRule]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([rule, events]) => {
      const watched = [...firstOfEach(events), ...(changes.get(rule) ?? []).map(liftOf)];
      return watch(rule, watched.toSorted(inTime), settings) ?? [];
    });
}

/** Something that moves the chart of a rule. */
type Event =
  | {
      readonly kind: 'judged';
      readonly rule: string;
      readonly at: string;
      readonly id: string;
      readonly fingerprint: string;
      readonly repository: string;
      readonly level: 'block' | 'warn';
      readonly isFalse: boolean;
      readonly entry: VerdictEntry | OverrideEntry;
    }
  | { readonly kind: 'lifted'; readonly at: string; readonly id: string };
type Judged = Extract<Event, { kind: 'judged' }>;

function eventsOf(entry: LogEntry): readonly Judged[] {
  if (entry.kind === 'override') {
    return entry.rules.map(({ rule }) =>
      judged(entry, { rule, fingerprint: `${entry.id} ${rule}` }),
    );
  }
  if (entry.kind !== 'verdict' || !isHuman(entry) || entry.stage === 'observe') return [];
  if (labelOf(entry.verdict) === 'unclear') return [];
  return [judged(entry, entry)];
}

function judged(
  entry: VerdictEntry | OverrideEntry,
  { rule, fingerprint }: { readonly rule: string; readonly fingerprint: string },
): Judged {
  const { at, id, repository } = entry;
  const isVerdict = entry.kind === 'verdict';
  const level = isVerdict && entry.stage !== 'block' ? 'warn' : 'block';
  const isFalse = !isVerdict || labelOf(entry.verdict) === 'false';
  return { kind: 'judged', rule, at, id, fingerprint, repository, level, isFalse, entry };
}

/** One event a finding, at the time of its first verdict, with the opinion that counts now. */
function firstOfEach(events: readonly Judged[]): readonly Judged[] {
  return [...groupBy(events, ({ fingerprint }) => fingerprint)].flatMap(([, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const verdicts = all.flatMap(({ entry }) => (entry.kind === 'verdict' ? [entry] : []));
    const [finding] = judgedFindings(verdicts);
    return [
      { ...first, isFalse: finding === undefined ? first.isFalse : finding.label === 'false' },
    ];
  });
}

function liftOf({ at, id }: TakenPromotion): Event {
  return { kind: 'lifted', at, id };
}

function inTime(a: Event, b: Event): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Follows the charts of one rule through time; returns the demotion that holds at the end. */
function watch(
  rule: string,
  events: readonly Event[],
  settings: Pick<RolloutSettings, 'breakerRepositories'>,
): Demotion | undefined {
  let demotion: Demotion | undefined;
  let sums = { block: 0, warn: 0 };
  let wrongBlocks: readonly Judged[] = [];
  for (const event of events) {
    if (event.kind === 'lifted') {
      demotion = undefined;
      sums = { block: 0, warn: 0 };
      wrongBlocks = [];
      continue;
    }
    const { level, isFalse, at } = event;
    sums = { ...sums, [level]: cusumStep(sums[level], isFalse, designs[level]) };
    if (isFalse && level === 'block') wrongBlocks = [...recent(wrongBlocks, at), event];
    const because = isFalse ? reasonFor(event, sums[level], wrongBlocks, settings) : undefined;
    if (because === undefined) continue;
    const to = level === 'block' ? 'warn' : 'observe';
    if (demotion === undefined || (demotion.to === 'warn' && to === 'observe')) {
      demotion = { rule, to, since: at, because };
    }
    sums = { ...sums, [level]: 0 };
    wrongBlocks = [];
  }
  return demotion;
}

function recent(wrongBlocks: readonly Judged[], now: string): readonly Judged[] {
  const since = Date.parse(now) - BREAKER_HOURS * HOUR_MS;
  return wrongBlocks.filter(({ at }) => Date.parse(at) >= since);
}

function reasonFor(
  { level }: Judged,
  sum: number,
  wrongBlocks: readonly Judged[],
  { breakerRepositories }: Pick<RolloutSettings, 'breakerRepositories'>,
): string | undefined {
  const repositories = new Set(wrongBlocks.map(({ repository }) => repository)).size;
  if (
    level === 'block' &&
    wrongBlocks.length >= BREAKER_BLOCKS &&
    repositories >= breakerRepositories
  ) {
    return `it stopped ${wrongBlocks.length} builds wrongly within ${BREAKER_HOURS} hours`;
  }
  const { threshold, good, bad } = designs[level];
  if (sum < threshold) return undefined;
  return `its false alarms came too close together (chart at ${sum.toFixed(1)} of ${threshold}: its precision looks like ${percent(bad)}, not ${percent(good)})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
