import path from 'node:path';
import { checks } from '../../checks/registry.ts';
import { readBounded } from '../../io/files.ts';
import { readVerifier } from '../../io/signing-key.ts';
import { LockstepError } from '../../model/error.ts';
import {
  isEnvelope,
  PAYLOAD_TYPE,
  preAuthenticationEncoding,
  readEnvelope,
} from '../../policy/envelope.ts';
import { EXTENSION, type Statement } from '../../policy/statement.ts';
import {
  chainProblems,
  verifyAttestation,
  type AttestationOptions,
  type IsSigned,
  type VerifiedAttestation,
} from '../../policy/verify-attestation.ts';
import { verifyRecord } from '../../policy/verify.ts';
import type { Arguments } from '../args.ts';
import { usage } from '../args.ts';
import { readJson } from '../attest.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import type { ExitCode, Shell } from '../shell.ts';

const MAX_FILE_BYTES = 256 * 2 ** 20;
/** A chain of more is verified in parts. */
const MAX_CHAIN = 1_000;

/** `lockstep verify <file…>`. */
export const verify: Command = {
  name: 'verify',
  summary: 'compute recorded or attested decisions again, and check signatures and chain',
  operands: '<file…>',
  maxOperands: MAX_CHAIN,
  description: `Checks the digests of a decision record and computes the decision again from the policy, findings and clock in
it. Of attestations it checks the signature with the key that you trust, every field against the record within, and, of several in
the order in which they were made, that each follows the one before. Needs neither the repository nor a network. Exit code 0: all
of it holds; 2: it does not. That a decision holds does not mean that it let the build through: ask for that with --passed.`,
  examples: [
    { line: 'lockstep check -f decision -o decision.json', does: 'record a decision' },
    { line: 'lockstep verify decision.json', does: 'compute it again' },
    {
      line: 'lockstep verify decision.json --policy lockstep.yaml',
      does: 'and was it this policy?',
    },
    {
      line: 'lockstep verify 1.json 2.json --public-key gate.pub --passed',
      does: 'signed, chained, and both builds were let through',
    },
  ],
  flags: {
    policy: { value: 'FILE', help: 'also check that the decision was made under this policy' },
    'public-key': {
      value: 'FILE',
      help: 'of attestations: the Ed25519 key in PEM that is trusted',
    },
    commit: { value: 'ID', help: 'of an attestation: also check that it is about this commit' },
    passed: { help: 'also check that each decision let its build through' },
  },
  run: verifyFiles,
};

async function verifyFiles(input: Arguments, shell: Shell): Promise<ExitCode> {
  const names = input.positionals;
  const [first] = names;
  if (first === undefined) {
    throw new LockstepError('usage', 'verify needs the file of a decision record', {
      repair:
        'lockstep verify decision.json (written by: lockstep check -f decision -o decision.json)',
    });
  }
  const keyFile = input.value('public-key');
  const isAttested = keyFile !== undefined || isEnvelope(readJson(first, shell.cwd));
  if (!isAttested && (names.length > 1 || input.has('commit'))) {
    throw usage('verify', 'several files, and --commit, are for attestations', 'name one record');
  }
  if (!isAttested) return verifyOne(first, input, shell);
  if (keyFile === undefined) {
    throw usage('verify', 'whose signature is trusted? An attestation needs --public-key FILE');
  }
  return verifyChain(names, signedBy(path.resolve(shell.cwd, keyFile)), input, shell);
}

async function verifyOne(name: string, input: Arguments, shell: Shell): Promise<ExitCode> {
  const text = read(shell.cwd, name, 'decision-record');
  const { record, problems } = await verifyRecord(text, name, knownNames(input, shell));
  const { subject, result, input: given } = record;
  const what = `${result.outcome} for ${subject.name}, ${given.findings.length} findings, ${given.now}`;
  const missed = input.has('passed') && !isPassed(result.outcome) ? ['the build was stopped'] : [];
  return tell({ name, what, problems: [...problems, ...missed] }, shell);
}

async function verifyChain(
  names: readonly string[],
  isSigned: IsSigned,
  input: Arguments,
  shell: Shell,
): Promise<ExitCode> {
  const commit = input.value('commit');
  const options = {
    ...knownNames(input, shell),
    isSigned,
    ...(commit === undefined ? {} : { commit }),
  };
  const chain: VerifiedAttestation[] = [];
  for (const name of names) {
    chain.push(
      await verifyAttestation(readEnvelope(readJson(name, shell.cwd), name), name, options),
    );
  }
  const links = chainProblems(chain);
  let code: ExitCode = 0;
  for (const [index, { statement, problems }] of chain.entries()) {
    const link = links.get(index);
    const all = link === undefined ? [...problems] : [...problems, link];
    const { outcome } = statement.predicate[EXTENSION];
    if (input.has('passed') && !isPassed(outcome)) all.push('the build was stopped');
    const name = names[index] ?? '';
    if (tell({ name, what: describe(statement, index), problems: all }, shell) !== 0) code = 2;
  }
  return code;
}

function describe({ subject, predicate }: Statement, index: number): string {
  const { outcome, previous } = predicate[EXTENSION];
  const digest = Object.entries(subject[0]?.digest ?? {})
    .map(([kind, value]) => `${kind} ${value}`)
    .join(', ');
  const follows =
    previous === undefined
      ? ', the first of its chain'
      : index === 0
        ? `, follows ${previous}, which is not among these`
        : '';
  return `${outcome} for ${subject[0]?.name ?? ''} (${digest}), ${predicate.timeVerified}${follows}`;
}

function isPassed(outcome: string): boolean {
  return outcome === 'pass' || outcome === 'warn';
}

function signedBy(keyFile: string): IsSigned {
  const isSignature = readVerifier(keyFile);
  return ({ payload, signatures }) => {
    const bytes = preAuthenticationEncoding(PAYLOAD_TYPE, payload);
    return signatures.some(({ sig }) => isSignature(bytes, sig));
  };
}

function knownNames(input: Arguments, shell: Shell): Omit<AttestationOptions, 'isSigned'> {
  const policyFile = input.value('policy');
  return {
    checkIds: checks.map(({ id }) => id),
    ruleIds: checks.flatMap(({ rules }) => rules.map(({ id }) => id)),
    ...(policyFile === undefined ? {} : { policyText: read(shell.cwd, policyFile, 'policy') }),
  };
}

interface Told {
  readonly name: string;
  readonly what: string;
  readonly problems: readonly string[];
}

function tell({ name, what, problems }: Told, shell: Shell): ExitCode {
  if (problems.length === 0) {
    shell.stdout.write(`The decision holds: ${printable(what)}\n`);
    return 0;
  }
  shell.stderr.write(`lockstep: the decision in ${printable(name)} does not hold\n`);
  for (const problem of problems) shell.stderr.write(`  - ${printable(problem)}\n`);
  return 2;
}

function read(cwd: string, name: string, code: 'decision-record' | 'policy'): string {
  const outcome = readBounded(path.resolve(cwd, name), MAX_FILE_BYTES);
  if (outcome.state === 'read') return Buffer.from(outcome.bytes).toString('utf8');
  const why = outcome.state === 'too-large' ? 'it is larger than 256 MiB' : outcome.detail;
  throw new LockstepError(code, `cannot read ${name}: ${why}`, { repair: 'name a readable file' });
}
