import type { ProtocolVersion } from '../observation.ts';

/** Content types of the record layer (RFC 8446 §5.1, RFC 6520). */
export const contentType = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
  heartbeat: 24,
} as const;

/** Handshake types (IANA TLS HandshakeType registry). */
export const handshakeType = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  endOfEarlyData: 5,
  encryptedExtensions: 8,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
  certificateStatus: 22,
  keyUpdate: 24,
  messageHash: 254,
} as const;

/** `ProtocolVersion` as two bytes on the wire. */
export const versionCodes: Readonly<Record<ProtocolVersion, number>> = {
  SSLv2: 0x0002,
  SSLv3: 0x0300,
  'TLS1.0': 0x0301,
  'TLS1.1': 0x0302,
  'TLS1.2': 0x0303,
  'TLS1.3': 0x0304,
};

const namesByCode = new Map<number, ProtocolVersion>([
  [0x0002, 'SSLv2'],
  [0x0300, 'SSLv3'],
  [0x0301, 'TLS1.0'],
  [0x0302, 'TLS1.1'],
  [0x0303, 'TLS1.2'],
  [0x0304, 'TLS1.3'],
]);

export function versionOfCode(code: number): ProtocolVersion | undefined {
  return namesByCode.get(code);
}

/** A record carries at most 2^14 bytes, and up to 2048 more when it is protected (RFC 5246 §6.2.3). */
export const maxRecordBytes: number = 16_384 + 2048;
/** Chains of a hundred certificates exist in labs only; OpenSSL's own limit for a chain is 100 KiB. */
export const maxHandshakeBytes = 262_144;
/** All that is read of one connection by a reader of this folder. */
export const maxConnectionBytes = 1_048_576;
