import type { Queryable } from './database.ts';
import { digestOf, newSecret } from './secret.ts';

/** A sign-in that was begun at the identity provider. */
export interface SignIn {
  /** A path of the service. */
  readonly returnTo: string;
  /** The digest of the link that it began with. */
  readonly link: string | null;
}

/** Begins one; returns the secret that the browser keeps, from which everything that the provider is sent is made. */
export async function beginSignIn(
  database: Queryable,
  { returnTo, link }: SignIn,
  minutes: number,
): Promise<string> {
  const secret = newSecret();
  await database.query('delete from sign_ins where expires_at < now()');
  await database.query(
    `insert into sign_ins (digest, return_to, link, expires_at)
     values ($1, $2, $3, now() + make_interval(mins => $4))`,
    [digestOf(secret), returnTo, link, minutes],
  );
  return secret;
}

/** Takes it away: what comes back from the provider is used once. Undefined: there is none, or it took too long. */
export async function takeSignIn(database: Queryable, secret: string): Promise<SignIn | undefined> {
  const [row] = await database.query<SignIn & { readonly isOpen: boolean }>(
    `delete from sign_ins where digest = $1
     returning return_to as "returnTo", link, expires_at > now() as "isOpen"`,
    [digestOf(secret)],
  );
  return row?.isOpen === true ? { returnTo: row.returnTo, link: row.link } : undefined;
}
