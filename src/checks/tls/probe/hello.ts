import type { ProtocolVersion } from '../observation.ts';
import { encodeClientHello } from '../wire/client-hello.ts';
import * as ext from '../wire/extensions.ts';
import { candidates } from './candidates.ts';

/** How much a hello carries: some servers, and more boxes in front of servers, choke on long ones. */
export interface HelloStyle {
  readonly name: 'full' | 'compact' | 'bare';
  /** Suites that are offered at once. */
  readonly maxSuites: number;
}

export const fullStyle: HelloStyle = { name: 'full', maxSuites: 1_000 };
/** Fits into 512 bytes with its extensions, and below the 128 suites that old code has room for. */
export const compactStyle: HelloStyle = { name: 'compact', maxSuites: 100 };
/** No extensions up to TLS 1.2, as clients were before 2003: some old servers mind any. */
export const bareStyle: HelloStyle = { name: 'bare', maxSuites: 100 };

/** What a ClientHello is to ask. */
export interface Wish {
  readonly version: Exclude<ProtocolVersion, 'SSLv2'>;
  readonly suites: readonly number[];
  /** undefined: all. */
  readonly groups?: readonly number[];
  /** undefined: all. */
  readonly schemes?: readonly number[];
  /** undefined: the endpoint's; null: none. */
  readonly serverName?: string | null;
  /** Empty or undefined: not asked. */
  readonly alpn?: readonly string[];
  /** Of TLS 1.3; empty or undefined forces a HelloRetryRequest. */
  readonly keyShares?: readonly ext.KeyShare[];
  /** TLS_FALLBACK_SCSV goes along (RFC 7507). */
  readonly isFallback?: boolean;
}

/** Constant, so that the same question gives the same bytes: nothing secret depends on it. */
const RANDOM: Uint8Array = Uint8Array.from({ length: 32 }, (_, index) => (index * 83 + 41) & 0xff);
/** Middleboxes take TLS 1.3 for a resumption of TLS 1.2 (RFC 8446 appendix D.4). */
const SESSION_ID: Uint8Array = RANDOM.map((byte) => byte ^ 0x5a);

const FALLBACK_SCSV = 0x5600;
const EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff;
const DEFLATE = 1;

/** A ClientHello that asks for all that can ride along. */
export function buildHello(
  wish: Wish,
  style: HelloStyle,
  defaultName: string | undefined,
): Uint8Array {
  const { version } = wish;
  const isBare = style.name === 'bare' && version !== 'TLS1.3';
  const signals = [
    // What an extension says otherwise; SSLv3 servers may know none.
    ...(version === 'SSLv3' || isBare ? [EMPTY_RENEGOTIATION_INFO_SCSV] : []),
    ...(wish.isFallback === true ? [FALLBACK_SCSV] : []),
  ];
  return encodeClientHello({
    version,
    suites: [...wish.suites, ...signals],
    compression: version === 'TLS1.3' || style.name !== 'full' ? [0] : [DEFLATE, 0],
    random: RANDOM,
    extensions: isBare ? [] : extensionsOf(wish, style, defaultName),
    ...(version === 'TLS1.3' ? { supportedVersions: ['TLS1.3'], sessionId: SESSION_ID } : {}),
  });
}

function extensionsOf(
  wish: Wish,
  style: HelloStyle,
  defaultName: string | undefined,
): readonly ext.Extension[] {
  const name = wish.serverName === undefined ? defaultName : wish.serverName;
  const { version, alpn = [] } = wish;
  return [
    ...(name === undefined || name === null ? [] : [ext.serverName(name)]),
    ...(version === 'TLS1.3' ? modernExtensions(wish, style) : classicExtensions(wish, style)),
    ...(alpn.length === 0 ? [] : [ext.alpn(alpn)]),
  ];
}

function modernExtensions(wish: Wish, style: HelloStyle): readonly ext.Extension[] {
  return [
    ext.supportedGroups(wish.groups ?? candidates.groups('TLS1.3', style)),
    ...signatureExtensions(wish, style),
    ext.statusRequest(),
    ext.signedCertificateTimestamps(),
    ext.pskKeyExchangeModes(),
    ext.keyShare(wish.keyShares ?? []),
  ];
}

function classicExtensions(wish: Wish, style: HelloStyle): readonly ext.Extension[] {
  const groups = wish.groups ?? candidates.groups('TLS1.2', style);
  return [
    ext.supportedGroups(groups),
    ext.ecPointFormats(),
    // RFC 5246 §7.4.1.4.1: not to be offered below TLS 1.2.
    ...(wish.version === 'TLS1.2' ? signatureExtensions(wish, style) : []),
    ...(wish.version === 'SSLv3' ? [] : [ext.renegotiationInfo()]),
    ...(style.name === 'full' ? passengers : []),
  ];
}

/** Where few schemes are offered, certificates are still welcome whatever they are signed with (RFC 8446 §4.2.3). */
function signatureExtensions(wish: Wish, style: HelloStyle): readonly ext.Extension[] {
  const all = candidates.schemes(style);
  if (wish.schemes === undefined) return [ext.signatureAlgorithms(all)];
  return [ext.signatureAlgorithms(wish.schemes), ext.signatureAlgorithmsCert(all)];
}

/** Questions that cost no connection of their own. */
const passengers: readonly ext.Extension[] = [
  ext.statusRequest(),
  ext.signedCertificateTimestamps(),
  ext.extendedMasterSecret(),
  ext.encryptThenMac(),
  ext.sessionTicket(),
  ext.heartbeat(),
];
