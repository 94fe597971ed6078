import type { StarttlsProtocol } from '../../src/model/endpoint.ts';
import type { PlainText } from './plain-text.ts';

/**
 * The server's side of each protocol up to the point where TLS begins, as strict as real servers are. Returns whether it
 * turns to TLS; throws on what no server would take.
 */
export type Dialogue = (client: PlainText, offers: boolean) => Promise<boolean>;

/** A protocol of lines: a greeting, some commands with fixed answers, and the one that asks for TLS. */
interface LineProtocol {
  readonly greeting: string;
  readonly answers: Readonly<Record<string, (offers: boolean, line: string) => string>>;
  readonly asks: RegExp;
  readonly agrees: (line: string) => string;
  readonly refuses: (line: string) => string;
  /** Commands that must have come before. */
  readonly needs?: string;
}

const MAX_LINES = 20;

function byLines(protocol: LineProtocol): Dialogue {
  return async (client, offers) => {
    client.send(protocol.greeting);
    const heard = new Set<string>();
    for (let count = 0; count < MAX_LINES; count += 1) {
      const line = await client.line();
      if (protocol.asks.test(line)) {
        if (protocol.needs !== undefined && !heard.has(protocol.needs)) {
          throw new Error(`asked for TLS before ${protocol.needs}`);
        }
        client.send(offers ? protocol.agrees(line) : protocol.refuses(line));
        if (offers) return true;
      } else {
        const known = Object.keys(protocol.answers).find((word) =>
          new RegExp(`^(\\S+ )??${word}\\b`, 'iu').test(line),
        );
        if (known === undefined) throw new Error(`not understood: ${line}`);
        heard.add(known);
        client.send(protocol.answers[known]?.(offers, line) ?? '');
      }
    }
    return false;
  };
}

function tagOf(line: string): string {
  return line.split(' ')[0] ?? '';
}

function mail(hello: string): Dialogue {
  return byLines({
    greeting: '220-mail.example here\r\n220 mail.example ready\r\n',
    answers: {
      [hello]: (offers) =>
        `250-mail.example\r\n250-PIPELINING\r\n${offers ? '250-STARTTLS\r\n' : ''}250 8BITMIME\r\n`,
      QUIT: () => '221 2.0.0 Bye\r\n',
    },
    asks: /^STARTTLS$/iu,
    agrees: () => '220 2.0.0 Ready to start TLS\r\n',
    refuses: () => '502 5.5.1 Not implemented\r\n',
    needs: hello,
  });
}

const imap = byLines({
  greeting: '* OK [CAPABILITY IMAP4rev1 ID] ready\r\n',
  answers: {
    CAPABILITY: (offers, line) =>
      `* CAPABILITY IMAP4rev1${offers ? ' STARTTLS LOGINDISABLED' : ''}\r\n${tagOf(line)} OK done\r\n`,
    LOGOUT: (_, line) => `* BYE\r\n${tagOf(line)} OK done\r\n`,
  },
  asks: /^\S+ STARTTLS$/iu,
  agrees: (line) => `${tagOf(line)} OK Begin TLS negotiation now\r\n`,
  refuses: (line) => `${tagOf(line)} BAD Unknown command\r\n`,
});

const pop3 = byLines({
  greeting: '+OK ready\r\n',
  answers: {
    CAPA: (offers) => `+OK\r\nTOP\r\nUIDL\r\n${offers ? 'STLS\r\n' : ''}.\r\n`,
    QUIT: () => '+OK bye\r\n',
  },
  asks: /^STLS$/iu,
  agrees: () => '+OK Begin TLS negotiation\r\n',
  refuses: () => '-ERR Unknown command\r\n',
});

/** RFC 5804 §1.7 and §2.2: capabilities come unasked. */
async function sieve(client: PlainText, offers: boolean): Promise<boolean> {
  const starttls = offers ? '"STARTTLS"\r\n' : '';
  const greeting = `"IMPLEMENTATION" "test"\r\n"SASL" ""\r\n${starttls}"VERSION" "1.0"\r\nOK "ready"\r\n`;
  return byLines({
    greeting,
    answers: { CAPABILITY: () => greeting, LOGOUT: () => 'OK\r\n' },
    asks: /^STARTTLS$/iu,
    agrees: () => 'OK "Begin TLS negotiation now"\r\n',
    refuses: () => 'NO "no TLS here"\r\n',
  })(client, offers);
}

const ftp = byLines({
  greeting: '220-files.example\r\n220 ready\r\n',
  answers: {
    FEAT: (offers) => `211-Features:\r\n${offers ? ' AUTH TLS\r\n' : ''} UTF8\r\n211 End\r\n`,
    QUIT: () => '221 Bye\r\n',
  },
  asks: /^AUTH TLS$/iu,
  agrees: () => '234 Proceed with negotiation.\r\n',
  refuses: () => '530 Please login with USER and PASS.\r\n',
});

