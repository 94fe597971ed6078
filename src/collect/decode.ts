import { Buffer, isUtf8 } from 'node:buffer';

/** `ascii-superset`: neither UTF-8 nor recognised, for example ISO 8859-1; passed on as it is. */
export type Encoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'utf-32le'
  | 'utf-32be'
  | 'ascii-superset';

export interface Decoded {
  /** UTF-8 (or an ASCII superset) without a byte order mark; may share memory with the input. */
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
}

/** Turns UTF-16 and UTF-32 into UTF-8, told by their mark or, without one, by where their zero bytes stand. */
export function decode(bytes: Uint8Array): Decoded {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = marks.find(({ signature }) => signature.every((byte, at) => input[at] === byte));
  if (mark !== undefined) {
    return converted(input.subarray(mark.signature.length), mark.encoding);
  }
  return converted(input, unmarked(input));
}

/** The Unicode Standard, 23.8 "Byte Order Mark". UTF-32 first: its little-endian mark begins like that of UTF-16. */
const marks: readonly { readonly encoding: Encoding; readonly signature: readonly number[] }[] = [
  { encoding: 'utf-32le', signature: [0xff, 0xfe, 0, 0] },
  { encoding: 'utf-32be', signature: [0, 0, 0xfe, 0xff] },
  { encoding: 'utf-16le', signature: [0xff, 0xfe] },
  { encoding: 'utf-16be', signature: [0xfe, 0xff] },
  { encoding: 'utf-8', signature: [0xef, 0xbb, 0xbf] },
];

const sampleBytes = 4096;
/** Chosen: source in a wide encoding is mostly ASCII, so nearly every upper byte is zero; a lower byte is so only in
 * few characters, such as 😀 (U+1F600). */
const minUpperZeros = 0.7;
const maxLowerZeros = 0.1;

function unmarked(input: Buffer): Encoding {
  const sample = input.subarray(0, sampleBytes);
  // Nearly all files end here: without a zero byte there is nothing to count.
  const wide = sample.includes(0) ? wideEncoding(zeroShares(sample)) : undefined;
  if (wide !== undefined) return wide;
  return isUtf8(input) ? 'utf-8' : 'ascii-superset';
}

/** Of the first, second, third and fourth bytes of each four, how many are zero: 0 to 1. */
function zeroShares(sample: Buffer): readonly number[] {
  const counts = [0, 0, 0, 0];
  const length = sample.length & ~3;
  for (let at = 0; at < length; at++) {
    if (sample[at] === 0) counts[at & 3] = (counts[at & 3] ?? 0) + 1;
  }
  return counts.map((count) => (length === 0 ? 0 : count / (length / 4)));
}

function wideEncoding([first = 0, second = 0, third = 0, fourth = 0]: readonly number[]):
  | Encoding
  | undefined {
  if (isWide([second, third, fourth], [first])) return 'utf-32le';
  if (isWide([first, second, third], [fourth])) return 'utf-32be';
  if (isWide([second, fourth], [first, third])) return 'utf-16le';
  if (isWide([first, third], [second, fourth])) return 'utf-16be';
  return undefined;
}

function isWide(upper: readonly number[], lower: readonly number[]): boolean {
  return (
    upper.every((share) => share >= minUpperZeros) && lower.every((share) => share <= maxLowerZeros)
  );
}

function converted(input: Buffer, encoding: Encoding): Decoded {
  if (encoding === 'utf-8' || encoding === 'ascii-superset') return { bytes: input, encoding };
  const text = encoding.startsWith('utf-16')
    ? fromUtf16(input, encoding === 'utf-16be')
    : fromUtf32(input, encoding === 'utf-32be');
  return { bytes: Buffer.from(text, 'utf8'), encoding };
}

function fromUtf16(input: Buffer, isBigEndian: boolean): string {
  const whole = input.subarray(0, input.length & ~1);
  return (isBigEndian ? Buffer.from(whole).swap16() : whole).toString('utf16le');
}

function fromUtf32(input: Buffer, isBigEndian: boolean): string {
  // Two units for each four bytes are always enough.
  const units = new Uint16Array((input.length >>> 2) * 2);
  let length = 0;
  for (let at = 0; at + 4 <= input.length; at += 4) {
    const read = isBigEndian ? input.readUInt32BE(at) : input.readUInt32LE(at);
    const point = read > 0x10ffff || (read >= 0xd800 && read < 0xe000) ? 0xfffd : read;
    if (point > 0xffff) {
      units[length++] = 0xd800 + ((point - 0x10000) >>> 10);
      units[length++] = 0xdc00 + ((point - 0x10000) & 0x3ff);
    } else {
      units[length++] = point;
    }
  }
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
}
