import path from 'node:path';
import type { OpenTarget } from '../collect/target.ts';
import {
  MAX_BASELINE_BYTES,
  parseBaseline,
  type StoredBaseline,
} from '../fingerprint/baseline-file.ts';
import { readBounded } from '../io/files.ts';
import { LockstepError } from '../model/error.ts';
import type { BaselineSource } from '../model/report.ts';
import { digestOf } from '../policy/canonical-json.ts';
import type { RunRequest } from './request.ts';

/** Where `lockstep baseline` puts it, from the root of the target. */
export const BASELINE_FILE = '.lockstep/baseline.json';

export interface LoadedBaseline extends StoredBaseline {
  readonly source: BaselineSource;
}

/** The stored baseline of this run: the file that the user named, else the target's own; undefined for none. */
export function storedBaseline(
  target: OpenTarget,
  { baselineFile }: RunRequest,
): LoadedBaseline | undefined {
  if (baselineFile === 'none') return undefined;
  const file = baselineFile ?? path.join(target.root, BASELINE_FILE);
  const name = baselineFile ?? BASELINE_FILE;
  const read = readBounded(file, MAX_BASELINE_BYTES);
  if (read.state !== 'read') {
    if (read.state === 'unreadable' && read.absent && baselineFile === undefined) return undefined;
    const why = read.state === 'too-large' ? 'larger than 32 MiB' : read.detail;
    throw new LockstepError('baseline', `cannot read the baseline ${name}: ${why}`, {
      repair: 'write one with "lockstep baseline", or leave it out with --baseline none',
    });
  }
  const stored = parseBaseline(Buffer.from(read.bytes).toString('utf8'), name);
  const created = stored.createdAt;
  const source = { kind: 'file', path: name, digest: digestOf(read.bytes), created } as const;
  return { ...stored, source };
}
