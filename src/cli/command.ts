import type { Arguments, Flags } from './args.ts';
import type { ExitCode, Shell } from './shell.ts';

/** One command of the command line: a file in `commands/` and a line in `commands.ts`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the name: `[path]`. */
  readonly operands: string;
  readonly maxOperands: number;
  /** Paragraphs of the help page, after the usage line. */
  readonly description: string;
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  readonly flags: Flags;
  run(input: Arguments, shell: Shell): Promise<ExitCode>;
}
