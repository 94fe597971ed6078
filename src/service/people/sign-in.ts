import { appendAudit } from '../../store/audit.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { addGrant, hasAdminPerson, lockAdmins } from '../../store/grants.ts';
import { createSession, type SessionSpan } from '../../store/sessions.ts';
import { findLink, useLink } from '../../store/sign-in-links.ts';
import { createToken, findToken, revokeTokensNamed } from '../../store/tokens.ts';
import { bindIdentity, createUser, findUser, userOf, type Identity } from '../../store/users.ts';
import { Problem } from '../problem.ts';

/** Somebody is signed in. */
export interface SignedIn {
  /** What the browser is to keep. */
  readonly session: string;
  readonly name: string;
}

const [HOUR, DAY] = [60, 24 * 60];
/**
 * A provider asks again once a day, and says who has left (NIST SP 800-63B-4 §2.2.3, AAL2: 24 hours). Nobody else says that:
 * to sign in with the same token again would show nothing new.
 */
const SPANS = {
  provider: { idle: 8 * HOUR, whole: DAY },
  token: { idle: 2 * DAY, whole: 7 * DAY },
} as const satisfies Record<string, SessionSpan>;

/** The token that somebody signs in with where there is no provider. */
const SIGN_IN_TOKEN = 'sign-in';
const SIGN_IN_TOKEN_DAYS = 365;

/** Signs in whom the provider has named: who they are by then, or by the link that they began with. */
export function signInByProvider(
  database: Database,
  identity: Identity,
  link: string | null,
): Promise<SignedIn> {
  return database.transaction(async (transaction) => {
    const userId =
      link === null
        ? await userOf(transaction, identity)
        : await claim(transaction, identity, link);
    return enter(transaction, userId, 'provider');
  });
}

/** Signs in whoever opens a link, and gives them the token to come back with. */
export function signInByLink(
  database: Database,
  secret: string,
  name: string,
): Promise<SignedIn & { readonly token: string }> {
  return database.transaction(async (transaction) => {
    const link = await findLink(transaction, secret);
    const used = link === undefined ? undefined : await useLink(transaction, link.digest);
    if (used === undefined) throw over();
    const userId =
      used.userId ?? (await firstAdmin(transaction, () => newAdmin(transaction, name)));
    const entered = await enter(transaction, userId, 'token');
    await revokeTokensNamed(transaction, userId, SIGN_IN_TOKEN);
    const expiresAt = new Date(Date.now() + SIGN_IN_TOKEN_DAYS * DAY * 60_000).toISOString();
    const { secret: token } = await createToken(transaction, {
      name: SIGN_IN_TOKEN,
      role: undefined,
      productId: undefined,
      userId,
      createdBy: `person ${entered.name}`,
      expiresAt,
    });
    return { ...entered, token };
  });
}

/** Signs in with a token that may all that its person may; Problem(403) with any other. */
export async function signInByToken(database: Database, secret: string): Promise<SignedIn> {
  const token = await findToken(database, secret);
  const user = token?.role === null ? token.user : undefined;
  if (user === undefined) {
    throw new Problem(
      403,
      'this is no sign-in token, or it holds no more; ask an administrator for a link',
    );
  }
  return database.transaction((transaction) => enter(transaction, user.id, 'token'));
}

/** Makes the identity the one that a link is for, and uses the link up. */
async function claim(transaction: Queryable, identity: Identity, link: string): Promise<number> {
  const used = await useLink(transaction, link);
  if (used === undefined) throw over();
  const { userId } = used;
  if (userId === null) return firstAdmin(transaction, () => userOf(transaction, identity));
  if (await bindIdentity(transaction, userId, identity)) return userId;
  throw new Problem(
    409,
    'you are known here already; sign in without the link, and ask an administrator for roles',
  );
}

async function firstAdmin(transaction: Queryable, make: () => Promise<number>): Promise<number> {
  await lockAdmins(transaction);
  if (await hasAdminPerson(transaction)) {
    throw new Problem(409, 'somebody administers this installation already; ask them for a link');
  }
  const userId = await make();
  await addGrant(transaction, userId, { role: 'admin', productId: null });
  await appendAudit(transaction, {
    actor: 'serve',
    action: 'user.first-admin',
    subject: `user ${userId}`,
    detail: { id: userId },
  });
  return userId;
}

async function newAdmin(transaction: Queryable, name: string): Promise<number> {
  if (name === '') throw new Problem(400, 'name: say how the audit log shall call you');
  const id = await createUser(transaction, { name, createdBy: 'serve' });
  if (id === undefined) throw new Problem(409, `name: there is a ${name} already`);
  return id;
}

async function enter(
  transaction: Queryable,
  userId: number,
  by: keyof typeof SPANS,
): Promise<SignedIn> {
  const user = await findUser(transaction, userId);
  if (user === undefined || user.disabledAt !== null) {
    throw new Problem(403, 'an administrator has disabled this account');
  }
  const session = await createSession(transaction, userId, SPANS[by]);
  await appendAudit(transaction, {
    actor: `person ${user.name}`,
    action: 'session.begin',
    subject: `user ${user.name}`,
    detail: { id: userId, by },
  });
  return { session, name: user.name };
}

function over(): Problem {
  return new Problem(403, 'this link was used, or is over; ask an administrator for another');
}
