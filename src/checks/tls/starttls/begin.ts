import type { StarttlsProtocol } from '../../../model/endpoint.ts';
import type { Connection } from '../../../model/network.ts';
import { mysql, postgres } from './databases.ts';
import { ldap } from './ldap.ts';
import { ftp, imap, irc, lmtp, nntp, pop3, sieve, smtp } from './lines.ts';
import { Talk, type Beginning, type Dialogue } from './talk.ts';
import { xmpp } from './xmpp.ts';

const dialogues: Readonly<Record<StarttlsProtocol, Dialogue>> = {
  smtp,
  lmtp,
  imap,
  pop3,
  sieve,
  ftp,
  ldap,
  'xmpp-client': xmpp('jabber:client'),
  'xmpp-server': xmpp('jabber:server'),
  postgres,
  mysql,
  irc,
  nntp,
};

export interface StarttlsWish {
  readonly protocol: StarttlsProtocol;
  /** Name of the server, for protocols that address one. */
  readonly host: string;
  /** Milliseconds that are left for the whole dialogue. */
  readonly remainingMs: () => number;
}

/**
 * Leads a fresh connection up to the point where the ClientHello goes out. `early` is what the server sent behind its
 * agreement: it came unprotected, and a client that took it for protected could be lied to (CVE-2011-0411).
 */
export async function beginTls(
  connection: Connection,
  wish: StarttlsWish,
): Promise<Beginning & { readonly early: Uint8Array }> {
  const talk = new Talk(connection, wish.remainingMs);
  const beginning = await dialogues[wish.protocol](talk, wish.host);
  return { ...beginning, early: talk.rest() };
}
