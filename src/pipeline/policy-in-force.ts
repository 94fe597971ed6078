import path from 'node:path';
import { readFileAt } from '../collect/blobs.ts';
import type { OpenTarget } from '../collect/target.ts';
import { readBounded } from '../io/files.ts';
import type { Check } from '../model/check.ts';
import { LockstepError } from '../model/error.ts';
import type { GitBase } from '../model/git.ts';
import type { PolicySource } from '../model/policy.ts';
import { digestOf } from '../policy/canonical-json.ts';
import { defaultLoadedPolicy } from '../policy/default-policy.ts';
import { policyDifference } from '../policy/difference.ts';
import type { LoadedPolicy } from '../policy/parse-policy.ts';
import { MAX_POLICY_BYTES, parsePolicy } from '../policy/parse-policy.ts';
import { knownProfiles } from './endpoints/known-profiles.ts';
import { POLICY_FILE } from './policy-file-name.ts';
import type { RunRequest } from './request.ts';

export interface PolicyInForce {
  readonly loaded: LoadedPolicy;
  readonly source: PolicySource;
}

/**
 * The policy that judges this run: the file that the user named, else the target's, else the default. Where the change
 * is compared with a ref, the ref's version holds, so that a change cannot approve itself; the work tree's version must
 * be valid all the same, for it will hold once merged.
 */
export async function policyInForce(
  target: OpenTarget,
  request: RunRequest,
  base: GitBase | undefined,
  checks: readonly Check[],
): Promise<PolicyInForce> {
  const { policyFile, now } = request;
  const parse = (name: string, text: string | undefined): Promise<PolicyInForce> =>
    load(name, text, checks, now);
  if (policyFile !== undefined) return parse(policyFile, readPolicyFile(policyFile, 'required'));
  const text = readPolicyFile(path.join(target.root, POLICY_FILE), 'optional');
  const own = await parse(POLICY_FILE, text);
  if (base === undefined) return own;
  const bytes = await readFileAt(target.root, base.commit, POLICY_FILE, MAX_POLICY_BYTES);
  const name = `${POLICY_FILE} at ${base.ref} (${base.commit.slice(0, 7)})`;
  const protectedText = bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  const held = await parse(bytes === undefined ? `${base.ref} has none` : name, protectedText);
  if (protectedText === text) return held;
  const ruleIds = checks.flatMap(({ rules }) => rules.map(({ id }) => id));
  const change = policyDifference(held.loaded.policy, own.loaded.policy, ruleIds);
  if (change === undefined) return held;
  const differs = `This change alters ${POLICY_FILE}: ${change}. It is judged by the policy of ${base.ref}; the new one holds once merged.`;
  return { ...held, source: { ...held.source, differs } };
}

async function load(
  name: string,
  text: string | undefined,
  checks: readonly Check[],
  now: string,
): Promise<PolicyInForce> {
  if (text === undefined) {
    const none = name === POLICY_FILE ? 'built-in default' : `built-in default (${name})`;
    return { loaded: defaultLoadedPolicy, source: { name: none, digest: digestOf(''), text: '' } };
  }
  const ruleIds = checks.flatMap(({ rules }) => rules.map(({ id }) => id));
  const checkIds = checks.map(({ id }) => id);
  const loaded = await parsePolicy(text, name, {
    ruleIds,
    checkIds,
    now,
    ...knownProfiles(checks),
  });
  return { loaded, source: { name, digest: digestOf(text), text } };
}

function readPolicyFile(file: string, presence: 'required' | 'optional'): string | undefined {
  const read = readBounded(file, MAX_POLICY_BYTES);
  if (read.state === 'read') return Buffer.from(read.bytes).toString('utf8');
  if (read.state === 'unreadable' && read.absent && presence === 'optional') return undefined;
  const why = read.state === 'too-large' ? 'larger than 1 MiB' : read.detail;
  throw new LockstepError('policy', `cannot read the policy ${file}: ${why}`, {
    repair: 'name a readable file of at most 1 MiB; "lockstep init" writes a new one',
  });
}
