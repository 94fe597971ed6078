import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalJson, digestOf } from '../../policy/canonical-json.ts';
import { parseRecord } from '../../policy/verify.ts';
import type { Policy, Waiver } from '../../model/policy.ts';
import type { DecisionRecord } from '../../policy/record.ts';
import type { DecisionDetail, NewDecision } from '../../store/decisions.ts';

const DAY_MS = 86_400_000;
/** A record of 100,000 findings has 60 MB; see `verifyRecord`. */
const MAX_RECORD_BYTES = 256 * 2 ** 20;

/** What the store keeps of a decision besides its record, each part told by the record alone. */
export function storedDecision(
  record: DecisionRecord,
  policy: Policy,
  given: Pick<NewDecision, 'runId' | 'cause' | 'demotionId'>,
): NewDecision {
  const { input, result } = record;
  const enforced = input.findings.filter((_, index) => {
    const effect = result.judgements[index]?.effect;
    return effect === 'blocks' || effect === 'warns';
  });
  return {
    ...given,
    decidedAt: input.now,
    digest: digestOf(canonicalJson(record.digests)),
    outcome: result.outcome,
    reasons: result.reasons,
    validUntil: endOf(record, policy),
    rules: [...new Set(enforced.map(({ ruleId }) => ruleId))].toSorted(),
    detail: detailOf(record, policy),
    record: gzipSync(JSON.stringify(record)),
  };
}

/** The inverse of how it is kept. Throws LockstepError('decision-record') where somebody has changed it into none. */
export function unpacked(record: Uint8Array, name: string): DecisionRecord {
  return parseRecord(textOf(record), name);
}

/** The record as text. */
export function textOf(record: Uint8Array): string {
  return gunzipSync(record, { maxOutputLength: MAX_RECORD_BYTES }).toString('utf8');
}

/** The first moment at which a waiver in use, or an override, holds no more. */
function endOf({ input, result }: DecisionRecord, { waivers }: Policy): string | undefined {
  const used = new Set(result.judgements.flatMap(({ waiver }) => waiver ?? []));
  const ends = [...used].flatMap((index) => {
    const expires = waivers[index]?.expires;
    // It holds on its last day.
    return expires === undefined ? [] : Date.parse(expires) + DAY_MS;
  });
  const { override } = input;
  if (override !== undefined && override.expires >= input.now) {
    ends.push(Date.parse(override.expires) + 1);
  }
  return ends.length === 0 ? undefined : new Date(Math.min(...ends)).toISOString();
}

function detailOf({ input, result }: DecisionRecord, { waivers }: Policy): DecisionDetail {
  const { override, now } = input;
  const counts = new Map<number, number>();
  for (const { waiver } of result.judgements) {
    if (waiver !== undefined) counts.set(waiver, (counts.get(waiver) ?? 0) + 1);
  }
  return {
    ...(override === undefined || override.expires < now ? {} : { override }),
    waivers: [...counts].flatMap(([index, findings]) => inUse(waivers[index], findings)),
    demotions: input.demotions,
    notices: result.notices.map(({ text }) => text),
  };
}

function inUse(waiver: Waiver | undefined, findings: number): DecisionDetail['waivers'] {
  if (waiver === undefined) return [];
  const { rule, reason, expires } = waiver;
  return [{ rule, reason, expires, findings }];
}
