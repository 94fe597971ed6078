import { compileIgnore, isIgnoredByLayers, type Ignore, type IgnoreLayer } from '../model/glob.ts';
import { addLayer } from './ignore-files.ts';
import { OWN_IGNORE_FILE, type OwnIgnores } from './own-ignores.ts';
import { IncompleteTally } from './tally.ts';
import type { OpenTarget } from './target.ts';

/** Which paths the policy and the user want examined; globs with the meaning of .gitignore lines. */
export interface PathOptions {
  /** Empty means everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Instead of the .lockstepignore files on disk. */
  readonly ownIgnores?: OwnIgnores | undefined;
}

/**
 * Tells of a path that need not exist (any more) whether it would be examined: below what the user named, included, not
 * excluded, not hidden by a .lockstepignore (of today, unless others are given). For what git remembers: deleted, staged and historic files.
 */
export function createSelection(
  target: Pick<OpenTarget, 'root' | 'within'>,
  options: PathOptions,
): (path: string) => boolean {
  const include = compileIgnore(options.include);
  const exclude = compileIgnore(options.exclude);
  const isHidden = hiddenBy(target.root, options.ownIgnores);
  return (path) =>
    isWithin(path, target.within) &&
    (include.isEmpty || include.ignores(path, false)) &&
    !exclude.ignores(path, false) &&
    !isHidden(path);
}

/** Whether the path is `within` or below it. */
export function isWithin(path: string, within: string): boolean {
  return within === '' || path === within || path.startsWith(`${within}/`);
}

function hiddenBy(root: string, given: OwnIgnores | undefined): (path: string) => boolean {
  const layers = new Map<string, IgnoreLayer | undefined>();
  const hidden = new Map<string, boolean>();
  // What cannot be read was told by the walk of the same run.
  const unheard = new IncompleteTally();
  const layerOf = (folder: string): IgnoreLayer | undefined => {
    if (layers.has(folder)) return layers.get(folder);
    const outer = folder === '' ? undefined : layerOf(parentOf(folder));
    const layer =
      given === undefined
        ? addLayer(
            outer,
            `${root}/${folder === '' ? '' : `${folder}/`}${OWN_IGNORE_FILE}`,
            folder,
            unheard,
          )
        : withRules(outer, folder, given.get(folder));
    layers.set(folder, layer);
    return layer;
  };
  const isHiddenFolder = (folder: string): boolean => {
    if (folder === '') return false;
    const known = hidden.get(folder);
    if (known !== undefined) return known;
    const parent = parentOf(folder);
    const answer = isHiddenFolder(parent) || isIgnoredByLayers(layerOf(parent), folder, true);
    hidden.set(folder, answer);
    return answer;
  };
  return (path) => {
    const parent = parentOf(path);
    return isHiddenFolder(parent) || isIgnoredByLayers(layerOf(parent), path, false);
  };
}

/** A further layer, where there are patterns for it. */
export function withRules(
  outer: IgnoreLayer | undefined,
  base: string,
  rules: Ignore | undefined,
): IgnoreLayer | undefined {
  return rules === undefined || rules.isEmpty ? outer : { base, rules, outer };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
