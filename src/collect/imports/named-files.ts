import { FoundImports } from './file-imports.ts';
import { javascriptImports } from './javascript.ts';
import { LineCounter } from './line-counter.ts';
import { nodeModulesIn } from './node-modules-paths.ts';
import { packagesOf } from './npm-name.ts';

/** `@import "x"`, `@use 'x'`, `@import url(x)` of CSS, Sass and Less; `@plugin` and `@config` of Tailwind. */
const atRule =
  /@(?:import|use|forward|plugin|config|reference)\s{1,20}(?:\([a-z, ]{1,40}\)\s{0,20})?(?:url\(\s{0,20})?["']?([^"'\s;)]{1,300})/gu;

/** Packages whose style sheets a style sheet takes in: `~bootstrap/scss/bootstrap`, `bootstrap/dist/x.css`. */
export function styleImports(text: string): FoundImports {
  const found = new FoundImports('npm');
  const lines = new LineCounter(text);
  for (const match of text.matchAll(atRule)) {
    const specifier = (match[1] ?? '').replace(/^~(?=[^/])/u, '');
    const line = lines.at(match.index);
    for (const name of packagesOf(specifier)) found.add(name, line);
  }
  addFolders(found, text);
  return found;
}

/** Scripts of a page, and what it loads from `node_modules/`. */
export function pageImports(path: string, text: string): FoundImports {
  const found = javascriptImports(path, text);
  addFolders(found, text);
  return found;
}

/** Files of `node_modules/` that a configuration names: `styles` and `scripts` of angular.json. */
export function folderImports(text: string): FoundImports {
  const found = new FoundImports('npm');
  addFolders(found, text);
  return found;
}

function addFolders(found: FoundImports, text: string): void {
  if (!text.includes('node_modules/')) return;
  for (const [index, line] of text.split('\n').entries()) {
    for (const name of nodeModulesIn(line)) found.add(name, index + 1);
  }
}

/**
 * Words of the scripts of a package.json: a package is started by the name of its program, which mostly is its own
 * (`next start`), so they are mentions, not imports.
 */
export function packageScripts(text: string): FoundImports {
  const found = new FoundImports('npm');
  const scripts = scriptsOf(text);
  for (const word of scripts.flatMap((script) => script.split(/[\s"'`;&|()=]/u))) {
    if (/^(?:@[a-z0-9][\w.-]{0,60}\/)?[a-z0-9][\w.-]{0,60}$/u.test(word)) found.mention(word);
  }
  return found;
}

function scriptsOf(text: string): readonly string[] {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    // Whether the manifest can be read is told by who reads its components.
    return [];
  }
  if (typeof manifest !== 'object' || manifest === null || !('scripts' in manifest)) return [];
  const { scripts } = manifest;
  if (typeof scripts !== 'object' || scripts === null) return [];
  return Object.values(scripts).filter((script) => typeof script === 'string');
}
