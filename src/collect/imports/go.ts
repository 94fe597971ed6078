import {
  BACKSLASH,
  BACKTICK,
  DOT,
  DOUBLE_QUOTE,
  isNameCode,
  nameEnd,
  nameStart,
  NEWLINE,
  SINGLE_QUOTE,
  SLASH,
} from './characters.ts';
import { FoundImports } from './file-imports.ts';
import { readGoImports, type GoImport } from './go-header.ts';
import { packageNames } from './go-names.ts';
import { commentEnd, stringEnd } from './javascript-text.ts';
import { LineCounter } from './line-counter.ts';

/**
 * Import paths of a Go file and what it uses of each package: the exported names behind the package's name and a dot,
 * outside of strings and comments (go.dev/ref/spec#Lexical_elements). Build constraints are not judged: what is imported
 * for another system counts. A local name that hides a package is taken for it.
 */
export function goImports(text: string): FoundImports {
  const found = new FoundImports('Go');
  const lines = new LineCounter(text);
  const header = readGoImports(text);
  for (const { path, at } of header.imports) found.add(path, lines.at(at));
  const names = namesOf(header.imports, found);
  scanBody(text, header.end, (before, name) => {
    const paths = names.get(before);
    if (paths === undefined) found.members.add(name);
    for (const path of paths ?? []) found.modules.get(path)?.symbols.add(name);
  });
  return found;
}

/** Names by which the file may know the packages. Without an alias the last parts of the path only hint at it. */
function namesOf(
  imports: readonly GoImport[],
  found: FoundImports,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { path, alias } of imports) {
    if (alias === '_') found.modules.get(path)?.symbols.add('_');
    if (alias === '_' || alias === '.') continue;
    for (const name of alias === '' ? packageNames(path) : [alias]) {
      const paths = names.get(name);
      if (paths === undefined) names.set(name, [path]);
      else if (!paths.includes(path)) paths.push(path);
    }
  }
  return names;
}

/** Calls back for each exported name behind a dot, with the name before the dot: empty where that is no plain name. */
function scanBody(text: string, from: number, seen: (before: string, name: string) => void): void {
  let at = from;
  while (at < text.length) {
    switch (text.charCodeAt(at)) {
      case DOUBLE_QUOTE:
        at = stringEnd(text, at) + 1;
        break;
      case BACKTICK:
        at = rawEnd(text, at);
        break;
      case SINGLE_QUOTE:
        at = runeEnd(text, at);
        break;
      case SLASH:
        at = isComment(text, at) ? commentEnd(text, at) : at + 1;
        break;
      case DOT:
        at = selectorAt(text, at, seen);
        break;
      default:
        at++;
    }
  }
}

function selectorAt(
  text: string,
  dot: number,
  seen: (before: string, name: string) => void,
): number {
  const start = dot + 1;
  const first = text.charCodeAt(start);
  const isExported = (first > 64 && first < 91) || first > 127;
  if (!isExported) return start;
  const end = nameEnd(text, start);
  const isPlain = dot > 0 && isNameCode(text.charCodeAt(dot - 1));
  const before = isPlain ? nameStart(text, dot) : dot;
  const isChained = text.charCodeAt(before - 1) === DOT;
  seen(isChained ? '' : text.slice(before, dot), text.slice(start, end));
  // The dot behind it needs the name before it.
  return end;
}

function isComment(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return next === SLASH || next === 42;
}

function rawEnd(text: string, at: number): number {
  const end = text.indexOf('`', at + 1);
  return end === -1 ? text.length : end + 1;
}

/** `'x'`, `'\''`, `'\u12e4'`. */
function runeEnd(text: string, at: number): number {
  const close = text.charCodeAt(at + 1) === BACKSLASH ? at + 3 : at + 2;
  for (let end = close; end < Math.min(text.length, at + 12); end++) {
    const code = text.charCodeAt(end);
    if (code === SINGLE_QUOTE) return end + 1;
    if (code === NEWLINE) return end;
  }
  return at + 1;
}
