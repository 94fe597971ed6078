/** Protocols that begin in plain text and turn to TLS on request. */
export const starttlsProtocols = [
  'smtp',
  'lmtp',
  'imap',
  'pop3',
  'sieve',
  'ftp',
  'ldap',
  'xmpp-client',
  'xmpp-server',
  'postgres',
  'mysql',
  'irc',
  'nntp',
] as const;
export type StarttlsProtocol = (typeof starttlsProtocols)[number];

/** What a run examines over the network: of the inventory in the policy, or named on the command line. */
export interface Endpoint {
  /**
   * `shop.example:443`; with STARTTLS `mail.example:25/smtp`; asked for another server name `10.0.0.7:443#shop.example`;
   * IPv6 in brackets. What findings, waivers and baselines call it; unique in an inventory.
   */
  readonly name: string;
  /** Lower case, internationalised names as A-labels (RFC 5890), IPv6 without brackets, no dot at the end. */
  readonly host: string;
  readonly port: number;
  readonly starttls?: StarttlsProtocol;
  /** Name to ask for in SNI (RFC 6066 §3); undefined for an address without a name: then none is sent. */
  readonly serverName?: string;
  /** Only these addresses instead of those that the name resolves to. */
  readonly addresses?: readonly string[];
  /** A key of `tls.zones` in the policy, or `public`. */
  readonly zone: string;
  /** Id of the profile that it is judged by. */
  readonly profile: string;
  /** Where the inventory declares it; undefined for what was only named on the command line. */
  readonly declaredAt?: { readonly path: string; readonly line: number; readonly column: number };
}

/** How thoroughly an endpoint is looked at. */
export const scanModes = ['quick', 'full', 'deep'] as const;
export type ScanMode = (typeof scanModes)[number];
