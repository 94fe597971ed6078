import { Buffer } from 'node:buffer';
import type { Budget, Piece } from './decoding.ts';
import { latin1 } from './match.ts';

/** Chosen: 30 bytes, below the length of any private key and of most tokens. */
const minRun = 40;
/** Lines of wrapped base64: 64 (PEM) and 76 (MIME) characters are usual. */
const minWrappedLine = 60;
/** Characters decoded to see whether text comes out: 24 bytes of base64, 16 of hexadecimal digits. */
const probe = 32;

/** Letters, digits, `+`, `/`, `-`, `_`: base64 (RFC 4648 §4 and §5) and, among them, hexadecimal digits. */
const inRun = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') {
  inRun[character.charCodeAt(0)] = 1;
}

type Encoding = 'base64' | 'hex';

/** @yields The text in runs of base64 or hexadecimal digits; one level deep. */
export function* encodedPieces(bytes: Uint8Array, budget: Budget): Generator<Piece> {
  let next = 0;
  for (const run of runsIn(bytes)) {
    if (run.start < next) continue;
    const encoding = encodingOf(bytes, run);
    if (encoding === undefined) continue;
    const end = encoding === 'hex' ? run.end : wrappedEnd(bytes, run);
    next = end;
    const decodedEnd = run.start + budget.take(end - run.start);
    const letters = latin1(bytes.subarray(run.start, decodedEnd)).replace(/\s/g, '');
    yield {
      bytes: Buffer.from(letters, encoding),
      encoding,
      place: () => ({ start: run.start, end }),
    };
  }
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/**
 * @yields Runs of at least `minRun` bytes. Looks from the end of a possible run backwards, as Boyer and Moore do: in ordinary
 * text one byte in about thirty is looked at.
 */
function* runsIn(bytes: Uint8Array): Generator<Run> {
  let start = 0;
  while (start + minRun <= bytes.length) {
    let back = start + minRun - 1;
    while (back >= start && inRun[bytes[back] ?? 0] === 1) back -= 1;
    if (back >= start) {
      start = back + 1;
      continue;
    }
    const end = runEnd(bytes, start + minRun);
    yield { start, end };
    start = end + 1;
  }
}

function runEnd(bytes: Uint8Array, from: number): number {
  let end = from;
  while (end < bytes.length && inRun[bytes[end] ?? 0] === 1) end += 1;
  return end;
}

/** How the run is encoded, when text comes out. */
function encodingOf(bytes: Uint8Array, run: Run): Encoding | undefined {
  const head = latin1(bytes.subarray(run.start, run.start + probe));
  if (/^[0-9a-f]{32}$/i.test(head) && isText(Buffer.from(head, 'hex'))) return 'hex';
  return isText(Buffer.from(head, 'base64')) ? 'base64' : undefined;
}

/** The end of base64 that goes on over several lines, and of its padding. */
function wrappedEnd(bytes: Uint8Array, run: Run): number {
  let { start, end } = run;
  while (end - start >= minWrappedLine) {
    const nextStart = nextLineStart(bytes, end);
    const nextEnd = runEnd(bytes, nextStart);
    if (nextStart === end || nextEnd === nextStart || nextEnd - nextStart > end - start) break;
    [start, end] = [nextStart, nextEnd];
  }
  while (bytes[end] === 0x3d) end += 1;
  return end;
}

/** Behind one line break and the indentation that follows; `offset` itself when there is none. */
function nextLineStart(bytes: Uint8Array, offset: number): number {
  let at = offset;
  if (bytes[at] === 0x0d) at += 1;
  if (bytes[at] !== 0x0a) return offset;
  at += 1;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  return at;
}

function isText(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    const isPrintable =
      (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
    if (!isPrintable) return false;
  }
  return true;
}
