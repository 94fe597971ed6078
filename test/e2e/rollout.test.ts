import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { commitAll, put, runGit, tempRepository } from '../../src/io/tests/temp-tree.ts';
import { assertCode, leakOf, User, type End } from './lockstep.ts';

const RULE = 'secrets/github-token';
const LOG = '.lockstep/log';
/** Small numbers, agreed by both: at a cost of 1:1 seven clean verdicts open a gate at a risk of 5 %. */
const policy = `version: 1
product: shop
parties: { development: [ann], security: [sam] }
agreement: { tightening: both }
tolerance: { blocks: 100%, wrong-blocks: 100%, cost: { false-positive: 1, miss: 1 } }
rollout:
  warn: { precision: 50%, risk: 5% }
  minimum: { days: 3, reviewers: 2, repositories: 1 }
  caps: { per-repository: 100, per-copy: 100, correlation: 0% }
rules:
  "*": observe
`;

const DAY_SECONDS = 86_400;
/** 2026-06-01T00:00:00Z */
const FIRST = 1_780_272_000;

/** A repository and two people who work on it, day by day, through the command line only. */
class Story {
  readonly root: string;
  readonly user: User;
  day = 0;

  constructor(context: TestContext, files: Readonly<Record<string, string>>) {
    this.root = tempRepository(context, files);
    this.user = new User(context);
  }

  lockstep(...args: readonly string[]): Promise<End> {
    return this.answer('', ...args);
  }

  answer(input: string, ...args: readonly string[]): Promise<End> {
    this.day += 0.01;
    const epoch = String(Math.round(FIRST + this.day * DAY_SECONDS));
    return this.user.runWith({ input, env: { SOURCE_DATE_EPOCH: epoch } }, this.root, ...args);
  }

  git(...args: readonly string[]): string {
    return runGit(this.root, ...args);
  }

  commit(message: string): void {
    commitAll(this.root, message);
  }

  /** Nine true findings on a branch, judged by two people; the log goes to main without the findings. */
  async observe(): Promise<void> {
    this.git('checkout', '-q', '-b', 'feature');
    for (let each = 1; each <= 9; each++) put(this.root, `src/app${each}.py`, leakOf(each));
    this.commit('nine tokens');
    const run = await this.lockstep('check', '--since', 'main', '--log', LOG);
    assertCode(run, 0);
    this.day += 1;
    const first = ['triage', '--since', 'main', '--by', 'r.chen', '--limit', '5'];
    assertCode(await this.answer('fffff', ...first), 0);
    const second = await this.answer(
      'f'.repeat(20),
      'triage',
      '--since',
      'main',
      '--by',
      'm.silva',
    );
    assertCode(second, 0);
    assert.match(second.stdout, /0 findings still wait/u);
    this.git('add', LOG);
    this.git('checkout', '-q', 'main');
    this.commit('the log');
    this.git('branch', '-q', '-D', 'feature');
    this.day += 5;
  }

  /** Takes what the evidence proposes, as a patch that git applies. */
  async follow(): Promise<string> {
    const proposal = await this.lockstep('rollout', 'propose');
    assertCode(proposal, 0);
    const file = path.join(this.user.home, 'rise.patch');
    writeFileSync(file, proposal.stdout);
    this.git('apply', file);
    this.commit('follow the evidence');
    return proposal.stdout;
  }

  async rise(): Promise<void> {
    await this.observe();
    await this.follow();
    await this.follow();
  }

  /** Gives each party a key of their own, lists both, and lets both sign the policy as it is. */
  async beginAgreement(): Promise<void> {
    const lines = ['ann', 'sam'].map((name) => {
      const file = path.join(this.user.home, name);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
      return `${name} ${readFileSync(`${file}.pub`, 'utf8')}`;
    });
    put(this.root, '.lockstep/allowed-signers', lines.join(''));
    await this.sign('ann');
    await this.sign('sam');
    this.commit('the first agreement');
  }

  async sign(by: 'ann' | 'sam'): Promise<End> {
    const key = path.join(this.user.home, by);
    const end = await this.lockstep('agree', '--key', key, '--by', by, '--yes');
    assertCode(end, 0);
    return end;
  }

  /** A branch with one more token in it. */
  branch(name: string, seed: number): void {
    this.git('checkout', '-q', '-b', name, 'main');
    put(this.root, `src/${name}.py`, leakOf(seed));
    this.git('add', 'src');
    this.git('commit', '-q', '-m', name);
  }

  check(...args: readonly string[]): Promise<End> {
    return this.lockstep('check', '--since', 'main', ...args);
  }

  async fingerprint(): Promise<string> {
    const { stdout } = await this.check('-f', 'json');
    const match = /"fingerprint": "(?<id>[0-9a-v:]+)"/u.exec(stdout);
    return match?.groups?.['id'] ?? '';
  }

  /** Three blocked branches whose findings people call wrong; the log stays in the work tree. */
  async blockWrongly(): Promise<void> {
    for (let each = 0; each < 3; each++) {
      this.branch(`wrong${each}`, 20 + each);
      assertCode(await this.check('--log', LOG), 1);
      const id = await this.fingerprint();
      const words = [id, 'false-positive-wrong', '--since', 'main', '--by', 'd.novak'];
      assertCode(await this.lockstep('verdict', ...words), 0);
    }
  }
}

const begun = { 'lockstep.yaml': policy, 'src/app.py': 'x = 1\n' };

