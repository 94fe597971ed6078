import type { ProtocolVersion } from '../observation.ts';
import { concat, u16, u16List, u8, vector16, vector24, vector8 } from './bytes.ts';
import { extensionType, padding, supportedVersions, type Extension } from './extensions.ts';
import { contentType, handshakeType, versionCodes } from './protocol.ts';

/** What a ClientHello says. Nothing is added by chance: the same spec gives the same bytes. */
export interface ClientHelloSpec {
  /** `client_version`; with TLS 1.3 it is written as TLS 1.2 (RFC 8446 §4.1.2). */
  readonly version: Exclude<ProtocolVersion, 'SSLv2'>;
  /** Adds the extension; needed for TLS 1.3, whose servers read nothing else. */
  readonly supportedVersions?: readonly ProtocolVersion[];
  /** Two-byte codes, most wanted first; signalling values (SCSV) are put in by the caller. */
  readonly suites: readonly number[];
  /** Methods of compression; undefined: null alone. 1 is DEFLATE (RFC 3749). */
  readonly compression?: readonly number[];
  /** 32 bytes. */
  readonly random: Uint8Array;
  /** Up to 32 bytes; undefined: none. */
  readonly sessionId?: Uint8Array;
  /** In the order of sending. Empty: the field is left out, which SSLv3 and very old servers want. */
  readonly extensions: readonly Extension[];
  /** Of the record around it; undefined: TLS 1.0, and SSLv3 for an SSLv3 hello. */
  readonly recordVersion?: ProtocolVersion;
}

/** F5's old load balancers drop hellos of these lengths (RFC 7685 §1), counted with the handshake header. */
const droppedBytes = { from: 256, below: 512 };
const extensionHeaderBytes = 4;
/** Longer handshake messages go over several records (RFC 8446 §5.1). */
const maxFragmentBytes = 16_384;

/** Handshake message without the record layer: what goes into a transcript. */
export function encodeClientHelloMessage(spec: ClientHelloSpec): Uint8Array {
  const extensions = extensionsOf(spec);
  const message = messageOf(spec, extensions);
  const { from, below } = droppedBytes;
  if (extensions.length === 0 || message.length < from || message.length >= below) return message;
  const missing = Math.max(0, below - message.length - extensionHeaderBytes);
  return messageOf(spec, beforePsk(extensions, padding(missing)));
}

/** A ClientHello (RFC 5246 §7.4.1.2, RFC 8446 §4.1.2) in its records, ready to be sent. */
export function encodeClientHello(spec: ClientHelloSpec): Uint8Array {
  const usual: ProtocolVersion = spec.version === 'SSLv3' ? 'SSLv3' : 'TLS1.0';
  const version = versionCodes[spec.recordVersion ?? usual];
  return encodeRecords(contentType.handshake, version, encodeClientHelloMessage(spec));
}

/** Puts bytes into as many records as they need; empty bytes make one empty record. */
export function encodeRecords(type: number, version: number, bytes: Uint8Array): Uint8Array {
  const records: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += maxFragmentBytes) {
    const fragment = bytes.subarray(at, at + maxFragmentBytes);
    records.push(concat(u8(type), u16(version), vector16(fragment)));
  }
  return concat(...records);
}

export function encodeHandshake(type: number, body: Uint8Array): Uint8Array {
  return concat(u8(type), vector24(body));
}

function extensionsOf(spec: ClientHelloSpec): readonly Extension[] {
  if (spec.supportedVersions === undefined) return spec.extensions;
  const codes = spec.supportedVersions.map((version) => versionCodes[version]);
  return beforePsk(spec.extensions, supportedVersions(codes));
}

/** pre_shared_key has to stay last (RFC 8446 §4.2.11). */
function beforePsk(extensions: readonly Extension[], added: Extension): readonly Extension[] {
  const last = extensions.at(-1);
  if (last?.type !== extensionType.preSharedKey) return [...extensions, added];
  return [...extensions.slice(0, -1), added, last];
}

function messageOf(spec: ClientHelloSpec, extensions: readonly Extension[]): Uint8Array {
  const version = spec.version === 'TLS1.3' ? 'TLS1.2' : spec.version;
  const encoded = extensions.map(({ type, data }) => concat(u16(type), vector16(data)));
  const body = concat(
    u16(versionCodes[version]),
    spec.random,
    vector8(spec.sessionId ?? new Uint8Array()),
    vector16(u16List(spec.suites)),
    vector8(Uint8Array.from(spec.compression ?? [0])),
    encoded.length === 0 ? new Uint8Array() : vector16(...encoded),
  );
  return encodeHandshake(handshakeType.clientHello, body);
}
