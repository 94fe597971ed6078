import {
  BACKTICK,
  CLOSE_BRACE,
  CLOSE_PAREN,
  DOLLAR,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_PAREN,
  SINGLE_QUOTE,
  SLASH,
} from './characters.ts';
import { FoundImports } from './file-imports.ts';
import { JavaScriptUses } from './javascript-uses.ts';
import { SlashReading } from './javascript-slash.ts';
import { lineEnd, stringEnd, templateStop } from './javascript-text.ts';
import { scriptRanges } from './script-blocks.ts';

/**
 * Packages that a file of JavaScript or TypeScript, JSX or a component file around them loads when it runs: `import`,
 * `export … from`, `import()`, `require()`, `require.resolve()` and AMD's `define([…])`. Follows strings, templates,
 * comments and regular expressions of ECMA-262 in one pass, without a tree; text of JSX is read as code, in which nothing
 * but an odd backtick can lead it astray, and then that is told as a gap.
 */
export function javascriptImports(path: string, text: string): FoundImports {
  const found = new FoundImports('npm');
  const uses = new JavaScriptUses(text, found);
  for (const range of scriptRanges(path, text)) new Scanner(text, uses).scan(range);
  return found;
}

class Scanner {
  readonly #text: string;
  readonly #uses: JavaScriptUses;
  readonly #slashes: SlashReading;
  #end = 0;
  #depth = 0;
  /** Depths of the braces that `${` opened. */
  #substitutions: number[] = [];
  /** Of the outermost template that is open. */
  #template = 0;
  /** No template is closed any more: backticks are text. */
  #isLost = false;

  constructor(text: string, uses: JavaScriptUses) {
    this.#text = text;
    this.#uses = uses;
    this.#slashes = new SlashReading(text);
  }

  scan({ start, end }: { readonly start: number; readonly end: number }): void {
    this.#end = end;
    let at = start;
    if (this.#text.startsWith('#!', start)) at = lineEnd(this.#text, start);
    for (;;) {
      while (at < end) at = this.#step(at);
      if (this.#substitutions.length === 0) break;
      at = this.#restart(this.#template);
    }
    if (at > this.#text.length) this.#uses.lost(start, 'a comment is not closed');
  }

  #step(at: number): number {
    const text = this.#text;
    switch (text.charCodeAt(at)) {
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE: {
        const close = stringEnd(text, at);
        this.#uses.string(at + 1, close);
        return Math.min(close + 1, text.length);
      }
      case BACKTICK:
        return this.#isLost ? at + 1 : this.#templateFrom(at, at + 1);
      case SLASH:
        return this.#slashes.read(at);
      case OPEN_PAREN:
        this.#slashes.open(at);
        return at + 1;
      case CLOSE_PAREN:
        this.#slashes.close(at);
        return at + 1;
      case OPEN_BRACE:
        this.#depth++;
        return at + 1;
      case CLOSE_BRACE:
        return this.#closeBrace(at);
      default:
        return this.#uses.word(at);
    }
  }

  #closeBrace(at: number): number {
    this.#depth--;
    if (this.#substitutions.at(-1) !== this.#depth) return at + 1;
    this.#substitutions.pop();
    return this.#templateFrom(this.#template, at + 1);
  }

  /** Goes on in the text of a template: behind its end, or into its next substitution. */
  #templateFrom(open: number, from: number): number {
    if (this.#substitutions.length === 0) this.#template = open;
    const stop = templateStop(this.#text, from);
    if (stop === undefined || stop >= this.#end) return this.#restart(this.#template);
    if (this.#text.charCodeAt(stop) !== DOLLAR) return stop + 1;
    this.#substitutions.push(this.#depth++);
    return stop + 2;
  }

  /** An apostrophe of another kind in text of JSX, most likely: what follows it is read again, as code. Once only. */
  #restart(open: number): number {
    this.#uses.lost(open, 'a template is not closed');
    this.#isLost = true;
    this.#substitutions = [];
    return open + 1;
  }
}
