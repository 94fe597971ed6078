import type { ManifestFormat } from '../../../model/component.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';

/** The binary lockfile of Bun before 1.2: told as unread, so that it does not pass for examined. */
export const bunLockb: ManifestFormat = {
  id: 'bun-lockb',
  title: 'bun.lockb of Bun, which is binary and not read: bun.lock takes its place',
  reads: (path) => isNamed(path, 'bun.lockb'),
  yieldsTo: {
    groups: (path) => [[`${folderOf(path)}bun.lock`]],
    governs: (_, beside) => beside.size > 0,
  },
  parse: (file) =>
    parsing(file, () => {
      throw new Unreadable(
        'it is binary: write a bun.lock with "bun install --save-text-lockfile" and commit that',
      );
    }),
};
