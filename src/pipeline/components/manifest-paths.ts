import { classifyPath } from '../../collect/classify.ts';
import { isCopiedLibrary, mayStateComponents } from '../../collect/manifests/manifest-names.ts';
import type { Texts } from '../../collect/manifests/texts.ts';
import { listFolder } from '../../collect/list-folder.ts';
import type { ManifestFormat } from '../../model/component.ts';
import type { Plan } from '../plan.ts';
import path from 'node:path';

/** Paths of the plan, and of the change, that a format may read, alone or beside another file. */
export function pathsOfPlan(plan: Plan): readonly string[] {
  const changed = plan.base?.files.map(({ path: file }) => file) ?? [];
  const all = new Set([...plan.head.map(({ path: file }) => file), ...changed]);
  return manifestsAmong(all);
}

/** In order; what package managers unpacked is not the target's own, while libraries that people copied are. */
export function manifestsAmong(paths: Iterable<string>): readonly string[] {
  return [...paths]
    .filter((file) => isRead(file) && (classifyPath(file) !== 'vendored' || isCopiedLibrary(file)))
    .toSorted();
}

/**
 * Of a change: the manifests that it touches, and those that a touched file belongs to, as `package.json` belongs to the
 * lockfile beside it or above it.
 */
export async function manifestsOfChange(
  changed: readonly string[],
  formats: readonly ManifestFormat[],
  { root, texts }: { readonly root: string; readonly texts: Texts },
): Promise<readonly string[]> {
  const touched = new Set(changed);
  const concerned = new Set(changed);
  for (const folder of new Set(changed.flatMap(foldersAbove))) {
    for (const file of filesIn(root, folder)) {
      if (concerned.has(file)) continue;
      const reading = formats.filter((format) => format.reads(file));
      const text = reading.length === 0 ? undefined : await texts(file);
      if (text?.kind !== 'text') continue;
      const manifest = { path: file, text: text.text };
      const names = reading.flatMap((format) => [
        ...(format.companions?.(manifest) ?? []),
        ...(format.includes?.(manifest) ?? []),
      ]);
      if (names.some((name) => touched.has(name))) concerned.add(file);
    }
  }
  return [...concerned].toSorted();
}

/** Empty where the folder is gone. */
function filesIn(root: string, folder: string): readonly string[] {
  try {
    return listFolder(root, { path: folder }).flatMap(({ kind, path: file }) =>
      kind === 'file' ? [file] : [],
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

/** Requirements of pip include files of any name. */
function isRead(file: string): boolean {
  return mayStateComponents(file) || /\.(?:txt|in)$/.test(file);
}

/** From the folder of the file up to the root, which is empty. */
export function foldersAbove(file: string): readonly string[] {
  const folders: string[] = [];
  for (let at = path.posix.dirname(file); at !== '.'; at = path.posix.dirname(at)) folders.push(at);
  return [...folders, ''];
}
