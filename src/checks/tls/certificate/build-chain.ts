import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { refusalOfIssuer } from './constraints.ts';
import type { BySubject } from './roots.ts';

/** Chains of real life have three or four; cross-signed ones five. */
const maxPath = 10;
/** Signatures that are verified for one chain: a hostile one could ask for many. */
const maxVerifications = 100;

/** Where issuers may come from. */
export interface Sources {
  /** What was sent; not trusted by itself. */
  readonly sent: BySubject;
  /** Other intermediates that are known; not trusted by themselves. */
  readonly known: BySubject;
  /** Trusted, by subject: public roots, anchors of the zone. */
  readonly anchors: readonly BySubject[];
}

export interface Path {
  /** Leaf first; to the anchor where `isTrusted`, else the longest that could be built. */
  readonly path: readonly Certificate[];
  readonly isTrusted: boolean;
  /** The path goes through a certificate that was not sent and is no anchor. */
  readonly usesKnown: boolean;
  /** The search was given up: too many signatures. */
  readonly isCut: boolean;
  /** An issuer signed, but had no right to: why. */
  readonly refused?: string;
}

type Found = Omit<Path, 'isCut' | 'refused'>;

/** The best path from a leaf to an anchor (RFC 5280 §6, RFC 4158): trusted before untrusted, then as sent. */
export function buildChain(leaf: Certificate, sources: Sources): Path {
  const search = new Search(sources);
  const path = search.from([leaf], false) ?? search.best;
  const { isCut, refused } = search;
  return { ...path, isCut, ...(refused === undefined ? {} : { refused }) };
}

class Search {
  refused: string | undefined;
  best: Found = { path: [], isTrusted: false, usesKnown: false };
  readonly #sources: Sources;
  #left = maxVerifications;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  get isCut(): boolean {
    return this.#left <= 0;
  }

  /** A trusted path that begins with these; notes the longest one on the way. */
  from(path: readonly Certificate[], usesKnown: boolean): Found | undefined {
    const last = path.at(-1);
    if (last === undefined || path.length > maxPath || this.isCut) return undefined;
    if (path.length > this.best.path.length) this.best = { path, isTrusted: false, usesKnown };
    if (this.#isAnchor(last)) return { path, isTrusted: true, usesKnown };
    for (const index of this.#sources.anchors) {
      const anchor = this.#issuersIn(index, last, path).find((each) =>
        this.#certifies(each, path, refusalOfIssuer),
      );
      if (anchor !== undefined) return { path: [...path, anchor], isTrusted: true, usesKnown };
    }
    return (
      this.#through(this.#sources.sent, path, usesKnown) ??
      this.#through(this.#sources.known, path, true)
    );
  }

  #through(index: BySubject, path: readonly Certificate[], usesKnown: boolean): Found | undefined {
    const last = path.at(-1);
    if (last === undefined) return undefined;
    for (const issuer of this.#issuersIn(index, last, path)) {
      if (!this.#certifies(issuer, path, refusalOfIntermediate)) continue;
      const found = this.from([...path, issuer], usesKnown);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Of the same name, and not in the path yet: cross-signs and loops have a key twice. Renewed ones first. */
  #issuersIn(
    index: BySubject,
    { issuer }: Certificate,
    path: readonly Certificate[],
  ): readonly Certificate[] {
    const taken = new Set(path.map(({ spki }) => spki));
    return (index.get(issuer) ?? [])
      .filter(({ spki }) => !taken.has(spki))
      .toSorted((a, b) => (a.notAfter > b.notAfter ? -1 : Number(a.notAfter < b.notAfter)));
  }

  #isAnchor({ fingerprint, subject }: Certificate): boolean {
    return this.#sources.anchors.some((index) =>
      (index.get(subject) ?? []).some((anchor) => anchor.fingerprint === fingerprint),
    );
  }

  /** It signed the last one of the path, and had the right to. */
  #certifies(
    issuer: Certificate,
    path: readonly Certificate[],
    refusal: typeof refusalOfIssuer,
  ): boolean {
    const last = path.at(-1);
    if (last === undefined || this.#left <= 0) return false;
    this.#left -= 1;
    if (!verifies(last, issuer)) return false;
    const why = refusal(issuer, path);
    this.refused ??= why;
    return why === undefined;
  }
}

/** What was sent must say that it is an authority; anchors are, by being anchors. */
function refusalOfIntermediate(
  issuer: Certificate,
  below: readonly Certificate[],
): string | undefined {
  const { isCa, keyUsage, subject } = issuer;
  return isCa && (keyUsage.length === 0 || keyUsage.includes('keyCertSign'))
    ? refusalOfIssuer(issuer, below)
    : `${subject} is no authority`;
}

/**
 * Whether the key of the issuer made the signature; `no` also for keys and algorithms that the library does not know. In
 * a run of thousands of endpoints the same few authorities come again and again, so their keys and answers are kept.
 */
export function verifies(certificate: Certificate, issuer: Certificate): boolean {
  const pair = `${certificate.fingerprint} ${issuer.fingerprint}`;
  const known = verified.get(pair);
  if (known !== undefined) return known;
  const answer = isSigned(certificate, issuer);
  keep(verified, pair, answer);
  return answer;
}

function isSigned(certificate: Certificate, issuer: Certificate): boolean {
  try {
    const key = keys.get(issuer.fingerprint) ?? new X509Certificate(issuer.der).publicKey;
    keep(keys, issuer.fingerprint, key);
    return new X509Certificate(certificate.der).verify(key);
  } catch {
    // What cannot be read or verified is not signed; the caller looks for another issuer.
    return false;
  }
}

const maxKept = 5000;
const verified = new Map<string, boolean>();
const keys = new Map<string, KeyObject>();

function keep<T>(kept: Map<string, T>, key: string, value: T): void {
  if (kept.size >= maxKept) kept.clear();
  kept.set(key, value);
}
