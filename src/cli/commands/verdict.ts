import { verdictKinds, type VerdictKind } from '../../model/log-entry.ts';
import { nearestName } from '../../model/nearest-name.ts';
import type { Mode } from '../../pipeline/request.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { findFinding } from '../find-finding.ts';
import { logFlags } from '../service-access.ts';
import { printable } from '../printable.ts';
import { recordVerdict, toldVerdict } from '../record-verdict.ts';
import { engineFlags, makeRun } from '../run-command.ts';

/** `lockstep verdict <fingerprint> <verdict>`. */
export const verdict: Command = {
  name: 'verdict',
  summary: 'say what a finding is worth: the evidence that rules rise and fall by',
  operands: '<fingerprint> <verdict>',
  maxOperands: 2,
  description: `Records a person's judgement on a finding in the log. Verdicts: ${verdictKinds.join(', ')}. "not-useful" counts
as a false alarm, "unclear" as neither. A verdict stays with its finding when lines move or files are renamed; a later one
by the same person takes the earlier one back. Commit the log, so that others see it, or keep it in a service (--service): there it is
known at once, and is yours by your token.`,
  examples: [
    {
      line: 'lockstep verdict 4f0qk2 true-positive-fixed --since origin/main',
      does: 'a finding of this branch was right',
    },
    {
      line: 'lockstep verdict 4f0qk2 false-positive-wrong --reason "a test vector"',
      does: 'it was wrong, and why',
    },
  ],
  flags: {
    since: { value: 'REF', help: 'look among what differs from the merge base with this ref' },
    reason: { value: 'TEXT', help: 'why; others read it' },
    by: { value: 'NAME', help: 'who says so (default: user.email of git)' },
    path: { value: 'DIR', help: 'the target (default: the current directory)' },
    ...logFlags,
    ...engineFlags,
    quiet: { short: 'q', help: 'no progress on standard error' },
  },
  async run(input, shell) {
    const [fingerprint, word] = input.positionals;
    if (fingerprint === undefined || word === undefined) {
      throw usage('verdict', 'verdict needs a fingerprint and a verdict');
    }
    const kind = kindNamed(word);
    const choice = {
      command: 'verdict',
      mode: modeOf(input),
      listsAll: true,
      path: input.value('path') ?? '.',
    };
    const result = await makeRun(choice, input, shell);
    const judged = findFinding(result.report.decision.findings, fingerprint);
    const stated = { verdict: kind, reason: input.value('reason') ?? '' };
    const recorded = await recordVerdict({ judged, result }, stated, input, shell);
    shell.stdout.write(printable(toldVerdict(recorded)));
    return 0;
  },
};

function kindNamed(word: string): VerdictKind {
  const kind = verdictKinds.find((each) => each === word);
  if (kind !== undefined) return kind;
  const near = nearestName(word, verdictKinds);
  const hint = near === undefined ? '' : `did you mean "${near}"? `;
  throw usage(
    'verdict',
    `unknown verdict "${word}"`,
    `${hint}verdicts: ${verdictKinds.join(', ')}`,
  );
}

function modeOf(input: Arguments): Mode {
  const ref = input.value('since');
  return ref === undefined ? { kind: 'tree' } : { kind: 'since', ref };
}
