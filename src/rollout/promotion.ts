import type {
  Forecast,
  GateEvidence,
  RingState,
  RuleEvidence,
  Standing,
} from '../model/evidence.ts';
import type { Demotion } from '../model/demotion.ts';
import { progressText } from '../model/progress-text.ts';
import type { LogEntry, OverrideEntry, VerdictEntry } from '../model/log-entry.ts';
import type { Stage } from '../model/stage.ts';
import { entriesInRing, ringOf, type EvidenceFrame } from './evidence.ts';
import { isHuman, judgedFindings } from './judged-findings.ts';
import type { LogFacts } from './log/log-facts.ts';
import { promotionsTaken } from './promotions-taken.ts';

/** Everything that one standing is computed from. */
export interface StandingInput {
  /** In the policy, and in force. */
  readonly written: Stage;
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
/** What strangers labelled opens no gate without as many of the ring's own verdicts. */
const MIN_BESIDE_PRIOR = 10;

/** What the log says about the ring as a whole. */
export function ringState(
  { entries, runs }: LogFacts,
  frame: Pick<EvidenceFrame, 'settings' | 'product' | 'now'>,
): RingState {
  const own = entriesInRing(entries, frame);
  const sinceMs = (days: number): number => Date.parse(frame.now) - days * DAY_MS;
  const week = new Date(sinceMs(WEEK_DAYS)).toISOString();
  const budget = new Date(sinceMs(BUDGET_DAYS)).toISOString();
  const recent = promotionsTaken(own).filter(({ at }) => at >= week);
  return {
    promotions: new Set(recent.map(({ rule, to }) => `${rule} ${to}`)).size,
    builds: runs.buildsSince(sinceMs(BUDGET_DAYS), ringOf(frame)),
    wrongBlocks: wrongBlocksSince(own, budget),
  };
}

/** Findings that stopped a build and are false alarms in the present opinion, and commits let through that nobody judged. */
function wrongBlocksSince(entries: readonly LogEntry[], since: string): number {
  const overrides = entries.filter(
    (it): it is OverrideEntry => it.kind === 'override' && it.at >= since,
  );
  const verdicts = entries.filter((it): it is VerdictEntry => it.kind === 'verdict' && isHuman(it));
  const blocked = new Set(
    verdicts.filter((it) => it.blocked && it.at >= since).map(({ fingerprint }) => fingerprint),
  );
  const looked = new Set([...blocked, ...overrides.flatMap(({ fingerprints }) => fingerprints)]);
  const judged = judgedFindings(verdicts.filter(({ fingerprint }) => looked.has(fingerprint)));
  const known = new Set(judged.map(({ fingerprint }) => fingerprint));
  const wrong = judged.filter(
    ({ fingerprint, label }) => label === 'false' && blocked.has(fingerprint),
  );
  const passed = overrides
    .filter(({ fingerprints }) => !fingerprints.some((one) => known.has(one)))
    .map(({ repository, commit }) => `${repository}\0${commit}`);
  return wrong.length + new Set(passed).size;
}

/** Tells whether a rule may rise by one stage, and all that holds it back. Pure. */
export function standingOf(input: StandingInput, ring: RingState, frame: EvidenceFrame): Standing {
  const { written, stage, evidence, forecast, demotion } = input;
  const next = stage === 'observe' ? 'warn' : stage === 'warn' ? 'block' : undefined;
  const held =
    next === undefined
      ? []
      : [...heldByEvidence(input, next, frame), ...heldByRing(input, next, ring, frame)];
  return {
    rule: evidence.rule,
    written,
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
  const { truePositives, falsePositives } = gate.verdicts;
  const given = truePositives + falsePositives;
  hold(
    gate.isSeeded && given < MIN_BESIDE_PRIOR,
    `${given} of ${MIN_BESIDE_PRIOR} verdicts beside the prior`,
  );
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
  const answered = given + counted.unclear;
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
function verdictsText(gate: GateEvidence): string {
  return gate.needed === undefined
    ? `${progressText(gate)}: too many false alarms to rise`
    : progressText(gate);
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
