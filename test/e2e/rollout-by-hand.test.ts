import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { commitAll, put, runGit, tempRepository } from '../../src/io/tests/temp-tree.ts';
import { lineOf } from '../../src/rollout/log/write-entry.ts';
import { verdict } from '../../src/rollout/tests/entries.ts';
import { assertCode, leakOf, User } from './lockstep.ts';

const RULE = 'secrets/github-token';
const DAY_SECONDS = 86_400;
/** 2026-06-01T00:00:00Z */
const FIRST = 1_780_272_000;

const policyWith = (stage: string): string =>
  `version: 1\nproduct: shop\nrules:\n  "*": observe\n  ${RULE}: ${stage}\n`;

/** Runs a change against main on a day, with the log on main afterwards. */
async function recordedRun(
  root: string,
  day: number,
  { user, log }: { readonly user: User; readonly log: string },
): Promise<void> {
  runGit(root, 'checkout', '-q', '-b', `day${day}`, 'main');
  put(root, `src/day${day}.py`, 'x = 1\n');
  commitAll(root, `day ${day}`);
  const env = { SOURCE_DATE_EPOCH: String(FIRST + day * DAY_SECONDS) };
  assertCode(await user.runWith({ env }, root, 'check', '--since', 'main', '--log', log), 0);
  runGit(root, 'checkout', '-q', 'main');
}

function policiesIn(log: string): readonly string[] {
  return readdirSync(log)
    .toSorted()
    .flatMap((name) => readFileSync(path.join(log, name), 'utf8').trim().split('\n'))
    .filter((line) => line.startsWith('{"kind":"policy"'))
    .map(
      (line) => /"rule":"secrets\/github-token","stage":"(?<stage>[a-z]+)"/u.exec(line)?.[1] ?? '',
    );
}

test('a stage that was written by hand counts for the week as soon as a run sees it', async (context: TestContext) => {
  const root = tempRepository(context, {
    'lockstep.yaml': policyWith('observe'),
    'src/app.py': leakOf(1),
  });
  const user = new User(context);
  const log = path.join(user.home, 'log');
  await recordedRun(root, 0, { user, log });
  await recordedRun(root, 1, { user, log });
  assert.deepEqual(policiesIn(log), ['observe']);
  put(root, 'lockstep.yaml', policyWith('warn'));
  commitAll(root, 'warn');
  await recordedRun(root, 2, { user, log });
  assert.deepEqual(policiesIn(log), ['observe', 'warn']);

  const env = { SOURCE_DATE_EPOCH: String(FIRST + 3 * DAY_SECONDS) };
  const status = await user.runWith({ env }, root, 'rollout', 'status', '--log', log);
  assertCode(status, 0);
  assert.match(status.stdout, /1 promotion this\s+week/u);
});

test('a promotion that git apply wrote lifts a demotion', async (context) => {
  const root = tempRepository(context, {
    'lockstep.yaml': policyWith('block'),
    'src/app.py': leakOf(1),
  });
  const user = new User(context);
  const log = path.join(user.home, 'log');
  const status = async (day: number): Promise<string> => {
    const env = { SOURCE_DATE_EPOCH: String(FIRST + day * DAY_SECONDS) };
    const words = ['rollout', 'status', RULE, '--log', log];
    return (await user.runWith({ env }, root, ...words)).stdout;
  };
  await recordedRun(root, 0, { user, log });
  put(log, 'people.ndjson', wrongBlocks());
  assert.match(await status(4), /demoted to warn since 2026-06-04/u);

  put(root, 'lockstep.yaml', policyWith('warn'));
  commitAll(root, 'the demotion is written down');
  await recordedRun(root, 5, { user, log });
  assert.match(await status(6), /demoted to warn/u);

  put(root, 'lockstep.yaml', policyWith('block'));
  commitAll(root, 'it has earned it again');
  await recordedRun(root, 30, { user, log });
  assert.doesNotMatch(await status(31), /demoted/u);
});

/** Three builds that the rule stopped wrongly, on the second to the fourth of June. */
function wrongBlocks(): string {
  return [1, 2, 3]
    .map((day) =>
      verdict({
        rule: RULE,
        fingerprint: `w${day}`,
        at: new Date((FIRST + day * DAY_SECONDS) * 1000).toISOString(),
        verdict: 'false-positive-wrong',
        stage: 'block',
        blocked: true,
      }),
    )
    .map((entry) => lineOf(entry))
    .join('');
}
