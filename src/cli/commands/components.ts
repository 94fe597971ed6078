import type { Mode } from '../../pipeline/request.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { reportFlags, runAndReport } from '../run-command.ts';

/** `lockstep components [path]`. */
export const components: Command = {
  name: 'components',
  summary: 'dependencies that are vulnerable, malicious or not allowed, and what mends them',
  operands: '[path]',
  maxOperands: 1,
  description: `Reads what lockfiles, manifests and SBOMs state, asks the advisories of this machine ("lockstep advisories pull")
about each component, and lists all that it finds, also what the policy only observes. The policy decides the exit code
as in "lockstep check". No package manager is run, nothing is sent anywhere.`,
  examples: [
    { line: 'lockstep components', does: 'the work tree here' },
    { line: 'lockstep components --since origin/main', does: 'what this branch brings in' },
  ],
  flags: {
    staged: { help: 'only what is staged for the next commit' },
    since: { value: 'REF', help: 'only what differs from the merge base with this ref' },
    ...reportFlags,
  },
  run(input, shell) {
    const choice = {
      command: 'components',
      mode: modeOf(input),
      checkIds: ['components'],
      listsAll: true,
    };
    return runAndReport(choice, input, shell);
  },
};

function modeOf(input: Arguments): Mode {
  const ref = input.value('since');
  if (ref === undefined) return { kind: input.has('staged') ? 'staged' : 'tree' };
  if (input.has('staged')) throw usage('components', '--since and --staged exclude each other');
  return { kind: 'since', ref };
}
