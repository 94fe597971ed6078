import { createInterface } from 'node:readline/promises';
import { now } from '../../io/clock.ts';
import { LockstepError } from '../../model/error.ts';
import {
  draftAgreement,
  signDraft,
  SIGNERS_FILE,
  type AgreementDraft,
  type Signature,
} from '../../pipeline/draft-agreement.ts';
import { POLICY_FILE } from '../../pipeline/policy-file-name.ts';
import { folderOf, isPrincipal, partyNames, type Party } from '../../policy/agreement.ts';
import { missingParties, type JudgedAgreement, type Signer } from '../../policy/agreement-chain.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { whoActs } from '../log.ts';
import { printable } from '../printable.ts';
import { requestOf } from '../run-command.ts';
import type { ExitCode, Shell } from '../shell.ts';

const deeds = ['sign', 'status', 'verify'] as const;
const words = { looser: 'loosens', tighter: 'tightens', governing: 'changes' } as const;

/** `lockstep agree [status|verify]`. */
export const agree: Command = {
  name: 'agree',
  summary: 'sign the policy for one of the two parties; what loosens it holds only with both',
  operands: '[sign|status|verify]',
  maxOperands: 1,
  description: `Shows what lockstep.yaml would change about the policy that was agreed last, part by part, and whose signature it needs.
With --key or --gpg it signs that: the signature is made by ssh-keygen or gpg, lies in .lockstep/agreement, and is verified against
.lockstep/allowed-signers as it was agreed before. "status" shows the agreements; "verify" ends with 2 unless
lockstep.yaml is what both parties agreed on and nothing is wrong with the agreements. See docs/agreement.md.`,
  examples: [
    { line: 'lockstep agree', does: 'what would be signed, and who has yet to sign' },
    { line: 'lockstep agree --key ~/.ssh/id_ed25519', does: 'sign it for your party' },
    { line: 'lockstep agree status', does: 'what is in force, and since when' },
  ],
  flags: {
    path: { value: 'DIR', help: 'the target (default: the current directory)' },
    key: { value: 'FILE', help: 'sign with this SSH key, or with the agent by its .pub' },
    gpg: { value: 'ID', help: 'sign with this OpenPGP key of your keyring instead' },
    as: { value: 'PARTY', help: 'development or security (default: the one that lists you)' },
    by: {
      value: 'NAME',
      help: 'who signs, as in the allowed signers (default: user.email of git)',
    },
    yes: { short: 'y', help: 'sign without being asked' },
  },
  async run(input, shell) {
    const [word = 'sign'] = input.positionals;
    const deed = deeds.find((each) => each === word);
    if (deed === undefined) {
      throw usage('agree', `unknown: agree ${word}`, `one of ${deeds.join(', ')}`);
    }
    const path = input.value('path') ?? '.';
    const choice = { command: 'agree', mode: { kind: 'tree' }, listsAll: false, path } as const;
    const request = { ...requestOf(choice, input, shell), now: now(shell.env).toISOString() };
    const draft = await draftAgreement(request, shell.signal);
    if (deed !== 'sign') return showStatus(draft, deed, shell);
    if (draft.last === undefined) requireSigners(draft);
    tell(shell, draftLines(draft));
    warn(draft, shell);
    if (draft.isAgreed) return 0;
    return sign(draft, input, shell);
  },
};

/** Without keys a first agreement could never be verified. */
function requireSigners({ texts }: AgreementDraft): void {
  if (texts.signers !== '') return;
  throw new LockstepError('agreement', `there is no ${SIGNERS_FILE} yet`, {
    repair: 'list a key of each person: NAME ssh-ed25519 AAAA… (docs/agreement.md)',
  });
}

async function sign(draft: AgreementDraft, input: Arguments, shell: Shell): Promise<ExitCode> {
  const key = keyOf(input);
  if (key === undefined) {
    tell(shell, ['To sign it: lockstep agree --key FILE (or --gpg ID)']);
    return 0;
  }
  const principal = await whoActs(input, shell, draft.root);
  const party = partyOf(principal, draft, input.value('as'));
  if (!input.has('yes') && !(await isConfirmed(principal, party, shell))) {
    tell(shell, ['Nothing was signed.']);
    return 2;
  }
  const signed = await signDraft(draft, { party, principal, key });
  const missing = missingParties(signed, draft.needed);
  tell(shell, [
    `Signed by ${principal} for ${party}: .lockstep/agreement/${folderOf(draft.digest)} is written, commit it.`,
    missing.length === 0
      ? 'It is agreed: it holds once it is merged.'
      : `Not in force yet: ${missingText(signed, missing)}.`,
  ]);
  return 0;
}

function keyOf(input: Arguments): Signature['key'] | undefined {
  const [file, id] = [input.value('key'), input.value('gpg')];
  if (file !== undefined && id !== undefined) {
    throw usage('agree', '--key and --gpg exclude each other', 'sign once with each');
  }
  if (file !== undefined) return { kind: 'ssh', name: file };
  return id === undefined ? undefined : { kind: 'openpgp', name: id };
}

