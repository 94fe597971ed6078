import type {
  Forecast,
  GateEvidence,
  RingState,
  RuleEvidence,
  Standing,
} from '../model/evidence.ts';
import type { Demotion } from '../model/demotion.ts';
import type { LogEntry } from '../model/log-entry.ts';
import type { Stage } from '../model/stage.ts';
import type { EvidenceFrame } from './evidence.ts';

/** Everything that one standing is computed from. */
export interface StandingInput {
  readonly stage: Stage;
  readonly evidence: RuleEvidence;
  readonly forecast: Forecast;
  readonly demotion?: Demotion | undefined;
}

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
const BUDGET_DAYS = 28;
/** Kappa of fewer pairs is noise. */
const MIN_DOUBLES = 10;

/** What the log says about the ring as a whole. */
export function ringState(entries: readonly LogEntry[], now: string): RingState {
  const since = (days: number): string => new Date(Date.parse(now) - days * DAY_MS).toISOString();
  const week = since(WEEK_DAYS);
  const budget = since(BUDGET_DAYS);
  const wrong = new Set<string>();
  const commits = new Set<string>();
  let promotions = 0;
  for (const entry of entries) {
    if (entry.kind === 'stage' && entry.cause === 'promotion' && entry.at >= week) promotions += 1;
    if (entry.at < budget) continue;
    if (entry.kind === 'run') commits.add(`${entry.repository}\0${entry.commit}`);
    if (entry.kind === 'override') wrong.add(`${entry.repository}\0${entry.commit}`);
    if (entry.kind === 'verdict' && entry.blocked && entry.verdict.startsWith('false-positive')) {
      wrong.add(entry.fingerprint);
    }
  }
  return { promotions, builds: commits.size, wrongBlocks: wrong.size };
}

/** Tells whether a rule may rise by one stage, and all that holds it back. Pure. */
export function standingOf(input: StandingInput, ring: RingState, frame: EvidenceFrame): Standing {
  const { stage, evidence, forecast, demotion } = input;
  const next = stage === 'observe' ? 'warn' : stage === 'warn' ? 'block' : undefined;
  const held =
    next === undefined
      ? []
      : [...heldByEvidence(input, next, frame), ...heldByRing(input, next, ring, frame)];
  return {
    rule: evidence.rule,
    stage,
    next,
    evidence,
    forecast,
    ...(demotion === undefined ? {} : { demotion }),
    held,
  };
}

function heldByEvidence(
  { evidence }: StandingInput,
  next: 'warn' | 'block',
  { settings, now }: EvidenceFrame,
): readonly string[] {
  const { counted, unanswered, since } = evidence;
  const held: string[] = [];
  const hold = (when: boolean, text: string): void => void (when && held.push(text));
  const gate = evidence[next];
  hold(gate.needed !== 0, verdictsText(gate));
  hold(
    counted.reviewers.length < settings.minReviewers,
    `${counted.reviewers.length} of ${settings.minReviewers} reviewers`,
  );
  hold(
    counted.repositories.length < settings.minRepositories,
    `${counted.repositories.length} of ${settings.minRepositories} repositories`,
  );
  const days = since === undefined ? 0 : Math.floor((Date.parse(now) - Date.parse(since)) / DAY_MS);
  hold(days < settings.minDays, `${days} of ${settings.minDays} days`);
  const answered = gate.counts.truePositives + gate.counts.falsePositives + counted.unclear;
  hold(
    answered > 0 && counted.unclear / answered > settings.maxUnclear,
    `${counted.unclear} of ${answered} verdicts are unclear`,
  );
  hold(
    evidence.drawn > 0 && unanswered / evidence.drawn > settings.maxUnanswered,
    `${unanswered} drawn findings have no verdict`,
  );
  const { agreement = 1, doubles } = counted;
  hold(
    doubles >= MIN_DOUBLES && agreement < settings.minAgreement,
    `reviewers agree too little (kappa ${agreement.toFixed(2)})`,
  );
  return held;
}

/** `34 of 43 clean verdicts`, or that it will not get there. */
function verdictsText({ counts, needed }: GateEvidence): string {
  const { truePositives, falsePositives } = counts;
  const wrong = falsePositives === 0 ? 'clean verdicts' : `verdicts, ${falsePositives} false`;
  const now = truePositives + falsePositives;
  if (needed === undefined) return `${now} ${wrong}: too many false alarms to rise`;
  return `${now} of ${now + needed} ${wrong}`;
}

function heldByRing(
  { forecast }: StandingInput,
  next: 'warn' | 'block',
  ring: RingState,
  { settings, tolerance }: EvidenceFrame,
): readonly string[] {
  const held: string[] = [];
  if (next === 'block' && forecast.upperBound > tolerance.blocks) {
    held.push(
      `forecast: ${forecast.blocked} of ${forecast.builds} builds, at most ${percent(forecast.upperBound)}, more than the agreed ${percent(tolerance.blocks)}`,
    );
  }
  if (ring.wrongBlocks > tolerance.wrongBlocks * ring.builds) {
    held.push(`the budget of wrong blocks is spent (${ring.wrongBlocks} in ${ring.builds} builds)`);
  }
  if (ring.promotions >= settings.promotionsPerWeek) {
    held.push(`${ring.promotions} promotions this week, no more are agreed`);
  }
  return held;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
