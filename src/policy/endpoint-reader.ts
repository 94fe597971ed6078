import { formatAddress, parseAddress, refusalOf } from '../model/address.ts';
import { starttlsProtocols, type StarttlsProtocol } from '../model/endpoint.ts';
import { readHost } from '../model/endpoint-host.ts';
import type { EndpointEntry } from '../model/policy.ts';
import { quote } from '../model/quote.ts';
import type { Reader } from '../model/yaml/reader.ts';
import {
  describe,
  either,
  integer,
  listOf,
  located,
  map,
  object,
  oneOf,
  optional,
  required,
  text,
} from '../model/yaml/reader.ts';

/** Names that are asked for at one host. */
const MAX_SERVER_NAMES = 100;
const MAX_ADDRESSES = 16;

/** Where each protocol waits when nothing else is said: the IANA service names, as of 2026-11. */
export const starttlsPorts: Readonly<Record<StarttlsProtocol, number>> = {
  smtp: 25,
  lmtp: 24,
  imap: 143,
  pop3: 110,
  sieve: 4190,
  ftp: 21,
  ldap: 389,
  'xmpp-client': 5222,
  'xmpp-server': 5269,
  postgres: 5432,
  mysql: 3306,
  irc: 6667,
  nntp: 119,
};

type Fault = { readonly what: string; readonly repair: string };

/** What is wrong with a host, and with an address that no run may connect to. */
export function hostFault(value: string): Fault | undefined {
  const reading = readHost(value);
  if (!('host' in reading)) {
    return { what: `${quote(value)} ${reading.what}`, repair: reading.repair };
  }
  return reading.isAddress ? addressFault(reading.host) : undefined;
}

function addressFault(value: string): Fault | undefined {
  const refusal = refusalOf(value);
  if (refusal === undefined) return undefined;
  const repair = 'name the address of a machine that you look after';
  return { what: `${quote(value)} is never examined: ${refusal}`, repair };
}

function nameFault(value: string): Fault | undefined {
  const reading = readHost(value);
  const isName = 'host' in reading && !reading.isAddress;
  return isName ? undefined : { what: `${quote(value)} is not a name`, repair: 'SNI takes names' };
}

/** A host that has passed `hostFault`. */
export function plainHost(value: string): string {
  const reading = readHost(value);
  return 'host' in reading ? reading.host : value;
}

const host = map(text(253, { check: hostFault }), plainHost);
const serverName = map(text(253, { check: nameFault }), plainHost);
const address = map(text(45, { check: addressFault }), (value) =>
  formatAddress(parseAddress(value) ?? []),
);

const fields = object({
  host: required(describe('A host name or an address.', host)),
  port: optional(
    describe('443 when left out, with starttls the port of that protocol.', integer(1, 65_535)),
  ),
  starttls: optional(describe('The protocol that begins in plain text.', oneOf(starttlsProtocols))),
  sni: optional(
    describe(
      'The name to ask for, or several; the host when left out.',
      either(
        map(serverName, (name): readonly string[] => [name]),
        listOf(serverName, MAX_SERVER_NAMES),
      ),
    ),
  ),
  addresses: optional(
    describe(
      'Only these, instead of those that the name resolves to.',
      listOf(address, MAX_ADDRESSES),
    ),
  ),
  zone: optional(describe('A key of tls.zones, public or internal.', text(80))),
  profile: optional(describe('Instead of the profile of the zone or of tls.', text(80))),
});

/** One entry of the inventory. */
export const endpointReader: Reader<EndpointEntry> = map(located(fields), ({ at, value }) => {
  const { sni = [], starttls, port, ...rest } = value;
  return {
    ...rest,
    port: port ?? (starttls === undefined ? 443 : starttlsPorts[starttls]),
    ...(starttls === undefined ? {} : { starttls }),
    serverNames: sni,
    position: at,
  };
});
