import path from 'node:path';
import { openTarget } from '../collect/target.ts';
import { ownFolder } from '../collect/agreement-files.ts';
import { makeFolder, readBounded, writeAllWhole } from '../io/files.ts';
import { signWithGpg } from '../io/gpg-signature.ts';
import { signWithSsh } from '../io/ssh-signature.ts';
import { LockstepError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import {
  agreementFileNames,
  AGREEMENT_FORMAT,
  folderOf,
  signatureName,
  statementText,
  type Party,
} from '../policy/agreement.ts';
import {
  changesSince,
  missingParties,
  signaturesFor,
  type AgreementChain,
  type JudgedAgreement,
  type Signer,
} from '../policy/agreement-chain.ts';
import {
  AGREEMENT_NAMESPACE,
  MAX_SIGNERS_BYTES,
  readAllowedSigners,
} from '../policy/allowed-signers.ts';
import { digestOf } from '../policy/canonical-json.ts';
import type { PolicyChange } from '../policy/compare-policies.ts';
import { MAX_POLICY_BYTES } from '../policy/parse-policy.ts';
import { agreementsAt } from './agreements.ts';
import { loadChecks, productRegistry } from './load-checks.ts';
import { POLICY_FILE } from './policy-file-name.ts';
import { policyAsWritten } from './policy-in-force.ts';
import type { RunRequest } from './request.ts';
import { verifySignature } from './verify-signature.ts';

export const SIGNERS_FILE = '.lockstep/allowed-signers';

/** What the parties would sign now, and where it stands. */
export interface AgreementDraft {
  readonly root: string;
  readonly chain: AgreementChain;
  readonly digest: string;
  /** `signers` is empty where there is no such file. */
  readonly texts: { readonly statement: string; readonly policy: string; readonly signers: string };
  readonly at: string;
  /** Undefined: it would be the first. */
  readonly last: JudgedAgreement | undefined;
  /** Whose keys and parties judge it. */
  readonly judge: { readonly policy: Policy; readonly signersText: string };
  readonly changes: readonly PolicyChange[];
  readonly needed: Policy['agreement']['tightening'];
  readonly signed: readonly Signer[];
  readonly missing: readonly Party[];
  /** The policy and the keys of the work tree are those that were agreed last. */
  readonly isAgreed: boolean;
}

/** Reads the work tree. Throws LockstepError('agreement') when the policy or the file of keys is missing. */
export async function draftAgreement(
  request: RunRequest,
  signal: AbortSignal,
): Promise<AgreementDraft> {
  const target = await openTarget(request.path, signal);
  const { root } = target;
  const checks = await loadChecks(productRegistry);
  const { loaded } = await policyAsWritten(target, request, checks);
  const policy = fileOf(root, POLICY_FILE, MAX_POLICY_BYTES);
  const signers = fileOf(root, SIGNERS_FILE, MAX_SIGNERS_BYTES, 'optional');
  const chain = await agreementsAt(root, undefined, checks);
  const last = chain.agreed.at(-1);
  const toSign = toBeSigned(
    chain,
    { policy, signers },
    { policy: loaded.policy, now: request.now },
  );
  const ruleIds = checks.flatMap(({ rules }) => rules.map(({ id }) => id));
  const changes = changesSince(last, loaded.policy, signers, ruleIds);
  const joins = chain.pending.some(isComplete);
  const needed = last === undefined || joins ? 'both' : signaturesFor(changes, last.policy);
  return {
    root,
    chain,
    digest: digestOf(toSign.text),
    texts: { statement: toSign.text, policy, signers },
    at: toSign.at,
    last,
    judge: {
      policy: last?.policy ?? loaded.policy,
      signersText: last?.agreement.signersText ?? signers,
    },
    changes,
    needed,
    signed: toSign.signed,
    missing: missingParties(toSign.signed, needed),
    isAgreed:
      !joins && last?.agreement.signersText === signers && last.agreement.policyText === policy,
  };
}

function isComplete({ missing }: JudgedAgreement): boolean {
  return missing.length === 0;
}

interface ToSign {
  readonly text: string;
  readonly at: string;
  readonly signed: readonly Signer[];
}

/** The statement that somebody has signed already, else a new one. It joins agreements that follow the same one. */
function toBeSigned(
  { agreed, pending }: AgreementChain,
  { policy, signers }: { readonly policy: string; readonly signers: string },
  written: { readonly policy: Policy; readonly now: string },
): ToSign {
  const last = agreed.at(-1);
  const forks = pending.filter(isComplete);
  const open = pending.find(
    ({ agreement }) =>
      agreement.policyText === policy &&
      agreement.signersText === signers &&
      forks.every(({ agreement: fork }) => agreement.statement.previous.includes(fork.digest)),
  );
  if (open !== undefined) {
    const { statementText: text, statement } = open.agreement;
    return { text, at: statement.at, signed: open.signers };
  }
  const before = [...(last === undefined ? [] : [last]), ...forks];
  // What is older than the agreement before it would never count: this clock, or that of whoever drew that one up, is wrong.
  const at =
    [`${written.now.slice(0, 19)}Z`, last?.agreement.statement.at ?? ''].toSorted().at(-1) ?? '';
  const text = statementText({
    format: AGREEMENT_FORMAT,
    product: written.policy.product.name,
    policy: digestOf(policy),
    signers: digestOf(signers),
    previous: before.map(({ agreement }) => agreement.digest),
    at,
  });
  return { text, at, signed: [] };
}

export interface Signature {
  readonly party: Party;
  readonly principal: string;
  /** The file of an SSH key, or what gpg calls a key. */
  readonly key: { readonly kind: 'ssh' | 'openpgp'; readonly name: string };
}

/**
 * Signs the draft and writes it with the signature, once the signature holds under the keys that judge it. Returns who has
 * signed now. Throws LockstepError('agreement' or 'output').
 */
export async function signDraft(
  draft: AgreementDraft,
  { party, principal, key }: Signature,
): Promise<readonly Signer[]> {
  const { root, texts, judge, at } = draft;
  const folder = path.join(ownFolder(root), folderOf(draft.digest));
  const { statement: signed } = texts;
  const signature =
    key.kind === 'ssh'
      ? await signWithSsh({ text: signed, namespace: AGREEMENT_NAMESPACE }, key.name)
      : await signWithGpg(signed, key.name);
  const verified = await verifySignature(
    { statement: signed, at, principal, signature },
    readAllowedSigners(judge.signersText),
  );
  if (verified.state === 'invalid') {
    const where = draft.last === undefined ? SIGNERS_FILE : 'the allowed signers agreed last';
    throw new LockstepError('agreement', `${key.name} is no key of ${principal} in ${where}`, {
      repair:
        'sign with a key that is listed there; a new key is added by an agreement under the old ones',
    });
  }
  makeFolder(folder);
  const { statement, policy, signers } = agreementFileNames;
  writeAllWhole([
    { file: path.join(folder, statement), content: texts.statement },
    { file: path.join(folder, policy), content: texts.policy },
    { file: path.join(folder, signers), content: texts.signers },
    { file: path.join(folder, signatureName({ party, principal })), content: signature },
  ]);
  const others = draft.signed.filter(
    (each) => each.party !== party || each.principal !== principal,
  );
  return [...others, { party, principal, key: verified.key }];
}

function fileOf(
  root: string,
  name: string,
  maxBytes: number,
  presence: 'required' | 'optional' = 'required',
): string {
  const read = readBounded(path.join(root, name), maxBytes);
  if (read.state === 'read') return Buffer.from(read.bytes).toString('utf8');
  const isAbsent = read.state === 'unreadable' && read.absent;
  if (isAbsent && presence === 'optional') return '';
  const why = read.state === 'too-large' ? `it is larger than ${maxBytes} bytes` : read.detail;
  const what = isAbsent ? `there is no ${name}` : `cannot read ${name}: ${why}`;
  const repair =
    name === POLICY_FILE ? 'write a policy first: lockstep init' : 'make it a readable file';
  throw new LockstepError('agreement', what, { repair });
}
