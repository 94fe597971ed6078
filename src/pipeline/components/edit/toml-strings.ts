/** A text in a TOML file, and under which keys it stands. */
export interface TomlString {
  /** Keys from the top, tables and inline tables alike; `[]` for a place in an array. */
  readonly path: readonly string[];
  /** Without quotes. */
  readonly start: number;
  readonly end: number;
  /** Whether what stands there is not the value itself: it has escapes, or more than one line. */
  readonly escaped: boolean;
}

/**
 * Where the texts of a TOML file stand (toml.io/en/v1.0.0). For files that a parser took: others give anything. Linear, no
 * recursion.
 */
export function tomlStrings(text: string): readonly TomlString[] {
  return new Scanner(text).all();
}

interface Container {
  readonly isTable: boolean;
  readonly path: readonly string[];
}

class Scanner {
  readonly #text: string;
  readonly #found: TomlString[] = [];
  #at = 0;
  #table: readonly string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  all(): readonly TomlString[] {
    for (;;) {
      this.#skip();
      if (this.#at >= this.#text.length) return this.#found;
      if (this.#text[this.#at] === '[') this.#header();
      else this.#statement();
    }
  }

  /** White space, line ends and comments. */
  #skip(): void {
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text.charAt(this.#at);
      if (character === '#') this.#at = this.#lineEnd();
      else if (!/[\s\ufeff]/.test(character)) return;
    }
  }

  #lineEnd(): number {
    const end = this.#text.indexOf('\n', this.#at);
    return end === -1 ? this.#text.length : end;
  }

  #header(): void {
    while (this.#text[this.#at] === '[') this.#at += 1;
    this.#table = this.#keys(']');
    while (this.#text[this.#at] === ']') this.#at += 1;
  }

  /** Keys with dots between them, up to one of these characters. */
  #keys(until: string): readonly string[] {
    const keys: string[] = [];
    let bare = '';
    const close = (): void => {
      if (bare.trim() !== '') keys.push(bare.trim());
      bare = '';
    };
    while (this.#at < this.#text.length && !until.includes(this.#text.charAt(this.#at))) {
      const character = this.#text.charAt(this.#at);
      if (character === '"' || character === "'") {
        const { start, end } = this.#string();
        keys.push(this.#text.slice(start, end));
        continue;
      }
      if (character === '.') close();
      else bare += character;
      this.#at += 1;
    }
    close();
    return keys;
  }

  #statement(): void {
    const keys = this.#keys('=\n');
    if (this.#text[this.#at] !== '=') return;
    this.#at += 1;
    this.#value([...this.#table, ...keys]);
  }

  /** A value with all that is in it; of containers the open ones stand on a stack with their paths. */
  #value(path: readonly string[]): void {
    const open: Container[] = [];
    let here = path;
    do {
      if (open.length > 0) this.#skip();
      else this.#blanks();
      if (this.#at >= this.#text.length) return;
      here = this.#step(open, here);
    } while (open.length > 0);
    // Behind it only a comment may stand.
    this.#at = this.#lineEnd();
  }

  /** Reads one part of a value; returns the path of what comes next. */
  #step(open: Container[], here: readonly string[]): readonly string[] {
    const character = this.#text.charAt(this.#at);
    switch (character) {
      case '"':
      case "'":
        this.#found.push({ path: here, ...this.#string() });
        return here;
      case '[':
      case '{':
        return this.#open(open, here, character === '{');
      case ']':
      case '}':
        open.pop();
        break;
      case ',': {
        const top = open.at(-1);
        this.#at += 1;
        if (top === undefined) return here;
        return top.isTable ? this.#inlineKey(top.path) : top.path;
      }
      default:
    }
    this.#at += 1;
    return here;
  }

  #open(open: Container[], here: readonly string[], isTable: boolean): readonly string[] {
    const path = isTable ? here : [...here, '[]'];
    open.push({ isTable, path });
    this.#at += 1;
    return isTable ? this.#inlineKey(path) : path;
  }

  #blanks(): void {
    while (/[ \t\r]/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  #inlineKey(path: readonly string[]): readonly string[] {
    this.#skip();
    const keys = this.#keys('=}\n');
    if (this.#text[this.#at] === '=') this.#at += 1;
    return [...path, ...keys];
  }

  /** Reads a text of any kind and leaves it behind. */
  #string(): { readonly start: number; readonly end: number; readonly escaped: boolean } {
    const quote = this.#text.charAt(this.#at);
    const isLong = this.#text.startsWith(quote.repeat(3), this.#at);
    const closing = isLong ? quote.repeat(3) : quote;
    const start = this.#at + closing.length;
    let end = start;
    while (end < this.#text.length && !this.#text.startsWith(closing, end)) {
      end += quote === '"' && this.#text[end] === '\\' ? 2 : 1;
    }
    end = Math.min(end, this.#text.length);
    this.#at = end + closing.length;
    const escaped = isLong || (quote === '"' && this.#text.slice(start, end).includes('\\'));
    return { start, end, escaped };
  }
}
