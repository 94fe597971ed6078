import type {
  CertificateSummary,
  EndpointSummary,
  Quality,
} from '../../../model/endpoint-summary.ts';
import type { Certificate } from '../certificate/certificate.ts';
import type { ChainVerdict } from '../certificate/verdict.ts';
import { viewOf } from '../grade/view.ts';
import type { Subject } from '../subject.ts';

const msPerDay = 86_400_000;

/** Names of a certificate that are shown; a certificate may hold thousands. */
const maxNames = 100;

/** Leaf certificates, each once, the one that ends first in front. */
export function certificatesOf(
  subjects: readonly Subject[],
  now: string,
): EndpointSummary['certificates'] {
  const leaves = new Map<string, Certificate>();
  for (const { leaf } of subjects.flatMap((subject) => viewOf(subject).chains)) {
    if (leaf !== undefined) leaves.set(leaf.fingerprint, leaf);
  }
  return [...leaves.values()]
    .toSorted(
      (a, b) =>
        Date.parse(a.notAfter) - Date.parse(b.notAfter) || (a.fingerprint < b.fingerprint ? -1 : 1),
    )
    .map((leaf) => summary(leaf, now));
}

function summary(leaf: Certificate, now: string): CertificateSummary {
  const daysLeft = Math.floor((Date.parse(leaf.notAfter) - Date.parse(now)) / msPerDay);
  return {
    subject: leaf.commonName === '' ? leaf.subject : leaf.commonName,
    names: [...leaf.dnsNames, ...leaf.ipAddresses].slice(0, maxNames),
    issuer: leaf.issuer,
    key: keyOf(leaf),
    signature: leaf.signature.name,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    daysLeft: Number.isFinite(daysLeft) ? daysLeft : 0,
    quality: quality(leaf, now),
  };
}

/** At a third of its lifetime a certificate should be renewed; at a tenth it is late. */
function quality({ notBefore, notAfter }: Certificate, now: string): Quality {
  const [from, to, at] = [notBefore, notAfter, now].map((time) => Date.parse(time));
  if (from === undefined || to === undefined || at === undefined) return 'unknown';
  if (Number.isNaN(from + to + at)) return 'unknown';
  if (at > to || at < from) return 'bad';
  if (to - at < (to - from) / 10) return 'weak';
  return to - at < (to - from) / 3 ? 'sufficient' : 'good';
}

function keyOf({ key }: Certificate): string {
  switch (key.type) {
    case 'rsa':
      return `RSA ${key.bits} bits`;
    case 'rsa-pss':
      return `RSA-PSS ${key.bits} bits`;
    case 'ecdsa':
      return `ECDSA ${key.curve ?? `${key.bits} bits`}`;
    case 'dsa':
      return `DSA ${key.bits} bits`;
    case 'ed25519':
      return 'Ed25519';
    case 'ed448':
      return 'Ed448';
    case 'ml-dsa':
      return 'ML-DSA';
    case 'other':
      return 'key of an unknown kind';
  }
}

interface Trust {
  readonly state: string;
  readonly quality: Quality;
  readonly detail: string;
  /** As the rating guide names it: `T` not trusted, `M` name mismatch. */
  readonly letter?: 'T' | 'M';
}

/** Whether a client would believe the certificate: the worst of all chains for the name that was asked for. */
export function trustOf(subjects: readonly Subject[], now: string): Trust {
  const states = subjects.flatMap((subject) =>
    viewOf(subject).chains.map((chain) => trustOfChain(chain, subject, now)),
  );
  const rank: readonly Quality[] = ['bad', 'weak', 'unknown', 'sufficient', 'good'];
  const [worst] = states.toSorted((a, b) => rank.indexOf(a.quality) - rank.indexOf(b.quality));
  return worst ?? { state: 'unknown', quality: 'unknown', detail: 'no certificate was seen' };
}

function trustOfChain(chain: ChainVerdict, subject: Subject, now: string): Trust {
  const { leaf, trusted, complete, matchesName } = chain;
  if (leaf === undefined) {
    return { state: 'unknown', quality: 'unknown', detail: 'the certificate cannot be read' };
  }
  const bad = untrustedBecause(chain, subject, now);
  if (bad !== undefined) return { ...bad, quality: 'bad' };
  if (trusted.is !== 'yes' || (matchesName.is !== 'yes' && matchesName.is !== 'not-tested')) {
    const why = trusted.is === 'yes' ? matchesName.why : trusted.why;
    return { state: 'unknown', quality: 'unknown', detail: why };
  }
  if (complete.is === 'no') {
    return { state: 'trusted, chain incomplete', quality: 'weak', detail: complete.why };
  }
  return { state: 'trusted', quality: 'good', detail: trusted.why };
}

function untrustedBecause(
  chain: ChainVerdict,
  { observation }: Subject,
  now: string,
): Omit<Trust, 'quality'> | undefined {
  const { leaf, selfSigned, trusted, matchesName, ocsp } = chain;
  if (leaf === undefined) return undefined;
  const revoked = observation.revocation.find(
    ({ certificate, status }) => certificate === leaf.fingerprint && status === 'revoked',
  );
  if (revoked !== undefined) return { state: 'revoked', detail: revoked.why, letter: 'T' };
  if (ocsp?.status === 'revoked') {
    return { state: 'revoked', detail: 'the stapled response says so', letter: 'T' };
  }
  if (Date.parse(now) > Date.parse(leaf.notAfter)) {
    return { state: 'expired', detail: `ended ${leaf.notAfter.slice(0, 10)}`, letter: 'T' };
  }
  if (Date.parse(now) < Date.parse(leaf.notBefore)) {
    return { state: 'not yet valid', detail: `begins ${leaf.notBefore.slice(0, 10)}`, letter: 'T' };
  }
  if (selfSigned && trusted.is === 'no') {
    return { state: 'self-signed', detail: trusted.why, letter: 'T' };
  }
  if (trusted.is === 'no') return { state: 'not trusted', detail: trusted.why, letter: 'T' };
  if (matchesName.is === 'no') return { state: 'wrong name', detail: matchesName.why, letter: 'M' };
  return undefined;
}
