import { Buffer } from 'node:buffer';
import { areEqual, ByteReader } from './bytes.ts';
import { extensionType, type Extension } from './extensions.ts';
import type { ServerHelloMessage } from './message.ts';
import { versionOfCode } from './protocol.ts';

/** SHA-256 of `HelloRetryRequest`: the random that makes a ServerHello one (RFC 8446 §4.1.3). */
const retryRandom: Uint8Array = Buffer.from(
  'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c',
  'hex',
);
/** Last eight bytes of the random of a server that could do more (RFC 8446 §4.1.3). */
const couldTls13: Uint8Array = Buffer.from('444f574e47524401', 'hex');
const couldTls12: Uint8Array = Buffer.from('444f574e47524400', 'hex');
const randomBytes = 32;
/** A hello has seldom ten. */
const maxExtensions = 100;

/** undefined: broken. */
export function parseExtensions(bytes: Uint8Array): readonly Extension[] | undefined {
  const reader = new ByteReader(bytes);
  const extensions: Extension[] = [];
  while (reader.left > 0 && extensions.length < maxExtensions) {
    const type = reader.u16();
    extensions.push({ type, data: reader.vector16() });
  }
  return reader.isDone ? extensions : undefined;
}

/** The one protocol that a server's ALPN extension names (RFC 7301 §3.1). */
export function chosenProtocol(extensions: readonly Extension[]): string | undefined {
  const data = dataOf(extensions, extensionType.alpn);
  if (data === undefined) return undefined;
  const list = new ByteReader(new ByteReader(data).vector16());
  const name = list.vector8();
  return list.isDone && name.length > 0 ? Buffer.from(name).toString('latin1') : undefined;
}

export function dataOf(extensions: readonly Extension[], type: number): Uint8Array | undefined {
  return extensions.find((extension) => extension.type === type)?.data;
}

/** RFC 5246 §7.4.1.3, RFC 8446 §4.1.3. undefined: broken. */
export function parseServerHello(body: Uint8Array): ServerHelloMessage | undefined {
  const reader = new ByteReader(body);
  const versionCode = reader.u16();
  const random = reader.take(randomBytes);
  const sessionId = reader.vector8();
  const suite = reader.u16();
  const compression = reader.u8();
  const extensions = reader.left === 0 ? [] : parseExtensions(reader.vector16());
  if (!reader.isDone || extensions === undefined) return undefined;
  const isRetryRequest = areEqual(random, retryRandom);
  const alpn = chosenProtocol(extensions);
  return {
    kind: 'server-hello',
    version: versionOfCode(selectedVersion(extensions) ?? versionCode),
    versionCode,
    suite,
    compression,
    random,
    sessionId,
    extensions,
    isRetryRequest,
    ...shareOf(extensions, isRetryRequest),
    ...cookieOf(extensions),
    ...downgradeOf(random),
    ...(alpn === undefined ? {} : { alpn }),
  };
}

function selectedVersion(extensions: readonly Extension[]): number | undefined {
  const data = dataOf(extensions, extensionType.supportedVersions);
  return data?.length === 2 ? new ByteReader(data).u16() : undefined;
}

function shareOf(
  extensions: readonly Extension[],
  isRetryRequest: boolean,
): { group?: number; publicKey?: Uint8Array } {
  const data = dataOf(extensions, extensionType.keyShare);
  if (data === undefined) return {};
  const reader = new ByteReader(data);
  const group = reader.u16();
  if (isRetryRequest) return reader.isDone ? { group } : {};
  const publicKey = reader.vector16();
  return reader.isDone ? { group, publicKey } : {};
}

function cookieOf(extensions: readonly Extension[]): { cookie?: Uint8Array } {
  const data = dataOf(extensions, extensionType.cookie);
  return data === undefined ? {} : { cookie: new ByteReader(data).vector16() };
}

function downgradeOf(random: Uint8Array): { downgradeFrom?: 'TLS1.3' | 'TLS1.2' } {
  const end = random.subarray(-couldTls13.length);
  if (areEqual(end, couldTls13)) return { downgradeFrom: 'TLS1.3' };
  return areEqual(end, couldTls12) ? { downgradeFrom: 'TLS1.2' } : {};
}
