import { migrate as migrateDatabase } from '../../store/migrate.ts';
import type { Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { databaseFlags, withDatabase } from '../service-database.ts';
import type { ExitCode, Shell } from '../shell.ts';

/** `lockstep migrate`. */
export const migrate: Command = {
  name: 'migrate',
  summary: 'bring the database of a service up to this version',
  operands: '',
  maxOperands: 0,
  description: `Takes the steps that are missing, forward only, one process at a time, all of them or none. A database that is newer than
this version is refused. lockstep serve does the same when it starts.`,
  examples: [
    {
      line: 'DATABASE_URL=postgres://lockstep@db/lockstep lockstep migrate',
      does: 'before the new version is started',
    },
  ],
  flags: databaseFlags,
  run: runMigrate,
};

async function runMigrate(input: Arguments, shell: Shell): Promise<ExitCode> {
  const names = await withDatabase(input, shell, (database) => migrateDatabase(database));
  const steps = names.length === 1 ? 'step' : 'steps';
  shell.stdout.write(
    names.length === 0
      ? 'The database is of this version.\n'
      : `${names.length} ${steps} taken: ${names.join(', ')}\n`,
  );
  return 0;
}
