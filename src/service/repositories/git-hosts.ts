import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { isPrivate, refusalOf } from '../../model/address.ts';

/** Hosts and networks that are allowed besides the internet over https. */
export class GitHosts {
  readonly #names = new Set<string>();
  readonly #networks = new BlockList();

  /** Each `git.example`, `10.1.2.3`, or `10.0.0.0/8`. Throws RangeError with what is none. */
  constructor(allowed: readonly string[]) {
    for (const each of allowed) this.#allow(each.trim().toLowerCase());
  }

  #allow(text: string): void {
    const [address = '', bits, ...more] = text.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const isNetwork = isIP(address) !== 0 && more.length === 0;
    if (isNetwork && bits === undefined) this.#networks.addAddress(address, family);
    else if (isNetwork && /^\d{1,3}$/u.test(bits ?? '')) {
      this.#networks.addSubnet(address, Number(bits), family);
    } else if (/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/u.test(text)) this.#names.add(text);
    else {
      throw new RangeError(`"${text}" is no host and no network: write git.example or 10.0.0.0/8`);
    }
  }

  /**
   * Why nothing is fetched from a URL that leads to these addresses; undefined: it may be. Plain http, and what the internet does
   * not route, only where it is allowed; the metadata services of clouds never.
   */
  refusal(url: URL, addresses: readonly string[]): string | undefined {
    const never = addresses.flatMap((address) => refusalOf(address) ?? [])[0];
    if (never !== undefined) {
      return `${hostOf(url)} leads to an address that is never asked: ${never}`;
    }
    const isAllowed =
      this.#names.has(hostOf(url)) ||
      (addresses.length > 0 && addresses.every((each) => this.#has(each)));
    if (isAllowed) return undefined;
    if (url.protocol === 'http:') {
      return `http is not allowed to ${hostOf(url)}: use https, or start the service with --git-allow`;
    }
    return addresses.some((address) => isPrivate(address))
      ? `${hostOf(url)} is a private address: start the service with --git-allow to allow it`
      : undefined;
  }

  #has(address: string): boolean {
    return this.#networks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}

/** The host of a URL without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/gu, '');
}

/** Where a URL leads now; empty: nowhere that can be found. */
export async function addressesOf(url: URL): Promise<readonly string[]> {
  const host = hostOf(url);
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    // What the resolver says of it does not help whoever wrote the name.
    return [];
  }
}
