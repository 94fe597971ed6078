import { LockstepError } from '../model/error.ts';
import { nearestName } from '../model/nearest-name.ts';
import { version } from '../model/version.ts';
import { parseArguments, usage } from './args.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { overview, page } from './help.ts';
import { printable } from './printable.ts';
import type { ExitCode, Shell } from './shell.ts';

/** Runs one command line (without `node` and the script) and returns its exit code. Prints every error that it knows. */
export async function main(words: readonly string[], shell: Shell): Promise<ExitCode> {
  try {
    return await dispatch(words, shell);
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    shell.stderr.write(`lockstep: ${printable(error.message)}\n`);
    if (error.repair !== undefined) shell.stderr.write(`  ${printable(error.repair)}\n`);
    return 2;
  }
}

async function dispatch(words: readonly string[], shell: Shell): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined) {
    shell.stderr.write(overview(commands, version));
    return 2;
  }
  if (['help', '--help', '-h'].includes(name)) {
    const topic = rest[0] === undefined ? undefined : commandNamed(rest[0]);
    shell.stdout.write(topic === undefined ? overview(commands, version) : page(topic));
    return 0;
  }
  if (name === '--version' || name === '-V') {
    shell.stdout.write(`${version}\n`);
    return 0;
  }
  const command = commandNamed(name);
  if (rest.includes('--help') || rest.includes('-h')) {
    shell.stdout.write(page(command));
    return 0;
  }
  return command.run(parseArguments(name, rest, command.flags, command.maxOperands), shell);
}

function commandNamed(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found !== undefined) return found;
  const names = commands.map((command) => command.name);
  const near = nearestName(name, names);
  const kind = name.startsWith('-') ? 'flag' : 'command';
  const hint = near === undefined ? `commands: ${names.join(', ')}` : `did you mean "${near}"?`;
  throw usage('', `unknown ${kind} "${name}"`, hint);
}
