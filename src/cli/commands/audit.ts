import { verifyAudit } from '../../store/audit.ts';
import { requireSchema } from '../../store/migrate.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { databaseFlags, withDatabase } from '../service-database.ts';
import type { ExitCode, Shell } from '../shell.ts';

/** `lockstep audit verify`. */
export const audit: Command = {
  name: 'audit',
  summary: 'follow the chain of the audit log of a service',
  operands: 'verify',
  maxOperands: 1,
  description: `Computes the digest of every entry of the audit log again. An entry that was changed, left out or put in between is found
out; that entries at the end are missing is seen by who keeps the last digest elsewhere (--head). Exit code 0: the chain
holds; 2: it does not.`,
  examples: [{ line: 'lockstep audit verify', does: 'follow the chain' }],
  flags: {
    ...databaseFlags,
    head: { value: 'DIGEST', help: 'what an earlier run printed: it must be in the chain' },
  },
  run: runAudit,
};

async function runAudit(input: Arguments, shell: Shell): Promise<ExitCode> {
  if (input.positionals[0] !== 'verify') throw usage('audit', 'audit needs a word: verify');
  const known = input.value('head');
  const { count, head, problems } = await withDatabase(input, shell, async (database) => {
    await requireSchema(database);
    const checked = await verifyAudit(database);
    const isThere = known === undefined || (await isInChain(database, known));
    const missing = isThere ? [] : [`no entry has the digest ${known}: the end of the log is gone`];
    return { ...checked, problems: [...checked.problems, ...missing] };
  });
  if (problems.length === 0) {
    shell.stdout.write(`The chain holds: ${count} entries, the last is ${head}\n`);
    return 0;
  }
  shell.stderr.write('lockstep: the audit log does not hold\n');
  for (const problem of problems) shell.stderr.write(`  - ${printable(problem)}\n`);
  return 2;
}

async function isInChain(
  database: Parameters<typeof verifyAudit>[0],
  digest: string,
): Promise<boolean> {
  const rows = await database.query('select from audit where digest = $1', [digest]);
  return rows.length > 0;
}
