import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { webhookSink, type WebhookSink } from './tests/sinks.ts';
import { guardedPost, type GuardedPost, type InternalHosts } from './guarded-post.ts';

function send(url: string, internalHosts: InternalHosts = new Set()): Promise<GuardedPost> {
  return guardedPost(new URL(url), '{}', {
    headers: {},
    internalHosts,
    signal: new AbortController().signal,
  });
}

describe('a guarded post', () => {
  let sink: WebhookSink;
  before(async () => {
    sink = await webhookSink();
  });
  after(() => sink.close());

  test('goes nowhere inside of the network, however the address is written', async () => {
    const { port } = new URL(sink.url);
    for (const host of [
      '127.0.0.1',
      'localhost',
      '0x7f000001',
      '2130706433',
      '127.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[64:ff9b::10.0.0.1]',
      '[fd00::1]',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '198.18.0.1',
      '0.0.0.0',
    ]) {
      const outcome = await send(`https://${host}:${port}/`);
      assert.equal(outcome.state, 'refused', `${host}: ${JSON.stringify(outcome)}`);
    }
    assert.equal((await send(sink.url)).state, 'refused');
    assert.deepEqual(sink.received, []);
  });

  test('never asks a cloud for its credentials, whatever is allowed', async () => {
    for (const host of ['169.254.169.254', '[fd00:ec2::254]', '100.100.100.200', '[fe80::1]']) {
      const outcome = await send(`http://${host}/latest/meta-data`, 'all');
      assert.equal(outcome.state, 'refused', host);
    }
  });

  test('goes to hosts of the network that are named, and follows none of their redirects', async () => {
    const allowed = new Set(['localhost', '127.0.0.1']);
    sink.answers.push({ status: 307, headers: { location: 'http://169.254.169.254/' } });
    const outcome = await send(sink.url.replace('127.0.0.1', 'localhost'), allowed);
    assert.deepEqual(outcome.state === 'answered' ? outcome.status : outcome, 307);
    assert.match(sink.received.at(-1)?.headers.host ?? '', /^localhost:\d+$/u);
    assert.equal((await send(sink.url, new Set(['localhost']))).state, 'refused');
  });

  test('takes nothing but https and no credentials in the URL; reads little of an answer', async () => {
    for (const url of [
      'ftp://example.com/',
      'file:///etc/passwd',
      'https://u:p@example.com/',
      'http://example.com/',
    ]) {
      assert.equal((await send(url)).state, 'refused', url);
    }
    sink.answers.push({ status: 200, body: 'x'.repeat(2 ** 20) });
    const outcome = await send(sink.url, 'all');
    assert.equal(outcome.state === 'answered' ? outcome.body.length : outcome, 4_096);
  });

  test('says in a word why nobody answered, and never the URL', async () => {
    const outcome = await send('http://127.0.0.1:9/token', 'all');
    assert.deepEqual(outcome, { state: 'failed', detail: 'the connection failed: ECONNREFUSED' });
    const unknown = await send('https://nobody.invalid/token');
    assert.match(
      unknown.state === 'failed' ? unknown.detail : '',
      /^the name could not be looked up/u,
    );
  });
});
