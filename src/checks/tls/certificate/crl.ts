import type { RevocationObservation } from '../observation.ts';
import type { Certificate } from './certificate.ts';
import { childrenOf, type Der, readDer, tags, timeOf } from './der.ts';
import { isSignedBy } from './ocsp.ts';

/** Entries of one list; a list of 1 MiB has some 30,000. */
const maxEntries = 100_000;

/** What a revocation list (RFC 5280 §5) says of a certificate. Never throws. */
export function findInCrl(
  bytes: Uint8Array,
  leaf: Certificate,
  issuer: Certificate,
  now: string,
): Pick<RevocationObservation, 'status' | 'why'> {
  const [data, algorithm, signature] = childrenOf(readDer(bytes));
  const times = childrenOf(data).filter(
    ({ tag }) => tag === tags.utcTime || tag === tags.generalizedTime,
  );
  const [thisUpdate, nextUpdate] = times.map(timeOf);
  if (data === undefined || thisUpdate === undefined) {
    return { status: 'inconclusive', why: 'the list cannot be read' };
  }
  if (!isSignedBy({ data, algorithm, signature, certificates: undefined }, issuer)) {
    return { status: 'inconclusive', why: 'the list is not signed by the issuer' };
  }
  if (isListed(data, leaf.serial)) return { status: 'revoked', why: `list of ${thisUpdate}` };
  if (nextUpdate !== undefined && Date.parse(nextUpdate) < Date.parse(now)) {
    return { status: 'inconclusive', why: `the list ended ${nextUpdate}` };
  }
  return { status: 'good', why: `list of ${thisUpdate}` };
}

/** revokedCertificates is the sequence behind the times; there is none where nothing is revoked. */
function isListed(data: Der, serial: string): boolean {
  const fields = childrenOf(data);
  const lastTime = fields.findLastIndex(
    ({ tag }) => tag === tags.utcTime || tag === tags.generalizedTime,
  );
  const list = fields[lastTime + 1];
  if (list?.tag !== tags.sequence) return false;
  let rest = list.content;
  for (let count = 0; rest.length > 0 && count < maxEntries; count++) {
    const entry = readDer(rest);
    if (entry === undefined) return false;
    const number = readDer(entry.content);
    if (number !== undefined && Buffer.from(number.content).toString('hex') === serial) return true;
    rest = rest.subarray(entry.whole.length);
  }
  return false;
}
