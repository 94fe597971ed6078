/** An IP address as its 4 or 16 bytes. */
export type AddressBytes = readonly number[];

const MAX_ADDRESS_CHARACTERS = 45;

/** The bytes of an address in text: IPv4 in four decimal parts, IPv6 as RFC 4291 §2.2 without a zone; else undefined. */
export function parseAddress(text: string): AddressBytes | undefined {
  if (text.length > MAX_ADDRESS_CHARACTERS) return undefined;
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): AddressBytes | undefined {
  const parts = text.split('.');
  // `010` is 8 to some programs and 10 to others: nobody gets to choose.
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/u.test(part))) {
    return undefined;
  }
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseIpv6(text: string): AddressBytes | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const first = wordsOf(head, tail === undefined);
  const last = tail === undefined ? [] : wordsOf(tail, true);
  if (first === undefined || last === undefined) return undefined;
  const missing = 8 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const words = [...first, ...Array.from({ length: Math.max(0, missing) }, () => 0), ...last];
  return words.flatMap((word) => [Math.floor(word / 256), word % 256]);
}

/** Groups of 16 bits; only at the very end may an IPv4 address stand for two of them. */
function wordsOf(text: string, isEnd: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const words: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/iu.test(part)) words.push(Number.parseInt(part, 16));
    else {
      const ipv4 = isEnd && index === parts.length - 1 ? parseIpv4(part) : undefined;
      if (ipv4 === undefined) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = ipv4;
      words.push(a * 256 + b, c * 256 + d);
    }
  }
  return words;
}

/** The one way to write an address: RFC 5952 for IPv6. */
export function formatAddress(bytes: AddressBytes): string {
  if (bytes.length === 4) return bytes.join('.');
  const words = Array.from(
    { length: 8 },
    (_, index) => (bytes[index * 2] ?? 0) * 256 + (bytes[index * 2 + 1] ?? 0),
  );
  const gap = longestGap(words);
  if (gap.length < 2) return hex(words);
  return `${hex(words.slice(0, gap.start))}::${hex(words.slice(gap.start + gap.length))}`;
}

function hex(words: readonly number[]): string {
  return words.map((word) => word.toString(16)).join(':');
}

/** The first of the longest runs of zeros (RFC 5952 §4.2.3). */
function longestGap(words: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [index, word] of words.entries()) {
    if (word !== 0) start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  }
  return best;
}

interface Block {
  readonly prefix: AddressBytes;
  readonly bits: number;
  readonly what: string;
}

function block(text: string, bits: number, what: string): Block {
  return { prefix: parseAddress(text) ?? [], bits, what };
}

/**
 * What no run ever connects to: addresses by which a machine asks its own cloud for its credentials, and those that are
 * no single machine. Link-local of RFC 3927 and RFC 4291; the rest from the IANA special-purpose registries (RFC 6890)
 * and from the documentation of AWS, Google, Azure, Alibaba and Oracle about their metadata services, as of 2026-11.
 */
const neverTargets: readonly Block[] = [
  block('169.254.0.0', 16, 'link-local'),
  block('fe80::', 10, 'link-local'),
  block('100.100.100.200', 32, 'a metadata service'),
  block('168.63.129.16', 32, 'a metadata service'),
  block('192.0.0.192', 32, 'a metadata service'),
  block('fd00:ec2::254', 128, 'a metadata service'),
  block('fd20:ce::254', 128, 'a metadata service'),
  block('0.0.0.0', 8, 'unspecified'),
  block('::', 128, 'unspecified'),
  block('224.0.0.0', 4, 'multicast'),
  block('ff00::', 8, 'multicast'),
  block('240.0.0.0', 4, 'reserved or broadcast'),
];

/** Why an address is never connected to, in one or two words; undefined where it may be. */
export function refusalOf(address: string): string | undefined {
  const bytes = parseAddress(address);
  if (bytes === undefined) return 'not an address';
  const inner = embeddedIpv4(bytes);
  return [bytes, ...(inner === undefined ? [] : [inner])]
    .flatMap((each) => neverTargets.find((candidate) => isIn(each, candidate))?.what ?? [])
    .at(0);
}

/** The IPv4 address that a packet to this IPv6 address may end at: mapped, compatible, NAT64 (RFC 6052), 6to4 (RFC 3056). */
function embeddedIpv4(bytes: AddressBytes): AddressBytes | undefined {
  if (bytes.length !== 16) return undefined;
  // `::1` and `::` are IPv6 addresses of their own, not compatible ones.
  if (bytes.slice(0, 13).every((byte) => byte === 0)) return undefined;
  if (carriers.some((carrier) => isIn(bytes, carrier))) return bytes.slice(12);
  return isIn(bytes, sixToFour) ? bytes.slice(2, 6) : undefined;
}

const carriers = ['::ffff:0:0', '::', '64:ff9b::', '::ffff:0:0:0'].map((prefix) =>
  block(prefix, 96, ''),
);
const sixToFour = block('2002::', 16, '');

const loopbackBlocks = [block('127.0.0.0', 8, 'loopback'), block('::1', 128, 'loopback')];
const privateBlocks = [
  ...loopbackBlocks,
  block('10.0.0.0', 8, 'private'),
  block('172.16.0.0', 12, 'private'),
  block('192.168.0.0', 16, 'private'),
  block('100.64.0.0', 10, 'shared'),
  block('192.0.0.0', 24, 'for protocols'),
  block('198.18.0.0', 15, 'for benchmarks'),
  block('fc00::', 7, 'unique local'),
  block('fec0::', 10, 'site-local'),
  block('64:ff9b:1::', 48, 'translated locally'),
];

/** An address of the machine itself. */
export function isLoopback(address: string): boolean {
  return isInAny(address, loopbackBlocks);
}

/** An address that the internet does not route: RFC 1918, 2544, 3879, 4193, 6598, 6890 and 8215, loopback. */
export function isPrivate(address: string): boolean {
  return isInAny(address, privateBlocks);
}

function isInAny(address: string, blocks: readonly Block[]): boolean {
  const bytes = parseAddress(address);
  if (bytes === undefined) return false;
  const inner = embeddedIpv4(bytes);
  return blocks.some((each) => isIn(bytes, each) || (inner !== undefined && isIn(inner, each)));
}

function isIn(bytes: AddressBytes, { prefix, bits }: Block): boolean {
  if (bytes.length !== prefix.length) return false;
  return bytes.every((byte, index) => {
    const left = Math.min(8, Math.max(0, bits - index * 8));
    const mask = (0xff << (8 - left)) & 0xff;
    return (byte & mask) === ((prefix[index] ?? 0) & mask);
  });
}
