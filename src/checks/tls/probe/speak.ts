import { randomBytes } from 'node:crypto';
import type { ProtocolVersion } from '../observation.ts';
import { signatureSchemes } from '../tables/signature-schemes.ts';
import * as ext from '../wire/extensions.ts';
import { generateKey } from '../wire/key-agreement.ts';
import type { ServerMessage } from '../wire/message.ts';
import type { ClassicVersion } from '../wire/prf.ts';
import { suite12 } from '../wire/suite12.ts';
import { Tls12Client, type ClassicHelloSpec, type Session12 } from '../wire/tls12.ts';
import { Tls13Client } from '../wire/tls13.ts';
import type { Door } from './door.ts';

/** What is known of an address when whole handshakes are tried with it. */
export interface Speaker {
  readonly door: Door;
  /** Suites that it took, by version. */
  readonly suites: Readonly<Partial<Record<ProtocolVersion, readonly number[]>>>;
  /** SNI; undefined: none. */
  readonly serverName?: string;
}

/** The newest version before TLS 1.3, with all suites that the server takes in it. */
export interface Classic {
  readonly version: ClassicVersion;
  readonly suites: readonly number[];
}

const classicVersions = ['TLS1.2', 'TLS1.1', 'TLS1.0', 'SSLv3'] as const;
const curves = [29, 23, 24, 25, 30];
const firstShares = [29, 23];
const schemes: readonly number[] = signatureSchemes.map(({ code }) => code);
const randomLength = 32;
const secretLength = 46;

/** undefined: TLS 1.3 only. */
export function newestClassic({ suites }: Speaker): Classic | undefined {
  const version = classicVersions.find((one) => (suites[one]?.length ?? 0) > 0);
  return version === undefined ? undefined : { version, suites: suites[version] ?? [] };
}

/** As `newestClassic`, only with suites in which a handshake can be brought to its end. */
export function speakableClassic({ suites }: Speaker): Classic | undefined {
  for (const version of classicVersions) {
    const speakable = (suites[version] ?? []).filter((code) => suite12(code) !== undefined);
    if (speakable.length > 0) return { version, suites: speakable };
  }
  return undefined;
}

/** Random where it goes into keys: the record of what a server says does not depend on it. */
export function classicHello(
  { serverName }: Speaker,
  { version, suites }: Classic,
  extra: readonly ext.Extension[] = [],
  sessionId?: Uint8Array,
): ClassicHelloSpec {
  const extensions = [
    ...(serverName === undefined ? [] : [ext.serverName(serverName)]),
    ext.supportedGroups(curves),
    ext.ecPointFormats(),
    ...(version === 'TLS1.2' ? [ext.signatureAlgorithms(schemes)] : []),
    ext.renegotiationInfo(),
    ...extra,
  ];
  return {
    version,
    suites,
    random: randomBytes(randomLength),
    extensions: version === 'SSLv3' ? [] : extensions,
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}

export function classicClient(spec: ClassicHelloSpec, session?: Session12): Tls12Client {
  return new Tls12Client(spec, randomBytes(secretLength), session);
}

export function modernClient(
  { serverName }: Speaker,
  suites: readonly number[],
  {
    schemes: offeredSchemes = schemes,
    alpn = [],
  }: { readonly schemes?: readonly number[]; readonly alpn?: readonly string[] } = {},
): Tls13Client {
  const keys = firstShares.map(generateKey).filter((key) => key !== undefined);
  const spec = {
    version: 'TLS1.3' as const,
    supportedVersions: ['TLS1.3' as const],
    suites,
    random: randomBytes(randomLength),
    sessionId: randomBytes(randomLength),
    extensions: [
      ...(serverName === undefined ? [] : [ext.serverName(serverName)]),
      ext.supportedGroups(curves),
      ext.signatureAlgorithms(offeredSchemes),
      // Whatever the certificates above the leaf are signed with (RFC 8446 §4.2.3).
      ext.signatureAlgorithmsCert(schemes),
      ext.statusRequest(),
      ext.signedCertificateTimestamps(),
      ext.pskKeyExchangeModes(),
      ...(alpn.length === 0 ? [] : [ext.alpn(alpn)]),
      ext.keyShare(keys),
    ],
  };
  return new Tls13Client(spec, keys);
}

export function isKind(...kinds: readonly ServerMessage['kind'][]): (it: ServerMessage) => boolean {
  return ({ kind }) => kinds.includes(kind);
}

export function hasKind(messages: readonly ServerMessage[], kind: ServerMessage['kind']): boolean {
  return messages.some((message) => message.kind === kind);
}
