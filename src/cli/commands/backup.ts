import { createWriteStream, rmSync } from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { createGzip } from 'node:zlib';
import { checkWritable } from '../../io/files.ts';
import { appendAudit, BACKUP_ACTION } from '../../store/audit.ts';
import { writeBackup } from '../../store/backup.ts';
import type { Database } from '../../store/database.ts';
import { requireSchema } from '../../store/migrate.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { databaseFlags, withDatabase } from '../service-database.ts';
import type { ExitCode, Shell } from '../shell.ts';

/** `lockstep backup <file>`. */
export const backup: Command = {
  name: 'backup',
  summary: 'write the database of a service into a file',
  operands: '<file>',
  maxOperands: 1,
  description: `Writes everything that cannot be computed anew as lines of JSON packed with gzip, of one moment, while the service goes on
to work where it runs on PostgreSQL. The embedded database belongs to one process: stop the service first. The file holds findings
and digests of tokens; it is readable by its owner only. Secrets of channels are in it sealed: keep the key file as well
(LOCKSTEP_SECRET_KEY_FILE, or secret-key in the folder of the service).`,
  examples: [
    { line: 'lockstep backup lockstep.ndjson.gz', does: 'before an upgrade, and every night' },
  ],
  flags: databaseFlags,
  run: runBackup,
};

/** Who holds a backup holds everything; a standby, which nobody writes to, cannot keep that. */
async function tellAudit(database: Database, rows: number): Promise<void> {
  const [server] = await database.query<{ standby: boolean }>(
    'select pg_is_in_recovery() as standby',
  );
  if (server?.standby === true) return;
  await database.transaction((transaction) =>
    appendAudit(transaction, {
      actor: 'backup',
      action: BACKUP_ACTION,
      subject: 'database',
      detail: { rows },
    }),
  );
}

async function runBackup(input: Arguments, shell: Shell): Promise<ExitCode> {
  const name = input.positionals[0];
  if (name === undefined) throw usage('backup', 'backup needs the file to write');
  const file = path.resolve(shell.cwd, name);
  checkWritable(file);
  const rows = await withDatabase(input, shell, async (database) => {
    await requireSchema(database);
    const text = new PassThrough();
    const written = pipeline(text, createGzip(), createWriteStream(file, { mode: 0o600 }));
    try {
      const count = await writeBackup(database, new Date(), async (chunk) => {
        if (!text.write(chunk)) await once(text, 'drain');
      });
      text.end();
      await written;
      await tellAudit(database, count);
      return count;
    } catch (error) {
      text.destroy();
      await written.catch(() => undefined);
      rmSync(file, { force: true });
      throw error;
    }
  });
  shell.stdout.write(`${rows} rows written to ${name}\n`);
  return 0;
}
