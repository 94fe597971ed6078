import type { FileEntry } from '../model/file.ts';
import type { Survey } from '../model/survey.ts';
import { vendoredFolders } from './path-classes.ts';
import { manifestNames, sourceLanguages, testFolderNames } from './survey-names.ts';
import { collectFiles } from './walk.ts';
import type { OpenTarget } from './target.ts';

const MAX_LISTED = 10;
const limits = { include: [], exclude: [], maxFiles: 500_000, maxDepth: 200, timeMs: 60_000 };

/** Looks at the names of all files, and into none. */
export async function surveyTarget(target: OpenTarget, signal: AbortSignal): Promise<Survey> {
  const { files } = await collectFiles({ ...target, within: '' }, limits, signal);
  const folders = foldersOf(files);
  const named = (names: ReadonlySet<string>): readonly string[] =>
    folders
      .filter((folder) => names.has(folder.slice(folder.lastIndexOf('/') + 1)))
      .slice(0, MAX_LISTED);
  return {
    files: files.length,
    languages: languagesOf(files),
    manifests: files
      .filter(({ path }) => manifestNames.test(path))
      .map(({ path }) => path)
      .slice(0, MAX_LISTED),
    foreignFolders: named(vendoredFolders),
    testFolders: named(testFolderNames),
  };
}

function languagesOf(files: readonly FileEntry[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const language = sourceLanguages.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
    .slice(0, MAX_LISTED)
    .map(([name, count]) => `${name} (${count} ${count === 1 ? 'file' : 'files'})`);
}

/** Every folder that holds a file, in order of path. */
function foldersOf(files: readonly FileEntry[]): readonly string[] {
  const folders = new Set<string>();
  for (const { path } of files) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return [...folders].toSorted();
}
