import { digestOf } from './canonical-json.ts';
import { fieldsShape, listShape, Misshapen, textShape, wordShape } from './shape.ts';

export const AGREEMENT_FORMAT = 'lockstep-agreement/1';
/** What may stand in the name of a signature's file, and what no program can take for an option. */
const PRINCIPAL = /^[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,99}$/u;
/** First hex digits of the statement's digest: what the folder of an agreement is called. */
const FOLDER_DIGITS = 16;

/** The sides that agree; the keys of `parties` in the policy. */
export const partyNames = ['development', 'security'] as const;
export type Party = (typeof partyNames)[number];

/** What the parties sign. */
export interface AgreementStatement {
  readonly format: typeof AGREEMENT_FORMAT;
  readonly product: string;
  /** `sha256:<hex>` of the bytes of the policy, and of the file of the keys that judge the next agreement. */
  readonly policy: string;
  readonly signers: string;
  /** Digests of the statements that this one follows; empty: the first of all. */
  readonly previous: readonly string[];
  /** When it was drawn up, ISO 8601 in UTC to the second: the time at which keys must have been valid. */
  readonly at: string;
}

/** One signature as it lies in a file, not verified. */
export interface AgreementSignature {
  readonly party: Party;
  readonly principal: string;
  readonly text: string;
}

/** An agreement as it lies in its folder: its digests hold, its signatures are not verified. */
export interface StoredAgreement {
  readonly digest: string;
  readonly statement: AgreementStatement;
  readonly statementText: string;
  readonly policyText: string;
  readonly signersText: string;
  readonly signatures: readonly AgreementSignature[];
}

const digest = textShape({ pattern: /^sha256:[0-9a-f]{64}$/u, what: 'sha256:<hex>' });
const format = wordShape([AGREEMENT_FORMAT]);
const statementShape = fieldsShape({
  format,
  product: textShape(),
  policy: digest,
  signers: digest,
  previous: listShape(digest),
  at: textShape({
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u,
    what: 'a time such as 2026-06-01T00:00:00Z',
  }),
});

/** The bytes that are signed. */
export function statementText(statement: AgreementStatement): string {
  return `${JSON.stringify(statement, undefined, 2)}\n`;
}

export function folderOf(statementDigest: string): string {
  return statementDigest.slice('sha256:'.length, 'sha256:'.length + FOLDER_DIGITS);
}

export function isPrincipal(text: string): boolean {
  return PRINCIPAL.test(text);
}

export function signatureName({ party, principal }: Omit<AgreementSignature, 'text'>): string {
  return `${party}.${principal}.sig`;
}

export const agreementFileNames = {
  statement: 'statement.json',
  policy: 'policy.yaml',
  signers: 'allowed-signers',
} as const;

/** Takes the files of one folder for an agreement, or says in one sentence why it is none. */
export function readAgreement(
  folder: string,
  files: ReadonlyMap<string, string>,
): StoredAgreement | string {
  const text = files.get(agreementFileNames.statement);
  const policyText = files.get(agreementFileNames.policy);
  const signersText = files.get(agreementFileNames.signers);
  if (text === undefined || policyText === undefined || signersText === undefined) {
    return `${folder} is no whole agreement: it needs ${Object.values(agreementFileNames).join(', ')}`;
  }
  const statement = readStatement(text);
  if (typeof statement === 'string') return `${folder}: ${statement}`;
  const own = digestOf(text);
  if (folderOf(own) !== folder) return `${folder}: the statement is that of another folder`;
  if (digestOf(policyText) !== statement.policy) return `${folder}: the policy was changed`;
  if (digestOf(signersText) !== statement.signers) return `${folder}: the keys were changed`;
  return {
    digest: own,
    statement,
    statementText: text,
    policyText,
    signersText,
    signatures: [...files].flatMap(([name, signature]) => signatureOf(name, signature)),
  };
}

function readStatement(text: string): AgreementStatement | string {
  try {
    const parsed: unknown = JSON.parse(text);
    return statementShape.read(parsed, 'the statement');
  } catch (error) {
    if (error instanceof Misshapen) return error.message;
    if (error instanceof SyntaxError) return 'the statement is not JSON, or torn';
    throw error;
  }
}

function signatureOf(name: string, text: string): readonly AgreementSignature[] {
  const party = partyNames.find((each) => name.startsWith(`${each}.`));
  if (party === undefined || !name.endsWith('.sig')) return [];
  const principal = name.slice(party.length + 1, -'.sig'.length);
  return isPrincipal(principal) ? [{ party, principal, text }] : [];
}
