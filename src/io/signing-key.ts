import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { LockstepError } from '../model/error.ts';
import { readBounded } from './files.ts';

/** An Ed25519 key in PEM has 200 bytes. */
const MAX_KEY_BYTES = 16 * 1024;

/** Signs bytes with Ed25519 (RFC 8032); `keyid` is the SHA-256 of the public key in DER, in hexadecimal. */
export interface Signer {
  readonly keyid: string;
  sign(bytes: Uint8Array): Uint8Array;
}

/** Reads a private key in PEM (PKCS #8). Throws LockstepError('key'); no message quotes the file. */
export function readSigner(file: string): Signer {
  const key = readKey(file, (pem) => createPrivateKey(pem));
  return { keyid: keyidOf(createPublicKey(key)), sign: (bytes) => sign(null, bytes, key) };
}

/** Reads a public key in PEM; tells whether a signature is that key's. */
export function readVerifier(file: string): (bytes: Uint8Array, signature: Uint8Array) => boolean {
  const key = readKey(file, (pem) => createPublicKey(pem));
  return (bytes, signature) => verify(null, bytes, key, signature);
}

function readKey(file: string, parse: (pem: string) => KeyObject): KeyObject {
  const fail = (what: string, cause?: unknown): LockstepError =>
    new LockstepError('key', `cannot use the key ${file}: ${what}`, {
      repair:
        'make one: openssl genpkey -algorithm ed25519 -out key.pem && openssl pkey -in key.pem -pubout -out key.pub',
      cause,
    });
  const read = readBounded(file, MAX_KEY_BYTES);
  if (read.state === 'too-large') throw fail(`it is larger than ${MAX_KEY_BYTES} bytes`);
  if (read.state === 'unreadable') throw fail(read.detail);
  let key: KeyObject;
  try {
    key = parse(Buffer.from(read.bytes).toString('latin1'));
  } catch (error) {
    throw fail('it is no key in PEM, or one with a passphrase', error);
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw fail(`it is of the type ${key.asymmetricKeyType ?? 'unknown'}, not Ed25519`);
}

function keyidOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
