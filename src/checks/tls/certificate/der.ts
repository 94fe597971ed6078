/** One value of DER (ITU-T X.690): what it is, its content, and all of it with its head. */
export interface Der {
  /** First octet: class, constructed bit and number. Tags of several octets are refused: certificates have none. */
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** A certificate has some dozen values in one level; a revocation list has more, but is not read here. */
const maxChildren = 4096;

/** The value at the beginning of the bytes; undefined when they hold no whole one. Never throws. */
export function readDer(bytes: Uint8Array): Der | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  let length = first;
  let head = 2;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    // Indefinite lengths are BER; lengths of more than four octets are longer than anything that is read.
    if (octets === 0 || octets > 4 || bytes.length < 2 + octets) return undefined;
    length = 0;
    for (const octet of bytes.subarray(2, 2 + octets)) length = length * 256 + octet;
    head += octets;
  }
  if (head + length > bytes.length) return undefined;
  return {
    tag,
    content: bytes.subarray(head, head + length),
    whole: bytes.subarray(0, head + length),
  };
}

/** The values inside; empty where the content is not a row of whole values. */
export function childrenOf(der: Der | undefined): readonly Der[] {
  return der === undefined ? [] : valuesIn(der.content);
}

function valuesIn(content: Uint8Array): readonly Der[] {
  const children: Der[] = [];
  let rest = content;
  while (rest.length > 0) {
    const child = readDer(rest);
    if (child === undefined || children.length >= maxChildren) return [];
    children.push(child);
    rest = rest.subarray(child.whole.length);
  }
  return children;
}

/** The octets of a bit string without unused bits; undefined for others. */
export function bitsOf(der: Der | undefined): Uint8Array | undefined {
  if (der?.tag !== tags.bitString || der.content.length === 0) return undefined;
  return der.content.subarray(1);
}

/** An object identifier holds at most so many octets here; real ones have ten. */
const maxOidOctets = 64;

/** `1.2.840.113549.1.1.11`; empty for anything else. */
export function oidOf(der: Der | undefined): string {
  if (der?.tag !== tags.oid || der.content.length === 0 || der.content.length > maxOidOctets) {
    return '';
  }
  const parts: number[] = [];
  let value = 0;
  for (const octet of der.content) {
    value = value * 128 + (octet & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER / 128) return '';
    if (octet >= 0x80) continue;
    parts.push(value);
    value = 0;
  }
  const [first = 0, ...others] = parts;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...others].join('.');
}

/** Bits of a whole number that is not negative; 0 for anything else. */
export function bitLengthOf(der: Der | undefined): number {
  if (der?.tag !== tags.integer) return 0;
  const start = der.content.findIndex((octet) => octet !== 0);
  const top = der.content[start];
  if (top === undefined) return 0;
  return (der.content.length - start - 1) * 8 + (32 - Math.clz32(top));
}

/** ISO 8601 of UTCTime and GeneralizedTime as RFC 5280 §4.1.2.5 wants them; empty for anything else. */
export function timeOf(der: Der | undefined): string {
  if (der === undefined || der.content.length > 20) return '';
  const text = String.fromCharCode(...der.content);
  const digits = der.tag === tags.utcTime ? withCentury(text) : text;
  if (der.tag !== tags.utcTime && der.tag !== tags.generalizedTime) return '';
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/u.exec(digits);
  if (match === null) return '';
  const [, year, month, day, hour, minute, second] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return Number.isNaN(Date.parse(iso)) ? '' : iso;
}

/** Two digits from 50 on are of the twentieth century (RFC 5280 §4.1.2.5.1). */
function withCentury(text: string): string {
  return `${text < '50' ? '20' : '19'}${text}`;
}
