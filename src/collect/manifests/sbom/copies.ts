import type { Component, ComponentList } from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { folderOf } from '../parse.ts';

const sbomFormats: ReadonlySet<string> = new Set(['cyclonedx', 'spdx']);

/**
 * The lists without the SBOMs that repeat them. An SBOM beside lockfiles, or above them, was made of them and may be older
 * than they are: it gives way where lockfiles there state each package that it states, in whatever version; one that states
 * more is no copy. A manifest that tells only what is declared says less than it does. Order is kept.
 */
export function withoutCopies(lists: readonly ComponentList[]): readonly ComponentList[] {
  if (!lists.some(isSbom)) return lists;
  const below = packagesByFolder(lists.filter((list) => !isSbom(list) && list.extent === 'whole'));
  return lists.filter((list) => {
    if (!isSbom(list)) return true;
    const known = below.get(folderOf(list.path));
    return known === undefined || list.components.some((each) => !known.has(packageOf(each)));
  });
}

function isSbom({ format }: ComponentList): boolean {
  return sbomFormats.has(format);
}

function packageOf({ ecosystem, name }: Component): string {
  return `${ecosystem} ${normaliseName(ecosystem, name)}`;
}

/** Packages that each folder and the folders below it state. */
function packagesByFolder(
  lists: readonly ComponentList[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const byFolder = new Map<string, Set<string>>();
  for (const { path, components } of lists) {
    const stated = new Set(components.map(packageOf));
    for (const folder of foldersAbove(path)) {
      const known = byFolder.get(folder) ?? new Set<string>();
      for (const each of stated) known.add(each);
      byFolder.set(folder, known);
    }
  }
  return byFolder;
}

/** Deeper than this is no project that people lay out. */
const MAX_DEPTH = 100;

/** `a/b/`, `a/` and the root, which is empty, of `a/b/c`. */
function foldersAbove(path: string): readonly string[] {
  const folders = [folderOf(path)];
  for (let at = folders[0] ?? ''; at !== '' && folders.length < MAX_DEPTH;) {
    at = folderOf(at.slice(0, -1));
    folders.push(at);
  }
  return folders;
}
