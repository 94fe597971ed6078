import { ascii, concat, u16, u16List, u32, u8, vector16, vector8 } from './bytes.ts';

/** One extension of a hello (RFC 8446 §4.2), data without type and length. */
export interface Extension {
  readonly type: number;
  readonly data: Uint8Array;
}

/** Types of the IANA TLS ExtensionType registry that the prober sends or reads. */
export const extensionType = {
  serverName: 0,
  statusRequest: 5,
  supportedGroups: 10,
  ecPointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  heartbeat: 15,
  signedCertificateTimestamp: 18,
  padding: 21,
  encryptThenMac: 22,
  extendedMasterSecret: 23,
  sessionTicket: 35,
  preSharedKey: 41,
  earlyData: 42,
  supportedVersions: 43,
  cookie: 44,
  pskKeyExchangeModes: 45,
  signatureAlgorithmsCert: 50,
  keyShare: 51,
  renegotiationInfo: 0xff01,
} as const;

/** RFC 6066 §3; `name` as A-labels, without a dot at the end. */
export function serverName(name: string): Extension {
  const entry = concat(u8(0), vector16(ascii(name)));
  return { type: extensionType.serverName, data: vector16(entry) };
}

/** RFC 8446 §4.2.7, before that RFC 8422 §5.1.1. */
export function supportedGroups(groups: readonly number[]): Extension {
  return { type: extensionType.supportedGroups, data: vector16(u16List(groups)) };
}

/** RFC 8422 §5.1.2: uncompressed alone, unless told otherwise. */
export function ecPointFormats(formats: readonly number[] = [0]): Extension {
  return { type: extensionType.ecPointFormats, data: vector8(Uint8Array.from(formats)) };
}

export function signatureAlgorithms(schemes: readonly number[]): Extension {
  return { type: extensionType.signatureAlgorithms, data: vector16(u16List(schemes)) };
}

export function signatureAlgorithmsCert(schemes: readonly number[]): Extension {
  return { type: extensionType.signatureAlgorithmsCert, data: vector16(u16List(schemes)) };
}

/** RFC 7301 §3.1. */
export function alpn(protocols: readonly string[]): Extension {
  const names = protocols.map((protocol) => vector8(ascii(protocol)));
  return { type: extensionType.alpn, data: vector16(...names) };
}

/** RFC 6066 §8: OCSP, no responder ids, no request extensions. */
export function statusRequest(): Extension {
  return { type: extensionType.statusRequest, data: Uint8Array.of(1, 0, 0, 0, 0) };
}

/** RFC 6962 §3.3.1. */
export function signedCertificateTimestamps(): Extension {
  return { type: extensionType.signedCertificateTimestamp, data: new Uint8Array() };
}

/** RFC 7627. */
export function extendedMasterSecret(): Extension {
  return { type: extensionType.extendedMasterSecret, data: new Uint8Array() };
}

/** RFC 7366. */
export function encryptThenMac(): Extension {
  return { type: extensionType.encryptThenMac, data: new Uint8Array() };
}

/** RFC 5077 §3.2: empty asks for a ticket. */
export function sessionTicket(ticket: Uint8Array = new Uint8Array()): Extension {
  return { type: extensionType.sessionTicket, data: ticket };
}

/** RFC 5746 §3.2: `verifyData` is the client's last Finished when renegotiating, empty at first. */
export function renegotiationInfo(verifyData: Uint8Array = new Uint8Array()): Extension {
  return { type: extensionType.renegotiationInfo, data: vector8(verifyData) };
}

export interface KeyShare {
  readonly group: number;
  readonly publicKey: Uint8Array;
}

/** RFC 8446 §4.2.8. Without shares the server has to answer with a HelloRetryRequest that names its group. */
export function keyShare(shares: readonly KeyShare[]): Extension {
  const entries = shares.map((share) => concat(u16(share.group), vector16(share.publicKey)));
  return { type: extensionType.keyShare, data: vector16(...entries) };
}

/** RFC 8446 §4.2.9: 1 = with (EC)DHE, 0 = without. */
export function pskKeyExchangeModes(modes: readonly number[] = [1]): Extension {
  return { type: extensionType.pskKeyExchangeModes, data: vector8(Uint8Array.from(modes)) };
}

export interface PskIdentity {
  readonly identity: Uint8Array;
  readonly obfuscatedAge: number;
  readonly binder: Uint8Array;
}

/** RFC 8446 §4.2.11; must be the last extension. */
export function preSharedKey(identities: readonly PskIdentity[]): Extension {
  const names = identities.map((psk) => concat(vector16(psk.identity), u32(psk.obfuscatedAge)));
  const binders = identities.map((psk) => vector8(psk.binder));
  const data = concat(vector16(...names), vector16(...binders));
  return { type: extensionType.preSharedKey, data };
}

/** RFC 8446 §4.2.2. */
export function cookie(value: Uint8Array): Extension {
  return { type: extensionType.cookie, data: vector16(value) };
}

/** RFC 6520 §2: 1 = may send to us. */
export function heartbeat(mode = 1): Extension {
  return { type: extensionType.heartbeat, data: u8(mode) };
}

/** RFC 8446 §4.2.1, version codes in order of preference. */
export function supportedVersions(codes: readonly number[]): Extension {
  return { type: extensionType.supportedVersions, data: vector8(u16List(codes)) };
}

/** RFC 7685. */
export function padding(length: number): Extension {
  return { type: extensionType.padding, data: new Uint8Array(length) };
}
