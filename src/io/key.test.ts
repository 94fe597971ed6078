import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LockstepError } from '../model/error.ts';
import { loadKey } from './key.ts';
import { put, tempTree } from './tests/temp-tree.ts';

test('the key of the environment comes first', () => {
  const { key, keyId, note } = loadKey({ LOCKSTEP_KEY: 'sixteen letters!' });
  assert.equal(Buffer.from(key).toString(), 'sixteen letters!');
  assert.match(keyId, /^[0-9a-f]{8}$/);
  assert.equal(note, undefined);
});

test('a key is made at first use, for its owner alone, and stays', (context) => {
  const home = tempTree(context);
  const first = loadKey({ HOME: home });
  const file = path.join(home, '.config/lockstep/key');
  assert.match(readFileSync(file, 'utf8'), /^[0-9a-f]{64}\n$/);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(path.dirname(file)), ['key']);
  assert.deepEqual(loadKey({ HOME: home }), first);
  assert.notEqual(
    loadKey({ HOME: home, XDG_CONFIG_HOME: path.join(home, 'other') }).keyId,
    first.keyId,
  );
});

test('where no key can be kept there is one for the run, and a note', (context) => {
  const home = tempTree(context, { file: 'x' });
  const first = loadKey({ XDG_CONFIG_HOME: path.join(home, 'file') });
  const second = loadKey({ XDG_CONFIG_HOME: path.join(home, 'file') });
  assert.notEqual(first.keyId, second.keyId);
  assert.match(first.note ?? '', /cannot be written.*LOCKSTEP_KEY/);
  assert.match(loadKey({}).note ?? '', /no home directory/);
});

function refused(env: Readonly<Record<string, string>>, pattern: RegExp): void {
  assert.throws(
    () => loadKey(env),
    (error) =>
      error instanceof LockstepError && error.code === 'key' && pattern.test(error.message),
  );
}

test('a key that is too short, or a file that is no key, is refused', (context) => {
  const home = tempTree(context);
  refused({ LOCKSTEP_KEY: 'short' }, /LOCKSTEP_KEY is shorter than 16 characters/);
  put(home, 'empty/lockstep/key', '\n');
  refused({ XDG_CONFIG_HOME: path.join(home, 'empty') }, /shorter than 16/);
  mkdirSync(path.join(home, 'folder/lockstep/key'), { recursive: true });
  refused({ XDG_CONFIG_HOME: path.join(home, 'folder') }, /not a regular file/);
  mkdirSync(path.join(home, 'link/lockstep'), { recursive: true });
  symlinkSync('/dev/zero', path.join(home, 'link/lockstep/key'));
  refused({ XDG_CONFIG_HOME: path.join(home, 'link') }, /symbolic link/);
});
