/** Whether a code unit is an ASCII digit; NaN, which `charCodeAt` gives beyond the end, is none. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether a code unit is an ASCII letter. */
export function isLetter(code: number): boolean {
  return isLower(code) || (code >= 0x41 && code <= 0x5a);
}

/** Whether a code unit is a small ASCII letter. */
export function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

/** Whether a text is one or more ASCII digits. */
export function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text.charCodeAt(at))) return false;
  }
  return text !== '';
}

/** A place in a text, for scanners that only go forward and are therefore linear. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.at);
  }

  /** Passes a text if it is next. */
  eat(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Passes one character if it is one of these. */
  eatOneOf(characters: string): boolean {
    if (this.done || !characters.includes(this.text.charAt(this.at))) return false;
    this.at += 1;
    return true;
  }

  /** Passes what is next as long as the code units are such; empty if none is. */
  while(such: (code: number) => boolean): string {
    const start = this.at;
    while (such(this.code)) this.at += 1;
    return this.text.slice(start, this.at);
  }

  digits(): string {
    return this.while(isDigit);
  }

  /** All that is left. */
  rest(): string {
    const left = this.text.slice(this.at);
    this.at = this.text.length;
    return left;
  }
}
