import { Buffer } from 'node:buffer';
import { git } from '../io/git.ts';
import { compileIgnore, type Ignore } from '../model/glob.ts';
import { readBlobs } from './blobs.ts';
import { linesOfIgnore, MAX_IGNORE_BYTES } from './ignore-files.ts';
import { splitNul } from './names.ts';

export const OWN_IGNORE_FILE = '.lockstepignore';

/** Patterns of each folder's .lockstepignore, by the folder's path from the root (empty for the root). */
export type OwnIgnores = ReadonlyMap<string, Ignore>;

/**
 * The .lockstepignore files of a commit. Where a change is compared with a protected base they hold instead of those on
 * disk: else a change could hide what it brings.
 */
export async function ownIgnoresAt(root: string, commit: string): Promise<OwnIgnores> {
  const listed = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  const folders = new Map<string, string[]>();
  for (const { path: entry } of splitNul(listed)) {
    // `<mode> blob <oid>\t<path>`
    const tab = entry.indexOf('\t');
    const [mode, , oid = ''] = entry.slice(0, tab).split(' ');
    const file = entry.slice(tab + 1);
    if (!isOwnIgnoreFile(file) || mode?.startsWith('100') !== true) continue;
    const folder = file.slice(0, Math.max(0, file.length - OWN_IGNORE_FILE.length - 1));
    folders.set(oid, [...(folders.get(oid) ?? []), folder]);
  }
  const rules = new Map<string, Ignore>();
  for await (const blob of readBlobs(root, folders.keys(), { maxBytes: MAX_IGNORE_BYTES })) {
    // One that is too large or missing hides nothing: more is examined, not less.
    if (blob.state !== 'read') continue;
    const ignore = compileIgnore(linesOfIgnore(Buffer.from(blob.bytes).toString('utf8')).lines);
    for (const folder of folders.get(blob.oid) ?? []) rules.set(folder, ignore);
  }
  return rules;
}

/** Whether a path is that of a .lockstepignore file. */
export function isOwnIgnoreFile(path: string): boolean {
  return path === OWN_IGNORE_FILE || path.endsWith(`/${OWN_IGNORE_FILE}`);
}
