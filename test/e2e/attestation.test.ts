import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { commitAll, put, tempRepository } from '../../src/io/tests/temp-tree.ts';
import { readEnvelope, writeEnvelope, type Envelope } from '../../src/policy/envelope.ts';
import { assertCode, assertRefused, blockingPolicy, leak, User } from './lockstep.ts';

interface Place {
  readonly user: User;
  readonly root: string;
  readonly keys: string;
}

/** A repository, and an Ed25519 key made by openssl outside of it. */
function place(context: TestContext): Place {
  const user = new User(context);
  const root = tempRepository(context, { 'app.py': 'print(1)\n', 'lockstep.yaml': blockingPolicy });
  const keys = path.join(user.home, 'keys');
  put(keys, 'note', 'keys');
  openssl(keys, 'genpkey', '-algorithm', 'ed25519', '-out', 'key.pem');
  openssl(keys, 'pkey', '-in', 'key.pem', '-pubout', '-out', 'key.pub');
  return { user, root, keys };
}

function read(folder: string, name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

function envelopeIn(folder: string, name: string): Envelope {
  return readEnvelope(JSON.parse(read(folder, name)), name);
}

function openssl(cwd: string, ...args: readonly string[]): string {
  return execFileSync('openssl', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function attested({ keys }: Place, name: string, ...more: readonly string[]): readonly string[] {
  return [
    'check',
    '--attest',
    path.join(keys, name),
    '--sign-key',
    path.join(keys, 'key.pem'),
    ...more,
  ];
}

describe('attestations', { concurrency: 2 }, () => {
  test('a passed and a stopped build are attested, chained, and verified with the public key alone', async (context) => {
    const at = place(context);
    const { user, root, keys } = at;
    assertCode(await user.run(root, ...attested(at, '1.json')), 0);
    put(root, 'app.py', leak);
    const commit = commitAll(root, 'leak');
    const chained = ['--previous', path.join(keys, '1.json')];
    assertCode(await user.run(root, ...attested(at, '2.json', ...chained)), 1);
    const verify = ['verify', '1.json', '2.json', '--public-key', 'key.pub'];
    const end = await user.run(keys, ...verify);
    assertCode(end, 0);
    assert.match(
      end.stdout,
      /^The decision holds: pass for .* the first of its chain\n.*: block for /u,
    );
    assert.match(end.stdout, new RegExp(`gitCommit ${commit}`, 'u'));
    const passed = await user.run(keys, ...verify, '--passed');
    assertCode(passed, 2);
    assert.match(passed.stderr, /decision in 2\.json does not hold\n  - the build was stopped\n$/u);
    assertCode(await user.run(keys, 'verify', '1.json', '--public-key', 'key.pub', '--passed'), 0);
    const turned = ['verify', '2.json', '1.json', '--public-key', 'key.pub'];
    const order = await user.run(keys, ...turned);
    assertCode(order, 2);
    assert.match(order.stderr, /decision in 1\.json does not hold\n.* a chain begins here\n$/u);
  });

  test('openssl confirms the signature over the encoding of DSSE', async (context) => {
    const at = place(context);
    const { user, root, keys } = at;
    assertCode(await user.run(root, ...attested(at, '1.json')), 0);
    const { payload, signatures } = envelopeIn(keys, '1.json');
    const head = `DSSEv1 28 application/vnd.in-toto+json ${payload.length} `;
    writeFileSync(path.join(keys, 'signed'), Buffer.concat([Buffer.from(head), payload]));
    writeFileSync(path.join(keys, 'sig'), signatures[0]?.sig ?? '');
    const flags = ['-pubin', '-inkey', 'key.pub', '-rawin', '-in', 'signed', '-sigfile', 'sig'];
    assert.match(openssl(keys, 'pkeyutl', '-verify', ...flags), /Verified Successfully/u);
  });

  test('what was changed, or signed by somebody else, does not hold', async (context) => {
    const at = place(context);
    const { user, root, keys } = at;
    assertCode(await user.run(root, ...attested(at, '1.json')), 0);
    openssl(keys, 'genpkey', '-algorithm', 'ed25519', '-out', 'other.pem');
    openssl(keys, 'pkey', '-in', 'other.pem', '-pubout', '-out', 'other.pub');
    const foreign = await user.run(keys, 'verify', '1.json', '--public-key', 'other.pub');
    assertRefused(foreign, 'no trusted key signed it');
    const { payload, signatures } = envelopeIn(keys, '1.json');
    const text = Buffer.from(payload).toString().replace('"PASSED"', '"FAILED"');
    put(keys, '1.json', writeEnvelope({ payload: Buffer.from(text), signatures }));
    const changed = await user.run(keys, 'verify', '1.json', '--public-key', 'key.pub');
    assertRefused(
      changed,
      'no trusted key signed it',
      'verificationResult is not what its record gives',
    );
  });

  test('a part of a target is not attested, and no key is written over', async (context) => {
    const at = place(context);
    const key = read(at.keys, 'key.pem');
    assertRefused(
      await at.user.run(at.root, ...attested(at, 'part.json'), 'app.py'),
      'a part of it',
    );
    assert.throws(() => read(at.keys, 'part.json'), /ENOENT/u);
    assertRefused(await at.user.run(at.root, ...attested(at, 'key.pem')), '--sign-key');
    assert.equal(read(at.keys, 'key.pem'), key);
  });

  test('wrong use is refused before anything is examined', async (context) => {
    const at = place(context);
    const { user, root, keys } = at;
    const key = path.join(keys, 'key.pem');
    openssl(keys, 'genrsa', '-out', 'rsa.pem', '2048');
    for (const [args, said] of [
      [['--attest', 'a.json'], '--attest needs --sign-key FILE'],
      [['--sign-key', key], 'need --attest FILE'],
      [['--attest', 'a.json', '--sign-key', 'none.pem'], 'cannot use the key'],
      [['--attest', 'a.json', '--sign-key', path.join(keys, 'key.pub')], 'it is no key in PEM'],
      [
        ['--attest', 'a.json', '--sign-key', path.join(keys, 'rsa.pem')],
        'of the type rsa, not Ed25519',
      ],
      [['--attest', 'no/such/a.json', '--sign-key', key], 'a.json'],
      [['--attest', 'a.json', '--sign-key', key, '--previous', 'lockstep.yaml'], 'not JSON'],
    ] as const) {
      const end = await user.run(root, 'check', ...args);
      assertRefused(end, said);
      assert.equal(end.stdout, '');
    }
    assertCode(await user.run(root, ...attested(at, '1.json')), 0);
    const bare = await user.run(keys, 'verify', '1.json');
    assertRefused(bare, 'whose signature is trusted?');
  });
});
