import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { put, runGit, tempRepository } from '../../src/io/tests/temp-tree.ts';
import { assertCode, lacking, leakOf, User, type Running } from './lockstep.ts';

const skip = lacking('script');
const LOG = '.lockstep/log';

/** A branch that brings three tokens, and somebody at a terminal who is asked about them. */
function asked(context: TestContext): { readonly root: string; readonly run: Running } {
  const root = tempRepository(context, { 'src/app.py': 'x = 1\n' });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  for (const each of [1, 2, 3]) put(root, `src/app${each}.py`, leakOf(each));
  runGit(root, 'add', 'src');
  runGit(root, 'commit', '-q', '-m', 'three tokens');
  const words = 'triage --since main --by r.chen --quiet';
  // What the terminal is like afterwards is told at the end.
  const command = `stty cols 100 rows 24; "$NODE" "$PROGRAM" ${words}; stty -a`;
  const env = { NODE: process.execPath, PROGRAM: path.resolve('dist/main.js'), TERM: 'xterm' };
  const run = new User(context).startAny(['script', '-qec', command, '/dev/null'], root, {
    waits: true,
    env,
  });
  return { root, run };
}

/** Presses a key without the Enter key, once the program has said this. */
async function press(run: Running, key: string, after: string): Promise<void> {
  await run.said(after);
  run.child.stdin?.write(key);
}

function verdictsIn(root: string): readonly string[] {
  const folder = path.join(root, LOG);
  return readdirSync(folder)
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => /"verdict":"(?<verdict>[a-z-]+)"/u.exec(line)?.groups?.['verdict'] ?? line);
}

describe('triage at a terminal', { concurrency: 2, skip }, () => {
  test('one key is one answer; back, skip and help are keys too', async (context) => {
    const { root, run } = asked(context);
    await press(run, 'h', '1 of 3');
    // Only the page of the rule says so.
    await press(run, 'w', 'Why it matters');
    await press(run, 's', '2 of 3');
    await press(run, 'b', '3 of 3');
    await press(run, 'f', '→ false-positive-wrong');
    await press(run, 'q', '→ true-positive-fixed');
    const end = await run.ended;
    assertCode(end, 0);
    assert.deepEqual(verdictsIn(root), ['false-positive-wrong', 'true-positive-fixed']);
    const text = stripVTControlCharacters(end.stdout);
    // The code, with the secret masked.
    assert.match(text, /src\/app\d\.py:\d/u);
    assert.match(text, /2 verdicts by r\.chen in \.lockstep\/log; 1 findings? still waits?/u);
  });

  test('Ctrl-C ends the sitting, keeps what was answered, and gives the terminal back', async (context) => {
    const { root, run } = asked(context);
    await press(run, 'u', '1 of 3');
    await press(run, '\u0003', '→ not-useful');
    const end = await run.ended;
    assertCode(end, 0);
    assert.deepEqual(verdictsIn(root), ['not-useful']);
    // Lines and echo again, as before.
    assert.match(end.stdout, / icanon /u);
    assert.match(end.stdout, / echo /u);
  });
});
