import { LockstepError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import { folderOf, partyNames, type Party, type StoredAgreement } from './agreement.ts';
import { comparePolicies, needsBoth, type PolicyChange } from './compare-policies.ts';

/** A signature that holds: who, for which party, with which key (its fingerprint). */
export interface Signer {
  readonly party: Party;
  readonly principal: string;
  readonly key: string;
}

/** An agreement whose signatures were verified under the keys that judge it. */
export interface JudgedAgreement {
  readonly agreement: StoredAgreement;
  readonly policy: Policy;
  readonly signers: readonly Signer[];
  readonly changes: readonly PolicyChange[];
  /** Parties whose signature it still needs; empty: it is agreed. */
  readonly missing: readonly Party[];
}

export interface AgreementChain {
  /** Agreed by those who had to, the first one first; the last one is in force. */
  readonly agreed: readonly JudgedAgreement[];
  /** What could follow the last one, were it signed. */
  readonly pending: readonly JudgedAgreement[];
  /** What does not count, each one sentence. */
  readonly problems: readonly string[];
}

/** What following a chain needs of the world. */
export interface ChainMeans {
  readonly ruleIds: readonly string[];
  /** The error says why it cannot be read. */
  policyOf(agreement: StoredAgreement): Promise<Policy | LockstepError>;
  /** The signatures that hold under these keys. Reports the others itself. */
  signersOf(agreement: StoredAgreement, signersText: string): Promise<readonly Signer[]>;
}

/**
 * Follows agreements from the first one. Each is judged by the keys, the parties and the rules of the one before it, so that
 * no change can bring its own keys; the first by its own: it is trusted on first use. Of two that follow the same one, what
 * both parties signed goes before what fewer did; else neither holds until both sign a third that names them.
 */
export async function followAgreements(
  all: readonly StoredAgreement[],
  means: ChainMeans,
): Promise<AgreementChain> {
  const agreed: JudgedAgreement[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  // Each round adds one: a chain cannot be longer than there are agreements.
  for (;;) {
    const last = agreed.at(-1);
    const next = all.filter(
      ({ digest, statement }) => !seen.has(digest) && follows(statement, last),
    );
    const judged = await judgeAll(next, last, means, problems);
    const complete = judged.filter(isComplete);
    const chosen = complete.length > 1 ? await strongest(complete, all, means) : complete[0];
    if (chosen !== undefined) {
      agreed.push(chosen);
      const passed = passedBy(chosen, next);
      for (const { digest } of [chosen.agreement, ...passed]) seen.add(digest);
      problems.push(...complete.flatMap((each) => passedOver(each, chosen)));
      continue;
    }
    if (complete.length > 1) problems.push(forkOf(complete));
    const known = new Set([...seen, ...next.map(({ digest }) => digest)]);
    for (const { digest } of all.filter((each) => !known.has(each.digest))) {
      problems.push(`agreement ${folderOf(digest)} follows none that is in force`);
    }
    return { agreed, pending: judged, problems };
  }
}

function follows(
  { previous, at }: StoredAgreement['statement'],
  last: JudgedAgreement | undefined,
): boolean {
  if (last === undefined) return previous.length === 0;
  return previous.includes(last.agreement.digest) && at >= last.agreement.statement.at;
}

async function judgeAll(
  next: readonly StoredAgreement[],
  last: JudgedAgreement | undefined,
  means: ChainMeans,
  problems: string[],
): Promise<readonly JudgedAgreement[]> {
  const judged: JudgedAgreement[] = [];
  for (const each of next) {
    const judgement = await judgeAgreement(each, last, means, problems);
    if (judgement !== undefined) judged.push(judgement);
  }
  return judged;
}

function isComplete({ missing }: JudgedAgreement): boolean {
  return missing.length === 0;
}

/**
 * Of several that follow the same one, the one on which both parties agreed, itself or by what follows it; of several such
 * the one that joins them. What one signature made an agreement must not put out of force what two did.
 */
async function strongest(
  complete: readonly JudgedAgreement[],
  all: readonly StoredAgreement[],
  means: ChainMeans,
): Promise<JudgedAgreement | undefined> {
  const held: JudgedAgreement[] = [];
  for (const each of complete) {
    if (await isHeldByBoth(each, all, means)) held.push(each);
  }
  return held.length > 1 ? joining(held, means) : held[0];
}

/** Goes on only along what somebody signed, and those are counted: it ends. */
async function isHeldByBoth(
  judged: JudgedAgreement,
  all: readonly StoredAgreement[],
  means: ChainMeans,
): Promise<boolean> {
  if (missingParties(judged.signers, 'both').length === 0) return true;
  const next = all.filter(({ statement }) => follows(statement, judged));
  // Their faults are told where they are followed.
  for (const each of await judgeAll(next, judged, means, [])) {
    if (isComplete(each) && (await isHeldByBoth(each, all, means))) return true;
  }
  return false;
}

/** What follows the chosen one too is not passed: it is judged again, under that one. */
function passedBy(
  { agreement: { digest: own } }: JudgedAgreement,
  next: readonly StoredAgreement[],
): readonly StoredAgreement[] {
  return next.filter(
    ({ digest, statement }) => digest !== own && !statement.previous.includes(own),
  );
}

/** Says of an agreement that is neither the chosen one nor joined by it, nor follows it, that it does not count. */
function passedOver({ agreement }: JudgedAgreement, chosen: JudgedAgreement): readonly string[] {
  const { digest, statement } = chosen.agreement;
  const isPassed = passedBy(chosen, [agreement]).length > 0;
  if (!isPassed || statement.previous.includes(agreement.digest)) return [];
  return [
    `agreement ${folderOf(agreement.digest)} does not count: both parties agreed on ${folderOf(digest)} instead; remove it, or agree on what it adds`,
  ];
}

/**
 * Of several that follow the same one, the one that names all others as its predecessors and is signed under the keys and
 * parties of each: a key that one of them dropped cannot speak for it.
 */
async function joining(
  complete: readonly JudgedAgreement[],
  means: ChainMeans,
): Promise<JudgedAgreement | undefined> {
  for (const each of complete) {
    const { digest: own, statement } = each.agreement;
    const others = complete.filter(({ agreement: { digest } }) => digest !== own);
    if (!others.every(({ agreement: { digest } }) => statement.previous.includes(digest))) continue;
    const under = await Promise.all(
      others.map((other) => judgeAgreement(each.agreement, other, means, [])),
    );
    if (under.every((judged) => judged !== undefined && isComplete(judged))) return each;
  }
  return undefined;
}

function forkOf(complete: readonly JudgedAgreement[]): string {
  const names = complete.map(({ agreement }) => folderOf(agreement.digest)).join(' and ');
  return `agreements ${names} follow the same one, so neither is in force: agree once more, "lockstep agree" joins them; or remove one`;
}

/** Undefined, with a problem, where its policy cannot be read and not both parties signed it. */
async function judgeAgreement(
  agreement: StoredAgreement,
  last: JudgedAgreement | undefined,
  means: ChainMeans,
  problems: string[],
): Promise<JudgedAgreement | undefined> {
  const judge = last?.agreement ?? agreement;
  const held = await means.signersOf(agreement, judge.signersText);
  const policy = await means.policyOf(agreement);
  const before = last?.policy ?? policy;
  const signers =
    before instanceof LockstepError
      ? []
      : held.filter(({ party, principal }) => before.parties[party].includes(principal));
  if (policy instanceof LockstepError) {
    // What both agreed on must not be passed over: an older policy would hold in its place.
    if (missingParties(signers, 'both').length === 0) throw policy;
    problems.push(`agreement ${folderOf(agreement.digest)} does not count: ${policy.message}`);
    return undefined;
  }
  const changes = changesSince(last, policy, agreement.signersText, means.ruleIds);
  const needed = last === undefined ? 'both' : signaturesFor(changes, last.policy);
  return { agreement, policy, signers, changes, missing: missingParties(signers, needed) };
}

/** What a policy and its keys change about an agreement; nothing where there is none yet. */
export function changesSince(
  last: JudgedAgreement | undefined,
  policy: Policy,
  signersText: string,
  ruleIds: readonly string[],
): readonly PolicyChange[] {
  if (last === undefined) return [];
  const changes = comparePolicies(last.policy, policy, ruleIds);
  if (signersText === last.agreement.signersText) return changes;
  return [...changes, { key: 'allowed-signers', direction: 'governing' }];
}

/** How many parties these changes need under the policy that is in force. */
export function signaturesFor(
  changes: readonly PolicyChange[],
  inForce: Policy,
): Policy['agreement']['tightening'] {
  return needsBoth(changes) ? 'both' : inForce.agreement.tightening;
}

/** Which parties have yet to sign. A person counts for one party only, and so does a key. */
export function missingParties(
  signers: readonly Signer[],
  needed: Policy['agreement']['tightening'],
): readonly Party[] {
  // Nothing is agreed by nobody: where no signature is needed, one makes it the agreement that the next is compared with.
  if (needed !== 'both') return signers.length > 0 ? [] : partyNames;
  const isPair = signers.some((one) =>
    signers.some(
      (other) =>
        one.party !== other.party && one.principal !== other.principal && one.key !== other.key,
    ),
  );
  if (isPair) return [];
  const parties = new Set(signers.map(({ party }) => party));
  // Both parties signed and yet no pair: the same person or key stands for both.
  const first = signers[0]?.party;
  return partyNames.filter((party) => (parties.size === 2 ? party !== first : !parties.has(party)));
}