const irc = byLines({
  greeting: ':irc.example NOTICE * :*** Looking up your hostname...\r\n',
  answers: {
    CAP: (offers) => `:irc.example CAP * LS :${offers ? 'tls ' : ''}multi-prefix\r\n`,
    NICK: () => '',
    USER: () => '',
    QUIT: () => '',
  },
  asks: /^STARTTLS$/iu,
  agrees: () => ':irc.example 670 * :STARTTLS successful, proceed with TLS handshake\r\n',
  refuses: () => ':irc.example 421 * STARTTLS :Unknown command\r\n',
});

const nntp = byLines({
  greeting: '200 news.example ready\r\n',
  answers: {
    CAPABILITIES: (offers) =>
      `101 list follows\r\nVERSION 2\r\n${offers ? 'STARTTLS\r\n' : ''}READER\r\n.\r\n`,
    QUIT: () => '205 bye\r\n',
  },
  asks: /^STARTTLS$/iu,
  agrees: () => '382 Continue with TLS negotiation\r\n',
  refuses: () => '502 Command unavailable\r\n',
});

/** RFC 4511 §4.12 and §4.14.1: an ExtendedRequest whose name is the OID of StartTLS. */
async function ldap(client: PlainText, offers: boolean): Promise<boolean> {
  const head = await client.bytes(2);
  if (head[0] !== 0x30) throw new Error('no LDAPMessage');
  const body = await client.bytes(head[1] ?? 0);
  const [idTag, idLength = 0] = body;
  if (idTag !== 2 || idLength !== 1) throw new Error('no message id of one byte');
  const request = body.subarray(2 + idLength);
  const oid = '1.3.6.1.4.1.1466.20037';
  if (request[0] !== 0x77 || request[2] !== 0x80 || request.subarray(4).toString() !== oid) {
    throw new Error('no request for StartTLS');
  }
  // resultCode 0 success, or 2 protocolError; matchedDN and diagnosticMessage are empty.
  const result = [0x0a, 1, offers ? 0 : 2, 4, 0, 4, 0];
  const response = [2, 1, body[2] ?? 0, 0x78, result.length, ...result];
  client.send(Uint8Array.of(0x30, response.length, ...response));
  return offers;
}

/** RFC 6120 §5.4. */
function xmpp(namespace: 'jabber:client' | 'jabber:server'): Dialogue {
  return async (client, offers) => {
    const opening = await client.until('>');
    const header = opening.includes('<stream:stream') ? opening : await client.until('>');
    if (!/<stream:stream\s/u.test(header)) throw new Error(`no stream: ${header}`);
    if (!new RegExp(`xmlns=["']${namespace}["']`, 'u').test(header)) {
      throw new Error(`not of ${namespace}: ${header}`);
    }
    if (!/\sto=["'][^"']+["']/u.test(header)) throw new Error(`to nobody: ${header}`);
    const names = `xmlns='${namespace}' xmlns:stream='http://etherx.jabber.org/streams'`;
    const tls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
    client.send(
      `<?xml version='1.0'?><stream:stream ${names} id='1' from='x.example' version='1.0'>`,
    );
    client.send(`<stream:features>${offers ? tls : ''}<c xmlns='c'/></stream:features>`);
    const asked = await client.until('>');
    if (!/<starttls\s[^>]*urn:ietf:params:xml:ns:xmpp-tls/u.test(asked)) return false;
    const answer = offers ? 'proceed' : 'failure';
    client.send(`<${answer} xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`);
    return offers;
  };
}

/** PostgreSQL 15 documentation §55.7: SSLRequest is 8 bytes, the answer one. */
async function postgres(client: PlainText, offers: boolean): Promise<boolean> {
  const request = await client.bytes(8);
  if (request.toString('hex') !== '0000000804d2162f') throw new Error('no SSLRequest');
  client.send(offers ? 'S' : 'N');
  return offers;
}

const CLIENT_SSL = 0x0800;
const CLIENT_PROTOCOL_41 = 0x0200;

/** MySQL's handshake V10, then the client's SSLRequest: a packet of 32 bytes with number 1. */
async function mysql(client: PlainText, offers: boolean): Promise<boolean> {
  const capabilities = CLIENT_PROTOCOL_41 | 0x8000 | (offers ? CLIENT_SSL : 0);
  const greeting = Buffer.concat([
    Buffer.of(10),
    Buffer.from('8.0.36\0'),
    Buffer.of(9, 0, 0, 0),
    Buffer.from('abcdefgh\0'),
    Buffer.of(capabilities & 255, capabilities >> 8, 45, 2, 0, 0, 0, 21),
    Buffer.alloc(10),
    Buffer.from('ijklmnopqrst\0'),
    Buffer.from('mysql_native_password\0'),
  ]);
  client.send(Buffer.concat([Buffer.of(greeting.length, 0, 0, 0), greeting]));
  const head = await client.bytes(4);
  const length = head.readUIntLE(0, 3);
  if (head[3] !== 1 || length !== 32) throw new Error('no SSLRequest');
  const request = await client.bytes(length);
  const wanted = CLIENT_SSL | CLIENT_PROTOCOL_41;
  if ((request.readUInt32LE(0) & wanted) !== wanted) throw new Error('no SSL asked for');
  return offers;
}

export const dialogues: Readonly<Record<StarttlsProtocol, Dialogue>> = {
  smtp: mail('EHLO'),
  lmtp: mail('LHLO'),
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
