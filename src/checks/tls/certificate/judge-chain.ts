import type { ChainObservation, Fact, Observation } from '../observation.ts';
import type { Zone } from '../subject.ts';
import { buildChain, type Path, verifies } from './build-chain.ts';
import type { Certificate } from './certificate.ts';
import { matchesHost } from './match-name.ts';
import { readStaple } from './ocsp.ts';
import { parseCertificate } from './parse-certificate.ts';
import { type BySubject, bySubject, publicRoots } from './roots.ts';
import { countScts } from './scts.ts';
import type { ChainVerdict } from './verdict.ts';

/** A chain of so many certificates at most is looked at; the rest is strangers anyhow. */
const maxSent = 100;

/** What chains are judged by, besides what they hold. */
export interface Trust {
  readonly zone: Zone;
  /** Intermediates that other endpoints sent. */
  readonly known: BySubject;
}

/** What is to be said of a chain as it was sent: facts, without clock and policy. Never throws. */
export function judgeChain(
  chain: ChainObservation,
  observation: Observation,
  { zone, known }: Trust,
): ChainVerdict {
  const sent = chain.sent.slice(0, maxSent).map((digest) => certificateOf(observation, digest));
  const [leaf] = sent;
  const others = sent.slice(1).flatMap((each) => each ?? []);
  const path =
    leaf === undefined
      ? { path: [], isTrusted: false, usesKnown: false, isCut: false }
      : buildChain(leaf, { sent: bySubject(others), known, anchors: anchorsOf(zone) });
  const used = new Set(path.path.map(({ fingerprint }) => fingerprint));
  const issuer = path.path[1];
  const ocsp =
    chain.ocsp === undefined || leaf === undefined
      ? undefined
      : readStaple(Buffer.from(chain.ocsp, 'base64'), leaf, issuer);
  return {
    sent,
    leaf,
    path: path.path,
    trusted: trustOf(leaf, path),
    complete: completenessOf(leaf, path, others),
    ordered: isOrdered(sent),
    extra: extraOf(others, used),
    sendsRoot: others.some((each) => each.isSelfIssued && each.isCa),
    selfSigned: leaf !== undefined && leaf.isSelfIssued && verifies(leaf, leaf),
    matchesName: nameFact(leaf, chain, observation),
    ...(ocsp === undefined ? {} : { ocsp }),
    sctCount:
      (leaf?.sctCount ?? 0) +
      chain.scts.reduce((sum, list) => sum + countScts(Buffer.from(list, 'base64')), 0),
  };
}

/** Parsed certificates of one observation, so that each is read once. */
const parsed = new WeakMap<Observation, Map<string, Certificate | undefined>>();

function certificateOf(observation: Observation, digest: string): Certificate | undefined {
  const known = parsed.get(observation) ?? new Map<string, Certificate | undefined>();
  parsed.set(observation, known);
  if (!known.has(digest)) {
    const base64 = observation.certificates[digest];
    known.set(
      digest,
      base64 === undefined ? undefined : parseCertificate(Buffer.from(base64, 'base64')),
    );
  }
  return known.get(digest);
}

/** Every certificate of an observation that can be read. */
export function certificatesOf(observation: Observation): readonly Certificate[] {
  return Object.keys(observation.certificates).flatMap(
    (digest) => certificateOf(observation, digest) ?? [],
  );
}

const zoneAnchors = new WeakMap<Zone, BySubject>();

function anchorsOf(zone: Zone): readonly BySubject[] {
  const own =
    zoneAnchors.get(zone) ?? bySubject(zone.anchors.flatMap((der) => parseCertificate(der) ?? []));
  zoneAnchors.set(zone, own);
  return zone.onlyOwnAnchors ? [own] : [own, publicRoots()];
}

function trustOf(leaf: Certificate | undefined, path: Path): Fact {
  if (leaf === undefined) return { is: 'inconclusive', why: 'the certificate cannot be read' };
  const last = path.path.at(-1)?.subject ?? '';
  if (path.isTrusted) return { is: 'yes', why: last };
  if (path.refused !== undefined) return { is: 'no', why: path.refused };
  if (path.isCut) return { is: 'inconclusive', why: 'too many signatures to verify' };
  const [end] = path.path.slice(-1);
  if (end !== undefined && isUnverifiable(end, path)) {
    return { is: 'inconclusive', why: `${end.signature.name} cannot be verified here` };
  }
  return { is: 'no', why: `ends in ${path.path.at(-1)?.issuer ?? ''}, which is in no store` };
}

/** Signed in a way that not every library knows: that no issuer was found for it proves nothing. */
function isUnverifiable({ signature, isSelfIssued }: Certificate, { path }: Path): boolean {
  // What signs itself at the end of a path needs no issuer: it is in no store.
  if (isSelfIssued && path.length > 1) return false;
  return unsureHashes.has(signature.hash) || signature.name.startsWith('ML-DSA');
}

const unsureHashes = new Set(['unknown', 'md2', 'md4']);

/**
 * Only a leaf that came alone, or a chain that a known intermediate closes, is incomplete for sure: that the issuer of
 * the last intermediate was not sent is as it should be when it is a root.
 */
function completenessOf(
  leaf: Certificate | undefined,
  path: Path,
  others: readonly Certificate[],
): Fact {
  if (leaf === undefined) return { is: 'inconclusive', why: 'the certificate cannot be read' };
  if (path.usesKnown && path.isTrusted) {
    const missing = path.path[1]?.subject ?? '';
    return { is: 'no', why: `an intermediate was not sent: ${missing}` };
  }
  if (path.isTrusted) return { is: 'yes', why: 'all intermediates were sent' };
  // One of the issuer's name that was sent and did not sign is wrong, but not missing.
  const isAlone =
    path.path.length === 1 &&
    !leaf.isSelfIssued &&
    !others.some(({ subject }) => subject === leaf.issuer);
  return isAlone && leaf.issuerUrls.length > 0
    ? { is: 'no', why: `the issuer was not sent: ${leaf.issuer}` }
    : { is: 'yes', why: 'nothing is known to be missing' };
}

function isOrdered(sent: readonly (Certificate | undefined)[]): boolean {
  return sent
    .slice(1)
    .every((each, index) => each !== undefined && sent[index]?.issuer === each.subject);
}

/** Not part of the path, or there a second time. */
function extraOf(
  others: readonly Certificate[],
  used: ReadonlySet<string>,
): readonly Certificate[] {
  return others.filter(
    ({ fingerprint }, index) =>
      !used.has(fingerprint) ||
      others.findIndex((each) => each.fingerprint === fingerprint) !== index,
  );
}

function nameFact(
  leaf: Certificate | undefined,
  chain: ChainObservation,
  { host }: Observation,
): Fact {
  const wanted = chain.serverName ?? host;
  if (leaf === undefined) return { is: 'inconclusive', why: 'the certificate cannot be read' };
  if (matchesHost(leaf, wanted)) return { is: 'yes', why: wanted };
  const names = [...leaf.dnsNames, ...leaf.ipAddresses];
  const shown = names.length === 0 ? 'no names' : names.slice(0, 5).join(', ');
  return { is: 'no', why: `${wanted} is not among ${shown}${names.length > 5 ? ', …' : ''}` };
}
