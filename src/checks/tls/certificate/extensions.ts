import type { Certificate } from './certificate.ts';
import { readNameConstraints } from './constraints.ts';
import { bitsOf, childrenOf, type Der, oidOf, readDer, tags } from './der.ts';
import { extendedKeyUsages, keyUsages } from './identifiers.ts';
import { stringOf } from './names.ts';
import { countScts } from './scts.ts';

type Extended = Pick<
  Certificate,
  | 'dnsNames'
  | 'ipAddresses'
  | 'isCa'
  | 'pathLength'
  | 'nameConstraints'
  | 'mustStaple'
  | 'sctCount'
  | 'ocspUrls'
  | 'crlUrls'
  | 'issuerUrls'
  | 'keyUsage'
  | 'extendedKeyUsage'
>;

/** Names and addresses of one certificate; the largest in public logs have some thousand. */
const maxNames = 2000;
const maxUrls = 20;

/** What rules ask of the extensions (RFC 5280 §4.2); of one that is there twice the first counts. */
export function readExtensions(tagged: Der | undefined): Extended {
  const values = new Map<string, Der | undefined>();
  for (const extension of childrenOf(childrenOf(tagged)[0])) {
    const [id, ...rest] = childrenOf(extension);
    const octets = rest.at(-1);
    const oid = oidOf(id);
    if (octets?.tag === tags.octetString && !values.has(oid)) {
      values.set(oid, readDer(octets.content));
    }
  }
  const alternatives = childrenOf(values.get('2.5.29.17')).slice(0, maxNames);
  const access = childrenOf(values.get('1.3.6.1.5.5.7.1.1'));
  const pathLength = pathLengthOf(values.get('2.5.29.19'));
  const nameConstraints = readNameConstraints(values.get('2.5.29.30'));
  return {
    dnsNames: alternatives.filter(({ tag }) => tag === 0x82).map((name) => stringOf(name)),
    ipAddresses: alternatives
      .filter(({ tag }) => tag === 0x87)
      .map(({ content }) => addressOf(content)),
    isCa: isCa(values.get('2.5.29.19')),
    ...(pathLength === undefined ? {} : { pathLength }),
    ...(nameConstraints === undefined ? {} : { nameConstraints }),
    mustStaple: childrenOf(values.get('1.3.6.1.5.5.7.1.24')).some(
      ({ tag, content }) => tag === tags.integer && content.length === 1 && content[0] === 5,
    ),
    sctCount: countScts(values.get('1.3.6.1.4.1.11129.2.4.2')?.content ?? new Uint8Array()),
    ocspUrls: accessUrls(access, '1.3.6.1.5.5.7.48.1'),
    issuerUrls: accessUrls(access, '1.3.6.1.5.5.7.48.2'),
    crlUrls: crlUrls(values.get('2.5.29.31')),
    keyUsage: usagesOf(values.get('2.5.29.15')),
    extendedKeyUsage: childrenOf(values.get('2.5.29.37')).map((each) => {
      const oid = oidOf(each);
      return extendedKeyUsages[oid] ?? oid;
    }),
  };
}

function isCa(constraints: Der | undefined): boolean {
  const [ca] = childrenOf(constraints);
  return ca?.tag === tags.boolean && ca.content[0] !== 0 && ca.content.length === 1;
}

/** Longer ones than a path may have are as good as none; a negative one cannot be kept: nothing may be below. */
function pathLengthOf(constraints: Der | undefined): number | undefined {
  const [, length] = childrenOf(constraints);
  const [first, ...more] = length?.content ?? [];
  if (length?.tag !== tags.integer || first === undefined) return undefined;
  if (first >= 0x80) return 0;
  return more.length === 0 ? first : 0x7f;
}

function accessUrls(access: readonly Der[], method: string): readonly string[] {
  return access
    .map(childrenOf)
    .filter(([id]) => oidOf(id) === method)
    .flatMap(([, location]) => (location?.tag === 0x86 ? [stringOf(location)] : []))
    .slice(0, maxUrls);
}

/** DistributionPoint [0] fullName [0] uniformResourceIdentifier [6]. */
function crlUrls(points: Der | undefined): readonly string[] {
  return childrenOf(points)
    .flatMap((point) => childrenOf(point).filter(({ tag }) => tag === 0xa0))
    .flatMap((name) => childrenOf(name).filter(({ tag }) => tag === 0xa0))
    .flatMap((full) => childrenOf(full).filter(({ tag }) => tag === 0x86))
    .map((url) => stringOf(url))
    .slice(0, maxUrls);
}

function usagesOf(usage: Der | undefined): readonly string[] {
  const bits = bitsOf(usage) ?? new Uint8Array();
  return keyUsages.filter((_, index) => {
    const octet = bits[index >> 3] ?? 0;
    return (octet & (0x80 >> (index & 7))) !== 0;
  });
}

/** `192.0.2.1`, or IPv6 in full lower-case groups without zeros in front, as RFC 5952 without shortening. */
function addressOf(content: Uint8Array): string {
  if (content.length === 4) return content.join('.');
  if (content.length !== 16) return '';
  const groups = Array.from({ length: 8 }, (_, index) => {
    const [high = 0, low = 0] = content.subarray(index * 2, index * 2 + 2);
    return (high * 256 + low).toString(16);
  });
  return groups.join(':');
}
