import assert from 'node:assert/strict';
import type { Buffer } from 'node:buffer';
import { constants, privateDecrypt, X509Certificate } from 'node:crypto';
import net from 'node:net';
import test, { type TestContext } from 'node:test';
import type { Fact, IntrusiveProbe } from '../../src/checks/tls/observation.ts';
import { intrusiveFacts } from '../../src/checks/tls/probe/intrusive/all.ts';
import { probeHeartbleed } from '../../src/checks/tls/probe/intrusive/heartbleed.ts';
import { probeRobot } from '../../src/checks/tls/probe/intrusive/robot.ts';
import { probeTicketbleed } from '../../src/checks/tls/probe/intrusive/ticketbleed.ts';
import { concat, u16, u8, vector24, vector8 } from '../../src/checks/tls/wire/bytes.ts';
import { encodeHandshake, encodeRecords } from '../../src/checks/tls/wire/client-hello.ts';
import { plainCredentials } from './credentials.ts';
import { lacksNode } from './node-releases.ts';
import { startNode } from './node-server.ts';
import { lacksPrograms } from './programs.ts';
import { during, startGnutls, startNginx, startOpenssl } from './servers.ts';
import { speakerTo } from './speaking.ts';

type Answers = Readonly<Record<IntrusiveProbe, Fact['is']>>;

const sound: Answers = {
  'client-renegotiation': 'no',
  ticketbleed: 'no',
  robot: 'no',
  'ccs-injection': 'no',
  heartbleed: 'no',
};

function assertFacts(facts: Readonly<Record<IntrusiveProbe, Fact>>, expected: Answers): void {
  const answers = Object.fromEntries(Object.entries(facts).map(([key, { is }]) => [key, is]));
  assert.deepEqual(answers, expected, JSON.stringify(facts));
}

test('servers of today have none of the flaws', async (t) => {
  const lacking = lacksPrograms('nginx', 'openssl', 'gnutls-serv');
  if (lacking !== false) return t.skip(lacking);
  const credentials = [plainCredentials()];
  const lines = ['ssl_protocols TLSv1.2;', 'ssl_ciphers ALL;'];
  const nginx = await during(t, startNginx({ credentials, lines }));
  assertFacts(await intrusiveFacts(speakerTo(t, nginx, ['TLS1.2'])), sound);
  const args = ['-tls1_2', '-cipher', 'ALL:@SECLEVEL=0'];
  const openssl = await during(t, startOpenssl({ credentials, args }));
  assertFacts(await intrusiveFacts(speakerTo(t, openssl, ['TLS1.2'])), sound);
  const gnutls = await during(
    t,
    startGnutls({ credentials, priority: 'NORMAL:-VERS-ALL:+VERS-TLS1.2' }),
  );
  const facts = await intrusiveFacts(speakerTo(t, gnutls, ['TLS1.2']));
  assert.ok(
    Object.values(facts).every(({ is }) => is !== 'yes' || facts['client-renegotiation'].is === is),
    JSON.stringify(facts),
  );
  assert.equal(facts.heartbleed.is, 'no');
});

test('OpenSSL 1.0.1e has Heartbleed and takes an early ChangeCipherSpec', async (t) => {
  const lacking = lacksNode('0.10.0');
  if (lacking !== false) return t.skip(lacking);
  const server = await during(
    t,
    startNode({ version: '0.10.0', credentials: [plainCredentials()] }),
  );
  assertFacts(await intrusiveFacts(speakerTo(t, server, ['TLS1.2'])), {
    ...sound,
    'client-renegotiation': 'yes',
    // This Node closes without the alert that would tell, but goes on with a handshake without a secret.
    'ccs-injection': 'yes',
    heartbleed: 'yes',
  });
});

test('OpenSSL 1.0.1u has neither any more', async (t) => {
  const lacking = lacksNode('0.10.48');
  if (lacking !== false) return t.skip(lacking);
  const server = await during(
    t,
    startNode({ version: '0.10.48', credentials: [plainCredentials()] }),
  );
  const expected: Answers = {
    ...sound,
    'client-renegotiation': 'yes',
  };
  assertFacts(await intrusiveFacts(speakerTo(t, server, ['TLS1.2'])), expected);
});

test('a server of TLS 1.3 only has no place for any of them', async (t) => {
  const tls = { minVersion: 'TLSv1.3' };
  const server = await during(t, startNode({ credentials: [plainCredentials()], tls }));
  assertFacts(await intrusiveFacts(speakerTo(t, server, ['TLS1.3'])), sound);
});

