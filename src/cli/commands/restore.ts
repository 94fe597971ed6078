import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { fileErrorCode } from '../../io/files.ts';
import { LockstepError } from '../../model/error.ts';
import { readBackup } from '../../store/backup.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { databaseFlags, withDatabase } from '../service-database.ts';
import type { ExitCode, Shell } from '../shell.ts';

/** `lockstep restore <file>`. */
export const restore: Command = {
  name: 'restore',
  summary: 'fill an empty database with a backup',
  operands: '<file>',
  maxOperands: 1,
  description: `Reads what lockstep backup wrote into a database that is empty, all of it or nothing, from the embedded one to PostgreSQL
and back too, and brings it up to this version. A backup that is torn or was changed is refused.`,
  examples: [
    { line: 'lockstep restore lockstep.ndjson.gz --data ./new', does: 'into a new folder' },
    {
      line: 'DATABASE_URL=postgres://lockstep@db/lockstep lockstep restore lockstep.ndjson.gz',
      does: 'from a laptop to a server',
    },
  ],
  flags: databaseFlags,
  run: runRestore,
};

async function runRestore(input: Arguments, shell: Shell): Promise<ExitCode> {
  const name = input.positionals[0];
  if (name === undefined) throw usage('restore', 'restore needs the file of a backup');
  const file = createReadStream(path.resolve(shell.cwd, name));
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  const lines = createInterface({ input: file.pipe(unpacked), crlfDelay: Infinity });
  try {
    const rows = await withDatabase(input, shell, (database) => readBackup(database, lines));
    shell.stdout.write(`${rows} rows restored\n`);
    return 0;
  } catch (error) {
    if (error instanceof LockstepError) throw error;
    const code = error instanceof Error && 'code' in error ? fileErrorCode(error) : '';
    if (!/^(?:E[A-Z]+|Z_[A-Z_]+)$/u.test(code)) throw error;
    throw new LockstepError('database', `cannot read the backup ${name}: ${code}`, {
      repair: 'name a file that lockstep backup wrote; nothing was restored',
      cause: error,
    });
  } finally {
    file.destroy();
  }
}
