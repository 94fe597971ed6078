import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { connectionOf, openDatabase, type Database } from '../store/database.ts';
import { startEmbedded } from '../store/embedded.ts';
import type { Arguments, Flags } from './args.ts';
import type { Shell } from './shell.ts';

/** Flags of every command that works on the database of a service. */
export const databaseFlags: Flags = {
  data: {
    value: 'DIR',
    help: 'the folder of the service (default: lockstep in XDG_DATA_HOME, or ~/.local/share)',
  },
};

/** The folder that a service keeps everything in. */
export function dataFolder(input: Arguments, { cwd, env }: Shell): string {
  const named = input.value('data') ?? env['LOCKSTEP_DATA_DIR'];
  if (named !== undefined) return path.resolve(cwd, named);
  return path.join(env['XDG_DATA_HOME'] ?? path.join(homedir(), '.local', 'share'), 'lockstep');
}

/** Does something with the database: PostgreSQL where DATABASE_URL names one, else that in the folder. */
export async function withDatabase<Result>(
  input: Arguments,
  shell: Shell,
  act: (database: Database) => Promise<Result>,
): Promise<Result> {
  const url = shell.env['DATABASE_URL'];
  const folder = dataFolder(input, shell);
  if (url === undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const embedded =
    url === undefined ? await startEmbedded(path.join(folder, 'database')) : undefined;
  const connection = embedded?.connection ?? connectionOf(url ?? '');
  const database = openDatabase({ connection, maxConnections: 2 });
  try {
    return await act(database);
  } finally {
    await database.close();
    await embedded?.stop();
  }
}
