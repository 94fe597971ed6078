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
    { line: 'lockstep components --plan', does: 'the fewest changes that remove the most risk' },
    { line: 'lockstep components --fix --dry-run', does: 'shows these changes as a diff' },
    {
      line: 'lockstep components --installed',
      does: 'looks into node_modules and site-packages too',
    },
  ],
  flags: {
    staged: { help: 'only what is staged for the next commit' },
    since: { value: 'REF', help: 'only what differs from the merge base with this ref' },
    plan: {
      help: 'instead of the report: what to change first, and how much of the risk is then gone',
    },
    fix: { help: 'instead of the report: edit the manifests as the plan says, and show the diff' },
    'dry-run': { help: 'with --fix: show the diff, write nothing' },
    breaking: { help: 'with --fix: also steps that may break what uses the package' },
    installed: { help: 'also look into the code of installed packages for what malware does' },
    ...reportFlags,
  },
  async run(input, shell) {
    const choice = {
      command: 'components',
      mode: modeOf(input),
      checkIds: ['components'],
      listsAll: true,
      installed: input.has('installed'),
    };
    if (!asksToMend(input)) return runAndReport(choice, input, shell);
    const { mendingOf } = await import('../mend-components.ts');
    return runAndReport({ ...choice, instead: mendingOf(input, shell) }, input, shell);
  },
};

function modeOf(input: Arguments): Mode {
  const ref = input.value('since');
  if (ref === undefined) return { kind: input.has('staged') ? 'staged' : 'tree' };
  if (input.has('staged')) throw usage('components', '--since and --staged exclude each other');
  return { kind: 'since', ref };
}

/** What plans and edits is loaded only then. */
function asksToMend(input: Arguments): boolean {
  return ['plan', 'fix', 'dry-run', 'breaking'].some((flag) => input.has(flag));
}
