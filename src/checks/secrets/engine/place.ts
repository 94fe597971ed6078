import { isUtf8 } from 'node:buffer';

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Where a byte offset stands. */
export interface Place {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** Byte offsets of the line, without its line break. */
  readonly lineStart: number;
  readonly lineEnd: number;
}

/**
 * Lines and columns of byte offsets. Cheap when asked in ascending order: each byte is then looked at once, however long
 * the lines are.
 */
export class Places {
  readonly encoding: 'utf8' | 'latin1';
  readonly #bytes: Uint8Array;
  #line = 1;
  #lineStart = 0;
  #lineEnd: number;
  #offset = 0;
  #column = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    // Text of an unknown encoding is counted and shown byte by byte.
    this.encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
    this.#lineEnd = this.#endFrom(0);
  }

  at(offset: number): Place {
    if (offset < this.#offset) this.#moveTo(1, 0, this.#endFrom(0));
    while (this.#lineEnd < offset) {
      const next = this.#lineEnd + 1;
      this.#moveTo(this.#line + 1, next, this.#endFrom(next));
    }
    this.#column += this.#units(this.#offset, offset);
    this.#offset = offset;
    const cut = this.#lineEnd > offset && this.#bytes[this.#lineEnd - 1] === carriageReturn;
    return {
      line: this.#line,
      column: this.#column,
      lineStart: this.#lineStart,
      lineEnd: cut ? this.#lineEnd - 1 : this.#lineEnd,
    };
  }

  #endFrom(offset: number): number {
    const end = this.#bytes.indexOf(newline, offset);
    return end === -1 ? this.#bytes.length : end;
  }

  #moveTo(line: number, lineStart: number, lineEnd: number): void {
    this.#line = line;
    this.#lineStart = lineStart;
    this.#lineEnd = lineEnd;
    this.#offset = lineStart;
    this.#column = 1;
  }

  /** A character is one unit, and two from U+10000 on, which is where UTF-8 needs four bytes. */
  #units(start: number, end: number): number {
    if (this.encoding === 'latin1') return end - start;
    let units = 0;
    for (let index = start; index < end; index += 1) {
      const byte = this.#bytes[index] ?? 0;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
  }
}
