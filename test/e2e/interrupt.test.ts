import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, createReadStream, linkSync, readFileSync, readdirSync, watch } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import {
  assertCode,
  assertRefused,
  blockingPolicy,
  lacking,
  leak,
  observing,
  parseReport,
  User,
  whenWorking,
  type End,
} from './lockstep.ts';

/** Several seconds of work for one thread, in little time and on little disk: one large text under many names. */
function longWork(context: TestContext, policy: string = blockingPolicy, files = 200): string {
  const root = tempTree(context, { 'lockstep.yaml': policy });
  const line = 'const message = "the quick brown fox"; // password of the fox, token of the dog\n';
  put(root, 'large-0.ts', line.repeat(50_000));
  for (let n = 1; n < files; n++) {
    linkSync(path.join(root, 'large-0.ts'), path.join(root, `large-${n}.ts`));
  }
  return root;
}

const oneThread = ['check', '--threads', '1', '-f', 'json'] as const;

describe('Ctrl-C', { concurrency: 2 }, () => {
  test('once: a report of what was done, incomplete, exit code 2', async (context) => {
    const root = longWork(context);
    const run = new User(context).start(root, oneThread, { env: whenWorking });
    await run.said('working');
    run.child.kill('SIGINT');
    assertStopped(await run.ended);
  });

  test('SIGTERM ends a run in the same way', async (context) => {
    const root = longWork(context);
    const run = new User(context).start(root, oneThread, { env: whenWorking });
    await run.said('working');
    run.child.kill('SIGTERM');
    assertStopped(await run.ended);
  });

  test('once, while git hands out the history: a report of what was done', async (context) => {
    const root = longWork(context, blockingPolicy, 40);
    runGit(root, 'init', '-q');
    commitAll(root, 'first');
    const words = ['secrets', '--history', '--threads', '1', '-f', 'json'];
    const run = new User(context).start(root, words, { env: whenWorking });
    await run.said('working');
    run.child.kill('SIGINT');
    assertStopped(await run.ended);
  });

  test('what is not finished is no pass, also where nothing blocks', async (context) => {
    const root = longWork(context, 'version: 1\nproduct: shop\n');
    const run = new User(context).start(root, oneThread, { env: whenWorking });
    await run.said('working');
    run.child.kill('SIGINT');
    assertStopped(await run.ended);
  });

  test('the key itself, in a terminal', { skip: lacking('script') }, async (context) => {
    const root = longWork(context);
    const words = ['check', '--threads', '1'];
    const run = new User(context).startInTerminal(root, 80, words, whenWorking);
    await run.said('working');
    run.child.stdin?.write('\u0003');
    const end = await run.ended;
    assertCode(end, 2);
    assert.match(end.stdout, /stopping; press Ctrl-C again to end at once/u);
    assert.match(end.stdout, /INCOMPLETE/u);
  });

  test('once, while the files of a program are joined: nothing of it is told, and nothing kept', async (context) => {
    const root = tempTree(context, { 'run.js': manyFunctions });
    const user = new User(context);
    const run = user.start(root, ['code', '-f', 'json'], { env: whenJoining });
    await run.said('joining');
    run.child.kill('SIGINT');
    assertStopped(await run.ended);
    const whole = await user.run(root, 'code', '-f', 'json');
    assertCode(whole, 0);
    const { findings, incomplete } = parseReport(whole.stdout);
    assert.ok(findings.some(({ rule }) => rule === 'code/command-injection'));
    assert.deepEqual(incomplete, []);
  });

  test('once, while standard input is waited for', async (context) => {
    for (const way of ['--stdin', '--diff']) {
      const options = { waits: true, env: observing('SIGINT') };
      const run = new User(context).start(tempTree(context), ['secrets', way], options);
      await run.said('observed');
      run.child.kill('SIGINT');
      assertRefused(onlyOwn(await run.ended), 'stopped before the end of standard input');
    }
  });

  test('twice: it ends at once, 130, and leaves no half-written report', async (context) => {
    const root = tempRepository(context, { 'app.py': leak });
    const { env, started } = hangingGit(context);
    const words = ['check', '-f', 'json', '-o', 'report.json'];
    const run = new User(context).start(root, words, { env: { ...env, ...deaf } });
    await started;
    run.child.kill('SIGINT');
    await run.said('press Ctrl-C again to end at once');
    run.child.kill('SIGINT');
    const end = await run.ended;
    assert.equal(end.code, 130);
    assert.equal(end.stdout, '');
    assert.deepEqual(readdirSync(root).toSorted(), ['.git', 'app.py']);
  });

  test('once, while git hangs: it does not wait for git', async (context) => {
    const root = tempRepository(context, { 'app.py': leak });
    const { env, started } = hangingGit(context);
    const run = new User(context).start(root, ['check'], { env });
    await started;
    run.child.kill('SIGINT');
    assertCode(await run.ended, 2);
  });

  test('a baseline that was stopped is not written', async (context) => {
    const root = longWork(context);
    const run = new User(context).start(root, ['baseline', '--threads', '1'], { env: whenWorking });
    await run.said('working');
    run.child.kill('SIGINT');
    const end = await run.ended;
    assertRefused(onlyOwn(end), 'stopped: no baseline was written');
    assert.ok(!readdirSync(root).includes('.lockstep'));
  });
});

/** More than one turn of work for whatever joins it. */
const manyFunctions = [
  "const { exec } = require('child_process');",
  "require('express')().get('/', (req, res) => res.send(exec(req.query.name)));",
  ...Array.from(
    { length: 3_000 },
    (_, n) => `function f${n}(text) { return f${n + 1}(text + ${n}) || { text }; }`,
  ),
].join('\n');

