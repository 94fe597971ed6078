import path from 'node:path';
import { readFileAt } from '../collect/blobs.ts';
import type { OpenTarget } from '../collect/target.ts';
import { readBounded } from '../io/files.ts';
import type { Check } from '../model/check.ts';
import { LockstepError } from '../model/error.ts';
import type { GitBase } from '../model/git.ts';
import type { PolicyAgreement, PolicySource } from '../model/policy.ts';
import { folderOf } from '../policy/agreement.ts';
import { signaturesFor, type JudgedAgreement } from '../policy/agreement-chain.ts';
import { digestOf } from '../policy/canonical-json.ts';
import { comparePolicies } from '../policy/compare-policies.ts';
import { defaultLoadedPolicy } from '../policy/default-policy.ts';
import { policyDifference } from '../policy/difference.ts';
import type { LoadedPolicy } from '../policy/parse-policy.ts';
import { MAX_POLICY_BYTES, parsePolicy } from '../policy/parse-policy.ts';
import { agreedPolicy, agreementsAt, refuseRemoval } from './agreements.ts';
import { knownProfiles } from './endpoints/known-profiles.ts';
import { POLICY_FILE } from './policy-file-name.ts';
import type { RunRequest } from './request.ts';
import { withServiceAgreement } from './agreed-in-service.ts';

/** More are listed by "lockstep agree status". */
const MAX_PROBLEMS_TOLD = 3;

export interface PolicyInForce {
  readonly loaded: LoadedPolicy;
  readonly source: PolicySource;
  /** What could not be looked at; each one sentence. */
  readonly notes?: readonly string[];
}

/**
 * The policy that judges this run: the file that the user named, else the target's, else the default. Where the change
 * is compared with a ref, the ref's version holds, so that a change cannot approve itself; the work tree's version must
 * be valid all the same, for it will hold once merged. Where both parties agreed on a policy, what loosens it holds only
 * once they agree on that too.
 */
export async function policyInForce(
  target: OpenTarget,
  request: RunRequest,
  base: GitBase | undefined,
  checks: readonly Check[],
): Promise<PolicyInForce> {
  const found = await policyFound(target, request, base, checks);
  if (request.policyFile !== undefined) return found;
  const held = await agreedOrFound(target.root, base?.commit, found, checks);
  // Where people have agreed by keys, which anybody can verify, these alone decide.
  const isByKeys = held.source.agreement !== undefined;
  return isByKeys ? held : withServiceAgreement(target, held, request, checks);
}

/** The policy that this text would be. Throws LockstepError('policy') with every fault. */
export function readPolicyText(
  text: string,
  checks: readonly Check[],
  now: string,
): Promise<PolicyInForce> {
  return load(POLICY_FILE, text, checks, now);
}

/** The policy as the file of the target says, or the one that the user named: agreed or not. */
export async function policyAsWritten(
  { root }: OpenTarget,
  { policyFile, now }: Pick<RunRequest, 'policyFile' | 'now'>,
  checks: readonly Check[],
): Promise<PolicyInForce> {
  if (policyFile !== undefined) {
    return load(policyFile, readPolicyFile(policyFile, 'required'), checks, now);
  }
  return load(POLICY_FILE, readPolicyFile(path.join(root, POLICY_FILE), 'optional'), checks, now);
}

async function policyFound(
  target: OpenTarget,
  request: RunRequest,
  base: GitBase | undefined,
  checks: readonly Check[],
): Promise<PolicyInForce> {
  const parse = (name: string, text: string | undefined): Promise<PolicyInForce> =>
    load(name, text, checks, request.now);
  const own = await policyAsWritten(target, request, checks);
  if (base === undefined || request.policyFile !== undefined) return own;
  const bytes = await readFileAt(target.root, base.commit, POLICY_FILE, MAX_POLICY_BYTES);
  const name = `${POLICY_FILE} at ${base.ref} (${base.commit.slice(0, 7)})`;
  const protectedText = bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  const held = await parse(bytes === undefined ? `${base.ref} has none` : name, protectedText);
  if (held.source.text === own.source.text) return held;
  const ruleIds = checks.flatMap(({ rules }) => rules.map(({ id }) => id));
  const change = policyDifference(held.loaded.policy, own.loaded.policy, ruleIds);
  if (change === undefined) return held;
  const differs = `This change alters ${POLICY_FILE}: ${change}. It is judged by the policy of ${base.ref}; the new one holds once merged.`;
  return { ...held, source: { ...held.source, differs } };
}

/** What was agreed last, unless the policy that was found only does what needs nobody's signature. */
async function agreedOrFound(
  root: string,
  commit: string | undefined,
  found: PolicyInForce,
  checks: readonly Check[],
): Promise<PolicyInForce> {
  const { agreed, problems } = await agreementsAt(root, commit, checks);
  const last = agreed.at(-1);
  if (commit !== undefined) await refuseRemoval(root, agreed, checks);
  if (last === undefined) return problems.length === 0 ? found : withoutAgreement(found, problems);
  const held = await judgedBy(last, found, problems, checks);
  return { ...held, source: { ...held.source, agreement: signedBy(last) } };
}

function signedBy({ agreement, signers }: JudgedAgreement): PolicyAgreement {
  const { digest, statement } = agreement;
  const signed = signers.map(({ party, principal: name }) => ({ party, name }));
  return { digest, at: statement.at, signed };
}

async function judgedBy(
  last: JudgedAgreement,
  found: PolicyInForce,
  problems: readonly string[],
  checks: readonly Check[],
): Promise<PolicyInForce> {
  if (last.agreement.policyText === found.source.text) return found;
  const ruleIds = checks.flatMap(({ rules }) => rules.map(({ id }) => id));
  const change = policyDifference(last.policy, found.loaded.policy, ruleIds);
  if (change === undefined) return found;
  const changes = comparePolicies(last.policy, found.loaded.policy, ruleIds);
  const needed = signaturesFor(changes, last.policy);
  if (needed === 'none') return found;
  const { digest, statement, policyText } = last.agreement;
  const who = needed === 'both' ? 'both parties' : 'one party';
  const more = found.source.differs === undefined ? [] : [found.source.differs];
  const unsure =
    problems.length === 0
      ? ''
      : ` What does not count: ${problems.slice(0, MAX_PROBLEMS_TOLD).join('; ')}.`;
  const differs = `${found.source.name} is not in force: ${change}, and that needs the signature of ${who} ("lockstep agree"). In force is what was agreed on ${statement.at.slice(0, 10)}.${unsure}`;
  return {
    loaded: await agreedPolicy(last.agreement, checks),
    source: {
      name: `agreement ${folderOf(digest)}`,
      digest: digestOf(policyText),
      text: policyText,
      differs: [differs, ...more].join(' '),
    },
  };
}

function withoutAgreement(found: PolicyInForce, problems: readonly string[]): PolicyInForce {
  const told = problems.slice(0, MAX_PROBLEMS_TOLD).join('; ');
  const differs = `No agreement is in force, so ${found.source.name} holds as it is written: ${told}.`;
  const more = found.source.differs === undefined ? [] : [found.source.differs];
  return { ...found, source: { ...found.source, differs: [differs, ...more].join(' ') } };
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
