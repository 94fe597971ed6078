import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { hasAdmin, lockAdmins } from '../store/grants.ts';
import { createLink } from '../store/sign-in-links.ts';
import { createToken } from '../store/tokens.ts';

/** How somebody becomes the first admin. */
export interface FirstAccess {
  /** For a browser; opens once. */
  readonly link: string;
  /** For programs. */
  readonly token: string;
  readonly expiresAt: string;
}

/** Long enough to make other accounts with it. */
const FIRST_MS = 24 * 3_600_000;

/** Where nobody can administer a service, somebody must be able to become its admin; undefined: somebody can. */
export function firstAccess(database: Database, origin: string): Promise<FirstAccess | undefined> {
  return database.transaction(async (transaction) => {
    await lockAdmins(transaction);
    if (await hasAdmin(transaction)) return undefined;
    const expiresAt = new Date(Date.now() + FIRST_MS).toISOString();
    const createdBy = 'serve';
    const secret = await createLink(transaction, { userId: undefined, createdBy, expiresAt });
    const made = await createToken(transaction, {
      name: 'first',
      role: 'admin',
      productId: undefined,
      createdBy,
      expiresAt,
    });
    await appendAudit(transaction, {
      actor: createdBy,
      action: 'token.create',
      subject: 'token first',
      detail: { id: made.id, role: 'admin', product: null, expiresAt },
    });
    await appendAudit(transaction, {
      actor: createdBy,
      action: 'user.link',
      subject: 'the first admin',
      detail: { expiresAt },
    });
    return { link: `${origin}/auth/link/${secret}`, token: made.secret, expiresAt };
  });
}
