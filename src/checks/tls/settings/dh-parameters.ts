import type { Reading, TlsBlock } from './block.ts';

const begin = '-----BEGIN DH PARAMETERS-----';
const end = '-----END DH PARAMETERS-----';
/** Characters of one; 8192 bits need 1,500. */
const maxPemChars = 8_192;
/** In one file. */
const maxParameters = 20;

/** Diffie-Hellman parameters in PEM (`ssl_dhparam`, PKCS #3 DHParameter: SEQUENCE of prime and generator). */
export function readDhParameters(text: string): Reading {
  const blocks: TlsBlock[] = [];
  let at = text.indexOf(begin);
  while (at >= 0 && blocks.length < maxParameters) {
    const body = text.slice(at + begin.length, at + maxPemChars);
    const close = body.indexOf(end);
    const bits = close < 0 ? undefined : primeBits(Buffer.from(body.slice(0, close), 'base64'));
    const span = { start: at, end: at + begin.length };
    if (bits !== undefined) {
      blocks.push({
        software: 'nginx',
        role: 'server',
        scope: [],
        span,
        dhBits: { value: bits, span, scope: [] },
      });
    }
    at = text.indexOf(begin, at + begin.length);
  }
  return { blocks, remarks: [], isCut: at >= 0 };
}

/** Bits of the first INTEGER in the SEQUENCE; undefined for anything else. */
function primeBits(der: Uint8Array): number | undefined {
  const sequence = contentAt(der, 0, 0x30);
  const prime = sequence && contentAt(der, sequence.start, 0x02);
  if (prime === undefined || prime.end > der.length) return undefined;
  let { start } = prime;
  while (start < prime.end && der[start] === 0) start += 1;
  return start === prime.end
    ? undefined
    : (prime.end - start - 1) * 8 + (32 - Math.clz32(der[start] ?? 0));
}

function contentAt(
  der: Uint8Array,
  at: number,
  tag: number,
): { readonly start: number; readonly end: number } | undefined {
  const first = der[at + 1];
  if (der[at] !== tag || first === undefined) return undefined;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count > 3) return undefined;
  let length = 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + (der[at + 2 + index] ?? 0);
  return { start: at + 2 + count, end: at + 2 + count + length };
}
