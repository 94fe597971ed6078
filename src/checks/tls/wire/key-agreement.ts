import {
  createDiffieHellman,
  createECDH,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
} from 'node:crypto';
import { Buffer } from 'node:buffer';

/** One side of a key agreement. */
export interface EphemeralKey {
  /** Named group; 0 for finite-field parameters of the server's own. */
  readonly group: number;
  /** As it goes over the wire. */
  readonly publicKey: Uint8Array;
  /** The shared secret; undefined when the other side's key is none of this group. */
  agree(publicKey: Uint8Array): Uint8Array | undefined;
}

/** Names that OpenSSL has for the curves of TLS (RFC 8422 §5.1.1, RFC 7027, RFC 8734). */
const curves = new Map<number, string>([
  [19, 'prime192v1'],
  [21, 'secp224r1'],
  [22, 'secp256k1'],
  [23, 'prime256v1'],
  [24, 'secp384r1'],
  [25, 'secp521r1'],
  [26, 'brainpoolP256r1'],
  [27, 'brainpoolP384r1'],
  [28, 'brainpoolP512r1'],
  [31, 'brainpoolP256r1'],
  [32, 'brainpoolP384r1'],
  [33, 'brainpoolP512r1'],
]);
/** Header of the SubjectPublicKeyInfo before the raw key (RFC 8410 §10). */
const spkiHeaders = {
  x25519: Buffer.from('302a300506032b656e032100', 'hex'),
  x448: Buffer.from('3042300506032b656f033900', 'hex'),
} as const;
const montgomery = new Map<number, 'x25519' | 'x448'>([
  [29, 'x25519'],
  [30, 'x448'],
]);

/** undefined: a group that this Node cannot compute with. */
export function generateKey(group: number): EphemeralKey | undefined {
  const kind = montgomery.get(group);
  if (kind !== undefined) return montgomeryKey(group, kind);
  const curve = curves.get(group);
  return curve === undefined ? undefined : curveKey(group, curve);
}

/** A key in the group that a server's DHE parameters describe. undefined: parameters that nobody can use. */
export function generateDhKey(prime: Uint8Array, generator: Uint8Array): EphemeralKey | undefined {
  return attempt(() => {
    const dh = createDiffieHellman(Buffer.from(prime), Buffer.from(generator));
    const publicKey = dh.generateKeys();
    return {
      group: 0,
      publicKey,
      // RFC 5246 §8.1.2: leading zeros are stripped in TLS 1.2; Node's computeSecret pads, so strip here.
      agree: (peer) => attempt(() => stripZeros(dh.computeSecret(peer))),
    };
  });
}

function curveKey(group: number, curve: string): EphemeralKey | undefined {
  return attempt(() => {
    const ecdh = createECDH(curve);
    const publicKey = ecdh.generateKeys();
    return { group, publicKey, agree: (peer) => attempt(() => ecdh.computeSecret(peer)) };
  });
}

function montgomeryKey(group: number, kind: 'x25519' | 'x448'): EphemeralKey {
  const pair = kind === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('x448');
  const header = spkiHeaders[kind];
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
  return {
    group,
    publicKey: spki.subarray(header.length),
    agree: (peer) =>
      attempt(() => {
        const der = Buffer.concat([header, peer]);
        const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
        return diffieHellman({ privateKey: pair.privateKey, publicKey });
      }),
  };
}

function stripZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return bytes.subarray(Math.max(0, first));
}

/** What a hostile peer's key, or a group that OpenSSL was built without, makes `node:crypto` throw is no key. */
function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}
