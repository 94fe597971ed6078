import type { RunResult } from '../../pipeline/assemble.ts';
import type { Mode } from '../../pipeline/request.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { readInput } from '../read-input.ts';
import { makeRun, reportFlags, runAndReport, type RunChoice } from '../run-command.ts';
import type { ExitCode, Shell } from '../shell.ts';

/** A diff, or a text, on standard input. */
const MAX_INPUT_BYTES = 128 * 2 ** 20;
const ways = ['since', 'staged', 'diff', 'stdin'] as const;

/** `lockstep code [path]`. */
export const code: Command = {
  name: 'code',
  summary: 'untrusted data that reaches where it does harm, and calls that are wrong',
  operands: '[path]',
  maxOperands: 1,
  description: `Follows data through the whole program, from requests to databases, shells, pages and files, and lists all that it
finds with every step of the way, also what the policy only observes. The policy decides the exit code as in
"lockstep check". Nothing of the program is run. Tests are left out unless the policy says "code: { tests: true }".`,
  examples: [
    { line: 'lockstep code', does: 'the work tree here' },
    {
      line: 'lockstep code --since origin/main',
      does: 'what this branch brings: also a way that it completes in a file that it does not touch',
    },
    { line: 'lockstep code --fix --dry-run', does: 'shows what can be mended safely, as a diff' },
    { line: 'lockstep code --staged', does: 'for a pre-commit hook' },
    { line: 'lockstep code --stdin --name app.py < app.py', does: 'one file by itself' },
  ],
  flags: {
    staged: { help: 'only what the next commit would bring' },
    since: { value: 'REF', help: 'only what is new against the merge base with this ref' },
    diff: { help: 'the lines that the unified diff on standard input adds, as far as they show' },
    stdin: { help: 'the text on standard input, as a program of one file' },
    name: { value: 'NAME', help: 'with --stdin: the name of the file, which tells its language' },
    fix: {
      help: 'instead of the report: make the safe changes that findings propose, and examine again',
    },
    'dry-run': { help: 'with --fix: show the diff, write nothing' },
    ...reportFlags,
  },
  async run(input, shell) {
    const mode = await modeOf(input, shell);
    const choice: RunChoice = { command: 'code', mode, checkIds: ['code'], listsAll: true };
    if (input.has('fix')) return mend(choice, input, shell);
    if (input.has('dry-run')) throw usage('code', '--dry-run needs --fix');
    return runAndReport(choice, input, shell);
  },
};

/** What edits is loaded only then. */
async function mend(choice: RunChoice, input: Arguments, shell: Shell): Promise<ExitCode> {
  const { kind } = choice.mode;
  if (kind !== 'tree' && kind !== 'since') {
    throw usage('code', `--fix changes files of the work tree, and excludes --${kind}`);
  }
  if (input.has('format') || input.has('output')) {
    throw usage('code', '--fix tells what it does, and writes no report');
  }
  const { mendCode } = await import('../mend-code.ts');
  const mending = {
    dryRun: input.has('dry-run'),
    again: (): Promise<RunResult> => makeRun(choice, input, shell),
  };
  return runAndReport(
    { ...choice, mend: (result) => mendCode(result, mending, shell) },
    input,
    shell,
  );
}

async function modeOf(input: Arguments, shell: Shell): Promise<Mode> {
  const [chosen, second] = ways.filter((name) => input.has(name));
  if (second !== undefined) throw usage('code', `--${chosen} and --${second} exclude each other`);
  const name = input.value('name');
  if (name !== undefined && chosen !== 'stdin') throw usage('code', '--name needs --stdin');
  if (chosen === undefined) return { kind: 'tree' };
  switch (chosen) {
    case 'staged':
      return { kind: 'staged' };
    case 'since':
      return { kind: 'since', ref: input.value('since') ?? '' };
    case 'diff':
      return { kind: 'diff', bytes: await readInput(shell, MAX_INPUT_BYTES) };
    case 'stdin': {
      if (name === undefined) {
        throw usage('code', '--stdin needs --name: it tells the language', 'write --name app.js');
      }
      return { kind: 'stdin', name, bytes: await readInput(shell, MAX_INPUT_BYTES) };
    }
  }
}
