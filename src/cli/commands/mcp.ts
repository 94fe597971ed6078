import path from 'node:path';
import { statSync } from 'node:fs';
import { serveAgent } from '../../agent/server.ts';
import { realPath } from '../../io/files.ts';
import { LockstepError } from '../../model/error.ts';
import { productRegistry } from '../../pipeline/load-checks.ts';
import { Session } from '../../pipeline/session.ts';
import type { Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { engineFlags, openHere, requestOf } from '../run-command.ts';
import type { ExitCode, Shell } from '../shell.ts';

const MAX_FOLDERS = 20;

/** `lockstep mcp`. */
export const mcp: Command = {
  name: 'mcp',
  summary: 'the checks, the gate and "explain" as tools for coding agents',
  operands: '[folder…]',
  maxOperands: MAX_FOLDERS,
  description: `Speaks the Model Context Protocol on standard input and output; an agent's host starts it. Its tools examine the folders that are
named here (default: the current directory) and nothing outside of them: check, check_text (before a file is written), gate,
explain. They only read: nothing is run, changed or recorded, and no network is asked. Text of the examined files is marked as such.`,
  examples: [
    { line: 'lockstep mcp', does: 'this folder' },
    { line: 'lockstep mcp ~/shop ~/pay', does: 'two folders' },
  ],
  flags: engineFlags,
  run: serve,
};

async function serve(input: Arguments, shell: Shell): Promise<ExitCode> {
  const named = input.positionals.length === 0 ? ['.'] : input.positionals;
  const roots = named.map((name) => folderNamed(path.resolve(shell.cwd, name)));
  const sessions = new Map<string, Session>();
  await serveAgent(
    { input: shell.stdin, output: shell.stdout, signal: shell.signal },
    {
      roots,
      registry: productRegistry,
      openAdvisories: () => openHere(shell),
      requestOf: (place) =>
        requestOf(
          { command: 'mcp', mode: { kind: 'tree' }, listsAll: true, path: place },
          input,
          shell,
        ),
      sessionOf(folder) {
        const known = sessions.get(folder) ?? new Session(productRegistry, { keepsProgram: true });
        sessions.set(folder, known);
        return known;
      },
      stop() {
        for (const session of sessions.values()) session.stop();
      },
    },
  );
  return 0;
}

function folderNamed(name: string): string {
  if (statSync(name, { throwIfNoEntry: false })?.isDirectory() === true) return realPath(name);
  throw new LockstepError('target', `${name} is no folder`, {
    repair: 'Name folders that exist; agents may then name what lies below them.',
  });
}
