import { packagesOf } from './npm-name.ts';

const folder = 'node_modules/';
const MAX_NAMES = 1000;

/** Packages whose installed files a text names by their path: `node_modules/jquery/dist/jquery.js`. */
export function nodeModulesIn(text: string): readonly string[] {
  const names: string[] = [];
  let at = text.indexOf(folder);
  while (at !== -1 && names.length < MAX_NAMES) {
    const start = at + folder.length;
    // Two names of at most 214 characters and what is between them.
    const rest = /^[\w@./~-]*/u.exec(text.slice(start, start + 432))?.[0] ?? '';
    names.push(...packagesOf(rest));
    at = text.indexOf(folder, start);
  }
  return names;
}
