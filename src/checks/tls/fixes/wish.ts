import type { ProtocolVersion } from '../observation.ts';
import type { Profile } from '../profile.ts';
import type { Aspect } from '../subject.ts';

/** What a profile asks of a server, in the words that configurations use. */
export interface Wish {
  /** The newest versions that the profile accepts: TLS 1.2 and 1.3, or one of them. */
  readonly versions: readonly ('TLS1.2' | 'TLS1.3')[];
  /** Suites for TLS 1.2 with forward secrecy and authenticated encryption: IANA and OpenSSL names. */
  readonly suites: readonly { readonly name: string; readonly openssl: string }[];
  /** Suites of TLS 1.3; empty where the three that every library offers are all accepted. */
  readonly suitesTls13: readonly string[];
  /** Groups by their IANA and OpenSSL names, best first. */
  readonly groups: readonly { readonly name: string; readonly openssl: string }[];
  readonly hstsSeconds: number;
  /** For texts that need one: the name of the endpoint, or `shop.example`. */
  readonly host: string;
}

/** What to write down for each aspect; where one is missing there is nothing to set, or it is right without a word. */
export type Fixes = Readonly<Partial<Record<Aspect, (wish: Wish) => string>>>;

const tls12Suites: readonly (readonly [string, string])[] = [
  ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
  ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
  ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305'],
  ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-RSA-CHACHA20-POLY1305'],
];

const tls13Suites = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
];

const groups: readonly (readonly [string, string])[] = [
  ['X25519MLKEM768', 'X25519MLKEM768'],
  ['SecP256r1MLKEM768', 'SecP256r1MLKEM768'],
  ['SecP384r1MLKEM1024', 'SecP384r1MLKEM1024'],
  ['x25519', 'X25519'],
  ['secp256r1', 'prime256v1'],
  ['secp384r1', 'secp384r1'],
];

/** TLSRef 6.0: two years. */
const hstsSeconds = 63_072_000;

export function wishOf(profile: Profile, host: string): Wish {
  const { required, good, sufficient, phaseOut } = profile.versions;
  const versions = new Set<ProtocolVersion>([...required, ...good, ...sufficient, ...phaseOut]);
  const acceptsSuite = acceptor(profile.suites);
  const acceptsGroup = acceptor(profile.groups);
  const tls13 = tls13Suites.filter(acceptsSuite);
  return {
    versions: (['TLS1.2', 'TLS1.3'] as const).filter((version) => versions.has(version)),
    suites: tls12Suites
      .filter(([name]) => acceptsSuite(name))
      .map(([name, openssl]) => ({ name, openssl })),
    suitesTls13: tls13.length === tls13Suites.length ? [] : tls13,
    groups: groups
      .filter(([name]) => acceptsGroup(name))
      .map(([name, openssl]) => ({ name, openssl })),
    hstsSeconds: Math.max(profile.hstsMinAgeSeconds ?? hstsSeconds, 1),
    // Names come from the policy or the command line; into a configuration goes only what cannot break it.
    host: /^[a-z0-9.-]{1,253}$/u.test(host) ? host : 'shop.example',
  };
}

/** What is only to be phased out is nothing to advise. */
function acceptor(graded: Profile['suites']): (name: string) => boolean {
  if (graded === undefined) return () => true;
  const accepted = new Set([...graded.good, ...graded.sufficient]);
  return (name) => accepted.has(name);
}
