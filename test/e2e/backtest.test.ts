import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import {
  assertCode,
  assertRefused,
  leakOf,
  observing,
  User,
  whenWorking,
  type End,
} from './lockstep.ts';

const RULE = 'secrets/github-token';
const rules = `version: 1
product: shop
rules: { "*": observe, ${RULE}: block }
`;
const waiver = `waivers:
  - rule: ${RULE}
    scope: { path: "w/**" }
    reason: the vendor asks for it
    approved: { development: a.lopez, security: k.ito }
    expires: 2026-01-08
`;
const body = Array.from({ length: 20 }, (_, line) => `value_${line} = ${line}\n`).join('');

/** 2026-01-01T12:00:00Z, day 0. */
const FIRST = 1_767_268_800;
const DAY_SECONDS = 86_400;
const timeOf = (day: number): string => new Date((FIRST + day * DAY_SECONDS) * 1000).toISOString();

/** A repository whose commits are made on given days. */
class History {
  readonly root: string;
  readonly commits: { readonly day: number; readonly commit: string }[] = [];

  constructor(root: string) {
    this.root = root;
    this.git(0, 'init', '-q', '-b', 'main');
  }

  git(day: number, ...args: readonly string[]): string {
    const identity = {
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'Ann',
      GIT_AUTHOR_EMAIL: 'ann@example.test',
      // Written long before it came to the mainline.
      GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z',
      GIT_COMMITTER_NAME: 'Ann',
      GIT_COMMITTER_EMAIL: 'ann@example.test',
      GIT_COMMITTER_DATE: timeOf(day),
    };
    return execFileSync('git', args, {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...process.env, ...identity },
    }).trim();
  }

  /** Commits these files and everything else that changed. */
  commit(day: number, message: string, files: Readonly<Record<string, string>> = {}): void {
    for (const [name, content] of Object.entries(files)) put(this.root, name, content);
    this.git(day, 'add', '-A');
    this.git(day, 'commit', '-q', '-m', message);
    this.remember(day);
  }

  merge(day: number, branch: string): void {
    this.git(day, 'checkout', '-q', 'main');
    this.git(day, 'merge', '-q', '--no-ff', '-m', `merge ${branch}`, branch);
    this.remember(day);
  }

  remember(day: number): void {
    this.commits.push({ day, commit: this.git(day, 'rev-parse', 'HEAD') });
  }
}

/** Fifteen changes; what each would have done is said beside it. */
async function story(context: TestContext, user: User): Promise<History> {
  const history = new History(tempTree(context));
  const { root } = history;
  history.commit(0, 'first', { 'lockstep.yaml': rules, 'old.py': leakOf(1) });
  history.commits.length = 0;
  history.commit(1, 'stopped, mended on day 4', { 'a.py': body + leakOf(2) });
  history.commit(2, 'stopped, gone with its file on day 5', { 'b.py': leakOf(3) });
  rmSync(path.join(root, 'a.py'));
  history.commit(3, 'renamed with moved lines', { 'src/a.py': `# more\n\n${body}${leakOf(2)}` });
  history.commit(4, 'mends it', { 'src/a.py': `# more\n\n${body}` });
  rmSync(path.join(root, 'b.py'));
  history.commit(5, 'deletes a file');
  history.commit(6, 'waives', { 'lockstep.yaml': rules + waiver });
  history.commit(7, 'waived', { 'w/one.py': leakOf(4) });
  history.commit(9, 'stopped: the waiver has ended', { 'w/two.py': leakOf(5) });
  const comment = `# lockstep-ignore ${RULE} -- a test vector`;
  history.commit(10, 'stopped: a change does not approve itself', {
    'c.py': `${leakOf(6).trimEnd()} ${comment}\n`,
  });
  const whole = `# lockstep-ignore-file ${RULE} -- test vectors\n`;
  history.commit(11, 'a comment for a whole file', { 'f.py': whole });
  history.commit(12, 'suppressed', { 'f.py': whole + leakOf(7) });
  history.git(13, 'checkout', '-q', '-b', 'feature');
  history.commit(13, 'not of the mainline', { 'm.py': leakOf(8) });
  history.commit(13, 'nor this', { 'n.py': leakOf(9) });
  history.commits.length -= 2;
  history.merge(13, 'feature');
  history.git(14, 'checkout', '-q', '-b', 'clean');
  history.commit(14, 'brings and', { 'x.py': body + leakOf(10) });
  history.commit(14, 'mends before the merge', { 'x.py': body });
  history.commits.length -= 2;
  history.merge(14, 'clean');
  put(root, 'k.py', leakOf(11));
  assertCode(await user.run(root, 'baseline'), 0);
  renameSync(path.join(root, 'k.py'), path.join(root, '..', 'k.py-of-backtest-test'));
  history.commit(15, 'a stored baseline');
  renameSync(path.join(root, '..', 'k.py-of-backtest-test'), path.join(root, 'k.py'));
  history.commit(16, 'in the stored baseline');
  return history;
}

