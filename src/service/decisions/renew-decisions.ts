import { overtakenRuns } from '../../store/decisions.ts';
import { runOrigin } from '../../store/runs.ts';
import type { Rollout } from '../rollout/product-frame.ts';
import { decideAgain } from './decide-again.ts';

/** Of one turn; those that are left come with the next. */
const MAX_RUNS = 1_000;

/**
 * Decides again on the latest runs whose waivers or overrides have ended, so that their findings are open in lists too; the gate
 * does it by itself for whoever asks. One that cannot be decided on does not keep others from it. Throws the first of their errors.
 */
export async function renewDecisions(rollout: Rollout, signal: AbortSignal): Promise<void> {
  const errors: unknown[] = [];
  const now = new Date().toISOString();
  for (const id of await overtakenRuns(rollout.database, now, MAX_RUNS)) {
    if (signal.aborted) return;
    try {
      const run = await runOrigin(rollout.database, id, undefined);
      if (run !== undefined) await decideAgain(rollout, run);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
