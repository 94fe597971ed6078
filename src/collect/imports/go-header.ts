import {
  BACKTICK,
  CLOSE_PAREN,
  DOT,
  DOUBLE_QUOTE,
  isNameCode,
  nameEnd,
  OPEN_PAREN,
  SEMICOLON,
} from './characters.ts';
import { skipTrivia, stringEnd } from './javascript-text.ts';

export interface GoImport {
  readonly path: string;
  /** `_`, `.`, a name; empty where none is given. */
  readonly alias: string;
  readonly at: number;
}

interface Header {
  readonly imports: readonly GoImport[];
  /** Where the other declarations begin. */
  readonly end: number;
}

/** A file of more is none that people or generators write. */
const MAX_IMPORTS = 5000;

/** Reads the package clause and the import declarations, which stand before all others (go.dev/ref/spec#Source_file_organization). */
export function readGoImports(text: string): Header {
  const imports: GoImport[] = [];
  let at = afterPackage(text);
  while (isWord(text, at, 'import')) {
    const start = skipTrivia(text, at + 'import'.length);
    const isGroup = text.charCodeAt(start) === OPEN_PAREN;
    at = separators(text, isGroup ? start + 1 : start);
    while (imports.length < MAX_IMPORTS) {
      const read = importAt(text, at);
      if (read === undefined) break;
      if (read.path !== '' && read.path !== 'C') imports.push(read);
      at = separators(text, read.end);
      if (!isGroup) break;
    }
    if (isGroup && text.charCodeAt(at) === CLOSE_PAREN) at = separators(text, at + 1);
  }
  return { imports, end: at };
}

function afterPackage(text: string): number {
  const at = skipTrivia(text, 0);
  if (!isWord(text, at, 'package')) return at;
  return separators(text, nameEnd(text, skipTrivia(text, at + 'package'.length)));
}

function importAt(text: string, from: number): (GoImport & { readonly end: number }) | undefined {
  const isDot = text.charCodeAt(from) === DOT;
  const nameStop = isDot ? from + 1 : nameEnd(text, from);
  const at = skipTrivia(text, nameStop);
  const quote = text.charCodeAt(at);
  if (quote !== DOUBLE_QUOTE && quote !== BACKTICK) return undefined;
  const end = quote === BACKTICK ? text.indexOf('`', at + 1) : stringEnd(text, at);
  if (end === -1 || text.charCodeAt(end) !== quote) return undefined;
  return { path: text.slice(at + 1, end), alias: text.slice(from, nameStop), at, end: end + 1 };
}

function separators(text: string, from: number): number {
  let at = skipTrivia(text, from);
  while (text.charCodeAt(at) === SEMICOLON) at = skipTrivia(text, at + 1);
  return at;
}

function isWord(text: string, at: number, word: string): boolean {
  return text.startsWith(word, at) && !isNameCode(text.charCodeAt(at + word.length));
}
