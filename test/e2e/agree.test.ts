import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { commitAll, put, runGit, tempRepository } from '../../src/io/tests/temp-tree.ts';
import type { DecisionRecord } from '../../src/policy/record.ts';
import { readRecord } from '../../src/policy/record-shape.ts';
import { assertCode, assertRefused, lacking, leakOf, User, type End } from './lockstep.ts';

const FOLDER = '.lockstep/agreement';
const RULE = 'secrets/github-token';

function policyOf(stage: string, tightening = 'none', more = ''): string {
  return `version: 1
product: shop
parties: { development: [ann, eve], security: [sam, eve] }
agreement: { tightening: ${tightening} }
rules:
  "*": observe
  ${RULE}: ${stage}
${more}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A repository whose policy ann (development), sam (security) and eve (both) may agree on. */
class Team {
  readonly root: string;
  readonly user: User;
  minute = 0;

  constructor(context: TestContext, policy: string, options = '') {
    this.root = tempRepository(context, { 'lockstep.yaml': policy, 'src/app.py': 'x = 1\n' });
    this.user = new User(context);
    const lines = ['ann', 'sam', 'eve'].map((name) => `${name} ${options}${this.newKey(name)}`);
    this.write('.lockstep/allowed-signers', lines.join('\n'));
    this.commit();
  }

  /** Makes a key; returns its public half. */
  newKey(name: string): string {
    const file = this.key(name);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
    return readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
  }

  key(name: string): string {
    return path.join(this.user.home, `key-${name}`);
  }

  lockstep(...args: readonly string[]): Promise<End> {
    this.minute += 1;
    const epoch = String(1_780_272_000 + this.minute * 60);
    return this.user.runWith({ env: { SOURCE_DATE_EPOCH: epoch } }, this.root, ...args);
  }

  sign(by: string, ...more: readonly string[]): Promise<End> {
    return this.lockstep('agree', '--key', this.key(by), '--by', by, '--yes', ...more);
  }

  async both(): Promise<void> {
    assertCode(await this.sign('ann'), 0);
    assertCode(await this.sign('sam'), 0);
    this.commit();
  }

  write(name: string, content: string): void {
    put(this.root, name, content);
  }

  commit(): void {
    commitAll(this.root, 'a change');
  }

  folders(): readonly string[] {
    return readdirSync(path.join(this.root, FOLDER)).map((name) =>
      path.join(this.root, FOLDER, name),
    );
  }

  /** Of a run over all of it. */
  async record(): Promise<DecisionRecord> {
    const { stdout } = await this.lockstep('check', '--format', 'decision');
    return readRecord(JSON.parse(stdout));
  }

  /** 1: the agreed policy stops a token; 0: the loosened one lets it pass. */
  async check(): Promise<End> {
    this.write('src/token.py', leakOf(1));
    const end = await this.lockstep('check');
    rmSync(path.join(this.root, 'src/token.py'));
    return end;
  }
}

async function agreedTeam(context: TestContext, tightening = 'none'): Promise<Team> {
  const team = new Team(context, policyOf('block', tightening));
  await team.both();
  return team;
}

describe('agreement by two keys', { concurrency: 2 }, () => {
  test('what loosens the agreed policy is in force only with a signature of each party', async (context) => {
    const cases: readonly (readonly [readonly (readonly [string, string])[], 0 | 1])[] = [
      [[], 1],
      [[['ann', 'development']], 1],
      [[['sam', 'security']], 1],
      // One person who stands in both parties counts for one.
      [
        [
          ['eve', 'development'],
          ['eve', 'security'],
        ],
        1,
      ],
      [
        [
          ['ann', 'development'],
          ['eve', 'development'],
        ],
        1,
      ],
      [
        [
          ['ann', 'development'],
          ['eve', 'security'],
        ],
        0,
      ],
      [
        [
          ['ann', 'development'],
          ['sam', 'security'],
        ],
        0,
      ],
    ];
    for (const [signatures, code] of cases) {
      const team = await agreedTeam(context);
      team.write('lockstep.yaml', policyOf('observe'));
      for (const [by, party] of signatures) assertCode(await team.sign(by, '--as', party), 0);
      const end = await team.check();
      assertCode(end, code);
      const told = /lockstep\.yaml is not in force: it loosens\s+secrets\/github-token/u;
      if (code === 1) assert.match(end.stdout, told);
      else assert.doesNotMatch(end.stdout, told);
    }
  });

  test('the record of a decision says who signed the agreement, and nothing where there is none', async (context) => {
    const alone = new Team(context, policyOf('block'));
    assert.equal((await alone.record()).policy.agreement, undefined);
    const team = await agreedTeam(context);
    const { signed, at } = (await team.record()).policy.agreement ?? {};
    assert.deepEqual(signed?.map(({ party, name }) => `${party} ${name}`).toSorted(), [
      'development ann',
      'security sam',
    ]);
    assert.match(at ?? '', /^2026-06-01T00:0\d:00Z$/u);
  });

  test('what only tightens holds at once, or with the signatures that the policy asks for', async (context) => {
    const cases = [
      ['none', [], 1],
      ['one', [], 0],
      ['one', ['sam'], 1],
      ['both', ['sam'], 0],
      ['both', ['sam', 'ann'], 1],
    ] as const;
    for (const [tightening, signers, code] of cases) {
      const team = new Team(context, policyOf('warn', tightening));
      await team.both();
      team.write('lockstep.yaml', policyOf('block', tightening));
      for (const by of signers) assertCode(await team.sign(by), 0);
      assertCode(await team.check(), code);
    }
  });

  test('a change cannot bring its own keys or parties', async (context) => {
    const team = await agreedTeam(context);
    team.write('.lockstep/allowed-signers', `ann ${team.newKey('x1')}\nsam ${team.newKey('x2')}\n`);
    team.write('lockstep.yaml', policyOf('observe'));
    const refused = await team.lockstep('agree', '--key', team.key('x1'), '--by', 'ann', '--yes');
    assertCode(refused, 2);
    assert.match(refused.stderr, /is no key of ann in the allowed signers agreed last/u);
    const stranger = await team.sign('mallory');
    assertCode(stranger, 2);
    assert.match(stranger.stderr, /no party that could be meant lists mallory/u);
    assertCode(await team.check(), 1);
  });

  test('new keys hold once they were agreed on under the old ones', async (context) => {
    const team = await agreedTeam(context);
    const file = path.join(team.root, '.lockstep/allowed-signers');
    writeFileSync(file, `ann ${team.newKey('ann2')}\nsam ${team.newKey('sam2')}\n`);
    assert.match((await team.lockstep('agree')).stdout, /changes allowed-signers/u);
    await team.both();
    team.write('lockstep.yaml', policyOf('observe'));
    assertCode(await team.sign('ann'), 2);
    for (const by of ['ann', 'sam']) {
      const end = await team.lockstep('agree', '--key', team.key(`${by}2`), '--by', by, '-y');
      assertCode(end, 0);
    }
    assertCode(await team.check(), 0);
  });

  test('a change is judged by the agreements of the base', async (context) => {
    const team = await agreedTeam(context);
    runGit(team.root, 'checkout', '-q', '-b', 'feature');
    team.write('lockstep.yaml', policyOf('observe'));
    await team.both();
    team.write('src/token.py', leakOf(1));
    team.commit();
    assertCode(await team.lockstep('check', '--since', 'main'), 1);
    runGit(team.root, 'checkout', '-q', 'main');
    runGit(team.root, 'merge', '-q', '--no-edit', 'feature');
    runGit(team.root, 'checkout', '-q', '-b', 'later');
    team.write('src/other.py', leakOf(2));
    team.commit();
    assertCode(await team.lockstep('check', '--since', 'main'), 0);
  });

  test('a change that removes or alters what was agreed at the base is not decided on', async (context) => {
    const team = await agreedTeam(context);
    const [first = ''] = team.folders();
    team.write('lockstep.yaml', policyOf('block', 'none', 'block-on: all\n'));
    await team.both();
    const second = team.folders().find((folder) => folder !== first) ?? '';
    const removals: readonly string[] = [
      path.join(team.root, FOLDER),
      second,
      path.join(second, 'development.ann.sig'),
      path.join(first, 'policy.yaml'),
    ];
    for (const removed of removals) {
      runGit(team.root, 'checkout', '-q', '-B', 'feature', 'main');
      rmSync(removed, { recursive: true });
      team.write('lockstep.yaml', policyOf('block'));
      team.commit();
      const end = await team.lockstep('check', '--since', 'main');
      assertCode(end, 2);
      assert.match(end.stderr, /agreement/u, removed);
    }
  });

  test('forged, reused, torn and foreign files are reported and never count', async (context) => {
    type Harm = (folder: string, old: string) => void;
    const harms: readonly (readonly [string, Harm, RegExp])[] = [
      [
        'the signature of another statement',
        (folder, old) =>
          writeFileSync(
            `${folder}/security.sam.sig`,
            readFileSync(`${old}/security.sam.sig`, 'utf8'),
          ),
        /security\.sam\.sig does not count/u,
      ],
      [
        'a signature under another name',
        (folder) =>
          writeFileSync(
            `${folder}/security.sam.sig`,
            readFileSync(`${folder}/development.ann.sig`, 'utf8'),
          ),
        /security\.sam\.sig does not count/u,
      ],
      [
        'a signature of a gigabyte',
        (folder) => writeFileSync(`${folder}/security.sam.sig`, 'x'.repeat(2 ** 20 + 1)),
        /security\.sam\.sig was not read: too large/u,
      ],
      [
        'a link',
        (folder, old) => symlinkSync(`${old}/security.sam.sig`, `${folder}/security.sam.sig`),
        /security\.sam\.sig was not read: it is a symbolic link/u,
      ],
      [
        'another policy under the statement',
        (folder) => writeFileSync(`${folder}/policy.yaml`, policyOf('warn')),
        /the policy was changed/u,
      ],
      [
        'a torn statement',
        (folder) => writeFileSync(`${folder}/statement.json`, '{"format"'),
        /not JSON, or torn/u,
      ],
    ];
    for (const [why, harm, said] of harms) {
      const team = await agreedTeam(context);
      const [old = ''] = team.folders();
      team.write('lockstep.yaml', policyOf('observe'));
      assertCode(await team.sign('ann'), 0);
      harm(team.folders().find((folder) => folder !== old) ?? '', old);
      const end = await team.check();
      assert.equal(end.code, 1, why);
      const status = await team.lockstep('agree', 'status');
      assertCode(status, 0);
      assert.match(status.stderr, said, why);
      assertCode(await team.lockstep('agree', 'verify'), 2);
    }
  });

  test('without its first agreement, or with two of them, nothing is decided', async (context) => {
    const team = await agreedTeam(context);
    const [first = ''] = team.folders();
    team.write('lockstep.yaml', policyOf('observe'));
    await team.both();
    rmSync(first, { recursive: true });
    const end = await team.check();
    assertCode(end, 2);
    assert.match(end.stderr, /the first agreement is missing or was changed/u);
    const other = await agreedTeam(context);
    const [kept = ''] = other.folders();
    const aside = path.join(other.user.home, path.basename(kept));
    execFileSync('mv', [kept, aside]);
    await other.both();
    execFileSync('mv', [aside, kept]);
    const two = await other.check();
    assertCode(two, 2);
    assert.match(two.stderr, /there are two first agreements/u);
  });

  test('agreements of two branches hold once a third joins them', async (context) => {
    const team = await agreedTeam(context);
    for (const [branch, excluded] of [
      ['left', 'a'],
      ['right', 'b'],
    ] as const) {
      runGit(team.root, 'checkout', '-q', '-b', branch, 'main');
      team.write(
        'lockstep.yaml',
        policyOf('observe', 'none', `paths: { exclude: [${excluded}] }\n`),
      );
      await team.both();
    }
    runGit(team.root, 'checkout', '-q', 'main');
    runGit(team.root, 'merge', '-q', '--no-edit', 'left');
    runGit(team.root, 'tag', 'before');
    runGit(team.root, 'merge', '-q', '--no-edit', '-X', 'ours', 'right');
    assertCode(await team.check(), 1);
    const change = await team.lockstep('check', '--since', 'before');
    assertCode(change, 2);
    assert.match(change.stderr, /which is in force at its base, out of force/u);
    assert.match((await team.lockstep('agree', 'status')).stderr, /neither is in force/u);
    await team.both();
    assertCode(await team.check(), 0);
    assertCode(await team.lockstep('agree', 'verify'), 0);
    assertCode(await team.lockstep('check', '--since', 'before'), 0);
  });

  test('one signature neither undoes nor joins what both parties agreed on, and that is said', async (context) => {
    const team = await agreedTeam(context, 'one');
    const stricter = 'block-on: all\n';
    for (const branch of ['left', 'right']) {
      runGit(team.root, 'checkout', '-q', '-b', branch, 'main');
      const paths = branch === 'left' ? 'paths: { exclude: [src] }\n' : stricter;
      team.write('lockstep.yaml', policyOf('block', 'one', paths));
      if (branch === 'left') await team.both();
      else assertCode(await team.sign('sam'), 0);
      team.commit();
    }
    runGit(team.root, 'checkout', '-q', 'main');
    runGit(team.root, 'merge', '-q', '--no-edit', 'left');
    runGit(team.root, 'merge', '-q', '--no-edit', '-X', 'ours', 'right');
    const told = (await team.lockstep('agree', 'status')).stderr;
    assert.match(told, /does not count: both parties agreed on [0-9a-f]{16} instead; remove it/u);
    team.write('lockstep.yaml', policyOf('block', 'one', 'paths: { exclude: [src] }\n'));
    assert.match((await team.lockstep('agree')).stdout, /is what was agreed/u);
  });

  test('what is signed by a clock that is late follows the agreement before it all the same', async (context) => {
    const team = await agreedTeam(context);
    team.minute = -60;
    team.write('lockstep.yaml', policyOf('observe'));
    await team.both();
    assertCode(await team.check(), 0);
  });

  test('a key counts in its time only, and never as a pattern or an authority', async (context) => {
    const cases = ['valid-before="20250101" ', 'cert-authority ', 'namespaces="git" '];
    for (const options of cases) {
      const team = new Team(context, policyOf('block'), options);
      assertCode(await team.sign('ann'), 2);
    }
    const valid = new Team(context, policyOf('block'), 'valid-before="20280101" ');
    assertCode(await valid.sign('ann'), 0);
  });

  test('a key of OpenPGP and one of SSH make an agreement', async (context) => {
    const team = new Team(context, policyOf('block'));
    const keyring = path.join(team.user.home, 'keyring');
    mkdirSync(keyring, { mode: 0o700 });
    context.after(() => execFileSync('gpgconf', ['--homedir', keyring, '--kill', 'all']));
    const gpg = (...args: readonly string[]): Buffer =>
      execFileSync('gpg', ['--homedir', keyring, '--batch', '--quiet', ...args], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    gpg('--passphrase', '', '--quick-generate-key', 'ann', 'ed25519', 'sign');
    const exported = gpg('--export', 'ann').toString('base64');
    const sam = readFileSync(`${team.key('sam')}.pub`, 'utf8');
    team.write('.lockstep/allowed-signers', `ann openpgp ${exported}\nsam ${sam}`);
    const words = ['agree', '--gpg', 'ann', '--by', 'ann', '--yes'];
    assertCode(await team.user.runWith({ env: { GNUPGHOME: keyring } }, team.root, ...words), 0);
    const end = await team.sign('sam');
    assertCode(end, 0);
    assert.match(end.stdout, /It is agreed/u);
    assertCode(await team.sign('ann'), 0);
    assertCode(await team.lockstep('agree', 'verify'), 0);
  });

  test('without ssh-keygen an agreed policy cannot be told, and that is said', async (context) => {
    const team = await agreedTeam(context);
    const bin = path.join(team.user.home, 'bin');
    mkdirSync(bin);
    const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    symlinkSync(git, path.join(bin, 'git'));
    const end = await team.user.runWith({ env: { PATH: bin } }, team.root, 'check');
    assertCode(end, 2);
    assert.match(end.stderr, /ssh-keygen is not installed/u);
  });

  test('at a terminal it asks first', { skip: lacking('script') }, async (context) => {
    for (const [answer, code, said] of [
      ['n', 2, /Nothing was signed/u],
      ['y', 0, /Signed by ann for development/u],
    ] as const) {
      const team = new Team(context, policyOf('block'));
      const words = ['agree', '--key', team.key('ann'), '--by', 'ann'];
      const running = team.user.startInTerminal(team.root, 100, words);
      await running.said('Sign this as ann for development? [y/N]');
      running.child.stdin?.write(`${answer}\n`);
      const end = await running.ended;
      assertCode(end, code);
      assert.match(end.stdout, said);
    }
  });

  test('a foreign agreement with a policy that cannot be read is told and stops nothing', async (context) => {
    const team = await agreedTeam(context);
    const [first = ''] = team.folders();
    const statement: unknown = JSON.parse(readFileSync(`${first}/statement.json`, 'utf8'));
    assert.ok(typeof statement === 'object');
    const previous = [`sha256:${sha256(readFileSync(`${first}/statement.json`, 'utf8'))}`];
    const text = JSON.stringify({ ...statement, previous, policy: `sha256:${sha256('{')}` });
    const folder = `${FOLDER}/${sha256(text).slice(0, 16)}`;
    team.write(`${folder}/statement.json`, text);
    team.write(`${folder}/policy.yaml`, '{');
    team.write(`${folder}/allowed-signers`, readFileSync(`${first}/allowed-signers`, 'utf8'));
    assertCode(await team.check(), 1);
    assert.match((await team.lockstep('agree', 'status')).stderr, /does not count/u);
  });

  test('that a lone first agreement does not count is said in every format that people read', async (context) => {
    const team = await agreedTeam(context);
    const [first = ''] = team.folders();
    writeFileSync(`${first}/policy.yaml`, policyOf('observe'));
    for (const format of ['terminal', 'json', 'markdown', 'html', 'sarif']) {
      const { stdout } = await team.lockstep('check', '-f', format);
      assert.match(stdout.replaceAll(/\s+/gu, ' '), /No agreement is in force/u, format);
    }
  });

  test('nothing is signed unasked, nor outside of the target', async (context) => {
    const team = new Team(context, policyOf('block'));
    const shown = await team.lockstep('agree');
    assertCode(shown, 0);
    assert.match(shown.stdout, /trusted on first use/u);
    const unasked = await team.lockstep('agree', '--key', team.key('ann'), '--by', 'ann');
    assertCode(unasked, 2);
    assert.match(unasked.stderr, /add --yes/u);
    assert.match((await team.lockstep('agree', 'status')).stdout, /No agreement yet/u);
    symlinkSync(team.user.home, path.join(team.root, FOLDER));
    const linked = await team.sign('ann');
    assertCode(linked, 2);
    assert.match(linked.stderr, /agreement is a symbolic link/u);
    assertCode(await team.check(), 2);
  });

  test('before the first agreement, status says that there is none, and what it takes', async (context) => {
    const root = tempRepository(context, { 'lockstep.yaml': policyOf('observe') });
    const user = new User(context);
    const status = await user.run(root, 'agree', 'status');
    assertCode(status, 0);
    assert.match(status.stdout, /^No agreement yet/u);
    assertCode(await user.run(root, 'agree', 'verify'), 2);
    assertRefused(
      await user.run(root, 'agree'),
      'there is no .lockstep/allowed-signers yet',
      'list a key',
    );
    rmSync(path.join(root, 'lockstep.yaml'));
    assertRefused(await user.run(root, 'agree'), 'there is no lockstep.yaml', 'lockstep init');
  });
});
