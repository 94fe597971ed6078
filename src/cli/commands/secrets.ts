import type { Mode } from '../../pipeline/request.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { readInput } from '../read-input.ts';
import { reportFlags, runAndReport } from '../run-command.ts';
import type { Shell } from '../shell.ts';

/** A diff, or a text, on standard input. */
const MAX_INPUT_BYTES = 128 * 2 ** 20;
const ways = ['since', 'staged', 'history', 'diff', 'stdin'] as const;

/** `lockstep secrets [path]`. */
export const secrets: Command = {
  name: 'secrets',
  summary:
    'secrets in the work tree, staged changes, a diff, standard input or the whole git history',
  operands: '[path]',
  maxOperands: 1,
  description: `Looks for secrets only, and lists all that it finds, also what the policy only observes. The policy decides the
exit code as in "lockstep check". A finding never shows the secret.`,
  examples: [
    { line: 'lockstep secrets', does: 'the work tree here' },
    { line: 'lockstep secrets --staged', does: 'for a pre-commit hook' },
    { line: 'lockstep secrets --history', does: 'every file that any commit ever held' },
    { line: 'git diff HEAD^ | lockstep secrets --diff', does: 'the lines that a diff adds' },
    {
      line: 'lockstep secrets --stdin --name .env < file',
      does: 'one text; the name tells its format',
    },
  ],
  flags: {
    staged: { help: 'only what is staged for the next commit' },
    since: { value: 'REF', help: 'only what differs from the merge base with this ref' },
    history: { help: 'every blob that a commit of any ref reaches' },
    diff: { help: 'the lines that the unified diff on standard input adds' },
    stdin: { help: 'the text on standard input' },
    name: { value: 'NAME', help: 'with --stdin: the name that the text goes by (default: stdin)' },
    ...reportFlags,
  },
  async run(input, shell) {
    const mode = await modeOf(input, shell);
    const choice = { command: 'secrets', mode, checkIds: ['secrets'], listsAll: true };
    return runAndReport(choice, input, shell);
  },
};

async function modeOf(input: Arguments, shell: Shell): Promise<Mode> {
  const [chosen, second] = ways.filter((name) => input.has(name));
  if (second !== undefined) {
    throw usage('secrets', `--${chosen} and --${second} exclude each other`);
  }
  const name = input.value('name');
  if (name !== undefined && chosen !== 'stdin') throw usage('secrets', '--name needs --stdin');
  if (chosen === undefined) return { kind: 'tree' };
  switch (chosen) {
    case 'staged':
    case 'history':
      return { kind: chosen };
    case 'since':
      return { kind: 'since', ref: input.value('since') ?? '' };
    case 'diff':
      return { kind: 'diff', bytes: await readInput(shell, MAX_INPUT_BYTES) };
    case 'stdin': {
      const bytes = await readInput(shell, MAX_INPUT_BYTES);
      return { kind: 'stdin', name: name ?? 'stdin', bytes };
    }
  }
}
