import { deepName, dotsName, typedName } from './names.ts';

interface Bracket {
  readonly open: string;
  /** Parameters of a function that is declared here. */
  readonly isParameters: boolean;
  /** The body of a class. */
  readonly isMembers: boolean;
  /** An argument with a name came before. */
  hasNamed: boolean;
}

/**
 * A pattern as a snippet of its language: metavariables and ellipses become names. Strings and comments are kept, but
 * for what stands in the holes of a template. Offsets change.
 */
export function rewritePattern(text: string, language: string): string {
  const writer = new Rewriter(text, language);
  return writer.write();
}

class Rewriter {
  readonly #text: string;
  readonly #language: string;
  readonly #brackets: Bracket[] = [];
  #out = '';
  #at = 0;

  constructor(text: string, language: string) {
    this.#text = text;
    this.#language = language;
  }

  write(): string {
    while (this.#at < this.#text.length) this.#token();
    return this.#out;
  }

  #token(): void {
    const rest = this.#text.slice(this.#at, this.#at + 120);
    const quoted = this.#quoted();
    if (quoted > 0) {
      this.#copy(quoted);
      return;
    }
    const typed = this.#typed(rest);
    if (typed !== undefined) {
      this.#replace(typed.length, typed.text);
      return;
    }
    const word = /^\$(?<many>\.\.\.)?(?<name>[A-Z_][A-Z0-9_]*)(?![a-z])/u.exec(rest);
    if (word !== null) {
      const { many, name = '' } = word.groups ?? {};
      this.#replace(word[0].length, `${many === undefined ? '__mv_' : '__mvs_'}${name}`);
      return;
    }
    if (rest.startsWith('<...')) this.#replace(4, `${deepName}(`);
    else if (rest.startsWith('...>')) this.#replace(4, ')');
    else if (rest.startsWith('...')) this.#ellipsis();
    else this.#plain(rest);
  }

