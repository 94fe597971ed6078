import { Buffer } from 'node:buffer';
import { packNumbers, unpackNumbers } from '../../ir/packing.ts';
import type { Remembered } from './old-run.ts';

/** Chosen: ten times what a thousand files of TypeScript leave. Beyond it every run follows the whole program. */
const MAX_BYTES = 64 * 2 ** 20;
const FORMAT = 1;
const LENGTH_BYTES = 4;

type Numbers = 'heap' | 'fns' | 'watched' | 'log' | 'runs';
const NUMBERS: readonly Numbers[] = ['heap', 'fns', 'watched', 'log', 'runs'];

/** What is written as JSON, with the counts of numbers that follow, and the bytes that they take. */
type Header = Omit<Remembered, Numbers> & {
  readonly format: number;
  readonly sizes: readonly (readonly [number, number])[];
};

/** What a run remembers, as bytes; undefined: it is too much. */
export function packMemory(remembered: Remembered): Uint8Array | undefined {
  const { heap, fns, watched, log, runs, ...rest } = remembered;
  const all = [heap, fns, watched, log, runs];
  const packed = all.map((numbers) => packNumbers(numbers));
  const sizes = all.map(({ length }, at) => [length, packed[at]?.byteLength ?? 0] as const);
  const header: Header = { ...rest, format: FORMAT, sizes };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.byteLength);
  const bytes = Buffer.concat([length, text, ...packed]);
  return bytes.byteLength > MAX_BYTES ? undefined : bytes;
}

/** What `packMemory` wrote; undefined: another version did. */
export function unpackMemory(packed: Uint8Array): Remembered | undefined {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  let at = LENGTH_BYTES + bytes.readUInt32BE(0);
  // oxlint-disable-next-line no-unsafe-type-assertion -- written above, by this version
  const header = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, at)) as Header;
  if (header.format !== FORMAT) return undefined;
  const [heap, fns, watched, log, runs] = NUMBERS.map((_, index) => {
    const [count = 0, length = 0] = header.sizes[index] ?? [];
    const numbers = unpackNumbers(bytes.subarray(at, at + length), count);
    at += length;
    return numbers;
  });
  const none = new Int32Array();
  return {
    ...header,
    heap: heap ?? none,
    fns: fns ?? none,
    watched: watched ?? none,
    log: log ?? none,
    runs: runs ?? none,
  };
}
