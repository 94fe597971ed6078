import type { MainlineStep } from '../../collect/mainline.ts';
import {
  MAX_BASELINE_BYTES,
  parseBaseline,
  type StoredBaseline,
} from '../../fingerprint/baseline-file.ts';
import { LockstepError } from '../../model/error.ts';
import type { Policy } from '../../model/policy.ts';
import { defaultPolicy } from '../../policy/default-policy.ts';
import type { KnownNames } from '../../policy/names.ts';
import { MAX_POLICY_BYTES, parsePolicy } from '../../policy/parse-policy.ts';
import { POLICY_FILE } from '../policy-file-name.ts';
import { BASELINE_FILE } from '../stored-baseline.ts';
import { pastTexts, type PastText } from './past-files.ts';

/** What both teams had agreed on when a change was made, as its base had it: a change does not approve itself. */
export interface PastAgreement extends Pick<Policy, 'waivers' | 'suppressions'> {
  readonly baseline: StoredBaseline | undefined;
}

export interface PastAgreements {
  /** In the order of the steps. */
  readonly agreements: readonly PastAgreement[];
  readonly notes: readonly string[];
}

/** The waivers, rules for comments and stored baselines that were valid at the base of each step. */
export async function pastAgreements(
  root: string,
  steps: readonly MainlineStep[],
  names: KnownNames,
): Promise<PastAgreements> {
  const [policies, baselines] = await Promise.all([
    pastTexts(root, steps, { path: POLICY_FILE, maxBytes: MAX_POLICY_BYTES }),
    pastTexts(root, steps, { path: BASELINE_FILE, maxBytes: MAX_BASELINE_BYTES }),
  ]);
  const policyOf = rememberingLast(async (text) => parsePolicy(text, POLICY_FILE, names));
  const baselineOf = rememberingLast(async (text) => parseBaseline(text, BASELINE_FILE));
  const agreements: PastAgreement[] = [];
  const unread = { policies: 0, baselines: 0 };
  for (const [index, policyText] of policies.entries()) {
    const baselineText = baselines[index] ?? { state: 'absent' };
    const loaded = await policyOf(policyText);
    const baseline = await baselineOf(baselineText);
    if (policyText.state !== 'absent' && loaded === undefined) unread.policies += 1;
    if (baselineText.state !== 'absent' && baseline === undefined) unread.baselines += 1;
    const { waivers, suppressions } = loaded?.policy ?? defaultPolicy;
    agreements.push({ waivers, suppressions, baseline });
  }
  return {
    agreements,
    notes: [
      ...notesOn(unread.policies, POLICY_FILE, 'waivers'),
      ...notesOn(unread.baselines, BASELINE_FILE, 'findings'),
    ],
  };
}

function notesOn(count: number, file: string, what: string): readonly string[] {
  if (count === 0) return [];
  const changes = count === 1 ? '1 change' : `${count} changes`;
  return [
    `At ${changes} this version cannot read the ${file} of that time: its ${what} did not count, so more may be stopped here than was right.`,
  ];
}

/**
 * Parses each version once: neighbours have the same text. An old one may name rules that are gone, or lack what is asked
 * today: then nothing of it is known.
 */
function rememberingLast<T>(
  parse: (text: string) => Promise<T>,
): (past: PastText) => Promise<T | undefined> {
  let known: { readonly text: string; readonly parsed: T | undefined } | undefined;
  return async (past) => {
    if (past.state !== 'read') return undefined;
    if (known?.text !== past.text) {
      known = { text: past.text, parsed: await parsedOrNothing(parse, past.text) };
    }
    return known.parsed;
  };
}

async function parsedOrNothing<T>(
  parse: (text: string) => Promise<T>,
  text: string,
): Promise<T | undefined> {
  try {
    return await parse(text);
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}