/** The party for which this person signs; only a name that the judging policy lists can. */
function partyOf(principal: string, { judge }: AgreementDraft, named: string | undefined): Party {
  const { parties } = judge.policy;
  if (!isPrincipal(principal)) {
    throw new LockstepError('agreement', `"${principal}" cannot be the name of a signer`, {
      repair: 'use letters, digits and . _ @ + - only',
    });
  }
  const asked = partyNames.find((party) => party === named);
  if (named !== undefined && asked === undefined) {
    throw usage('agree', `unknown party "${named}"`, `one of ${partyNames.join(', ')}`);
  }
  const listed = partyNames.filter((party) => parties[party].includes(principal));
  const party = asked === undefined ? listed[0] : listed.find((each) => each === asked);
  if (party !== undefined && (asked !== undefined || listed.length === 1)) return party;
  const what = listed.length > 1 ? 'both parties list' : 'no party that could be meant lists';
  throw new LockstepError('agreement', `${what} ${principal} in the policy that judges this`, {
    repair: `say for whom with --as PARTY, who with --by NAME, or list the name in parties of ${POLICY_FILE}`,
  });
}

async function isConfirmed(principal: string, party: Party, shell: Shell): Promise<boolean> {
  if (shell.stdout.isTTY !== true) {
    throw usage('agree', 'nobody can be asked here whether to sign', 'add --yes');
  }
  const { stdin, stdout, signal } = shell;
  const lines = createInterface({ input: stdin, output: stdout });
  try {
    const asked = printable(`Sign this as ${principal} for ${party}? [y/N] `);
    return /^y(?:es)?$/iu.test((await lines.question(asked, { signal })).trim());
  } finally {
    lines.close();
  }
}

function draftLines(draft: AgreementDraft): readonly string[] {
  const { last, changes, signed, missing, isAgreed } = draft;
  if (isAgreed) return [`${POLICY_FILE} is what was agreed on ${dayOf(draft.last)}.`];
  if (last === undefined) {
    return [
      `The first agreement on ${POLICY_FILE} (${draft.texts.policy.length} characters).`,
      `It is trusted on first use: its keys are those of ${SIGNERS_FILE}, which nothing confirms. Read that file.`,
      `Needs both parties. ${standing(signed, missing)}`,
    ];
  }
  return [
    `What ${POLICY_FILE} changes about the agreement of ${dayOf(last)}:`,
    ...changes.map(({ key, direction }) => `  ${words[direction]} ${key}`),
    ...(changes.length === 0 ? ['  nothing: it means the same'] : []),
    `${needText(draft)} ${standing(signed, missing)}`,
  ];
}

function needText({ needed }: AgreementDraft): string {
  switch (needed) {
    case 'both':
      return 'Needs both parties.';
    case 'one':
      return 'Needs one party.';
    case 'none':
      return 'Holds without a signature; with one it becomes what the next change is compared with.';
  }
}

function standing(signed: readonly Signer[], missing: readonly Party[]): string {
  const names = signed.map(({ principal, party }) => `${principal} for ${party}`);
  const by = names.length === 0 ? 'Nobody has signed.' : `Signed by ${names.join(', ')}.`;
  return missing.length === 0 ? by : `${by} Missing: ${missingText(signed, missing)}.`;
}

function missingText(signed: readonly Signer[], missing: readonly Party[]): string {
  if (missing.length > 1) return `a signature for ${missing.join(' or ')}`;
  const isSame = new Set(signed.map(({ party }) => party)).size > 1;
  return isSame
    ? 'another person with another key, since one stands for one party only'
    : `a signature for ${missing.join()}`;
}

function showStatus(draft: AgreementDraft, deed: 'status' | 'verify', shell: Shell): ExitCode {
  const { chain, isAgreed } = draft;
  const lines = chain.agreed.map((each, index) => {
    const first = index === 0 ? ', trusted on first use' : '';
    return `${folderOf(each.agreement.digest)}  ${each.agreement.statement.at}  agreed${first}: ${namesOf(each)}`;
  });
  const pending = chain.pending.map(
    (each) =>
      `${folderOf(each.agreement.digest)}  ${each.agreement.statement.at}  not in force: ${standing(each.signers, each.missing)}`,
  );
  const none =
    lines.length === 0 ? [`No agreement yet: ${POLICY_FILE} holds as it is written.`] : [];
  tell(shell, [...none, ...lines, ...pending, ...(lines.length === 0 ? [] : draftLines(draft))]);
  warn(draft, shell);
  return deed === 'status' || (isAgreed && chain.problems.length === 0) ? 0 : 2;
}

function namesOf({ signers }: JudgedAgreement): string {
  return signers.map(({ principal, party }) => `${principal} for ${party}`).join(', ');
}

function dayOf(agreed: JudgedAgreement | undefined): string {
  return agreed?.agreement.statement.at.slice(0, 10) ?? '';
}

function warn({ chain }: AgreementDraft, shell: Shell): void {
  for (const problem of chain.problems) shell.stderr.write(printable(`lockstep: ${problem}\n`));
}

function tell(shell: Shell, lines: readonly string[]): void {
  shell.stdout.write(printable(`${lines.join('\n')}\n`));
}
