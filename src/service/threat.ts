/** What the threat level of a product is told by; times in milliseconds since 1970. */
export interface ThreatFacts {
  /** Of open findings on default branches that nobody accepted: 0 info to 4 critical; null: there is none. */
  readonly worst: number | null;
  readonly ranAtMs: number | undefined;
  /** What the latest runs on default branches have decided, the worst. */
  readonly outcome: string | null;
  readonly exposure: string | null;
  readonly tier: number | null;
}

/** How much a product asks for attention: 1 (calm) to 5, and why, in one sentence. */
export interface Threat {
  readonly level: number;
  readonly sentence: string;
}

/** Chosen: what was examined a month ago says little of today's code and advisories. docs/console.md has the table. */
const STALE_DAYS = 30;
const DAY_MS = 86_400_000;
const STALE_LEVEL = 3;
const INCOMPLETE_LEVEL = 2;
/** By severity of the worst finding, from info to critical. */
const LEVELS = [1, 1, 2, 3, 4] as const;
const WORDS = [
  'note',
  'low finding',
  'medium finding',
  'high finding',
  'critical finding',
] as const;
const HIGH = 3;

/** A pure function: the same facts and clock give the same level. What was never examined is never calm. */
export function threatOf(facts: ThreatFacts, nowMs: number): Threat {
  const { worst, ranAtMs, outcome } = facts;
  if (ranAtMs === undefined) {
    return { level: 5, sentence: 'Nothing was ever examined: what threatens it is not known.' };
  }
  const days = Math.floor((nowMs - ranAtMs) / DAY_MS);
  const found = foundThreat(worst, facts);
  if (days >= STALE_DAYS && found.level <= STALE_LEVEL) {
    return {
      level: STALE_LEVEL,
      sentence: `It was last examined ${days} days ago: what has come since is not known.`,
    };
  }
  if (outcome === 'incomplete' && found.level <= INCOMPLETE_LEVEL) {
    return {
      level: INCOMPLETE_LEVEL,
      sentence: 'The latest run could not examine all of it: what it left out is not known.',
    };
  }
  return found;
}

function foundThreat(
  worst: number | null,
  { exposure, tier }: Pick<ThreatFacts, 'exposure' | 'tier'>,
): Threat {
  if (worst === null) return { level: 1, sentence: 'Nothing is open of what was examined.' };
  const level = LEVELS[worst] ?? 1;
  const open = `A ${WORDS[worst] ?? 'finding'} is open`;
  const aggravation =
    exposure === 'internet'
      ? 'and the internet can reach the product'
      : tier === 1
        ? 'and the product is of the most critical tier'
        : undefined;
  if (worst < HIGH) return { level, sentence: `${open}, nothing worse.` };
  if (aggravation === undefined) return { level, sentence: `${open}.` };
  return { level: level + 1, sentence: `${open} ${aggravation}.` };
}