interface JsonBacktest {
  readonly changes: number;
  readonly outcomes: object;
  readonly rules: readonly { readonly rule: string; readonly upperBound: number }[];
  readonly replayed: readonly {
    readonly commit: string;
    readonly at: string;
    readonly author: string;
    readonly subject: string;
    readonly stoppedBy: readonly {
      readonly rule: string;
      readonly findings: readonly {
        readonly path: string;
        readonly line: number;
        readonly fate: object;
      }[];
    }[];
    readonly outcome: string;
  }[];
  readonly incomplete: readonly { readonly reason: string; readonly detail: string }[];
  readonly notes: readonly string[];
  readonly timing: { readonly units: number; readonly cachedUnits: number };
}

function parse(end: End): JsonBacktest {
  return JSON.parse(end.stdout);
}

const withoutTiming = ({ stdout }: End): object => ({ ...JSON.parse(stdout), timing: undefined });

const json = ['backtest', '-f', 'json'] as const;

test('a history of which everything is known', async (context) => {
  const { root, commits } = await story(context, new User(context));
  await context.test(
    'each change is judged as it would have been then, and findings are followed to their end',
    async (t) => {
      const user = new User(t);
      const end = await user.run(root, ...json);
      assertCode(end, 0);
      const { changes, outcomes, rules: found, replayed, incomplete } = parse(end);
      assert.equal(changes, 15);
      assert.deepEqual(outcomes, { pass: 10, warn: 0, block: 5, incomplete: 0 });
      assert.deepEqual(incomplete, []);
      const present = { state: 'present' };
      assert.deepEqual(
        replayed.map(({ subject, at, author, outcome, stoppedBy }) => [
          subject,
          at,
          author,
          outcome,
          stoppedBy.map(({ rule, findings }) => [
            rule,
            ...findings.map(({ path: file, line, fate }) => [file, line, fate]),
          ]),
        ]),
        [
          ['stopped, mended on day 4', 1, ['a.py', 21, { state: 'mended', at: timeOf(4) }]],
          [
            'stopped, gone with its file on day 5',
            2,
            ['b.py', 1, { state: 'vanished', at: timeOf(5) }],
          ],
          ['stopped: the waiver has ended', 9, ['w/two.py', 1, present]],
          ['stopped: a change does not approve itself', 10, ['c.py', 1, present]],
          ['merge feature', 13, ['m.py', 1, present], ['n.py', 1, present]],
        ].map(([subject, day, ...findings]) => [
          subject,
          timeOf(Number(day)),
          'ann@example.test',
          'block',
          [[RULE, ...findings]],
        ]),
      );
      // The x at which at most 5 of 15 have a probability of 5 %.
      const [{ upperBound, ...rule } = { upperBound: 0 }] = found;
      assert.equal(upperBound.toFixed(3), '0.577');
      assert.deepEqual(rule, {
        rule: RULE,
        stopped: 5,
        findings: 6,
        mended: 1,
        vanished: 1,
        present: 4,
        unknown: 0,
        actionRate: 0.2,
        medianDaysMended: 3,
        // Of 3, 3, 6 and 7 days.
        medianDaysPresent: 4.5,
        timeline: [1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0],
      });
      await sameAsChecked(user, root, { commits, replayed });
    },
  );

  await context.test(
    'a second run says the same to the byte, from the cache, after a kill too',
    async (t) => {
      const user = new User(t);
      const killed = user.start(root, json, { env: whenWorking });
      await killed.said('working');
      killed.child.kill('SIGKILL');
      assert.equal((await killed.ended).signal, 'SIGKILL');
      const first = await user.run(root, ...json);
      const second = await user.run(root, ...json);
      assertCode(first, 0);
      assert.deepEqual(withoutTiming(first), withoutTiming(second));
      const { timing } = parse(second);
      assert.equal(timing.cachedUnits, timing.units);
      assert.equal(runGit(root, 'status', '--porcelain'), '');
      const without = await user.run(root, ...json, '--no-cache', '--threads', '1');
      assert.deepEqual(withoutTiming(without), withoutTiming(first));
    },
  );

  await context.test(
    'stages and policies are tried without touching the table of the rules',
    async (t) => {
      const user = new User(t);
      const other = path.join(
        tempTree(t, { 'other.yaml': 'version: 1\nproduct: shop\n' }),
        'other.yaml',
      );
      const table = parse(await user.run(root, ...json)).rules;
      for (const [args, outcomes] of [
        [['--stage', 'secrets/*=observe'], { pass: 15, warn: 0, block: 0, incomplete: 0 }],
        [['--stage', `${RULE}=warn`], { pass: 10, warn: 5, block: 0, incomplete: 0 }],
        [['--policy', other], { pass: 15, warn: 0, block: 0, incomplete: 0 }],
        [
          ['--policy', other, '--stage', '*=block', '--stage', 'tls/*=observe'],
          { pass: 10, warn: 0, block: 5, incomplete: 0 },
        ],
      ] as const) {
        const tried = parse(await user.run(root, ...json, ...args));
        assert.deepEqual([tried.outcomes, tried.rules], [outcomes, table], args.join(' '));
      }
    },
  );

  await context.test('a range begins at a number, a commit or a day', async (t) => {
    const user = new User(t);
    for (const [args, changes, stopped] of [
      [['--last', '5'], 5, 1],
      [['--since', commits[6]?.commit ?? ''], 8, 3],
      [['--since', '2026-01-10'], 8, 3],
      [['--since', '2026-01-10', '--last', '3'], 3, 0],
    ] as const) {
      const end = await user.run(root, ...json, ...args);
      assertCode(end, 0);
      const replayed = parse(end);
      assert.deepEqual([replayed.changes, replayed.replayed.length], [changes, stopped]);
    }
    const part = parse(await user.run(root, ...json, 'w'));
    assert.deepEqual([part.changes, part.replayed.length], [15, 1]);
  });
});

