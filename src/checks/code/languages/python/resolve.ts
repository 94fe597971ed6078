/**
 * Files that a module may be: beside the importing file and in each folder around it up to the root, the nearest first,
 * in `src` of those, too, as a file or as a package; of a relative one from the package that it counts up to.
 */
export function candidates(specifier: string, from: string): readonly string[] {
  const folders = from.split('/').slice(0, -1);
  const dots = /^\.*/u.exec(specifier)?.[0].length ?? 0;
  const names = specifier
    .slice(dots)
    .split('.')
    .filter((each) => each !== '');
  if (dots > 0) {
    // More dots than folders: nothing there is.
    if (dots - 1 > folders.length) return [];
    return filesOf([...folders.slice(0, folders.length - dots + 1), ...names]);
  }
  if (names.length === 0) return [];
  const found: string[] = [];
  for (let count = folders.length; count >= 0; count--) {
    const around = folders.slice(0, count);
    found.push(...filesOf([...around, ...names]));
    if (around.at(-1) !== 'src') found.push(...filesOf([...around, 'src', ...names]));
  }
  // A file that is called as what it imports does not import itself.
  return names.length > 1 ? found : found.filter((each) => each !== from);
}

function filesOf(path: readonly string[]): readonly string[] {
  const joined = path.join('/');
  if (joined === '') return ['__init__.py'];
  return [`${joined}.py`, `${joined}/__init__.py`];
}
