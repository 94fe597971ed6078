import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { rootCertificates } from 'node:tls';
import { commitAll, runGit, tempTree } from '../../io/tests/temp-tree.ts';
import { LockstepError } from '../../model/error.ts';
import type { TlsPolicy } from '../../model/policy.ts';
import { defaultPolicy } from '../../policy/default-policy.ts';
import { checks } from './tests/toy-checks.ts';
import { checkTlsSettings, tlsSettingsOf } from './tls-settings.ts';

const [first = '', second = ''] = rootCertificates;

function policyWith(...anchors: readonly string[]): TlsPolicy {
  const position = { line: 3, column: 5 };
  const zone = { name: 'internal', isPublic: false, onlyOwnAnchors: true, intrusive: true };
  return { ...defaultPolicy.tls, zones: [{ ...zone, anchors, position }] };
}

function isPolicyError(pattern: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof LockstepError && error.code === 'policy' && pattern.test(error.message);
}

function tree(context: TestContext): string {
  return tempTree(context, {
    'pki/one.pem': `a comment\n${first}\n`,
    'pki/two.pem': `${first}\n${second}\n`,
    'pki/none.pem': 'nothing',
    'pki/torn.pem': first.slice(0, 200),
  });
}

describe('the settings of the tls check', () => {
  test('have the standard zones, and those of the policy with the anchors that they name', async (context) => {
    const root = tree(context);
    const { zones } = await tlsSettingsOf(policyWith('pki/one.pem', 'pki/two.pem'), { root });
    assert.deepEqual(
      zones.map(({ name, anchors }) => [name, anchors.length]),
      [
        ['public', 0],
        ['internal', 2],
      ],
    );
    assert.equal(zones[1]?.anchors[0], first.replaceAll(/-----[^-]+-----|\s/gu, ''));
  });

  test('refuse anchors that are none, are missing, or lie outside of the target', async (context) => {
    const root = tree(context);
    symlinkSync('/etc', path.join(root, 'out'));
    symlinkSync(path.join(root, 'pki', 'one.pem'), path.join(root, 'link.pem'));
    const cases: Readonly<Record<string, RegExp>> = {
      'pki/none.pem': /pki\/none\.pem: it holds no certificate in PEM/u,
      'pki/torn.pem': /its certificate 1 cannot be read/u,
      'pki/missing.pem': /zone internal: it does not exist/u,
      'out/passwd': /symbolic link/u,
      'link.pem': /symbolic link/u,
      '../one.pem': /outside of the target/u,
      pki: /not a regular file/u,
    };
    for (const [file, message] of Object.entries(cases)) {
      await assert.rejects(tlsSettingsOf(policyWith(file), { root }), isPolicyError(message), file);
    }
  });

  test('against a base have the anchors of that commit, whatever the work tree says', async (context) => {
    const root = tree(context);
    runGit(root, 'init', '-q');
    commitAll(root, 'first');
    const commit = runGit(root, 'rev-parse', 'HEAD');
    writeFileSync(path.join(root, 'pki/one.pem'), second);
    rmSync(path.join(root, 'pki/two.pem'));
    const anchorsAt = async (place: {
      root: string;
      commit?: string;
    }): Promise<readonly string[]> =>
      (await tlsSettingsOf(policyWith('pki/one.pem'), place)).zones[1]?.anchors ?? [];
    assert.notDeepEqual(await anchorsAt({ root, commit }), await anchorsAt({ root }));
    await assert.rejects(
      tlsSettingsOf(policyWith('pki/new.pem'), { root, commit }),
      isPolicyError(/it is not in [0-9a-f]{10}/u),
    );
  });

  test('are checked by the check, whose faults are told with the place in the policy', async () => {
    const position = { line: 7, column: 3 };
    const profile = { id: 'ours', extends: 'intermediate', overrides: {} };
    const tls = { ...defaultPolicy.tls, profiles: [{ ...profile, position }] };
    const settings = { profile: 'ours', profiles: [profile], zones: [], servers: [] };
    const strict = checks.map((check) => ({
      ...check,
      checkSettings: () =>
        Promise.resolve([{ profile: 'ours', what: 'unknown suite "X"', repair: 'see IANA' }]),
    }));
    await assert.rejects(
      checkTlsSettings(strict, settings, { tls, name: 'lockstep.yaml' }),
      isPolicyError(/lockstep\.yaml:7:3: profile ours: unknown suite "X"; see IANA/u),
    );
  });
});
