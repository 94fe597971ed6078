import { canonicalJson } from './canonical-json.ts';
import { readStatement } from './attestation-shape.ts';
import { linkOf, type Envelope } from './envelope.ts';
import type { KnownNames } from './names.ts';
import { EXTENSION, statementOf, type Statement } from './statement.ts';
import { verifyParsed } from './verify.ts';

/** Whether a trusted key signed the envelope. */
export type IsSigned = (envelope: Envelope) => boolean;

export interface AttestationOptions extends KnownNames {
  readonly isSigned: IsSigned;
  readonly policyText?: string;
  /** What the consumer expects to be attested: a commit. */
  readonly commit?: string;
}

export interface VerifiedAttestation {
  readonly statement: Statement;
  /** For the next one in the chain. */
  readonly link: string;
  readonly problems: readonly string[];
}

/**
 * The steps of a consumer (slsa.dev/spec/v1.2/verification_summary, "How to verify"): signature, subject, predicate type,
 * verifier, resource, result and levels. The last five are computed again from the record in the statement, and so is the
 * decision itself. Throws LockstepError('decision-record') for what cannot be read.
 */
export async function verifyAttestation(
  envelope: Envelope,
  name: string,
  options: AttestationOptions,
): Promise<VerifiedAttestation> {
  const { statement, record, context } = readStatement(envelope.payload, name);
  const problems: string[] = [];
  if (!options.isSigned(envelope)) problems.push('no trusted key signed it');
  const verified = await verifyParsed(record, name, options);
  problems.push(...verified.problems);
  const again = statementOf(record, verified.policy, context);
  problems.push(...differences(statement, again, ''));
  const { commit } = options;
  if (commit !== undefined && statement.subject[0]?.digest['gitCommit'] !== commit) {
    problems.push(`it is not about the commit ${commit}`);
  }
  return { statement, link: linkOf(envelope), problems };
}

/** What does not hold between attestations in the order in which they were made, the oldest first; by the place in the list. */
export function chainProblems(
  chain: readonly Pick<VerifiedAttestation, 'statement' | 'link'>[],
): ReadonlyMap<number, string> {
  const problems = new Map<number, string>();
  for (const [index, { statement }] of chain.entries()) {
    const before = chain[index - 1];
    const { previous } = statement.predicate[EXTENSION];
    if (before === undefined || previous === before.link) continue;
    const known = chain.findIndex(({ link }) => link === previous);
    const what =
      previous === undefined
        ? 'it names no attestation before it: a chain begins here'
        : known === -1
          ? 'the attestation that it follows is missing'
          : 'it follows another attestation of this list: the order is wrong';
    problems.set(index, what);
  }
  return problems;
}

/** The fields in which a statement differs from the one that its record gives. The record was compared by its digests. */
function differences(stated: unknown, computed: unknown, place: string): readonly string[] {
  if (place === `predicate.${EXTENSION}.record`) return [];
  if (isObject(stated) && isObject(computed)) {
    const keys = [...new Set([...Object.keys(stated), ...Object.keys(computed)])].toSorted();
    return keys.flatMap((key) =>
      differences(stated[key], computed[key], place === '' ? key : `${place}.${key}`),
    );
  }
  return canonicalJson(stated) === canonicalJson(computed)
    ? []
    : [`${place} is not what its record gives`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
