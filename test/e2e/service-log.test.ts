import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { runGit, tempRepository } from '../../src/io/tests/temp-tree.ts';
import { assertCode, assertRefused, parseReport, User, type End } from './lockstep.ts';

const policy = 'version: 1\nproduct: shop\nrules: { code/command-injection: block }\n';
/** A port at which nobody listens. */
const NOWHERE = 'http://127.0.0.1:9';

function vulnerable(name: string): string {
  return `const { exec } = require('child_process');
require('express')().get('/${name}', (req, res) => exec('ls ' + req.query.${name}));
`;
}

/** A branch that brings three findings of a rule at block, and a service that was just started. */
class Scene {
  readonly user: User;
  readonly root: string;
  url = '';
  token = '';

  constructor(context: TestContext) {
    this.user = new User(context);
    this.root = tempRepository(context, { 'lockstep.yaml': policy, 'a.js': '\n' });
    runGit(this.root, 'branch', '-M', 'main');
    runGit(this.root, 'checkout', '-q', '-b', 'change');
    for (const name of ['a', 'b', 'c']) {
      writeFileSync(path.join(this.root, `${name}.js`), vulnerable(name));
    }
    runGit(this.root, 'add', '.');
    runGit(this.root, 'commit', '-q', '-m', 'a change');
  }

  /** Returns what ends it. */
  async serve(): Promise<() => Promise<void>> {
    const data = path.join(this.user.home, 'data');
    const args = ['serve', '--data', data, '--port', '0', '--quiet'];
    const running = this.user.start(this.user.home, args);
    let said = '';
    running.child.stdout?.on('data', (text: string) => {
      said += text;
      this.url = /http:\S+/u.exec(said)?.[0] ?? '';
      this.token = /lockstep_\S+/u.exec(said)?.[0] ?? '';
    });
    await running.said('listens on');
    return async () => {
      running.child.kill('SIGTERM');
      assertCode(await running.ended, 0);
    };
  }

  /** With the service in the environment. */
  run(...args: readonly string[]): Promise<End> {
    const env = { LOCKSTEP_SERVICE: this.url, LOCKSTEP_TOKEN: this.token };
    return this.user.runWith({ env }, this.root, ...args);
  }

  /** What the service answers, as JSON. */
  // oxlint-disable-next-line no-explicit-any -- tests look into answers freely
  async ask(route: string, body?: object): Promise<any> {
    const answer = await fetch(`${this.url}${route}`, {
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${route} ${answer.status}`);
    return answer.json();
  }
}

const check = ['check', '--only', 'code', '--since', 'main'];

describe('a log that a service keeps', () => {
  test('a verdict given there demotes a rule for the next run here, and one given here is known there', async (context) => {
    const scene = new Scene(context);
    const stop = await scene.serve();
    const stopped = await scene.run(...check);
    assertCode(stopped, 1);
    assert.match(stopped.stderr, /reported to 127\.0\.0\.1/u);
    const { findings } = await scene.ask('/v1/findings?product=shop&branch=change');
    assert.equal(findings.length, 3);

    const [first] = findings;
    const said = ['false-positive-wrong', '--since', 'main', '--reason', 'a constant'];
    const here = await scene.run('verdict', first.fingerprint, ...said);
    assertCode(here, 0);
    assert.match(here.stdout, /in 127\.0\.0\.1/u);
    for (const { id } of findings.slice(1)) {
      await scene.ask(`/v1/findings/${id}/verdicts`, {
        verdict: 'false-positive-wrong',
        reason: 'a constant',
      });
    }
    const { verdicts } = await scene.ask(`/v1/findings/${first.id}`);
    assert.deepEqual(
      verdicts.map(({ by, isNew }: { by: string; isNew: boolean }) => [
        by.startsWith('token '),
        isNew,
      ]),
      [[true, true]],
    );

    const fallen = await scene.run(...check, '--format', 'json');
    assertCode(fallen, 0);
    const { decision } = parseReport(fallen.stdout);
    assert.equal(decision.outcome, 'warn');
    assert.match(JSON.stringify(decision), /is demoted to warn/u);
    const commit = runGit(scene.root, 'rev-parse', 'HEAD').trim();
    const gate = await scene.ask(`/v1/gate?product=shop&commit=${commit}`);
    assert.equal(gate.outcome, 'warn');
    await stop();
  });

  test('without it the policy and the log in git decide, and it is said; a verdict is not lost unsaid', async (context) => {
    const scene = new Scene(context);
    const alone = await scene.user.run(scene.root, ...check, '--service', NOWHERE, '-v');
    assertCode(alone, 1);
    assert.match(alone.stderr, /this run is not in the log: .*cannot be read/u);
    assert.match(alone.stderr, /not reported to 127\.0\.0\.1:9/u);
    const said = alone.stdout.replaceAll(/\s+/gu, ' ');
    assert.match(said, /The log of 127\.0\.0\.1:9 cannot be read/u);
    assert.match(said, /The policy in git decides/u);
    const shown = await scene.user.run(scene.root, ...check, '--format', 'json');
    const [finding] = parseReport(shown.stdout).findings;
    const verdict = ['verdict', finding?.fingerprint ?? '', 'unclear', '--since', 'main'];
    assertRefused(
      await scene.user.run(scene.root, ...verdict, '--service', NOWHERE),
      /cannot be read/u,
    );
    assertRefused(
      await scene.user.run(
        scene.root,
        ...check,
        '--service',
        NOWHERE,
        '--override',
        '--reason',
        'now',
        '--by',
        'ann',
      ),
      /cannot be read/u,
    );
    assertRefused(
      await scene.user.run(scene.root, ...check, '--service', NOWHERE, '--log', 'log'),
      /exclude each other/u,
    );
    assertRefused(
      await scene.user.run(scene.root, 'rollout', 'apply', '--service', NOWHERE),
      /agreed on in 127\.0\.0\.1/u,
    );
    assertRefused(
      await scene.user.run(scene.root, 'check', '--service', 'nonsense'),
      /takes the URL of a service/u,
    );
  });
});
