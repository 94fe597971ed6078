import { LockstepError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import { canonicalJson, digestOf } from './canonical-json.ts';
import { decide } from './decide.ts';
import { defaultLoadedPolicy } from './default-policy.ts';
import { withNamesIn, type KnownNames } from './names.ts';
import { parsePolicy } from './parse-policy.ts';
import type { DecisionRecord } from './record.ts';
import { RECORD_FORMAT, digestedParts, digestsOf } from './record.ts';
import { readRecord } from './record-shape.ts';
import { Misshapen } from './shape.ts';

/** A record of 100,000 findings has 60 MB. */
const MAX_RECORD_BYTES = 256 * 2 ** 20;

export interface Verification {
  readonly record: DecisionRecord;
  /** As the record holds it. */
  readonly policy: Policy;
  /** What does not hold, each one sentence; empty when the decision follows from its inputs. */
  readonly problems: readonly string[];
}

/**
 * Computes a recorded decision again from the record alone. `policyText` is compared with the policy in the record.
 * Throws a `decision-record` error when the text is no record at all.
 */
export async function verifyRecord(
  text: string,
  name: string,
  options: KnownNames & { readonly policyText?: string },
): Promise<Verification> {
  return verifyParsed(parseRecord(text, name), name, options);
}

/** The same of a record that was read already. */
export async function verifyParsed(
  record: DecisionRecord,
  name: string,
  options: KnownNames & { readonly policyText?: string },
): Promise<Verification> {
  const problems: string[] = [];
  const digests = digestsOf(record);
  for (const part of digestedParts) {
    if (record.digests[part] !== digests[part]) {
      problems.push(`the ${part} was changed after the decision`);
    }
  }
  const policyDigest = digestOf(record.policy.text);
  if (record.policy.digest !== policyDigest) {
    problems.push("the policy's digest is not that of its text");
  }
  if (options.policyText !== undefined && digestOf(options.policyText) !== policyDigest) {
    problems.push('the decision was made under another policy than the given one');
  }
  const { policy, input, result } = record;
  const loaded =
    policy.text === ''
      ? defaultLoadedPolicy
      : await parsePolicy(policy.text, `${name} (policy)`, withNamesIn(policy.text, options));
  const again = decide(loaded, input);
  if (again.outcome !== result.outcome) {
    problems.push(`the inputs give ${again.outcome}, the record says ${result.outcome}`);
  } else if (canonicalJson(again) !== canonicalJson(result)) {
    problems.push(difference(record, again.judgements));
  }
  return { record, policy: loaded.policy, problems };
}

function difference(
  { input, result }: DecisionRecord,
  again: DecisionRecord['result']['judgements'],
): string {
  const index = again.findIndex(
    (judgement, at) => canonicalJson(judgement) !== canonicalJson(result.judgements[at]),
  );
  const finding = input.findings[index];
  if (finding === undefined) return 'the inputs give the same outcome for other reasons';
  const effect = again[index]?.effect ?? '';
  return `${finding.ruleId} at ${finding.path}:${finding.line} is recorded as ${result.judgements[index]?.effect ?? 'nothing'}; the inputs give ${effect}`;
}

/** The record as it is written, its digests unchecked. Throws LockstepError('decision-record') where it is none. */
export function parseRecord(text: string, name: string): DecisionRecord {
  const fail = (what: string): LockstepError =>
    new LockstepError('decision-record', `${name}: ${what}`, {
      repair: 'a decision record is written by "lockstep check --format decision --output FILE"',
    });
  if (Buffer.byteLength(text) > MAX_RECORD_BYTES) throw fail('larger than 256 MiB');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new LockstepError('decision-record', `${name}: not JSON, or torn`, { cause: error });
  }
  const format =
    typeof value === 'object' && value !== null && 'format' in value ? value.format : '';
  if (format !== RECORD_FORMAT) throw fail(`not a decision record of format ${RECORD_FORMAT}`);
  try {
    return readRecord(value);
  } catch (error) {
    if (error instanceof Misshapen) throw fail(error.message);
    throw error;
  }
}
