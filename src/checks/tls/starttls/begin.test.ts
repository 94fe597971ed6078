import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import test from 'node:test';
import fc from 'fast-check';
import { starttlsProtocols, type StarttlsProtocol } from '../../../model/endpoint.ts';
import type { Received } from '../../../model/network.ts';
import { scripted } from '../probe/scripted.fake.ts';
import { beginTls } from './begin.ts';

type End = Exclude<Received['kind'], 'data'>;

async function talk(
  protocol: StarttlsProtocol,
  pieces: readonly (string | Uint8Array)[],
  after: End = 'timeout',
): Promise<string> {
  const connection = scripted(pieces, after);
  const wish = { protocol, host: 'mail.example', remainingMs: () => 1000 };
  const begun = await beginTls(connection, wish);
  return begun.kind === 'ready' ? begun.kind : `${begun.kind}: ${begun.why}`;
}

const greeting = '220-mail.example\r\n220 ready\r\n';
const hello = '250-mail.example\r\n250 STARTTLS\r\n';

test('a refusal is one only when it answers the wish for TLS', async () => {
  assert.equal(await talk('smtp', [greeting, hello, '220 go\r\n']), 'ready');
  assert.equal(await talk('smtp', [greeting, hello, '502 no\r\n']), 'refused: answered 502 no');
  assert.equal(await talk('smtp', ['554 not you\r\n']), 'lost: answered 554 not you');
  assert.equal(await talk('pop3', ['-ERR busy\r\n']), 'lost: answered -ERR busy');
  assert.equal(await talk('imap', ['* BYE full\r\n']), 'lost: answered * BYE full');
});

test('what is refused for the moment is no refusal', async () => {
  assert.match(await talk('smtp', [greeting, hello, '454 later\r\n']), /^lost/u);
  assert.match(await talk('ftp', ['220 hi\r\n', '431 later\r\n']), /^lost/u);
  assert.match(await talk('ldap', [ldapResult(52)]), /^lost/u);
  assert.match(await talk('postgres', ['E']), /^lost/u);
  assert.match(await talk('mysql', [Uint8Array.of(3, 0, 0, 0, 0xff, 0x10, 0x04)]), /^lost/u);
});

test('a server that does not know EHLO is still asked for TLS', async () => {
  assert.equal(await talk('smtp', [greeting, '500 what?\r\n', '220 go\r\n']), 'ready');
});

test('silence, an end and a reset are told apart', async () => {
  assert.equal(await talk('smtp', [greeting], 'timeout'), 'lost: timeout');
  assert.equal(await talk('imap', [], 'end'), 'lost: closed');
  assert.equal(await talk('xmpp-client', ['<stream:stream>'], 'reset'), 'lost: reset');
});

test('an XMPP server that offers no TLS refuses it, one that fails does not', async () => {
  const open = "<stream:stream xmlns:stream='s'>";
  const features = "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
  const offer = `${open}${features}</stream:features>`;
  assert.equal(await talk('xmpp-client', [offer, '<proceed xmlns="x"/>']), 'ready');
  assert.equal(await talk('xmpp-server', [offer, '<failure/>']), 'refused: answered failure');
  assert.equal(await talk('xmpp-client', [`${open}<stream:features/>`]), 'refused: not offered');
  const unknown = `${open}<stream:error><host-unknown/></stream:error>`;
  assert.match(await talk('xmpp-client', [unknown]), /^lost: no features/u);
});

function ldapResult(code: number): Uint8Array {
  return Uint8Array.of(0x30, 12, 2, 1, 1, 0x78, 7, 0x0a, 1, code, 4, 0, 4, 0);
}

test('LDAP results are read in the long form as well', async () => {
  assert.equal(await talk('ldap', [ldapResult(0)]), 'ready');
  assert.equal(await talk('ldap', [ldapResult(2)]), 'refused: answered LDAP result 2');
  const long = Uint8Array.of(0x30, 0x84, 0, 0, 0, 16, 2, 1, 1, 0x78, 0x84, 0, 0, 0, 7, 0x0a, 1, 0);
  assert.equal(await talk('ldap', [long, Uint8Array.of(4, 0, 4, 0)]), 'ready');
});

test('bytes behind the agreement are handed over as unprotected', async () => {
  const connection = scripted([greeting, hello, '220 go\r\nRSET\r\n']);
  const wish = { protocol: 'smtp', host: 'mail.example', remainingMs: () => 1000 } as const;
  const begun = await beginTls(connection, wish);
  assert.equal(begun.kind, 'ready');
  assert.equal(Buffer.from(begun.early).toString(), 'RSET\r\n');
});

test('a host name cannot leave the attribute that it stands in', async () => {
  const connection = scripted([]);
  const wish = { protocol: 'xmpp-client', host: "x'><evil/>", remainingMs: () => 1000 } as const;
  await beginTls(connection, wish);
  assert.match(connection.sent().toString(), / to='xevil' /u);
});

test('endless plain text ends in a bound', async () => {
  const endless = Array.from({ length: 100 }, () => 'x'.repeat(1000));
  for (const protocol of starttlsProtocols) {
    assert.match(await talk(protocol, endless), /^lost/u, protocol);
  }
});

test('no garbage makes a dialogue agree, refuse, throw or hang', async () => {
  const bytes = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 8 });
  const cases = fc.asyncProperty(
    fc.constantFrom(...starttlsProtocols),
    bytes,
    fc.constantFrom<End>('end', 'reset', 'timeout'),
    async (protocol, pieces, after) => {
      const told = await talk(protocol, pieces, after);
      // Postgres agrees in one byte, which garbage can be.
      if (protocol !== 'postgres') assert.match(told, /^lost/u);
    },
  );
  await fc.assert(cases, { seed: 5, numRuns: 300 });
});
