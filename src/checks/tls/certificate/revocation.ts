import { createHash } from 'node:crypto';
import { isLoopback, isPrivate } from '../../../model/address.ts';
import type { Network } from '../../../model/network.ts';
import type { Observation, RevocationObservation } from '../observation.ts';
import type { Certificate } from './certificate.ts';
import { findInCrl } from './crl.ts';
import { bitsOf, childrenOf, readDer } from './der.ts';
import { fetchPlain } from './fetch-plain.ts';
import { readStaple } from './ocsp.ts';
import { whyStale } from './staple-age.ts';

/** A leaf and who issued it. */
export interface Issued {
  readonly leaf: Certificate;
  readonly issuer: Certificate;
}

/** An endpoint shows one or two leaves. */
const maxLeaves = 4;

/**
 * Asks the authorities about leaves: by OCSP where the certificate names a responder, else by the revocation list. They
 * learn who is asked about, so this is only done on request.
 */
export async function askRevocation(
  issued: readonly Issued[],
  observation: Observation,
  network: Network,
  options: { readonly timeoutMs: number; readonly now: string },
): Promise<readonly RevocationObservation[]> {
  const allowsPrivate = observation.addresses.some(
    ({ address }) => isPrivate(address) || isLoopback(address),
  );
  const answers: RevocationObservation[] = [];
  for (const each of issued.slice(0, maxLeaves)) {
    const [ocspUrl] = each.leaf.ocspUrls;
    const [crlUrl] = each.leaf.crlUrls;
    const bounds = { ...options, allowsPrivate };
    if (ocspUrl !== undefined) answers.push(await askOcsp(each, ocspUrl, network, bounds));
    else if (crlUrl !== undefined) {
      answers.push(await askCrl(each, crlUrl, network, bounds));
    }
  }
  return answers;
}

type Bounds = {
  readonly timeoutMs: number;
  readonly allowsPrivate: boolean;
  readonly now: string;
};

async function askOcsp(
  issued: Issued,
  url: string,
  network: Network,
  { now, ...bounds }: Bounds,
): Promise<RevocationObservation> {
  const bytes = ocspRequest(issued);
  const body = { type: 'application/ocsp-request', bytes };
  const fetched = await fetchPlain(network, { url, body, ...bounds });
  const start = { certificate: issued.leaf.fingerprint, source: 'ocsp', url } as const;
  if (fetched.kind === 'failed') return { ...start, status: 'inconclusive', why: fetched.why };
  const said = readStaple(fetched.bytes, issued.leaf, issued.issuer);
  if (said.status === 'unreadable') {
    return { ...start, status: 'inconclusive', why: 'the answer cannot be read' };
  }
  if (said.signature.is !== 'yes') {
    return { ...start, status: 'inconclusive', why: said.signature.why };
  }
  // Who was revoked stays so; that somebody was not holds for its time only.
  const stale = said.status === 'revoked' ? undefined : whyStale(said, now);
  if (stale !== undefined) return { ...start, status: 'inconclusive', why: stale };
  return { ...start, status: said.status, why: `response of ${said.thisUpdate ?? 'no time'}` };
}

async function askCrl(
  { leaf, issuer }: Issued,
  url: string,
  network: Network,
  { now, ...bounds }: Bounds,
): Promise<RevocationObservation> {
  const start = { certificate: leaf.fingerprint, source: 'crl', url } as const;
  const fetched = await fetchPlain(network, { url, ...bounds });
  if (fetched.kind === 'failed') return { ...start, status: 'inconclusive', why: fetched.why };
  return { ...start, ...findInCrl(fetched.bytes, leaf, issuer, now) };
}

/** OCSPRequest for one certificate (RFC 6960 §4.1.1), without nonce: responders of today sign in advance. */
export function ocspRequest({ leaf, issuer }: Issued): Uint8Array {
  const algorithm = Buffer.from('300906052b0e03021a0500', 'hex');
  const nameHash = sha1(issuerNameOf(leaf));
  const keyHash = sha1(publicKeyOf(issuer));
  const serial = Buffer.from(leaf.serial, 'hex');
  const certId = der(0x30, algorithm, der(0x04, nameHash), der(0x04, keyHash), der(0x02, serial));
  return der(0x30, der(0x30, der(0x30, der(0x30, certId))));
}

function sha1(bytes: Uint8Array): Uint8Array {
  return createHash('sha1').update(bytes).digest();
}

function fieldsOf(certificate: Certificate): ReturnType<typeof childrenOf> {
  const fields = childrenOf(childrenOf(readDer(certificate.der))[0]);
  return fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
}

function issuerNameOf(certificate: Certificate): Uint8Array {
  return fieldsOf(certificate)[2]?.whole ?? new Uint8Array();
}

function publicKeyOf(certificate: Certificate): Uint8Array {
  return bitsOf(childrenOf(fieldsOf(certificate)[5])[1]) ?? new Uint8Array();
}

/** Lengths of a request are below 64 KiB. */
function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [tag, length] : [tag, 0x82, (length >> 8) & 0xff, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
