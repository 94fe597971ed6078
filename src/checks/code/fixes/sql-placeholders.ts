/** Of a statement: constant text, or something else. */
export type SqlPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'value' };

/** A statement in which values have placeholders, and what each of them stands for. */
export interface Parameterised<Value> {
  readonly text: string;
  /** A value, or the parts of the text that stood in quotes. */
  readonly values: readonly (readonly (Value | TextOf)[])[];
}

interface TextOf {
  readonly kind: 'text';
  readonly text: string;
}

/** How a driver writes the placeholder of a value: `?`, `$1`. */
export type Placeholder = (index: number) => string;

/** What may stand before a value without quotes: a comparison. Elsewhere a placeholder is another type, or none is allowed. */
const comparesBefore = /(?:=|<|>|!=)\s*$/u;
const endsAfter = /^\s*(?:$|[;),]|(?:and|or|order|group|limit|having|where|returning|for)\b)/iu;
/** Quotes of other kinds, comments, escapes and what is a placeholder already. */
const unclear = /["`\\?#%]|--|\/\*|\$\d|:\w|@\w/u;

/**
 * Puts placeholders where values stand, in quotes or behind a comparison; undefined where one stands for a name, a number
 * of rows or a piece of syntax, or where it is not sure how the text is read.
 */
export function parameterised<Value extends { readonly kind: 'value' }>(
  parts: readonly (Value | TextOf)[],
  placeholder: Placeholder,
): Parameterised<Value> | undefined {
  const reader = new Reader<Value>(placeholder);
  for (const [index, part] of parts.entries()) {
    const isRead =
      part.kind === 'text' ? reader.text(part.text) : reader.value(part, parts[index + 1]);
    if (!isRead) return undefined;
  }
  return reader.finish();
}

class Reader<Value extends { readonly kind: 'value' }> {
  readonly #placeholder: Placeholder;
  readonly #values: (readonly (Value | TextOf)[])[] = [];
  #text = '';
  /** What stands in the quotes that are open. */
  #quoted: (Value | TextOf)[] | undefined;

  constructor(placeholder: Placeholder) {
    this.#placeholder = placeholder;
  }

  text(text: string): boolean {
    for (const [index, piece] of text.split("'").entries()) {
      if (index > 0 && !this.#turn()) return false;
      if (this.#quoted === undefined) {
        if (unclear.test(piece)) return false;
        this.#text += piece;
      } else {
        this.#quoted.push({ kind: 'text', text: piece });
      }
    }
    return true;
  }

  value(value: Value, next: SqlPart | undefined): boolean {
    if (this.#quoted !== undefined) {
      this.#quoted.push(value);
      return true;
    }
    const after = next === undefined ? '' : next.kind === 'text' ? next.text : '?';
    if (!comparesBefore.test(this.#text) || !endsAfter.test(after)) return false;
    this.#put([value]);
    return true;
  }

  /** A quote opens or closes. Two of them are one quote within the text, which nobody reads here. */
  #turn(): boolean {
    const quoted = this.#quoted;
    if (quoted === undefined) {
      this.#quoted = [];
      return /(?:^|[\s(,=<>])$/u.test(this.#text);
    }
    this.#quoted = undefined;
    const texts = quoted.flatMap((each) => (each.kind === 'text' ? [each.text] : []));
    if (quoted.some(({ kind }) => kind === 'value')) {
      this.#put(quoted);
      return !texts.some((each) => each.includes('\\'));
    }
    this.#text += `'${texts.join('')}'`;
    return !texts.some((each) => /[?\\%]|\$\d/u.test(each));
  }

  #put(value: readonly (Value | TextOf)[]): void {
    this.#values.push(value);
    this.#text += this.#placeholder(this.#values.length);
  }

  finish(): Parameterised<Value> | undefined {
    if (this.#quoted !== undefined || this.#values.length === 0) return undefined;
    return { text: this.#text, values: this.#values };
  }
}
