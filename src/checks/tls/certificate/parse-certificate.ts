import { createHash } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { bitLengthOf, bitsOf, childrenOf, type Der, oidOf, readDer, tags, timeOf } from './der.ts';
import { readExtensions } from './extensions.ts';
import {
  curves,
  fixedKeys,
  hashAlgorithms,
  rsassaPss,
  signatureAlgorithms,
} from './identifiers.ts';
import { isName, nameOf } from './names.ts';

/** A certificate of real life has 1 to 3 KiB; what is longer than this is not read. */
const maxBytes = 262_144;

/** Reads hostile DER (RFC 5280 §4.1); undefined when it is no certificate. Never throws. */
export function parseCertificate(der: Uint8Array): Certificate | undefined {
  if (der.length > maxBytes) return undefined;
  const whole = readDer(der);
  const [tbs, algorithm] = childrenOf(whole);
  const { serial, issuer, validity, subject, spki, extensions } = fieldsOf(tbs);
  if (whole?.tag !== tags.sequence || serial?.tag !== tags.integer) return undefined;
  if (!isName(issuer) || !isName(subject) || spki?.tag !== tags.sequence) return undefined;
  const [notBefore = '', notAfter = ''] = childrenOf(validity).map(timeOf);
  const subjectName = nameOf(subject);
  return {
    fingerprint: sha256(whole.whole),
    spki: sha256(spki.whole),
    subject: subjectName.text,
    issuer: nameOf(issuer).text,
    commonName: subjectName.commonName,
    serial: Buffer.from(serial.content.subarray(0, 64)).toString('hex'),
    notBefore,
    notAfter,
    key: keyOf(spki),
    signature: signatureOf(algorithm),
    isSelfIssued: Buffer.compare(subject.whole, issuer.whole) === 0,
    ...readExtensions(extensions),
    der: whole.whole,
  };
}

/** Parts of TBSCertificate by their place; [0] in front is the version, which version 1 does not write. */
function fieldsOf(
  tbs: Der | undefined,
): Readonly<
  Record<'serial' | 'issuer' | 'validity' | 'subject' | 'spki' | 'extensions', Der | undefined>
> {
  const fields = childrenOf(tbs);
  const [serial, , issuer, validity, subject, spki, ...rest] =
    fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const extensions = rest.find(({ tag }) => tag === 0xa3);
  return { serial, issuer, validity, subject, spki, extensions };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function keyOf(spki: Der): Certificate['key'] {
  const [algorithm, value] = childrenOf(spki);
  const [type, parameters] = childrenOf(algorithm);
  const oid = oidOf(type);
  const fixed = fixedKeys[oid];
  if (fixed !== undefined) return fixed;
  if (oid === '1.2.840.113549.1.1.1' || oid === rsassaPss) {
    const [modulus, exponent] = childrenOf(readDer(bitsOf(value) ?? new Uint8Array()));
    return {
      type: oid === rsassaPss ? 'rsa-pss' : 'rsa',
      bits: bitLengthOf(modulus),
      ...(exponent === undefined ? {} : { exponent: exponentOf(exponent) }),
    };
  }
  if (oid === '1.2.840.10045.2.1') {
    const named = oidOf(parameters);
    const [curve, bits] = curves[named] ?? [named === '' ? 'explicit' : named, 0];
    return { type: 'ecdsa', bits, curve };
  }
  if (oid === '1.2.840.10040.4.1') {
    return { type: 'dsa', bits: bitLengthOf(childrenOf(parameters)[0]) };
  }
  return { type: 'other', bits: 0 };
}

function exponentOf({ content }: Der): string {
  return BigInt(`0x0${Buffer.from(content.subarray(0, 64)).toString('hex')}`).toString();
}

function signatureOf(algorithm: Der | undefined): Certificate['signature'] {
  const [type, parameters] = childrenOf(algorithm);
  const oid = oidOf(type);
  if (oid !== rsassaPss) {
    return signatureAlgorithms[oid] ?? { name: oid === '' ? 'unknown' : oid, hash: 'unknown' };
  }
  // hashAlgorithm [0] of RSASSA-PSS-params; SHA-1 where it is left out (RFC 4055 §3.1).
  const tagged = childrenOf(parameters).find(({ tag }) => tag === 0xa0);
  const hash = oidOf(childrenOf(childrenOf(tagged)[0])[0]);
  return {
    name: 'RSASSA-PSS',
    hash: tagged === undefined ? 'sha1' : (hashAlgorithms[hash] ?? 'unknown'),
  };
}
