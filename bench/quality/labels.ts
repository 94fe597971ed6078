import { createHash } from 'node:crypto';

/** What people said of one line: a secret, or not. */
export type Label = 'secret' | 'other';

export interface LabelledFile {
  /** Repository or other unit that stays together in one half of the split. */
  readonly group: string;
  /** As the tools see it, relative to the folder they run in. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** 1-based line → label. */
  readonly lines: ReadonlyMap<number, Label>;
  /** 1-based line → the set's own name of the kind. */
  readonly kinds: ReadonlyMap<number, string>;
  /** 1-based first line → last line, for labels of several lines. */
  readonly ends: ReadonlyMap<number, number>;
}

export type Split = 'dev' | 'held-out';

/** Half of the groups, for good: rules are tuned on `dev` alone. */
export function splitOf(group: string): Split {
  const digest = createHash('sha256').update(group).digest();
  return (digest[0] ?? 0) < 128 ? 'dev' : 'held-out';
}
