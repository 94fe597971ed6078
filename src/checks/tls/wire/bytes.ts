import { Buffer } from 'node:buffer';

/** Big-endian integers and length-prefixed vectors as TLS writes them (RFC 8446 §3). */
export function u8(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff);
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of((value >>> 8) & 0xff, value & 0xff);
}

export function u24(value: number): Uint8Array {
  return Uint8Array.of((value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

export function u32(value: number): Uint8Array {
  return Uint8Array.of(
    (value >>> 24) & 0xff,
    (value >>> 16) & 0xff,
    (value >>> 8) & 0xff,
    value & 0xff,
  );
}

/** Of a record's sequence number: fewer than 2^32 records are ever sent here. */
export function u64(value: number): Uint8Array {
  return concat(u32(0), u32(value));
}

/** A list of 16-bit numbers in one piece: an array for each suite of each hello was a quarter of the time of a scan. */
export function u16List(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  for (const [index, value] of values.entries()) {
    bytes[index * 2] = value >>> 8;
    bytes[index * 2 + 1] = value;
  }
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A vector with a length of one, two or three bytes before it. */
export function vector8(...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(...parts);
  return concat(u8(body.length), body);
}

export function vector16(...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(...parts);
  return concat(u16(body.length), body);
}

export function vector24(...parts: readonly Uint8Array[]): Uint8Array {
  const body = concat(...parts);
  return concat(u24(body.length), body);
}

export function ascii(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/**
 * Reads foreign bytes without ever throwing: what is asked for beyond the end is zero or empty, and `isGood` turns
 * false and stays so. Whoever reads looks at `isGood` once, at the end.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #isGood = true;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isGood(): boolean {
    return this.#isGood;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** All was well, and all was read. */
  get isDone(): boolean {
    return this.#isGood && this.left === 0;
  }

  u8(): number {
    return this.#number(1);
  }

  u16(): number {
    return this.#number(2);
  }

  u24(): number {
    return this.#number(3);
  }

  u32(): number {
    return this.#number(4);
  }

  take(length: number): Uint8Array {
    if (length > this.left) {
      this.#isGood = false;
      this.#at = this.#bytes.length;
      return new Uint8Array();
    }
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }

  rest(): Uint8Array {
    return this.take(this.left);
  }

  vector8(): Uint8Array {
    return this.take(this.u8());
  }

  vector16(): Uint8Array {
    return this.take(this.u16());
  }

  vector24(): Uint8Array {
    return this.take(this.u24());
  }

  #number(length: number): number {
    let value = 0;
    for (const byte of this.take(length)) value = value * 256 + byte;
    return value;
  }
}

/** The two-byte numbers of a vector; what is left of an odd one is not read. */
export function readCodes(bytes: Uint8Array): number[] {
  const codes: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    codes.push(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  }
  return codes;
}
