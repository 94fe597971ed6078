import type { ProtocolVersion } from '../observation.ts';
import type { KeyExchange } from '../tables/suite.ts';
import { ByteReader } from './bytes.ts';
import type { ServerKeyExchangeMessage } from './message.ts';

const namedCurve = 3;
const explicitPrime = 1;
const explicitChar2 = 2;

/** What has to be known to read a ServerKeyExchange: it does not say by itself what is in it. */
export interface KeyExchangeContext {
  readonly version: ProtocolVersion | undefined;
  /** Of the suite; undefined where the suite is not known: then only the bytes are kept. */
  readonly keyExchange: KeyExchange | undefined;
  /** The server's certificate signs (not with anonymous and PSK suites). */
  readonly isSigned: boolean;
}

type Parameters = Pick<ServerKeyExchangeMessage, 'ecdh' | 'dh' | 'rsa'>;

/** RFC 5246 §7.4.3, RFC 8422 §5.4, RFC 4279, RFC 5489. undefined: broken. */
export function parseServerKeyExchange(
  body: Uint8Array,
  context: KeyExchangeContext,
): ServerKeyExchangeMessage | undefined {
  const reader = new ByteReader(body);
  const parsed = parametersOf(reader, context.keyExchange);
  if (parsed === 'unknown') return { kind: 'server-key-exchange', parameters: body };
  if (!reader.isGood) return undefined;
  const parameters = body.subarray(0, body.length - reader.left);
  const message = { kind: 'server-key-exchange' as const, ...parsed, parameters };
  if (!context.isSigned) return reader.isDone ? message : undefined;
  const scheme = context.version === 'TLS1.2' ? { signatureScheme: reader.u16() } : {};
  const signature = reader.vector16();
  return reader.isDone ? { ...message, ...scheme, signature } : undefined;
}

function parametersOf(
  reader: ByteReader,
  keyExchange: KeyExchange | undefined,
): Parameters | 'unknown' {
  if (keyExchange === 'dhe' || keyExchange === 'dh') return dhOf(reader);
  if (keyExchange === 'ecdhe' || keyExchange === 'ecdh') return ecdhOf(reader);
  if (keyExchange === 'rsa') return rsaOf(reader);
  if (keyExchange === 'dhe-psk') {
    reader.vector16();
    return dhOf(reader);
  }
  if (keyExchange === 'ecdhe-psk') {
    reader.vector16();
    return ecdhOf(reader);
  }
  return 'unknown';
}

function dhOf(reader: ByteReader): Parameters {
  const prime = reader.vector16();
  const generator = reader.vector16();
  return { dh: { prime, generator, publicKey: reader.vector16() } };
}

function rsaOf(reader: ByteReader): Parameters {
  const modulus = reader.vector16();
  return { rsa: { modulus, exponent: reader.vector16() } };
}

function ecdhOf(reader: ByteReader): Parameters {
  const type = reader.u8();
  if (type === namedCurve) {
    const group = reader.u16();
    return { ecdh: { group, publicKey: reader.vector8() } };
  }
  skipExplicitCurve(reader, type);
  return { ecdh: { publicKey: reader.vector8() } };
}

/** RFC 4492 §5.4; servers that send one are hardly to be found. */
function skipExplicitCurve(reader: ByteReader, type: number): void {
  if (type === explicitPrime) reader.vector8();
  else if (type === explicitChar2) skipCharacteristic2(reader);
  else reader.take(Number.MAX_SAFE_INTEGER);
  const rest = ['a', 'b', 'base', 'order', 'cofactor'];
  for (const _ of rest) reader.vector8();
}

function skipCharacteristic2(reader: ByteReader): void {
  const pentanomial = 2;
  reader.u16();
  const numbers = reader.u8() === pentanomial ? 3 : 1;
  for (let at = 0; at < numbers; at++) reader.vector8();
}
