import type { ProtocolVersion } from '../observation.ts';
import type { KeyExchange } from '../tables/suite.ts';
import { ByteReader, readCodes } from './bytes.ts';
import { extensionType } from './extensions.ts';
import type { HandshakeFrame } from './handshake-reader.ts';
import type { ServerMessage } from './message.ts';
import { parseCertificates12, parseCertificates13, parseStatus } from './parse-certificate.ts';
import { chosenProtocol, dataOf, parseExtensions, parseServerHello } from './parse-hello.ts';
import { parseServerKeyExchange } from './parse-key-exchange.ts';
import { handshakeType } from './protocol.ts';

/** What was negotiated decides how later messages are read. */
export interface HandshakeContext {
  readonly version: ProtocolVersion | undefined;
  readonly keyExchange: KeyExchange | undefined;
  readonly isSigned: boolean;
}

type Parser = (body: Uint8Array, context: HandshakeContext) => ServerMessage | undefined;

const parsers = new Map<number, Parser>([
  [
    handshakeType.helloRequest,
    (body) => (body.length === 0 ? { kind: 'hello-request' } : undefined),
  ],
  [handshakeType.serverHello, parseServerHello],
  [handshakeType.newSessionTicket, parseTicket],
  [handshakeType.encryptedExtensions, parseEncryptedExtensions],
  [
    handshakeType.certificate,
    (body, context) =>
      context.version === 'TLS1.3' ? parseCertificates13(body) : parseCertificates12(body),
  ],
  [handshakeType.serverKeyExchange, parseServerKeyExchange],
  [handshakeType.certificateRequest, parseCertificateRequest],
  [
    handshakeType.serverHelloDone,
    (body) => (body.length === 0 ? { kind: 'server-hello-done' } : undefined),
  ],
  [handshakeType.certificateVerify, parseCertificateVerify],
  [handshakeType.finished, (body) => ({ kind: 'finished', verifyData: body })],
  [handshakeType.certificateStatus, parseCertificateStatus],
  [handshakeType.keyUpdate, (body) => (body.length === 1 ? { kind: 'key-update' } : undefined)],
]);

const maxAuthorities = 1000;

/** Never throws; what breaks the rules of its type is `malformed`. */
export function parseHandshake(frame: HandshakeFrame, context: HandshakeContext): ServerMessage {
  const parser = parsers.get(frame.type);
  if (parser === undefined) return { kind: 'other-handshake', type: frame.type };
  const malformed = `broken handshake message of type ${frame.type}`;
  return parser(frame.body, context) ?? { kind: 'malformed', why: malformed };
}

function parseCertificateStatus(body: Uint8Array): ServerMessage | undefined {
  const ocsp = parseStatus(body);
  return ocsp === undefined ? undefined : { kind: 'certificate-status', ocsp };
}

function parseEncryptedExtensions(body: Uint8Array): ServerMessage | undefined {
  const reader = new ByteReader(body);
  const extensions = parseExtensions(reader.vector16());
  if (!reader.isDone || extensions === undefined) return undefined;
  const alpn = chosenProtocol(extensions);
  return { kind: 'encrypted-extensions', extensions, ...(alpn === undefined ? {} : { alpn }) };
}

function parseCertificateVerify(body: Uint8Array): ServerMessage | undefined {
  const reader = new ByteReader(body);
  const scheme = reader.u16();
  const signature = reader.vector16();
  return reader.isDone ? { kind: 'certificate-verify', scheme, signature } : undefined;
}

/** RFC 5077 §3.3, RFC 8446 §4.6.1. */
function parseTicket(body: Uint8Array, context: HandshakeContext): ServerMessage | undefined {
  const reader = new ByteReader(body);
  const lifetimeSeconds = reader.u32();
  if (context.version !== 'TLS1.3') {
    const ticket = reader.vector16();
    return reader.isDone ? { kind: 'new-session-ticket', lifetimeSeconds, ticket } : undefined;
  }
  const ageAdd = reader.u32();
  const nonce = reader.vector8();
  const ticket = reader.vector16();
  const extensions = parseExtensions(reader.vector16());
  if (!reader.isDone || extensions === undefined) return undefined;
  const early = dataOf(extensions, extensionType.earlyData);
  const maxEarlyData = early === undefined ? 0 : new ByteReader(early).u32();
  return { kind: 'new-session-ticket', lifetimeSeconds, ticket, ageAdd, nonce, maxEarlyData };
}

/** RFC 5246 §7.4.4, RFC 8446 §4.3.2. */
function parseCertificateRequest(
  body: Uint8Array,
  context: HandshakeContext,
): ServerMessage | undefined {
  const reader = new ByteReader(body);
  if (context.version === 'TLS1.3') return parseCertificateRequest13(reader);
  reader.vector8();
  const signatureSchemes = context.version === 'TLS1.2' ? readCodes(reader.vector16()) : [];
  const list = new ByteReader(reader.vector16());
  const authorities: Uint8Array[] = [];
  while (list.left > 0 && authorities.length < maxAuthorities) authorities.push(list.vector16());
  if (!reader.isDone || !list.isDone) return undefined;
  return {
    kind: 'certificate-request',
    signatureSchemes,
    authorities,
    context: new Uint8Array(),
  };
}

function parseCertificateRequest13(reader: ByteReader): ServerMessage | undefined {
  const context = reader.vector8();
  const extensions = parseExtensions(reader.vector16());
  if (!reader.isDone || extensions === undefined) return undefined;
  const schemes = dataOf(extensions, extensionType.signatureAlgorithms);
  const signatureSchemes = schemes === undefined ? [] : readCodes(schemes.subarray(2));
  return { kind: 'certificate-request', signatureSchemes, authorities: [], context };
}
