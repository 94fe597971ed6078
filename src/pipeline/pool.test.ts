import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { Crew } from './crew.ts';
import { examineUnits } from './pool.ts';
import type { Unit } from './unit.ts';
import { defaultTlsSettings } from '../model/tls-settings.ts';

const registry = new URL('./tests/trap-checks.ts', import.meta.url).href;

// One unit, and then nothing until the run is stopped, as a source that waits for git: it ends with the error of git.
async function* waitingSource(signal: AbortSignal): AsyncGenerator<Unit> {
  const bytes = Buffer.alloc(2 ** 21, 'x');
  yield { path: 'a.txt', source: { kind: 'bytes', bytes }, sizeBytes: bytes.length };
  if (!signal.aborted) await once(signal, 'abort');
  throw new Error('git cat-file was cancelled');
}

function optionsWith(
  context: TestContext,
  signal: AbortSignal,
): Parameters<typeof examineUnits>[1] {
  const crew = new Crew(registry);
  context.after(() => crew.stop());
  const task = {
    checkIds: ['trap'],
    key: Buffer.alloc(32),
    maxFileBytes: 2 ** 22,
    tls: defaultTlsSettings,
  };
  return { crew, task, threads: 2, unitTimeoutMs: 60_000, signal };
}

test('a run that is stopped while its source waits returns what was done', async (context) => {
  const stop = new AbortController();
  const done: string[] = [];
  await examineUnits(
    waitingSource(stop.signal),
    optionsWith(context, stop.signal),
    ({ path }, { kind }) => {
      done.push(`${path} ${kind}`);
      stop.abort();
    },
  );
  assert.deepEqual(done, ['a.txt examined']);
});

// The same source, ended by somebody else: the run itself was not stopped.
test('an error of the source that nobody asked for is thrown', async (context) => {
  const { signal } = new AbortController();
  await assert.rejects(
    examineUnits(
      waitingSource(AbortSignal.timeout(0)),
      optionsWith(context, signal),
      () => undefined,
    ),
    /git cat-file was cancelled/u,
  );
});
