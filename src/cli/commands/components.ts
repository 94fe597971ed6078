import { usage } from '../args.ts';
import type { Command } from '../command.ts';
import { reportFlags, runAndReport } from '../run-command.ts';

/** `lockstep components [path]`. */
export const components: Command = {
  name: 'components',
  summary: 'dependencies that are vulnerable, malicious, suspicious or wrongly licensed',
  operands: '[path]',
  maxOperands: 1,
  description: `Reads lockfiles and manifests, compares them with the advisories of this machine, and lists all that it finds, also
what the policy only observes. The policy decides the exit code as in "lockstep check". Nothing is sent anywhere; without
advisories the run is incomplete: "lockstep advisories pull" fetches them.`,
  examples: [
    { line: 'lockstep components', does: 'every lockfile here' },
    { line: 'lockstep components --since origin/main', does: 'what this branch brings' },
    { line: 'lockstep components --staged', does: 'for a pre-commit hook' },
  ],
  flags: {
    staged: { help: 'only what is staged for the next commit' },
    since: { value: 'REF', help: 'only what differs from the merge base with this ref' },
    ...reportFlags,
  },
  async run(input, shell) {
    const since = input.value('since');
    if (since !== undefined && input.has('staged')) {
      throw usage('components', '--since and --staged exclude each other');
    }
    const mode =
      since !== undefined
        ? ({ kind: 'since', ref: since } as const)
        : ({ kind: input.has('staged') ? 'staged' : 'tree' } as const);
    const choice = { command: 'components', mode, checkIds: ['components'], listsAll: true };
    return runAndReport(choice, input, shell);
  },
};
