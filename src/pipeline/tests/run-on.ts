import { createHash } from 'node:crypto';
import type { HashKey } from '../../io/key.ts';
import type { RunResult } from '../assemble.ts';
import type { RunEnvironment, RunRequest } from '../request.ts';
import { run } from '../run.ts';

const registry = new URL('./trap-checks.ts', import.meta.url).href;

/** A key for tests; another `text` gives another key. */
export function keyOf(text: string): HashKey {
  return {
    key: Buffer.from(text),
    keyId: createHash('sha256').update(text).digest('hex').slice(0, 8),
  };
}

/** One run of the trap checks on a path, at a fixed time, without a cache unless the changes name one. */
export function runOn(
  path: string,
  changes: Partial<RunRequest> = {},
  environment: Partial<RunEnvironment> = {},
): Promise<RunResult> {
  return run(
    {
      mode: { kind: 'tree' },
      path,
      threads: 2,
      key: keyOf('a key for tests'),
      now: '2026-06-01T00:00:00.000Z',
      ...changes,
    },
    { signal: new AbortController().signal, registry, ...environment },
  );
}