  /** `(Type $X)`, `($X : Type)`: not parameters of a function, a call or a `catch`. */
  #typed(rest: string): { readonly length: number; readonly text: string } | undefined {
    if (!rest.startsWith('(') || /[\w$)\]]\s*$/u.test(this.#out)) return undefined;
    const type = String.raw`(?<type>[*&\w.]{1,60}(?:<[\w\s,.?<>]{0,60}>)?(?:\[\])?)`;
    const name = String.raw`\$(?<name>[A-Z_][A-Z0-9_]*)`;
    const form =
      this.#language === 'java'
        ? String.raw`^\(\s*${type}\s+${name}\s*\)(?!\s*->)`
        : String.raw`^\(\s*${name}\s*:\s*${type}\s*\)(?!\s*(?:=>|[{:]))`;
    const found = new RegExp(form, 'u').exec(rest);
    if (found === null) return undefined;
    const { name: of = '', type: stated = '' } = found.groups ?? {};
    const text = `${typedName}(__mv_${of}, ${JSON.stringify(stated)})`;
    return { length: found[0].length, text };
  }

  #plain(rest: string): void {
    const [character = ''] = rest;
    if (/[([{]/u.test(character)) this.#open(character);
    if (/[)\]}]/u.test(character)) this.#brackets.pop();
    const inner = this.#brackets.at(-1);
    // A single `=`: a keyword argument.
    const isNamed = inner?.open === '(' && /^=[^=]/u.test(rest) && !/[=!<>]$/u.test(this.#out);
    if (isNamed) inner.hasNamed = true;
    const name = /^\w+/u.exec(rest);
    this.#copy(name?.[0].length ?? 1);
  }

  #open(open: string): void {
    const before = this.#out.slice(-300);
    this.#brackets.push({
      open,
      isParameters: open === '(' && this.#opensParameters(before),
      isMembers: open === '{' && /\b(?:class|interface|enum)\b[^;{}]{0,200}$/u.test(before),
      hasNamed: false,
    });
  }

  /** Of Java and Go, where a parameter needs a type: the bracket that closes is followed by a body. */
  #opensParameters(before: string): boolean {
    if (this.#language === 'go') return /\bfunc\b[^{}]{0,100}$/u.test(before);
    if (this.#language !== 'java' || /\b(?:if|for|while|switch|catch|new)\s*\w*$/u.test(before)) {
      return false;
    }
    let depth = 0;
    for (let at = this.#at; at < this.#text.length; at++) {
      if (this.#text[at] === '(') depth += 1;
      if (this.#text[at] === ')') depth -= 1;
      if (depth === 0) {
        return /^\)\s*(?:throws[^{]{0,200})?\{/u.test(this.#text.slice(at, at + 250));
      }
    }
    return false;
  }

  #ellipsis(): void {
    const rest = this.#text.slice(this.#at + 3, this.#at + 200);
    const isSpread = /^[\p{L}_[({"'`$]/u.test(rest);
    const isOptionalRest = this.#language === 'java' && /\w\s?$/u.test(this.#out);
    if (isSpread || isOptionalRest) {
      this.#copy(3);
      return;
    }
    this.#replace(3, this.#dots(rest));
  }

  /** `...` as a name, written so that it may stand there. */
  #dots(rest: string): string {
    if (/(?:\.|\bfunction)\s*$/u.test(this.#out)) return dotsName;
    const inner = this.#brackets.at(-1);
    const special = inner === undefined ? undefined : this.#dotsIn(inner);
    if (special !== undefined) return special;
    const isInList = /^\s*[,)\]:=+]/u.test(rest) || /[,([=+:]\s*$/u.test(this.#out);
    const isInBrackets = inner?.open === '(' || inner?.open === '[';
    return isInList || isInBrackets ? dotsName : this.#dotsStatement(rest);
  }

  /** Among parameters, members, named arguments and entries of a record. */
  #dotsIn({ open, isParameters, isMembers, hasNamed }: Bracket): string | undefined {
    if (isParameters) return typedDots[this.#language] ?? dotsName;
    if (isMembers && this.#language === 'java') return `int ${dotsName};`;
    if (open === '(' && hasNamed) return `${dotsName}=${dotsName}`;
    return open === '{' && this.#language === 'python' ? `**${dotsName}` : undefined;
  }

  #dotsStatement(rest: string): string {
    if (this.#language === 'python') return dotsName;
    if (this.#language === 'java') return /^\s*;/u.test(rest) ? `${dotsName}()` : `${dotsName}();`;
    return this.#ends(rest) ? dotsName : `${dotsName};`;
  }

  /** Nothing of the same block follows, or a `;` does. */
  #ends(rest: string): boolean {
    return /^\s*(?:$|[;}])/u.test(rest);
  }

  /** Length of the string or comment that begins here; 0: none does. Holes of templates are left to be read. */
  #quoted(): number {
    const rest = this.#text.slice(this.#at);
    const comment = (
      this.#language === 'python' ? /^#[^\n]*/u : /^(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)/u
    ).exec(rest);
    if (comment !== null) return comment[0].length;
    const [quote = ''] = rest;
    if (quote !== '"' && quote !== "'" && quote !== '`') return 0;
    const long = rest.startsWith(quote.repeat(3)) && quote !== '`' ? quote.repeat(3) : quote;
    return this.#stringLength(rest, long);
  }

  #stringLength(rest: string, quote: string): number {
    const hole = this.#holeOf(quote);
    for (let at = quote.length; at < rest.length; at++) {
      if (rest[at] === '\\') at += 1;
      else if (rest.startsWith(quote, at)) return at + quote.length;
      else if (hole !== undefined && rest.startsWith(hole, at)) {
        at = this.#hole(rest, { from: at + hole.length, end: '}' });
      }
    }
    return rest.length;
  }

  #holeOf(quote: string): string | undefined {
    if (quote === '`' && this.#language === 'javascript') return '${';
    return this.#language === 'python' && /\b[rR]?[fF][rR]?$/u.test(this.#out.slice(-3))
      ? '{'
      : undefined;
  }

  /** Offset of the end of a hole. */
  #hole(rest: string, { from, end }: { readonly from: number; readonly end: string }): number {
    let depth = 0;
    for (let at = from; at < rest.length; at++) {
      if (rest[at] === '{') depth += 1;
      if (rest[at] === end && depth-- === 0) return at;
    }
    return rest.length;
  }

  #copy(length: number): void {
    const text = this.#text.slice(this.#at, this.#at + length);
    const isString = /^["'`]/u.test(text);
    this.#out += isString ? this.#withHoles(text) : text;
    this.#at += length;
  }

  /** What stands in the holes of a template is a pattern again. */
  #withHoles(text: string): string {
    const [quote = ''] = text;
    const hole = this.#holeOf(quote);
    if (hole === undefined) return text;
    // A template that says nothing is one with values in it, and no plain string.
    if (this.#language === 'python' && /^(['"])\.\.\.\1$/u.test(text)) {
      return `${quote}...{${dotsName}}...${quote}`;
    }
    let out = '';
    let at = 0;
    for (;;) {
      const start = text.indexOf(hole, at);
      if (start === -1) return out + text.slice(at);
      const from = start + hole.length;
      const end = this.#hole(text, { from, end: '}' });
      out += text.slice(at, from) + rewritePattern(text.slice(from, end), this.#language);
      at = end;
    }
  }

  #replace(length: number, text: string): void {
    this.#out += text;
    this.#at += length;
  }
}

const typedDots: Readonly<Record<string, string>> = {
  java: `Object ${dotsName}`,
  go: `${dotsName} any`,
};
