import type { Demotion } from '../../model/demotion.ts';
import { decide } from '../../policy/decide.ts';
import type { Judgement } from '../../policy/decision-input.ts';
import { makeRecord, type DecisionRecord } from '../../policy/record.ts';
import { standingOverride } from '../../rollout/standing-override.ts';
import { rankOf } from '../../rollout/written-stages.ts';
import {
  addDecision,
  confirmDecision,
  findDecision,
  type DecisionCause,
} from '../../store/decisions.ts';
import { standingDemotions } from '../../store/demotions.ts';
import { settleEffects } from '../../store/run-effects.ts';
import type { Rollout } from '../rollout/product-frame.ts';
import { storedDecision, unpacked } from './stored-decision.ts';

/**
 * Decides again on a run from the inputs of its last decision, as it would be decided now: a waiver may have expired, a rule may
 * have been demoted, somebody may have let the commit through. Where another decision follows it is the run's from then on,
 * with a record of its own. Nothing where there is no record.
 */
export async function decideAgain(
  { database, folds, policies }: Rollout,
  run: { readonly id: string; readonly productId: number },
  why?: DecisionCause,
): Promise<void> {
  const last = await findDecision(database, run.id);
  if (last === undefined) return;
  const now = new Date().toISOString();
  const record = unpacked(last.record, `the decision on run ${run.id}`);
  const loaded = await policies.load(record.policy.text);
  const { demotions, lastId } = await standingDemotions(database, run.productId);
  const { entries } = await folds.factsOf(run.productId);
  const override = standingOverride(entries, record.subject.git?.commit ?? '', now);
  const own = new Set(record.input.findings.map(({ ruleId }) => ruleId));
  const input = {
    ...record.input,
    now,
    demotions: lowest([
      ...record.input.demotions,
      ...demotions.filter(({ rule }) => own.has(rule)),
    ]),
    ...(override === undefined ? {} : { override }),
  };
  const result = decide(loaded, input);
  const isOver = last.validUntil !== null && last.validUntil <= now;
  const cause = why ?? (isOver ? 'expiry' : 'demotion');
  const { digests: _, ...parts } = record;
  const again = makeRecord({ ...parts, input, result });
  const stored = storedDecision(again, loaded.policy, { runId: run.id, cause, demotionId: lastId });
  if (isSame(record, again)) {
    await confirmDecision(database, last, stored);
    return;
  }
  await database.transaction(async (transaction) => {
    if (await addDecision(transaction, stored, last.number)) {
      await settleEffects(transaction, run.id, changesOf(record, again));
    }
  });
}

/** At most one a rule: the one that takes more. */
function lowest(demotions: readonly Demotion[]): readonly Demotion[] {
  const byRule = new Map<string, Demotion>();
  for (const demotion of demotions) {
    const known = byRule.get(demotion.rule);
    if (known === undefined || rankOf(demotion.to) < rankOf(known.to)) {
      byRule.set(demotion.rule, demotion);
    }
  }
  return [...byRule.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}

/** Notices change with the day; they alone make no other decision. */
function isSame(one: DecisionRecord, other: DecisionRecord): boolean {
  return (
    one.result.outcome === other.result.outcome &&
    one.input.override?.expires === other.input.override?.expires &&
    changesOf(one, other).length === 0
  );
}

function changesOf(
  before: DecisionRecord,
  { input, result }: DecisionRecord,
): readonly (Pick<Judgement, 'stage' | 'effect'> & { readonly fingerprint: string })[] {
  return input.findings.flatMap(({ fingerprint }, index) => {
    const [was, is] = [before.result.judgements[index], result.judgements[index]];
    if (is === undefined || (was?.stage === is.stage && was.effect === is.effect)) return [];
    return [{ fingerprint, stage: is.stage, effect: is.effect }];
  });
}
