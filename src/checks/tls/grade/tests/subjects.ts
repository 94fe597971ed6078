import type { Certificate } from '../../certificate/certificate.ts';
import type { ChainVerdict } from '../../certificate/verdict.ts';
import type { AddressObservation, Fact } from '../../observation.ts';
import { completeObservation } from '../../record/complete.ts';
import type { Gradable } from '../view.ts';

export const yes: Fact = { is: 'yes', why: 'handshake' };
export const no: Fact = { is: 'no', why: 'alert 70 (protocol_version)' };
export const unsure: Fact = { is: 'inconclusive', why: 'reset 4 of 4' };

/** All codes that were asked are known. */
export function accepted(...codes: readonly number[]): object {
  return { codes, complete: yes, order: 'server' };
}

const leaf: Certificate = {
  fingerprint: 'aa'.repeat(32),
  spki: 'bb'.repeat(32),
  subject: 'CN=shop.example',
  issuer: 'CN=Example CA',
  commonName: 'shop.example',
  serial: '01',
  notBefore: '2026-04-01T00:00:00Z',
  notAfter: '2026-07-30T00:00:00Z',
  key: { type: 'ecdsa', bits: 256, curve: 'prime256v1' },
  signature: { name: 'ecdsa-with-SHA256', hash: 'sha256' },
  dnsNames: ['shop.example'],
  ipAddresses: [],
  isCa: false,
  isSelfIssued: false,
  mustStaple: false,
  sctCount: 2,
  ocspUrls: [],
  crlUrls: [],
  issuerUrls: [],
  keyUsage: [],
  extendedKeyUsage: [],
  der: new Uint8Array(),
};

export function leafWith(changes: Partial<Certificate>): Certificate {
  return { ...leaf, ...changes };
}

export function chainWith(changes: Partial<ChainVerdict> = {}): ChainVerdict {
  return {
    sent: [leaf],
    leaf,
    path: [leaf],
    trusted: yes,
    complete: yes,
    ordered: true,
    extra: [],
    sendsRoot: false,
    selfSigned: false,
    matchesName: yes,
    sctCount: 2,
    ...changes,
  };
}

/** The good endpoint of the rules' examples with `excerpt` laid over its one address. */
export function subjectWith(excerpt: object = {}, chain: ChainVerdict = chainWith()): Gradable {
  const observation = completeObservation({ addresses: [excerpt] });
  const [facts] = observation.addresses;
  if (facts === undefined) throw new Error('the good observation has an address');
  return { facts, chains: facts.chains.map(() => chain), observation };
}

/** `facts` instead of what is there, without a parser in between. */
export function withFacts(subject: Gradable, facts: Partial<AddressObservation>): Gradable {
  return { ...subject, facts: { ...subject.facts, ...facts } };
}
