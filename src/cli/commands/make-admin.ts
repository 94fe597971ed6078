import { appendAudit } from '../../store/audit.ts';
import type { Queryable } from '../../store/database.ts';
import { addGrant, lockAdmins } from '../../store/grants.ts';
import { requireSchema } from '../../store/migrate.ts';
import { createLink } from '../../store/sign-in-links.ts';
import { createUser, findUserNamed, setDisabled } from '../../store/users.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { databaseFlags, withDatabase } from '../service-database.ts';
import type { ExitCode, Shell } from '../shell.ts';
import { signInSettings } from '../sign-in-settings.ts';

/** As long as that of the first start. */
const LINK_MS = 24 * 3_600_000;
const DEFAULT_ORIGIN = 'http://127.0.0.1:7300';
const ACTOR = 'make-admin';
const MAX_NAME_LENGTH = 100;

/** `lockstep make-admin`. */
export const makeAdmin: Command = {
  name: 'make-admin',
  summary: 'make somebody an admin of a service that nobody gets into any more',
  operands: '<name>',
  maxOperands: 1,
  description: `Gives the role admin to the person of that name, as the audit log has it, and enables them; where there is nobody of that
name they are made. Who signs in by no identity provider gets a link that opens once. Whoever has the database has all of it: this
is for them, when every admin has gone. An embedded database has one user at a time: stop lockstep serve first.`,
  examples: [
    { line: 'lockstep make-admin ada@example.com', does: 'after the last admin has left' },
    {
      line: 'LOCKSTEP_PUBLIC_URL=https://lockstep.example lockstep make-admin Ada',
      does: 'prints a link of that service',
    },
  ],
  flags: databaseFlags,
  run: runMakeAdmin,
};

async function runMakeAdmin(input: Arguments, shell: Shell): Promise<ExitCode> {
  const name = (input.positionals[0] ?? '').trim();
  if (name === '' || name.length > MAX_NAME_LENGTH || /\p{C}/u.test(name)) {
    throw usage('make-admin', 'make-admin needs the name of a person');
  }
  const origin = signInSettings(shell.env).publicUrl?.origin ?? DEFAULT_ORIGIN;
  const secret = await withDatabase(input, shell, async (database) => {
    await requireSchema(database);
    return database.transaction((transaction) => promote(transaction, name));
  });
  shell.stdout.write(`${printable(name)} is an admin.\n`);
  if (secret === undefined) return 0;
  shell.stdout.write(
    `They sign in with this link, once, within a day:\n  ${origin}/auth/link/${secret}\n`,
  );
  return 0;
}

/** The secret of a link; undefined: an identity provider says who they are. */
async function promote(transaction: Queryable, name: string): Promise<string | undefined> {
  await lockAdmins(transaction);
  const known = await findUserNamed(transaction, name);
  const id = known?.id ?? (await createUser(transaction, { name, createdBy: ACTOR })) ?? 0;
  await addGrant(transaction, id, { role: 'admin', productId: null });
  await setDisabled(transaction, id, false);
  await appendAudit(transaction, {
    actor: ACTOR,
    action: 'user.make-admin',
    subject: `user ${name}`,
    detail: { id },
  });
  if (typeof known?.issuer === 'string') return undefined;
  const expiresAt = new Date(Date.now() + LINK_MS).toISOString();
  return createLink(transaction, { userId: id, createdBy: ACTOR, expiresAt });
}
