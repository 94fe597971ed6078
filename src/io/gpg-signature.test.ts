import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { isGpgSignature, verifyGpgSignature } from './gpg-signature.ts';
import { tempTree } from './tests/temp-tree.ts';

/** A keyring with one key that was good in 2019 and has expired since. */
class Keyring {
  readonly home: string;

  constructor(context: TestContext, name: string) {
    this.home = path.join(tempTree(context), name);
    mkdirSync(this.home, { mode: 0o700 });
    context.after(() => execFileSync('gpgconf', ['--homedir', this.home, '--kill', 'all']));
    this.gpg('', '--passphrase', '', '--quick-generate-key', name, 'ed25519', 'sign', '1y');
  }

  gpg(input: string, ...args: readonly string[]): Buffer {
    const time = ['--faked-system-time', '20190101T000000!'];
    return execFileSync('gpg', ['--homedir', this.home, '--batch', '--quiet', ...time, ...args], {
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  }

  get publicKey(): string {
    return this.gpg('', '--export').toString('base64');
  }

  sign(text: string): string {
    return this.gpg(text, '--armor', '--detach-sign').toString('utf8');
  }
}

test('a signature holds for its text, under the keys of that person, in the time of the key', async (context) => {
  const [ann, sam] = [new Keyring(context, 'ann'), new Keyring(context, 'sam')];
  const signature = ann.sign('the statement');
  assert.ok(isGpgSignature(signature));
  const good = {
    text: 'the statement',
    signature,
    keys: [ann.publicKey],
    at: '2019-06-01T00:00:00Z',
  };
  const cases: readonly (readonly [string, Partial<typeof good>, 'valid' | 'invalid'])[] = [
    ['as it was made', {}, 'valid'],
    ['among several keys', { keys: [sam.publicKey, ann.publicKey] }, 'valid'],
    ['another text', { text: 'another statement' }, 'invalid'],
    ['the key of another', { keys: [sam.publicKey] }, 'invalid'],
    ['no key', { keys: [] }, 'invalid'],
    ['no signature', { signature: 'x' }, 'invalid'],
    ['what is no key', { keys: [Buffer.from('x').toString('base64')] }, 'invalid'],
  ];
  for (const [why, changes, state] of cases) {
    assert.equal((await verifyGpgSignature({ ...good, ...changes })).state, state, why);
  }
});

test('a key that had expired at the time of the statement does not count, whatever the time is now', async (context) => {
  const ann = new Keyring(context, 'ann');
  const request = { text: 'a', signature: ann.sign('a'), keys: [ann.publicKey] };
  const late = await verifyGpgSignature({ ...request, at: '2021-06-01T00:00:00Z' });
  assert.equal(late.state, 'invalid');
});
