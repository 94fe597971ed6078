import { domainToASCII } from 'node:url';
import { formatAddress, parseAddress } from './address.ts';
import { starttlsProtocols, type Endpoint } from './endpoint.ts';

/** RFC 1035 §2.3.4, without the dot at the end. */
const MAX_HOST_CHARACTERS = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/u;

export type HostReading =
  | { readonly host: string; readonly isAddress: boolean }
  | { readonly what: string; readonly repair: string };

/**
 * A host as `Endpoint.host` has it: lower case, internationalised names as A-labels (UTS 46), addresses in their one
 * form. Takes IPv6 with or without brackets.
 */
export function readHost(text: string): HostReading {
  const bare = /^\[(?<inner>[^[\]]{0,64})\]$/u.exec(text)?.groups?.['inner'] ?? text;
  const address = parseAddress(bare);
  if (address !== undefined) return { host: formatAddress(address), isAddress: true };
  if (/[/@?#\\\s]/u.test(bare)) return fault('is not a host', 'name the host alone: shop.example');
  if (/[:%[\]]/u.test(bare)) return fault('is not an address', 'write IPv6 like [2001:db8::1]');
  return readName(bare.replace(/\.$/u, ''));
}

function readName(name: string): HostReading {
  const ascii = name.length > MAX_HOST_CHARACTERS ? '' : domainToASCII(name);
  // The parser of URLs takes `0x7f.1` for 127.0.0.1: what ends like a number must be an address as it stands.
  if (endsLikeNumber(name) || endsLikeNumber(ascii)) {
    return fault('looks like an address and is none', 'write IPv4 in four decimal parts');
  }
  if (ascii.length <= MAX_HOST_CHARACTERS && ascii.split('.').every((it) => LABEL.test(it))) {
    return { host: ascii, isAddress: false };
  }
  return fault(
    'is not a host name',
    `letters, digits and hyphens in parts of at most 63 characters, ${MAX_HOST_CHARACTERS} in all`,
  );
}

function endsLikeNumber(name: string): boolean {
  return /(?:^|\.)(?:\d{1,255}|0x[0-9a-f]{0,255})$/iu.test(name);
}

function fault(what: string, repair: string): HostReading {
  return { what, repair };
}

/** What an endpoint is called; see `Endpoint.name`. `serverName` counts only where it is not what the host asks for. */
export function endpointName({
  host,
  port,
  starttls,
  serverName,
}: Pick<Endpoint, 'host' | 'port' | 'starttls' | 'serverName'>): string {
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const protocol = starttls === undefined ? '' : `/${starttls}`;
  const asked = serverName === undefined || serverName === host ? '' : `#${serverName}`;
  return `${place}${protocol}${asked}`;
}

const NAME =
  /^(?<host>\[[^[\]/#]{2,45}\]|[^[\]/#:]{1,253}):(?<port>\d{1,5})(?:\/(?<starttls>[a-z-]{1,20}))?(?:#(?<asked>[^#/:]{1,253}))?$/u;

/** What the name of an endpoint says; undefined where it is none. */
export function parseEndpointName(
  name: string,
): Pick<Endpoint, 'host' | 'port' | 'starttls' | 'serverName'> | undefined {
  const { host, port, starttls: protocol, asked } = NAME.exec(name)?.groups ?? {};
  const reading = readHost(host ?? '');
  if (!('host' in reading)) return undefined;
  const starttls = starttlsProtocols.find((known) => known === protocol);
  const ownName = reading.isAddress ? {} : { serverName: reading.host };
  const place = {
    host: reading.host,
    port: Number(port),
    ...(starttls === undefined ? {} : { starttls }),
    ...(asked === undefined ? ownName : { serverName: asked }),
  };
  return endpointName(place) === name && place.port <= 65_535 ? place : undefined;
}
