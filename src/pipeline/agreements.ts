import { agreementFiles } from '../collect/agreement-files.ts';
import { MAX_SIGNATURE_BYTES } from '../io/ssh-signature.ts';
import type { Check } from '../model/check.ts';
import { LockstepError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import {
  folderOf,
  readAgreement,
  signatureName,
  type StoredAgreement,
} from '../policy/agreement.ts';
import { followAgreements, type AgreementChain, type Signer } from '../policy/agreement-chain.ts';
import { readAllowedSigners } from '../policy/allowed-signers.ts';
import { withNamesIn } from '../policy/names.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { knownProfiles } from './endpoints/known-profiles.ts';
import { verifySignature } from './verify-signature.ts';

/**
 * The agreements of a commit, or of the work tree, followed from the first one. Throws LockstepError('agreement') where
 * signatures cannot be verified, or where the first agreement is gone and others are still there: what holds then cannot
 * be told.
 */
export async function agreementsAt(
  root: string,
  commit: string | undefined,
  checks: readonly Check[],
): Promise<AgreementChain> {
  const { files, problems: unread } = await agreementFiles(root, commit);
  const read = [...byFolder(files)].map(([folder, inside]) => readAgreement(folder, inside));
  const stored = read.filter((each) => typeof each !== 'string');
  const problems = [...unread, ...read.filter((each) => typeof each === 'string')];
  let verified = 0;
  const chain = await followAgreements(stored, {
    ruleIds: ruleIdsOf(checks),
    policyOf: (agreement) => policyOf(agreement, checks),
    signersOf: (agreement, signers) => {
      verified += agreement.signatures.length;
      if (verified > MAX_VERIFIED) throw tooMany();
      return signersOf(agreement, signers, problems);
    },
  });
  const fault = chain.agreed.length > 0 ? undefined : faultOfFirst(stored, chain);
  if (fault !== undefined) {
    throw new LockstepError('agreement', fault, {
      repair: 'restore .lockstep/agreement as it is in the history of git',
    });
  }
  return { ...chain, problems: [...problems, ...chain.problems] };
}

/**
 * A change that takes away what is agreed at its base would put an older policy in force once it is merged, and nobody had
 * signed that. Throws LockstepError('agreement').
 */
export async function refuseRemoval(
  root: string,
  atBase: AgreementChain['agreed'],
  checks: readonly Check[],
): Promise<void> {
  if (atBase.length === 0) return;
  const { agreed } = await agreementsAt(root, undefined, checks);
  const kept = new Set(
    agreed.flatMap(({ agreement }) => [agreement.digest, ...agreement.statement.previous]),
  );
  const gone = atBase.find(({ agreement }) => !kept.has(agreement.digest));
  if (gone === undefined) return;
  const folder = folderOf(gone.agreement.digest);
  throw new LockstepError(
    'agreement',
    `this change puts agreement ${folder}, which is in force at its base, out of force`,
    {
      repair: `restore .lockstep/agreement/${folder}; where another agreement follows the same one, join them: lockstep agree`,
    },
  );
}

/** At 10 ms each; what lies there is written by whoever can change the target. */
const MAX_VERIFIED = 1_000;

function tooMany(): LockstepError {
  return new LockstepError(
    'agreement',
    `there are more than ${MAX_VERIFIED} signatures to verify`,
    {
      repair: 'remove agreements that nobody signed from .lockstep/agreement',
    },
  );
}

async function policyOf(
  agreement: StoredAgreement,
  checks: readonly Check[],
): Promise<Policy | LockstepError> {
  try {
    return (await agreedPolicy(agreement, checks)).policy;
  } catch (error) {
    if (error instanceof LockstepError) return error;
    throw error;
  }
}

/** Without a first agreement nothing says which policy holds, so a second one beside it must not do away with it. */
function faultOfFirst(
  stored: readonly StoredAgreement[],
  { pending }: AgreementChain,
): string | undefined {
  if (pending.filter(({ missing }) => missing.length === 0).length > 1) {
    return 'there are two first agreements: which one holds cannot be told';
  }
  const isCutOff = stored.some(({ statement }) => statement.previous.length > 0);
  return isCutOff ? 'the first agreement is missing or was changed' : undefined;
}

/**
 * The policy of an agreement, ready to decide with. Names of rules and checks in it are taken as known: a rule may have been
 * retired since, and nobody can mend what was signed.
 */
export async function agreedPolicy(
  { digest, policyText }: StoredAgreement,
  checks: readonly Check[],
): ReturnType<typeof parsePolicy> {
  const known = { ruleIds: ruleIdsOf(checks), checkIds: checks.map(({ id }) => id) };
  return parsePolicy(policyText, `the policy of agreement ${folderOf(digest)}`, {
    ...withNamesIn(policyText, known),
    ...knownProfiles(checks),
  });
}

function ruleIdsOf(checks: readonly Check[]): readonly string[] {
  return checks.flatMap(({ rules }) => rules.map(({ id }) => id));
}

function byFolder(files: ReadonlyMap<string, string>): ReadonlyMap<string, Map<string, string>> {
  const folders = new Map<string, Map<string, string>>();
  for (const [name, text] of files) {
    const [folder = '', file = ''] = name.split('/');
    const inside = folders.get(folder) ?? new Map<string, string>();
    folders.set(folder, inside.set(file, text));
  }
  return folders;
}

async function signersOf(
  agreement: StoredAgreement,
  signersText: string,
  problems: string[],
): Promise<readonly Signer[]> {
  const allowed = readAllowedSigners(signersText);
  const held: Signer[] = [];
  for (const signature of agreement.signatures) {
    const { party, principal, text } = signature;
    const where = `${folderOf(agreement.digest)}/${signatureName(signature)}`;
    if (text.length > MAX_SIGNATURE_BYTES) {
      problems.push(`${where} does not count: it is too large for a signature`);
      continue;
    }
    const verified = await verifySignature(
      {
        statement: agreement.statementText,
        at: agreement.statement.at,
        principal,
        signature: text,
      },
      allowed,
    );
    if (verified.state === 'valid') held.push({ party, principal, key: verified.key });
    else problems.push(`${where} does not count: ${verified.detail}`);
  }
  return held;
}
