import { Buffer } from 'node:buffer';
import { readdirSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { describeFileError, fileErrorCode, readBounded } from './files.ts';

export interface SmallLimits {
  readonly maxFolders: number;
  readonly maxFiles: number;
  readonly maxFileBytes: number;
}

/** Text of small files, by `<folder>/<name>`. */
export interface SmallFiles {
  readonly files: ReadonlyMap<string, string>;
  /** What was not read, each one sentence. */
  readonly problems: readonly string[];
}

/** Reads the files of the folders in `root`, through no link. Never throws for what the disk holds. */
export function readSmallFolders(root: string, limits: SmallLimits): SmallFiles {
  const files = new Map<string, string>();
  const problems: string[] = [];
  const folders = listed(root, limits.maxFolders, problems).filter((each) => each.isDirectory());
  for (const { name: folder } of folders) {
    for (const entry of listed(path.join(root, folder), limits.maxFiles, problems)) {
      const name = `${folder}/${entry.name}`;
      const read = readBounded(path.join(root, name), limits.maxFileBytes);
      if (read.state === 'read') files.set(name, Buffer.from(read.bytes).toString('utf8'));
      else {
        problems.push(
          `${name} was not read: ${read.state === 'too-large' ? 'too large' : read.detail}`,
        );
      }
    }
  }
  return { files, problems };
}

function listed(folder: string, max: number, problems: string[]): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.length > max) {
      problems.push(`${path.basename(folder)} has more than ${max} entries`);
    }
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, max);
  } catch (error) {
    if (fileErrorCode(error) !== 'ENOENT') {
      problems.push(`${path.basename(folder)} was not read: ${describeFileError(error)}`);
    }
    return [];
  }
}
