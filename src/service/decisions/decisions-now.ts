import { decisionsOn, type CommitName, type GateDecision } from '../../store/decisions.ts';
import { noteDemotions } from '../rollout/note-demotions.ts';
import type { Rollout } from '../rollout/product-frame.ts';
import { decideAgain } from './decide-again.ts';

/** The decisions on a commit, made again where the clock or a demotion has overtaken them. */
export async function decisionsNow(
  rollout: Rollout,
  commit: CommitName,
  known: readonly GateDecision[],
): Promise<readonly GateDecision[]> {
  let decisions = known;
  const behind = decisions.find(({ isBehind }) => isBehind);
  if (behind !== undefined) {
    await noteDemotions(rollout, { id: behind.productId, name: commit.product });
    decisions = await decisionsOn(rollout.database, commit);
  }
  const stale = decisions.filter(({ isStale }) => isStale);
  if (stale.length === 0) return decisions;
  for (const { run: id, productId } of stale) await decideAgain(rollout, { id, productId });
  return decisionsOn(rollout.database, commit);
}