/** Checks out every commit, on its day, and compares what `check` says of it. */
async function sameAsChecked(
  user: User,
  root: string,
  { commits, replayed }: Pick<History, 'commits'> & Pick<JsonBacktest, 'replayed'>,
): Promise<void> {
  const blocked = new Set(replayed.map(({ commit }) => commit));
  for (const { day, commit } of commits) {
    runGit(root, 'checkout', '-q', '--detach', commit);
    const env = { SOURCE_DATE_EPOCH: String(FIRST + day * DAY_SECONDS) };
    const args = ['check', '--since', `${commit}~1`, '-q'];
    // What only the stored baseline knows is new for `check --since`, which has the base itself.
    if (day === 16) continue;
    assertCode(await user.runWith({ env }, root, ...args), blocked.has(commit) ? 1 : 0);
  }
  runGit(root, 'checkout', '-q', 'main');
}

describe('a history that is not there', () => {
  test('a shallow clone is told to be one, with what it has', async (t) => {
    const user = new User(t);
    const root = tempRepository(t, { a: '1' });
    for (const text of ['2', '3']) {
      writeFileSync(path.join(root, 'a'), text);
      runGit(root, 'commit', '-q', '-a', '-m', text);
    }
    const clone = path.join(tempTree(t), 'clone');
    runGit(root, 'clone', '-q', '--depth', '2', `file://${root}`, clone);
    const end = await user.run(clone, ...json);
    assertCode(end, 2);
    const { changes, incomplete } = parse(end);
    assert.deepEqual([changes, incomplete[0]?.reason], [1, 'no-history']);
    assert.match(incomplete[0]?.detail ?? '', /only 1 change .*--unshallow/u);
    const enough = await user.run(clone, ...json, '--last', '1');
    assertCode(enough, 0);
    assert.deepEqual(parse(enough).incomplete, []);
  });

  test('a partial clone is told what it lacks', async (t) => {
    const user = new User(t);
    const root = tempRepository(t, { 'a.txt': body, 'b.txt': body.replaceAll('1', 'one') });
    runGit(root, 'config', 'uploadpack.allowFilter', 'true');
    put(root, 'a.txt', `${body}more\n`);
    commitAll(root, 'change');
    const clone = path.join(tempTree(t), 'clone');
    const words = ['--no-checkout', '--filter=blob:none', `file://${root}`, clone];
    runGit(root, 'clone', '-q', ...words);
    assertRefused(await user.run(clone, ...json), 'partial clone', '--refetch');
    // Whether a file was renamed can be told from contents only.
    renameSync(path.join(root, 'b.txt'), path.join(root, 'c.txt'));
    put(root, 'c.txt', body.replaceAll('2', 'two'));
    commitAll(root, 'rename');
    rmSync(clone, { recursive: true });
    runGit(root, 'clone', '-q', ...words);
    assertRefused(await user.run(clone, ...json), 'partial clone', '--refetch');
  });

  test('a content that cannot be examined leaves its file open, not clean', async (t) => {
    const user = new User(t);
    const policy = `${rules}limits: { max-file-size: 2KiB }\n`;
    const root = tempRepository(t, { 'lockstep.yaml': policy });
    for (const text of [leakOf(1), leakOf(1) + body.repeat(20), body]) {
      put(root, 'a.py', text);
      runGit(root, 'add', '-A');
      runGit(root, 'commit', '-q', '-m', 'change');
    }
    const end = await user.run(root, ...json);
    assertCode(end, 0);
    const { outcomes, replayed, incomplete } = parse(end);
    assert.deepEqual(outcomes, { pass: 0, warn: 0, block: 1, incomplete: 2 });
    assert.equal(incomplete[0]?.reason, 'too-large');
    const fates = replayed.flatMap(({ stoppedBy }) =>
      stoppedBy.flatMap(({ findings }) => findings.map(({ fate }) => fate)),
    );
    assert.deepEqual(fates, [{ state: 'unknown', at: '2026-01-02T03:04:05.000Z' }]);
  });

  test('no repository, no commit, no such ref, no change: each says so', async (t) => {
    const user = new User(t);
    const root = tempRepository(t, { a: '1' });
    assertRefused(
      await user.run(tempTree(t), 'backtest'),
      'not in a git repository',
      'git work tree',
    );
    const unborn = tempTree(t);
    runGit(unborn, 'init', '-q');
    assertRefused(await user.run(unborn, 'backtest'), 'no commit yet');
    assertRefused(await user.run(root, 'backtest', '--since', 'mian'), 'mian', 'main');
    const alone = await user.run(root, 'backtest');
    assertCode(alone, 3);
    assert.match(alone.stderr, /no change to replay/u);
  });

  test('flags that mean nothing are refused', async (t) => {
    const user = new User(t);
    const root = tempTree(t);
    const refused = async (args: readonly string[], ...texts: readonly string[]): Promise<void> =>
      assertRefused(await user.run(root, 'backtest', ...args), ...texts);
    await refused(['--last', '0'], 'from 1 to 10000');
    await refused(['--stage', 'secrets/*'], 'RULE=STAGE');
    await refused(['--stage', 'secrets/*=stop'], 'observe, warn, block');
    await refused(['--stage', 'secrets/github-tokn=block'], 'secrets/github-token');
    await refused(['-f', 'sarif'], 'terminal');
  });

  test('Ctrl-C ends it with what to do, and no half history', async (t) => {
    const user = new User(t);
    const root = tempRepository(t, { a: '1' });
    // Seconds of work for one thread.
    const large = `const message = "password of the fox"; // token of the dog\n`.repeat(50_000);
    for (let each = 0; each < 12; each++) put(root, `large-${each}.ts`, large);
    commitAll(root, 'second');
    for (const [event, options] of [
      ['SIGINT', { env: observing('SIGINT', "process.kill(process.pid, 'SIGINT');") }],
      ['working', { env: whenWorking }],
    ] as const) {
      const running = user.start(root, ['backtest', '--threads', '1'], options);
      if (event === 'working') {
        await running.said(event);
        running.child.kill('SIGINT');
      }
      const end = await running.ended;
      assertCode(end, 2);
      assert.equal(end.stdout, '');
      assert.match(end.stderr, /stopping; press Ctrl-C again[^]*Run it again/u);
    }
  });
});

test('no secret is shown, neither of a file nor of the message of its commit', async (t) => {
  const user = new User(t);
  const root = tempRepository(t, { a: '1' });
  const [secret = ''] = /ghp_\w+/u.exec(leakOf(1)) ?? [];
  put(root, 'a.py', leakOf(1));
  commitAll(root, `use token = "${secret}" from now on`);
  for (const format of ['terminal', 'json', 'html', 'markdown']) {
    const end = await user.run(root, 'backtest', '-v', '-f', format);
    assertCode(end, 0);
    assert.equal(end.stdout.includes(secret.slice(8)), false, format);
    assert.match(end.stdout, /withheld/u);
  }
});

test('the page is written as a file, whole', async (t) => {
  const user = new User(t);
  const { root } = await story(t, user);
  const out = path.join(user.home, 'backtest.html');
  const end = await user.run(root, 'backtest', '-f', 'html', '-o', out);
  assertCode(end, 0);
  assert.equal(end.stdout, '');
  assert.match(readFileSync(out, 'utf8'), /<\/html>\n$/u);
});
