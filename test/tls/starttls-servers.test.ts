import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import test from 'node:test';
import type { StarttlsProtocol } from '../../src/model/endpoint.ts';
import { plainCredentials } from './credentials.ts';
import { startNode } from './node-server.ts';
import { lacksPrograms } from './programs.ts';
import { during } from './servers.ts';
import { startDialogue } from './starttls-servers.ts';

/** OpenSSL's names of the protocols; not IRC, where it takes the first line for the answer, and servers greet first. */
const spoken: readonly (readonly [StarttlsProtocol, string])[] = [
  ['smtp', 'smtp'],
  ['lmtp', 'lmtp'],
  ['imap', 'imap'],
  ['pop3', 'pop3'],
  ['sieve', 'sieve'],
  ['ftp', 'ftp'],
  ['ldap', 'ldap'],
  ['xmpp-client', 'xmpp'],
  ['xmpp-server', 'xmpp-server'],
  ['postgres', 'postgres'],
  ['mysql', 'mysql'],
  ['nntp', 'nntp'],
];

async function connect(port: number, name: string): Promise<string> {
  const args = ['s_client', '-connect', `127.0.0.1:${port}`, '-starttls', name, '-xmpphost', 'x'];
  const child = spawn('openssl', args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: 20_000 });
  child.stdin.end('Q\n');
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  await new Promise((resolve) => child.on('close', resolve));
  return text;
}

test(
  'OpenSSL turns to TLS in every protocol but IRC',
  { skip: lacksPrograms('openssl') },
  async (context) => {
    const target = await during(context, startNode({ credentials: [plainCredentials()] }));
    for (const [protocol, name] of spoken) {
      const server = await startDialogue({ protocol, target });
      context.after(() => server.stop());
      const said = await connect(server.port, name);
      assert.match(said, /Cipher is TLS_AES/u, `${protocol}: ${said}`);
      assert.deepEqual(server.faults(), [], protocol);
    }
  },
);
