import { formatAddress, parseAddress } from '../model/address.ts';

/** IPv4 first, then IPv6, each in numerical order and once: the order of a resolver changes from call to call. */
export function sortAddresses(addresses: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const address of addresses) {
    const bytes = parseAddress(address);
    if (bytes === undefined) continue;
    const key = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    byKey.set(`${bytes.length === 4 ? '4' : '6'}${key}`, formatAddress(bytes));
  }
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, address]) => address);
}