describe('graduated enforcement', { concurrency: 2 }, () => {
  test('a rule rises on the verdicts of two people and falls for the very next run', async (context) => {
    const story = new Story(context, begun);
    await story.observe();
    const status = await story.lockstep('rollout', 'status', RULE);
    assertCode(status, 0);
    assert.match(status.stdout, /may rise to warn: 9 of 9 clean verdicts/u);
    assert.match(status.stdout, /2 reviewers in 1 repository/u);

    const toWarn = await story.follow();
    assert.match(toWarn, /Subject: \[PATCH\] policy: promote secrets\/github-token to warn/u);
    assert.match(toWarn, /9 verdicts, 0 false alarms, by 2 people/u);
    await story.beginAgreement();
    story.branch('warned', 10);
    const warned = await story.check();
    assertCode(warned, 0);
    assert.match(warned.stdout, /Warns: 1 finding/u);
    story.git('checkout', '-q', 'main');

    assert.match(await story.follow(), /promote secrets\/github-token to block/u);
    story.branch('unsigned', 11);
    const unsigned = await story.check();
    assertCode(unsigned, 0);
    assert.match(unsigned.stdout, /is not in force: it tightens\s+secrets\/github-token/u);
    story.git('checkout', '-q', 'main');
    const standing = await story.lockstep('rollout', 'status');
    assert.match(standing.stderr, /lockstep\.yaml is not in force/u);
    assert.match((await story.sign('ann')).stdout, /Not in force yet: a signature for security/u);
    assert.match((await story.sign('sam')).stdout, /It is agreed/u);
    story.commit('both agree that it blocks');
    await story.blockWrongly();

    story.git('checkout', '-q', 'main');
    story.commit('what people said');
    story.branch('next', 30);
    const next = await story.check();
    assertCode(next, 0);
    assert.match(
      next.stdout,
      /demoted to warn since 2026-06-\d\d, because its false\s+alarms came too/u,
    );
    assert.match(
      readFileSync(path.join(story.root, 'lockstep.yaml'), 'utf8'),
      /github-token"?: block/u,
    );

    story.git('checkout', '-q', 'main');
    assert.match(await story.follow(), /demote secrets\/github-token to warn/u);
  });

  test('a change cannot bring the verdicts that demote the rule which stops it', async (context) => {
    const story = new Story(context, begun);
    await story.rise();
    await story.blockWrongly();
    story.commit('the verdicts of this change');
    assertCode(await story.check(), 1);
    assertCode(await story.check('--log', LOG), 1);
  });

  test('an override lets one commit through, loudly, once, and counts against the rule', async (context) => {
    const story = new Story(context, begun);
    await story.rise();
    story.branch('urgent', 40);
    assertCode(await story.check(), 1);
    const refused = await story.check('--override');
    assertCode(refused, 2);
    const words = ['--override', '--reason', 'the shop is down', '--by', 'd.novak'];
    const passed = await story.check(...words);
    assertCode(passed, 0);
    assert.match(passed.stdout, /d\.novak/u);
    assert.match(passed.stdout, /the shop is down/u);
    put(story.root, 'src/more.py', leakOf(41));
    story.commit('another commit');
    assertCode(await story.check(), 1);
    const status = await story.lockstep('rollout', 'status', RULE);
    assert.match(status.stdout, /9 right, 1 false, 1 overridden/u);
  });

  test('two branches that append to the log merge without a conflict or a loss', async (context) => {
    const story = new Story(context, begun);
    for (const [name, seed] of [
      ['left', 50],
      ['right', 51],
    ] as const) {
      story.branch(name, seed);
      assertCode(await story.check('--log', LOG), 0);
      story.commit(`the log of ${name}`);
    }
    story.git('checkout', '-q', 'main');
    story.git('merge', '-q', '--no-edit', 'left');
    story.git('merge', '-q', '--no-edit', 'right');
    const { stdout } = await story.lockstep('rollout', 'status', RULE);
    assert.match(stdout, /would have stopped 2 of 2 builds/u);
  });

  test('the page for the meeting says what observing found, in Markdown and HTML', async (context) => {
    const story = new Story(context, begun);
    assertCode(await story.lockstep('effect'), 3);
    await story.observe();
    const page = await story.lockstep('effect', '--days', '30');
    assertCode(page, 0);
    assert.match(page.stdout, /9 new findings: 9 right, 0 false alarms, 0 unclear, 0 without/u);
    assert.match(page.stdout, /Had every rule blocked: 1 of 1 build; 1 rightly/u);
    const html = await story.lockstep('effect', '-f', 'html', '-o', 'effect.html');
    assertCode(html, 0);
    const text = readFileSync(path.join(story.root, 'effect.html'), 'utf8');
    assert.match(text, /^<!doctype html>[^]*1 rightly, 0 for false alarms only/u);
    assertCode(await story.lockstep('effect', '-f', 'pdf'), 2);
  });

  test('nothing to propose is 3, and an unknown rule is named with the nearest one', async (context) => {
    const story = new Story(context, begun);
    const nothing = await story.lockstep('rollout', 'propose');
    assertCode(nothing, 3);
    const unknown = await story.lockstep('rollout', 'status', 'secrets/github-tokn');
    assertCode(unknown, 2);
    assert.match(unknown.stderr, /did you mean "secrets\/github-token"\?/u);
  });

  test('a broken line of the log is told and hides nothing', async (context) => {
    const story = new Story(context, begun);
    await story.observe();
    put(story.root, `${LOG}/foreign.ndjson`, '{"kind":"verdict"\n');
    const status = await story.lockstep('rollout', 'status', RULE);
    assertCode(status, 0);
    assert.match(status.stderr, /foreign\.ndjson:1 does not count: not JSON/u);
    assert.match(status.stdout, /9 right, 0 false/u);
    rmSync(path.join(story.root, LOG), { recursive: true });
    assert.match((await story.lockstep('rollout', 'status', RULE)).stdout, /0 right, 0 false/u);
  });
});
