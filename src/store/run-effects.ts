import type { Queryable } from './database.ts';

/** What a decision makes of a finding. */
export interface FindingEffect {
  readonly fingerprint: string;
  readonly stage: string;
  readonly effect: string;
}

/** Puts what was decided to the findings of a run's stream, as long as no later run has come. */
export async function settleEffects(
  transaction: Queryable,
  runId: string,
  effects: readonly FindingEffect[],
): Promise<void> {
  if (effects.length === 0) return;
  await transaction.query(
    `update findings f set stage = x.stage, effect = x.effect
     from streams s, jsonb_to_recordset($2::jsonb) as x(fingerprint text, stage text, effect text)
     where s.run_id = $1 and f.stream_id = s.id and f.fingerprint = x.fingerprint
       and (f.stage, f.effect) is distinct from (x.stage, x.effect)`,
    [runId, JSON.stringify(effects)],
  );
}
