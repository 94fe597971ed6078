import { comparePaths } from './names.ts';

/** How one file differs from its base. Contents are named by git's object ids. */
export type Change =
  | { readonly status: 'added'; readonly path: string }
  | {
      /** `renamed`: also where the content changed on the way. `basePath` of a modified file is its path. */
      readonly status: 'modified' | 'renamed';
      readonly path: string;
      readonly basePath: string;
      readonly baseOid: string;
    }
  | { readonly status: 'deleted'; readonly basePath: string; readonly baseOid: string };

/** The change between a content of the base and a present file, where at least one of them is there. */
export function changeOf(
  base: { readonly path: string; readonly oid: string } | undefined,
  path: string,
): Exclude<Change, { readonly status: 'deleted' }> {
  if (base === undefined) return { status: 'added', path };
  const status = base.path === path ? 'modified' : 'renamed';
  return { status, path, basePath: base.path, baseOid: base.oid };
}

export function compareChanges(a: Change, b: Change): number {
  return comparePaths(pathOf(a), pathOf(b));
}

function pathOf(change: Change): string {
  return change.status === 'deleted' ? change.basePath : change.path;
}