/** The program says `joining` at the end of the first turn of it, and leaves time for what may happen then. */
const whenJoining: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
import { isMainThread } from 'node:worker_threads';
import { writeSync } from 'node:fs';
if (isMainThread) globalThis.setImmediate = (turn) => {
  writeSync(2, 'joining\\n');
  setTimeout(turn, 500);
};`)}`,
};

/** Nothing in the program hears of the first Ctrl-C, so that there is something left for the second one to end. */
const deaf: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    'AbortSignal.prototype.addEventListener = () => undefined;',
  )}`,
};

/** Without what the observer in the process and the first Ctrl-C say. */
function onlyOwn(end: End): End {
  const others = /^(?:observed|working|\nlockstep: stopping; .*)\n/gmu;
  return { ...end, stderr: end.stderr.replace(others, '') };
}

function assertStopped(end: End): void {
  assertCode(end, 2);
  const { decision, incomplete } = parseReport(end.stdout);
  assert.equal(decision.outcome, 'incomplete');
  assert.deepEqual(
    incomplete.map(({ reason }) => reason),
    ['cancelled'],
  );
}

/** A `git` that tells when it was started and then hangs until the test ends. */
function hangingGit(context: TestContext): {
  readonly env: Readonly<Record<string, string>>;
  readonly started: Promise<void>;
} {
  let processId = 0;
  context.after(() => {
    try {
      process.kill(-processId, 'SIGKILL');
    } catch {
      // It was stopped already.
    }
  });
  const folder = tempTree(context);
  const pipe = path.join(folder, 'started');
  execFileSync('mkfifo', [pipe]);
  put(folder, 'git', `#!/bin/sh\nexec setsid sh -c 'echo $$ > "${pipe}"; exec sleep 60'\n`);
  chmodSync(path.join(folder, 'git'), 0o755);
  const started = new Promise<void>((resolve) => {
    createReadStream(pipe, 'utf8').once('data', (text) => {
      processId = Number(text);
      resolve();
    });
  });
  return { env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` }, started };
}

/** What a second run says after the first one was killed must be what it says on a machine that never saw the first. */
async function assertUnharmed(user: User, root: string, context: TestContext): Promise<void> {
  for (const name of readdirSync(root).filter((entry) => entry === 'report.json')) {
    assert.equal(parseReport(readFileSync(path.join(root, name), 'utf8')).findings.length, 100);
  }
  const again = await user.run(root, 'check', '-f', 'json');
  const fresh = await new User(context).run(root, 'check', '-f', 'json');
  assertCode(again, 1);
  assert.equal(again.stderr, '');
  assert.deepEqual(
    parseReport(again.stdout).findings.map(({ location }) => location.path),
    parseReport(fresh.stdout).findings.map(({ location }) => location.path),
  );
}

describe('bad input: SIGKILL in the middle', { concurrency: 2 }, () => {
  const files: Record<string, string> = { 'lockstep.yaml': blockingPolicy };
  for (let n = 0; n < 100; n++) files[`f${n}.py`] = leak;

  test('while files are examined', async (context) => {
    const [user, root] = [new User(context), tempTree(context, files)];
    const run = user.start(root, ['check', '-o', 'report.json'], { env: whenWorking });
    await run.said('working');
    run.child.kill('SIGKILL');
    assert.equal((await run.ended).signal, 'SIGKILL');
    assert.ok(!readdirSync(root).includes('report.json'));
    await assertUnharmed(user, root, context);
  });

  for (const [place, name] of [
    ['cache', 'the cache is written'],
    ['root', 'the report is written'],
  ] as const) {
    test(`while ${name}`, async (context) => {
      const [user, root] = [new User(context), tempTree(context, files)];
      put(user.cacheDir, 'README', 'there already\n');
      const watched = watch(place === 'cache' ? user.cacheDir : root);
      context.after(() => watched.close());
      const run = user.start(root, ['check', '-o', 'report.json']);
      watched.once('change', () => run.child.kill('SIGKILL'));
      await run.ended;
      await assertUnharmed(user, root, context);
    });
  }

  test('the left-overs of a killed writer are no obstacle', async (context) => {
    const [user, root] = [new User(context), tempTree(context, files)];
    assertCode(await user.run(root, 'check', '-o', 'report.json'), 1);
    for (const name of readdirSync(user.cacheDir)) {
      put(user.cacheDir, `${name}.1.tmp`, 'half');
      put(user.cacheDir, name, readFileSync(path.join(user.cacheDir, name), 'latin1').slice(0, 90));
    }
    put(root, '.lockstep-1-abcdefabcdef.tmp', '{"half');
    await assertUnharmed(user, root, context);
  });
});

describe('an uncaught error', { concurrency: 2 }, () => {
  for (const [name, code] of [
    ['thrown', "throw new Error('planted')"],
    ['of a promise', "void Promise.reject(new Error('planted'))"],
    ['that is no Error', "throw 'planted'"],
  ]) {
    test(`${name} is 2, never 1`, async (context) => {
      const root = tempTree(context, { 'app.py': leak, 'lockstep.yaml': blockingPolicy });
      const end = await new User(context).runWith(
        { env: observing('SIGTERM', code) },
        root,
        'check',
      );
      assertCode(end, 2);
      assert.equal(end.stdout, '');
      assert.match(end.stderr, /lockstep: internal error, nothing was decided/u);
      assert.match(end.stderr, /planted/u);
    });
  }

  test('an event loop that runs dry before the end is 2', async (context) => {
    const code = 'process.exitCode = undefined ?? process.exitCode; process.exit()';
    const env = observing('SIGTERM', code);
    const root = tempTree(context, { 'app.py': leak });
    assertCode(await new User(context).runWith({ env }, root, 'check'), 2);
  });
});
