import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { tempTree } from '../io/tests/temp-tree.ts';
import { databaseUrlOf } from './service-database.ts';

test('the password of a file is put into the address, whatever is in it', (context) => {
  const cwd = tempTree(context, { 'v1/password': 'p@ss:w/rd %41\n' });
  // As Kubernetes has it: a link that is turned to the next version.
  symlinkSync('v1/password', path.join(cwd, 'password'));
  const env = {
    DATABASE_URL: 'postgres://lockstep@db:5432/lockstep?sslmode=verify-full',
    DATABASE_PASSWORD_FILE: 'password',
  };
  const url = databaseUrlOf({ cwd, env }) ?? '';
  assert.equal(
    url,
    'postgres://lockstep:p%40ss%3Aw%2Frd%20%2541@db:5432/lockstep?sslmode=verify-full',
  );
  assert.equal(decodeURIComponent(new URL(url).password), 'p@ss:w/rd %41');
});

test('without a file the address is as it was given', () => {
  assert.equal(databaseUrlOf({ cwd: '/', env: {} }), undefined);
  const DATABASE_URL = 'postgres://a:b@db/c';
  assert.equal(databaseUrlOf({ cwd: '/', env: { DATABASE_URL } }), DATABASE_URL);
});

test('a password that cannot be had, or has no place, is refused', (context) => {
  const cwd = tempTree(context, { empty: '\n', large: 'x'.repeat(5_000), password: 'p' });
  const cases = [
    ['postgres://u@db/d', 'missing', /cannot read DATABASE_PASSWORD_FILE missing: ENOENT/u],
    ['postgres://u@db/d', '.', /not a regular file/u],
    ['postgres://u@db/d', 'empty', /it is empty/u],
    ['postgres://u@db/d', 'large', /it is too large/u],
    ['postgres://u:p@db/d', 'password', /needs a user without a password/u],
    ['postgres://db/d', 'password', /needs a user without a password/u],
  ] as const;
  for (const [DATABASE_URL, DATABASE_PASSWORD_FILE, message] of cases) {
    const env = { DATABASE_URL, DATABASE_PASSWORD_FILE };
    assert.throws(() => databaseUrlOf({ cwd, env }), message);
  }
});
