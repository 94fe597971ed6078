import path from 'node:path';
import { realPath } from '../io/files.ts';
import { openLogWriter, readLogFolder, type LogSegments } from '../io/log-folder.ts';
import type { LogEntry } from '../model/log-entry.ts';

/** Where a log is kept: in files, or in a service. Whoever reads and writes evidence does it by this. */
export interface LogStore {
  /** As shown to people. */
  readonly name: string;
  /** Whether whoever changes the target can write to it. */
  isInside(root: string): boolean;
  /** Its lines, of these kinds at least. What cannot be read is told in `problems`, and then nothing of it may be missing unsaid. */
  read(product: string, kinds?: readonly LogEntry['kind'][]): Promise<LogSegments>;
  /** Whom it takes for the one who says something; undefined: whoever says it, says who. Throws LockstepError('log'). */
  author(): Promise<string | undefined>;
  /** Adds lines. Throws LockstepError('output'): what could not be kept is told. */
  append(product: string, text: string): Promise<void>;
}

/** A folder of files; everything that one process appends is one file. */
export function fileLog(folder: string, { cwd, day }: { cwd: string; day: string }): LogStore {
  const writer = openLogWriter(folder, day);
  return {
    name: path.relative(cwd, folder) || '.',
    isInside(root) {
      const [first = ''] = path.relative(root, realPath(folder)).split(path.sep);
      return first !== '..' && !path.isAbsolute(first);
    },
    read: () => Promise.resolve(readLogFolder(folder)),
    author: () => Promise.resolve(undefined),
    append(_product, text) {
      writer.append(text);
      return Promise.resolve();
    },
  };
}
