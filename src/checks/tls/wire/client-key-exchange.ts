import { constants, publicEncrypt, X509Certificate, type KeyObject } from 'node:crypto';
import { Buffer } from 'node:buffer';
import { concat, u16, vector16, vector8 } from './bytes.ts';
import { generateDhKey, generateKey } from './key-agreement.ts';
import type { ServerKeyExchangeMessage } from './message.ts';
import type { ClassicVersion } from './prf.ts';
import type { Suite12 } from './suite12.ts';

/** Body of a ClientKeyExchange, and the premaster secret behind it. */
export interface ClientKeyExchange {
  readonly body: Uint8Array;
  readonly preMaster: Uint8Array;
}

export interface ExchangeInput {
  readonly suite: Suite12;
  readonly version: ClassicVersion;
  /** As it stood in the ClientHello: part of RSA's premaster secret (RFC 5246 §7.4.7.1). */
  readonly offeredCode: number;
  /** 46 bytes. */
  readonly secret: Uint8Array;
  /** DER of the server's certificate. */
  readonly leaf: Uint8Array | undefined;
  readonly serverKey: ServerKeyExchangeMessage | undefined;
}

/** undefined: the server's parameters cannot be used. */
export function exchangeKeys(input: ExchangeInput): ClientKeyExchange | undefined {
  switch (input.suite.keyExchange) {
    case 'rsa':
      return exchangeRsa(input);
    case 'dhe':
      return exchangeDhe(input);
    case 'ecdhe':
      return exchangeEcdhe(input);
  }
}

/** The RSA key of a certificate; undefined: another kind of key, or no certificate that can be read. */
export function rsaKeyOf(der: Uint8Array | undefined): KeyObject | undefined {
  if (der === undefined) return undefined;
  try {
    const { publicKey } = new X509Certificate(Buffer.from(der));
    return publicKey.asymmetricKeyType === 'rsa' ? publicKey : undefined;
  } catch {
    return undefined;
  }
}

function exchangeRsa(input: ExchangeInput): ClientKeyExchange | undefined {
  const key = rsaKeyOf(input.leaf);
  if (key === undefined) return undefined;
  const preMaster = concat(u16(input.offeredCode), input.secret);
  const padding = constants.RSA_PKCS1_PADDING;
  const encrypted = attempt(() => publicEncrypt({ key, padding }, Buffer.from(preMaster)));
  if (encrypted === undefined) return undefined;
  // SSLv3 writes it without a length (RFC 5246 §7.4.7.1).
  return { body: input.version === 'SSLv3' ? encrypted : vector16(encrypted), preMaster };
}

function exchangeDhe({ serverKey }: ExchangeInput): ClientKeyExchange | undefined {
  const dh = serverKey?.dh;
  if (dh === undefined) return undefined;
  const key = generateDhKey(dh.prime, dh.generator);
  const preMaster = key?.agree(dh.publicKey);
  if (key === undefined || preMaster === undefined) return undefined;
  return { body: vector16(key.publicKey), preMaster };
}

function exchangeEcdhe({ serverKey }: ExchangeInput): ClientKeyExchange | undefined {
  const ecdh = serverKey?.ecdh;
  if (ecdh?.group === undefined) return undefined;
  const key = generateKey(ecdh.group);
  const preMaster = key?.agree(ecdh.publicKey);
  if (key === undefined || preMaster === undefined) return undefined;
  return { body: vector8(key.publicKey), preMaster };
}

function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}