/** Listens until the test ends. */
async function listenOn(
  t: TestContext,
  serve: (socket: net.Socket) => void,
): Promise<{ readonly address: string; readonly port: number }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  assert.ok(typeof place === 'object' && place !== null);
  return { address: '127.0.0.1', port: place.port };
}

const version = 0x0303;

function serverHello(sessionId: Uint8Array): Uint8Array {
  const random = new Uint8Array(32).fill(1);
  const body = concat(u16(version), random, vector8(sessionId), u16(0x002f), u8(0));
  return encodeRecords(22, version, encodeHandshake(2, body));
}

function flight(): Uint8Array {
  const der = new Uint8Array(new X509Certificate(plainCredentials().chain).raw);
  const certificate = encodeHandshake(11, vector24(vector24(der)));
  return concat(
    serverHello(new Uint8Array()),
    encodeRecords(22, version, certificate),
    encodeRecords(22, version, encodeHandshake(14, new Uint8Array())),
  );
}

function alertOf(code: number): Uint8Array {
  return encodeRecords(21, version, Uint8Array.of(2, code));
}

/** Answers a key exchange as `judge` says of the plaintext. */
async function startOracle(
  t: TestContext,
  judge: (plain: Buffer) => number | 'silence',
): Promise<{ readonly address: string; readonly port: number }> {
  const { key } = plainCredentials();
  return listenOn(t, (socket) => {
    let isGreeted = false;
    socket.on('data', (chunk) => {
      if (!isGreeted) {
        isGreeted = true;
        socket.write(flight());
        return;
      }
      // Record and handshake header, and the length of the vector.
      const encrypted = chunk.subarray(11, 11 + 256);
      const plain = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
      const answer = judge(plain);
      if (answer !== 'silence') socket.end(alertOf(answer));
    });
  });
}

test('different alerts to malformed key exchanges are an oracle', async (t) => {
  const oracle = await startOracle(t, (plain) => (plain[1] === 2 ? 20 : 51));
  const fact = await probeRobot(speakerTo(t, oracle, ['TLS1.2']));
  assert.equal(fact.is, 'yes', fact.why);
  const finer = await startOracle(t, (plain) => (plain[207] === 0 ? 20 : 47));
  assert.equal((await probeRobot(speakerTo(t, finer, ['TLS1.2']))).is, 'yes');
});

test('the same alert to all is none, and answers that change by chance are no proof', async (t) => {
  const same = await startOracle(t, () => 20);
  assert.equal((await probeRobot(speakerTo(t, same, ['TLS1.2']))).is, 'no');
  let count = 0;
  const fickle = await startOracle(t, () => {
    count += 1;
    return count === 2 ? 51 : 20;
  });
  assert.equal((await probeRobot(speakerTo(t, fickle, ['TLS1.2']))).is, 'inconclusive');
});

test('a session id that grows is Ticketbleed', async (t) => {
  const tls = { maxVersion: 'TLSv1.2' };
  const server = await during(t, startNode({ credentials: [plainCredentials()], tls }));
  const leaking = await listenOn(t, (socket) => {
    socket.once('data', (hello) => {
      const idLength = hello[43];
      if (idLength === 1) {
        const id = new Uint8Array(32).fill(0xaa);
        id.set(hello.subarray(44, 45));
        socket.write(serverHello(id));
        return;
      }
      const real = net.connect(server.port, server.address);
      real.on('error', () => socket.destroy());
      t.after(() => real.destroy());
      real.write(hello);
      socket.pipe(real).pipe(socket);
    });
  });
  assert.equal((await probeTicketbleed(speakerTo(t, leaking, ['TLS1.2']))).is, 'yes');
  assert.equal((await probeTicketbleed(speakerTo(t, server, ['TLS1.2']))).is, 'no');
});

test('silence after a heartbeat is no all-clear', async (t) => {
  const silent = await listenOn(t, (socket) => {
    socket.once('data', () => socket.write(flight()));
  });
  const speaker = speakerTo(t, silent, ['TLS1.2']);
  const { door } = speaker;
  Object.assign(door, { options: { ...door.options, handshakeTimeoutMs: 50 } });
  assert.equal((await probeHeartbleed(speaker)).is, 'inconclusive');
});
