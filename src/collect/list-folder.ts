import { Buffer } from 'node:buffer';
import { readdirSync, type Dirent } from 'node:fs';
import { absolutePath, comparePaths, nameOf, type Name } from './names.ts';

/** One entry of a folder; its path is from the root. */
export interface Entry extends Name {
  readonly name: string;
  readonly kind: 'directory' | 'file' | 'link' | 'special';
}

/**
 * In the order that their paths have among all paths of the tree: a folder counts as `name/`. Throws what the file
 * system says.
 */
export function listFolder(root: string, folder: Name): readonly Entry[] {
  const entries =
    (folder.raw === undefined ? listText(root, folder) : undefined) ?? listBytes(root, folder);
  return entries.toSorted((a, b) => comparePaths(orderOf(a), orderOf(b)));
}

/** `undefined` when a name may not be UTF-8. */
function listText(root: string, folder: Name): Entry[] | undefined {
  const entries: Entry[] = [];
  const prefix = prefixOf(folder);
  for (const dirent of readdirSync(absolutePath(root, folder), { withFileTypes: true })) {
    if (dirent.name.includes('\uFFFD')) return undefined;
    entries.push({ name: dirent.name, path: prefix + dirent.name, kind: kindOf(dirent) });
  }
  return entries;
}

function listBytes(root: string, folder: Name): Entry[] {
  const prefix = prefixOf(folder);
  const rawPrefix =
    folder.raw === undefined ? Buffer.from(prefix) : Buffer.concat([folder.raw, Buffer.from('/')]);
  const options = { withFileTypes: true, encoding: 'buffer' } as const;
  return readdirSync(absolutePath(root, folder), options).map((dirent): Entry => {
    const { path: name, raw } = nameOf(dirent.name);
    const path = prefix + name;
    const kind = kindOf(dirent);
    if (raw === undefined && folder.raw === undefined) return { name, path, kind };
    return { name, path, kind, raw: Buffer.concat([rawPrefix, dirent.name]) };
  });
}

function prefixOf(folder: Name): string {
  return folder.path === '' ? '' : `${folder.path}/`;
}

function orderOf({ name, kind }: Entry): string {
  return kind === 'directory' ? `${name}/` : name;
}

function kindOf(dirent: Dirent | Dirent<Buffer>): Entry['kind'] {
  if (dirent.isFile()) return 'file';
  if (dirent.isDirectory()) return 'directory';
  return dirent.isSymbolicLink() ? 'link' : 'special';
}
