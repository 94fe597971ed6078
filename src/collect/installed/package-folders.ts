import { fileErrorCode } from '../../io/files.ts';
import { listFolder, type Entry } from '../list-folder.ts';
import type { Name } from '../names.ts';

/** Folders of the target that are looked through for installed packages. */
const MAX_FOLDERS = 500_000;
/** Deeper than this no package manager installs. */
const MAX_DEPTH = 60;

/** A folder into which a package manager puts packages, with what lies in it. */
export interface PackageFolder {
  readonly kind: 'node_modules' | 'site-packages';
  readonly folder: Name;
  readonly entries: readonly Entry[];
}

type Missed = {
  readonly what: string;
  readonly reason: 'unreadable' | 'limit';
  readonly detail: string;
};

/**
 * Links are never followed: what they lead to is not the target's, or found at its own place.
 *
 * @yields every such folder below the root, and what could not be looked through
 */
export function* packageFolders(root: string): Generator<PackageFolder | Missed> {
  const waiting: { readonly folder: Name; readonly depth: number }[] = [
    { folder: { path: '' }, depth: 0 },
  ];
  let looked = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder, depth } = next;
    looked += 1;
    if (looked > MAX_FOLDERS || depth > MAX_DEPTH) {
      const detail = `more than ${MAX_FOLDERS} folders, or deeper than ${MAX_DEPTH}`;
      yield { what: folder.path === '' ? '.' : folder.path, reason: 'limit', detail };
      if (looked > MAX_FOLDERS) return;
      continue;
    }
    const entries = list(root, folder);
    if (typeof entries === 'string') {
      yield { what: folder.path === '' ? '.' : folder.path, reason: 'unreadable', detail: entries };
      continue;
    }
    const kind = kindOf(folder.path);
    if (kind !== undefined) yield { kind, folder, entries };
    for (const entry of entries.toReversed()) {
      if (entry.kind === 'directory' && entry.name !== '.git') {
        waiting.push({ folder: entry, depth: depth + 1 });
      }
    }
  }
}

/** What lies in a folder; a text says why it cannot be read. */
export function list(root: string, folder: Name): readonly Entry[] | string {
  try {
    return listFolder(root, folder);
  } catch (error) {
    return `it cannot be listed: ${fileErrorCode(error)}`;
  }
}

function kindOf(path: string): PackageFolder['kind'] | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'node_modules') return 'node_modules';
  return name === 'site-packages' || name === 'dist-packages' ? 'site-packages' : undefined;
}
