import {
  CLOSE_SQUARE,
  COLON,
  COMMA,
  DOT,
  HASH,
  isNameCode,
  nameEnd,
  OPEN_BRACE,
  OPEN_PAREN,
  OPEN_SQUARE,
} from './characters.ts';
import { maxMentionChars, type FoundImports } from './file-imports.ts';
import { argumentSpecifier, clauseSpecifier, type Specifier } from './javascript-clause.ts';
import { isQuote, skipTrivia, stringEnd } from './javascript-text.ts';
import { LineCounter } from './line-counter.ts';
import { nodeModulesIn } from './node-modules-paths.ts';
import { packageOfPrefix, packagesOf } from './npm-name.ts';

const LOWER_I = 105;
const LOWER_E = 101;
const LOWER_R = 114;
const LOWER_D = 100;

/** A word that could be the name of a package, as people write one to have it loaded. */
const mentioned = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/u;

/** Expressions that begin so make the path of a file, not the name of a package. */
const filePath =
  /(?:(?:path|upath|nodePath)\s?\.\s?)?(?:posix\.|win32\.)?(?:join|resolve|normalize|relative)\s?\(|__dirname|__filename|new\s+URL\(|(?:url\.)?(?:fileURLToPath|pathToFileURL)\(|require\.resolve\(|process\.cwd\(/uy;

/** An array of AMD names more than this is no list of dependencies. */
const MAX_AMD_NAMES = 500;

/** Names that AMD gives to its own values (github.com/amdjs/amdjs-api, AMD.md). */
const ownNames: ReadonlySet<string> = new Set(['require', 'exports', 'module']);

/** What the code of JavaScript says about packages, given where code, not text, stands. */
export class JavaScriptUses {
  readonly #text: string;
  readonly #found: FoundImports;
  readonly #lines: LineCounter;
  readonly #hasFolders: boolean;

  constructor(text: string, found: FoundImports) {
    this.#text = text;
    this.#found = found;
    this.#lines = new LineCounter(text);
    this.#hasFolders = text.includes('node_modules/');
  }

  lost(at: number, why: string): void {
    this.#found.gap(this.#lines.at(at), `cannot be followed to its end: ${why}`);
  }

  /** A literal, from behind its quote up to the other. */
  string(start: number, end: number): void {
    const length = end - start;
    if (length > 1 && length <= maxMentionChars) {
      const value = this.#text.slice(start, end);
      if (mentioned.test(value)) this.#found.mention(value);
    }
    if (!this.#hasFolders || length > 1024) return;
    for (const name of nodeModulesIn(this.#text.slice(start, end))) {
      this.#found.add(name, this.#lines.at(start));
    }
  }

  /** Takes what may be the first letter of a keyword; returns where to go on. */
  word(at: number): number {
    switch (this.#text.charCodeAt(at)) {
      case LOWER_I:
        return this.#isWord(at, 'import') ? this.#import(at) : at + 1;
      case LOWER_E:
        return this.#isWord(at, 'export') ? this.#export(at) : at + 1;
      case LOWER_R:
        return this.#isWord(at, 'require') ? this.#require(at) : at + 1;
      case LOWER_D:
        return this.#isWord(at, 'define') ? this.#define(at) : at + 1;
      default:
        return at + 1;
    }
  }

  #isWord(at: number, word: string): boolean {
    const text = this.#text;
    return (
      text.startsWith(word, at) &&
      !isNameCode(text.charCodeAt(at - 1)) &&
      text.charCodeAt(at - 1) !== HASH &&
      !isNameCode(text.charCodeAt(at + word.length))
    );
  }

  #isProperty(at: number): boolean {
    return this.#text.charCodeAt(at - 1) === DOT && this.#text.charCodeAt(at - 2) !== DOT;
  }

  #import(at: number): number {
    const end = at + 'import'.length;
    if (this.#isProperty(at)) return end;
    const next = skipTrivia(this.#text, end);
    const isCall = this.#text.charCodeAt(next) === OPEN_PAREN;
    if (isCall && this.#isType(next)) return end;
    if (isCall) this.#call(at, argumentSpecifier(this.#text, next + 1));
    else this.#use(at, clauseSpecifier(this.#text, end, 'import'));
    return end;
  }

  /** `import("x").Name` is a type: of the promise that the expression would be, nothing but these three is used. */
  #isType(open: number): boolean {
    const quote = skipTrivia(this.#text, open + 1);
    if (!isQuote(this.#text.charCodeAt(quote))) return false;
    const close = skipTrivia(this.#text, stringEnd(this.#text, quote) + 1);
    const dot = skipTrivia(this.#text, close + 1);
    if (!this.#text.startsWith(')', close) || this.#text.charCodeAt(dot) !== DOT) return false;
    const start = skipTrivia(this.#text, dot + 1);
    const name = this.#text.slice(start, Math.min(start + 10, nameEnd(this.#text, start)));
    return name !== 'then' && name !== 'catch' && name !== 'finally';
  }

  #export(at: number): number {
    const end = at + 'export'.length;
    if (!this.#isProperty(at)) this.#use(at, clauseSpecifier(this.#text, end, 'export'));
    return end;
  }

  #require(at: number): number {
    const end = at + 'require'.length;
    let open = skipTrivia(this.#text, end);
    if (this.#text.startsWith('.resolve', open)) {
      open = skipTrivia(this.#text, open + '.resolve'.length);
    }
    if (this.#text.charCodeAt(open) !== OPEN_PAREN) return end;
    const first = skipTrivia(this.#text, open + 1);
    if (this.#text.charCodeAt(first) === OPEN_SQUARE) {
      return this.#names(first);
    }
    const specifier = argumentSpecifier(this.#text, open + 1);
    // A method of that name, such as `module.require("x")`, loads too; which one takes a variable cannot be told.
    if (specifier.kind === 'constant' || !this.#isProperty(at)) this.#call(at, specifier);
    return end;
  }

  /** `define([names], …)` and `define("own name", [names], …)` of AMD. */
  #define(at: number): number {
    const end = at + 'define'.length;
    const open = skipTrivia(this.#text, end);
    if (this.#text.charCodeAt(open) !== OPEN_PAREN || this.#isProperty(at)) return end;
    let first = skipTrivia(this.#text, open + 1);
    if (isQuote(this.#text.charCodeAt(first))) {
      first = skipTrivia(this.#text, stringEnd(this.#text, first) + 1);
      if (this.#text.charCodeAt(first) === COMMA) first = skipTrivia(this.#text, first + 1);
    }
    return this.#text.charCodeAt(first) === OPEN_SQUARE ? this.#names(first) : end;
  }

  /** Behind the names that the array at `open` begins with. */
  #names(open: number): number {
    let at = skipTrivia(this.#text, open + 1);
    for (let count = 0; count < MAX_AMD_NAMES; count++) {
      const code = this.#text.charCodeAt(at);
      if (!isQuote(code)) {
        if (code !== CLOSE_SQUARE) this.#gap(open);
        return at;
      }
      const end = stringEnd(this.#text, at);
      const name = this.#text.slice(at + 1, end);
      if (!ownNames.has(name)) this.#add(at, packagesOf(name));
      at = skipTrivia(this.#text, end + 1);
      if (this.#text.charCodeAt(at) === COMMA) at = skipTrivia(this.#text, at + 1);
    }
    this.#gap(open);
    return at;
  }

  #call(at: number, specifier: Specifier): void {
    if (specifier.kind === 'computed') {
      filePath.lastIndex = specifier.at;
      if (filePath.test(this.#text) || this.#isDefinition(specifier.at)) return;
    }
    this.#use(at, specifier);
  }

  /** `require(name) {` defines a method, `function require(name) {` a function, `require(name: string)` both. */
  #isDefinition(at: number): boolean {
    const first = skipTrivia(this.#text, nameEnd(this.#text, at));
    if (this.#text.charCodeAt(first) === COLON) return true;
    const parameters = this.#text.slice(at, at + 200);
    const close = parameters.indexOf(')');
    if (close === -1) return false;
    return this.#text.charCodeAt(skipTrivia(this.#text, at + close + 1)) === OPEN_BRACE;
  }

  #use(at: number, specifier: Specifier): void {
    switch (specifier.kind) {
      case 'constant':
        this.#add(at, packagesOf(specifier.text));
        break;
      case 'prefix': {
        const told = packageOfPrefix(specifier.text);
        if (told === undefined) this.#gap(at);
        else this.#add(at, told.packages);
        break;
      }
      case 'computed':
        this.#gap(at);
        break;
      case 'none':
        break;
    }
  }

  #add(at: number, packages: readonly string[]): void {
    for (const name of packages) this.#found.add(name, this.#lines.at(at));
  }

  #gap(at: number): void {
    this.#found.gap(this.#lines.at(at), 'loads a module whose name is computed');
  }
}
