import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { verifies } from './build-chain.ts';
import type { Certificate } from './certificate.ts';
import { bitsOf, childrenOf, type Der, oidOf, readDer, tags, timeOf } from './der.ts';
import { signatureAlgorithms } from './identifiers.ts';
import { parseCertificate } from './parse-certificate.ts';
import type { StapledStatus } from './verdict.ts';

const basicResponse = '1.3.6.1.5.5.7.48.1.1';
const unreadable: StapledStatus = {
  status: 'unreadable',
  signature: { is: 'inconclusive', why: 'not an OCSP response' },
};
/** One response is about one certificate; a few more are allowed (RFC 6960 §4.2.2.3). */
const maxResponses = 50;

/** What a stapled OCSP response (RFC 6960 §4.2.1) says of the leaf. Never throws. */
export function readStaple(
  bytes: Uint8Array,
  leaf: Certificate,
  issuer: Certificate | undefined,
): StapledStatus {
  const [status, tagged] = childrenOf(readDer(bytes));
  if (status?.tag !== tags.enumerated || status.content[0] !== 0) return unreadable;
  const [type, octets] = childrenOf(childrenOf(tagged)[0]);
  if (oidOf(type) !== basicResponse || octets === undefined) return unreadable;
  const [data, algorithm, signature, certificates] = childrenOf(readDer(octets.content));
  const single = singlesOf(data).find((each) => serialOf(each) === leaf.serial);
  if (single === undefined) return unreadable;
  const [, state, thisUpdate, next] = childrenOf(single);
  const nextUpdate = timeOf(childrenOf(next)[0]);
  return {
    status: stateOf(state),
    ...(timeOf(thisUpdate) === '' ? {} : { thisUpdate: timeOf(thisUpdate) }),
    ...(nextUpdate === '' ? {} : { nextUpdate }),
    signature: signatureFact({ data, algorithm, signature, certificates }, issuer),
  };
}

/** ResponseData: version [0], responderID [1] or [2], producedAt, responses, extensions [1]. */
function singlesOf(data: Der | undefined): readonly Der[] {
  const list = childrenOf(data).find(({ tag }) => tag === tags.sequence);
  return childrenOf(list).slice(0, maxResponses);
}

/** SerialNumber of CertID, in hexadecimal. */
function serialOf(single: Der): string {
  const serial = childrenOf(childrenOf(single)[0])[3];
  return serial === undefined ? '' : Buffer.from(serial.content).toString('hex');
}

function stateOf(state: Der | undefined): StapledStatus['status'] {
  if (state?.tag === 0x80) return 'good';
  return state?.tag === 0xa1 ? 'revoked' : 'unknown';
}

export interface Signed {
  readonly data: Der | undefined;
  readonly algorithm: Der | undefined;
  readonly signature: Der | undefined;
  readonly certificates: Der | undefined;
}

/** By the issuer, or by a responder that the issuer appointed (RFC 6960 §4.2.2.2). */
function signatureFact(
  signed: Signed,
  issuer: Certificate | undefined,
): StapledStatus['signature'] {
  if (issuer === undefined) return { is: 'inconclusive', why: 'the issuer is not known' };
  if (hashOf(signed) === undefined) {
    return { is: 'inconclusive', why: 'signed in a way that cannot be verified here' };
  }
  const delegates = childrenOf(childrenOf(signed.certificates)[0])
    .slice(0, 5)
    .flatMap(({ whole }) => parseCertificate(whole) ?? [])
    .filter(({ extendedKeyUsage }) => extendedKeyUsage.includes('OCSPSigning'))
    .filter((delegate) => verifies(delegate, issuer));
  const signer = [issuer, ...delegates].find((each) => isSignedBy(signed, each));
  return signer === undefined
    ? { is: 'no', why: 'not signed by the issuer' }
    : { is: 'yes', why: signer.subject };
}

function hashOf({ algorithm }: Signed): string | undefined {
  return signatureAlgorithms[oidOf(childrenOf(algorithm)[0])]?.hash;
}

/** Whether this key made the signature over `data`; false also for algorithms that the library does not know. */
export function isSignedBy(signed: Signed, signer: Certificate): boolean {
  const { data, signature } = signed;
  const bits = bitsOf(signature);
  if (data === undefined || bits === undefined) return false;
  const hash = hashOf(signed);
  try {
    const key = createPublicKey(
      new X509Certificate(signer.der).publicKey.export({ type: 'spki', format: 'pem' }),
    );
    const isEdwards = key.asymmetricKeyType === 'ed25519' || key.asymmetricKeyType === 'ed448';
    return verify(isEdwards ? null : hash, data.whole, key, bits);
  } catch {
    // A key or an algorithm that the library does not know: not verified.
    return false;
  }
}
