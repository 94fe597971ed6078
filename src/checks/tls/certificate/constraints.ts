import type { Certificate } from './certificate.ts';
import { childrenOf, type Der } from './der.ts';
import { stringOf } from './names.ts';

/** What an authority may vouch for (RFC 5280 §4.2.1.10). Names of hosts and addresses only: clients ask for those. */
export interface NameConstraints {
  readonly permitted: Subtrees;
  readonly excluded: Subtrees;
  /** There are more than are read: what such an authority may do cannot be told. */
  readonly isCut: boolean;
}

interface Subtrees {
  readonly dns: readonly string[];
  /** Address and mask behind each other, 8 or 32 octets. */
  readonly ip: readonly Uint8Array[];
}

/** Authorities of real life have a few dozen. */
const maxSubtrees = 500;
/** Names times subtrees of one authority: a hostile chain has a hundred of them. Real ones need some thousand. */
const maxComparisons = 100_000;

export function readNameConstraints(value: Der | undefined): NameConstraints | undefined {
  if (value === undefined) return undefined;
  const lists = childrenOf(value);
  const basesOf = (tag: number): readonly Der[] =>
    childrenOf(lists.find((list) => list.tag === tag)).flatMap(
      (subtree) => childrenOf(subtree)[0] ?? [],
    );
  const [permitted, excluded] = [basesOf(0xa0), basesOf(0xa1)];
  return {
    permitted: subtreesOf(permitted),
    excluded: subtreesOf(excluded),
    isCut: permitted.length > maxSubtrees || excluded.length > maxSubtrees,
  };
}

function subtreesOf(bases: readonly Der[]): Subtrees {
  const read = bases.slice(0, maxSubtrees);
  return {
    dns: read.filter(({ tag }) => tag === 0x82).map((base) => stringOf(base).toLowerCase()),
    ip: read.filter(({ tag }) => tag === 0x87).map(({ content }) => content),
  };
}

/**
 * Why this issuer may not stand above a path, although its key made the signature; undefined where it may. Checked are
 * extended key usage (as CA/Browser Forum and OpenSSL read it: it restricts what is below), the length of the path and
 * name constraints (RFC 5280 §6.1.4).
 */
export function refusalOfIssuer(
  issuer: Certificate,
  below: readonly Certificate[],
): string | undefined {
  const { subject, pathLength, nameConstraints } = issuer;
  const authorities = below.slice(1).filter(({ isSelfIssued }) => !isSelfIssued).length;
  if (!servesTls(issuer)) return `${subject} may not certify TLS servers`;
  if (pathLength !== undefined && authorities > pathLength) {
    return `${subject} allows no more than ${pathLength} authorities below it`;
  }
  const [leaf] = below;
  return nameConstraints !== undefined && leaf !== undefined && !isWithin(leaf, nameConstraints)
    ? `${subject} may not certify these names`
    : undefined;
}

/** No extended key usage is every usage. */
function servesTls({ extendedKeyUsage }: Certificate): boolean {
  return (
    extendedKeyUsage.length === 0 ||
    extendedKeyUsage.some((usage) => usage === 'serverAuth' || usage === 'anyExtendedKeyUsage')
  );
}

function isWithin(
  { dnsNames, ipAddresses }: Certificate,
  { permitted, excluded, isCut }: NameConstraints,
): boolean {
  const count =
    dnsNames.length * (permitted.dns.length + excluded.dns.length) +
    ipAddresses.length * (permitted.ip.length + excluded.ip.length);
  // What is too much to look at is not permitted: it must not pass for want of a look.
  if (isCut || count > maxComparisons) return false;
  const names = dnsNames.map((name) => name.toLowerCase());
  const addresses = ipAddresses.map(octetsOf);
  return (
    names.every((name) => isAllowed(name, permitted.dns, excluded.dns, isBelow)) &&
    addresses.every((address) => isAllowed(address, permitted.ip, excluded.ip, isInNet))
  );
}

/** A kind of name that no permitted subtree is about is not restricted by them. */
function isAllowed<Name, Base>(
  name: Name,
  permitted: readonly Base[],
  excluded: readonly Base[],
  matches: (name: Name, base: Base) => boolean,
): boolean {
  const isPermitted = permitted.length === 0 || permitted.some((base) => matches(name, base));
  return isPermitted && !excluded.some((base) => matches(name, base));
}

/** `example.com` is for itself and what is below it, `.example.com` for what is below it, nothing for all. */
function isBelow(name: string, base: string): boolean {
  if (base === '' || name === base) return true;
  return name.endsWith(base.startsWith('.') ? base : `.${base}`);
}

function isInNet(address: Uint8Array, base: Uint8Array): boolean {
  if (address.length === 0 || base.length !== address.length * 2) return false;
  return address.every((octet, index) => {
    const mask = base[address.length + index] ?? 0;
    return (octet & mask) === ((base[index] ?? 0) & mask);
  });
}

/** Back from the text that a certificate's addresses are kept in; empty where it was unreadable. */
function octetsOf(address: string): Uint8Array {
  if (address === '') return new Uint8Array();
  if (!address.includes(':')) return Uint8Array.from(address.split('.').map(Number));
  const groups = address.split(':').map((group) => Number.parseInt(group, 16));
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}
