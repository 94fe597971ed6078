import { LockstepError } from '../model/error.ts';
import { nearestName } from '../model/nearest-name.ts';
import { version } from '../model/version.ts';
import { parseArguments, usage } from './args.ts';
import type { Command } from './command.ts';
import { allCommands, commands } from './commands.ts';
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
    shell.stderr.write(overview(await allCommands(), version));
    return 2;
  }
  if (['help', '--help', '-h'].includes(name)) {
    const topic = rest[0] === undefined ? undefined : await commandNamed(rest[0]);
    shell.stdout.write(topic === undefined ? overview(await allCommands(), version) : page(topic));
    return 0;
  }
  if (name === '--version' || name === '-V') {
    shell.stdout.write(`${version}\n`);
    return 0;
  }
  const command = await commandNamed(name);
  if (rest.includes('--help') || rest.includes('-h')) {
    shell.stdout.write(page(command));
    return 0;
  }
  return command.run(parseArguments(name, rest, command.flags, command.maxOperands), shell);
}

async function commandNamed(name: string): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load();
  const names = Object.keys(commands);
  const near = nearestName(name, names);
  const kind = name.startsWith('-') ? 'flag' : 'command';
  const hint = near === undefined ? `commands: ${names.join(', ')}` : `did you mean "${near}"?`;
  throw usage('', `unknown ${kind} "${name}"`, hint);
}
