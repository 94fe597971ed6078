import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { signInSettings } from './sign-in-settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-settings-'));
const OIDC = { LOCKSTEP_OIDC_ISSUER: 'https://login.example', LOCKSTEP_OIDC_CLIENT_ID: 'lockstep' };

describe('how people sign in, by the environment', () => {
  after(() => rmSync(folder, { recursive: true }));

  test('nothing set: by links and tokens; what is empty is not set', () => {
    const nothing = { publicUrl: undefined, provider: undefined };
    assert.deepEqual(signInSettings({}), nothing);
    assert.deepEqual(
      signInSettings({ LOCKSTEP_OIDC_ISSUER: '', LOCKSTEP_PUBLIC_URL: ' ' }),
      nothing,
    );
  });

  test('the secret of the client comes from a file, or from the environment', () => {
    const file = path.join(folder, 'secret');
    writeFileSync(file, 'of the client\n');
    const byFile = signInSettings({ ...OIDC, LOCKSTEP_OIDC_CLIENT_SECRET_FILE: file });
    assert.equal(byFile.provider?.clientSecret, 'of the client');
    const byText = signInSettings({ ...OIDC, LOCKSTEP_OIDC_CLIENT_SECRET: 'x' });
    assert.equal(byText.provider?.clientSecret, 'x');
    assert.equal(signInSettings(OIDC).provider?.clientSecret, undefined);
    assert.equal(signInSettings(OIDC).provider?.groupsClaim, 'groups');
  });

  test('what cannot be meant is told with its name', () => {
    const empty = path.join(folder, 'empty');
    writeFileSync(empty, '\n');
    const issuer = 'LOCKSTEP_OIDC_ISSUER';
    for (const [env, pattern] of [
      [{ LOCKSTEP_PUBLIC_URL: 'lockstep.example' }, /PUBLIC_URL is no address of a site/u],
      [{ LOCKSTEP_PUBLIC_URL: 'https://example.com/lockstep' }, /PUBLIC_URL is no address/u],
      [{ LOCKSTEP_PUBLIC_URL: 'https://a:b@example.com' }, /PUBLIC_URL is no address/u],
      [{ LOCKSTEP_PUBLIC_URL: 'ftp://example.com' }, /PUBLIC_URL is no address/u],
      [{ [issuer]: 'https://login.example' }, /CLIENT_ID is not set/u],
      [{ LOCKSTEP_OIDC_CLIENT_ID: 'x' }, /OIDC_ISSUER is not set/u],
      [{ ...OIDC, [issuer]: 'http://login.example' }, /could be changed on the way/u],
      [{ ...OIDC, [issuer]: 'file:///etc/passwd' }, /a file is no provider/u],
      [{ ...OIDC, [issuer]: 'login' }, /is no address/u],
      [{ ...OIDC, LOCKSTEP_OIDC_CLIENT_SECRET_FILE: path.join(folder, 'no') }, /cannot be read/u],
      [{ ...OIDC, LOCKSTEP_OIDC_CLIENT_SECRET_FILE: empty }, /holds no secret/u],
    ] as const) {
      assert.throws(() => signInSettings(env), pattern);
    }
    const here = { ...OIDC, [issuer]: 'http://127.0.0.1:8080' };
    assert.equal(signInSettings(here).provider?.issuer.host, '127.0.0.1:8080');
  });
});
