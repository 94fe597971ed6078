import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { sendMail, type MailOutcome, type MailServer } from '../../src/io/mail.ts';
import { mailSink, type MailSink } from '../../src/io/tests/sinks.ts';
import { makeCertificate, serverAuth } from '../tls/certificates.ts';

const root = makeCertificate({ name: 'Root of a test', isCa: true });
const certificateFor = (name: string): { readonly key: string; readonly cert: string } => {
  const made = makeCertificate({ name, issuer: root, dns: [name], usages: [serverAuth] });
  return { key: made.keyPem, cert: made.pem };
};
const localhost = certificateFor('localhost');

describe('mail over TLS', () => {
  const auth = { user: 'lockstep', pass: ['not', 'a', 'real', 'one'].join('-') };
  const sinks: MailSink[] = [];
  after(() => sinks.forEach((sink) => sink.close()));

  const sent = async (
    server: Pick<MailServer, 'isImplicitTls' | 'ca'>,
    certificate: { readonly key: string; readonly cert: string },
  ): Promise<{ readonly outcome: MailOutcome; readonly received: MailSink['received'] }> => {
    const sink = await mailSink({
      secure: server.isImplicitTls,
      ...certificate,
      authOptional: false,
      onAuth: ({ username, password }, _session, done) => {
        const isKnown = username === auth.user && password === auth.pass;
        done(isKnown ? null : new Error('unknown'), { user: username });
      },
    });
    sinks.push(sink);
    const from = 'lockstep@shop.example';
    const outcome = await sendMail(
      { host: 'localhost', port: sink.port, auth, from, ...server },
      {
        to: ['team@shop.example'],
        subject: 'It blocks',
        text: 'One finding.',
        messageId: '00000000-0000-4000-8000-000000000000',
        date: new Date(0),
      },
    );
    return { outcome, received: sink.received };
  };

  for (const isImplicitTls of [true, false]) {
    const how = isImplicitTls ? 'from the first byte' : 'by STARTTLS';

    test(`${how}: it arrives where the certificate is signed by whom we were told to trust`, async () => {
      const { outcome, received } = await sent({ isImplicitTls, ca: root.pem }, localhost);
      assert.deepEqual(outcome, { state: 'sent', detail: '' });
      assert.deepEqual(received[0]?.to, ['team@shop.example']);
      assert.match(received[0]?.text ?? '', /Subject: It blocks\r\n[^]*One finding\./u);
    });

    test(`${how}: nothing is handed to a server that nobody vouches for, nor to one of another name`, async () => {
      for (const [ca, certificate] of [
        [undefined, localhost],
        [root.pem, certificateFor('mail.example')],
      ] as const) {
        const { outcome, received } = await sent({ isImplicitTls, ca }, certificate);
        assert.equal(outcome.state, 'failed');
        assert.deepEqual(received, []);
      }
    });
  }
});

/** Sends in a process of its own, as Node reads whom it trusts when it starts. */
const SENDER = `
const { guardedPost } = await import(process.argv[1]);
const outcome = await guardedPost(new URL(process.argv[2]), '{}', {
  headers: {}, internalHosts: 'all', signal: new AbortController().signal,
});
console.log(JSON.stringify(outcome));
`;

describe('webhooks over https', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-https-'));
  const roots = path.join(folder, 'roots.pem');
  const received: string[] = [];
  const server = https.createServer(localhost, (request, response) => {
    received.push(`${request.method} ${request.url}`);
    response.writeHead(204).end();
  });
  let url = '';
  before(async () => {
    writeFileSync(roots, root.pem);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `https://localhost:${typeof address === 'object' ? address?.port : ''}/hook`;
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const post = async (trusted?: string): Promise<{ readonly state: string }> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--import',
        import.meta.resolve('tsx'),
        '--input-type=module',
        '--eval',
        SENDER,
        new URL('../../src/io/guarded-post.ts', import.meta.url).href,
        url,
      ],
      { env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted ?? '' } },
    );
    return JSON.parse(stdout);
  };

  test('are sent to whom the authorities of this machine vouch for, and to nobody else', async () => {
    assert.equal((await post()).state, 'failed');
    assert.deepEqual(received, []);
    assert.deepEqual(await post(roots), { state: 'answered', status: 204, body: '' });
    assert.deepEqual(received, ['POST /hook']);
  });
});
