import type { Profile } from '../profile.ts';

/**
 * TLSRef guidelines 5.7, 5.8 and 6.0 (https://data.tlsref.org/guidelines/, 2026-06-11; before that Mozilla's server-side
 * TLS guidelines), in the words of `Profile`. A test compares them with the published JSON (MPL-2.0), which is not shipped.
 */
const suitesTls13 = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
];

const suitesEcdhe = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];

const suitesDhe = [
  'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];

const classicalGroups = ['x25519', 'secp256r1', 'secp384r1'];
const hybridGroups = ['X25519MLKEM768', ...classicalGroups];
const ecdsaSignatures = ['ecdsa-with-SHA256', 'ecdsa-with-SHA384', 'ecdsa-with-SHA512'];
const curves = ['prime256v1', 'secp384r1'];
const hstsMinAgeSeconds = 63_072_000;

interface Edition {
  readonly version: '5.7' | '5.8' | '6.0';
  readonly published: string;
  readonly groups: readonly string[];
  readonly suites: readonly string[];
}

const editions: readonly Edition[] = [
  {
    version: '5.7',
    published: '2023-07-07',
    groups: classicalGroups,
    suites: [...suitesEcdhe, ...suitesDhe],
  },
  {
    version: '5.8',
    published: '2026',
    groups: hybridGroups,
    suites: suitesEcdhe,
  },
  {
    version: '6.0',
    published: '2026-04-06',
    groups: hybridGroups,
    suites: suitesEcdhe,
  },
];

export const tlsrefProfiles: readonly Profile[] = editions.flatMap((edition) => [
  intermediate(edition),
  modern(edition),
]);

function intermediate({ version, published, groups, suites }: Edition): Profile {
  return {
    id: `tlsref-intermediate-${version}`,
    title: `TLSRef intermediate ${version}`,
    source: `https://data.tlsref.org/guidelines/${version}.json`,
    published,
    versions: { required: ['TLS1.3'], good: ['TLS1.3', 'TLS1.2'], sufficient: [], phaseOut: [] },
    suites: accept([...suitesTls13, ...suites]),
    groups: accept([...groups]),
    serverOrder: 'client',
    certificate: {
      keyTypes: ['ecdsa', 'rsa'],
      minRsaBits: 2048,
      curves,
      signatures: ['sha256WithRSAEncryption', ...ecdsaSignatures],
      maxLifetimeDays: 366,
    },
    minDhBits: 2048,
    hstsMinAgeSeconds,
    deadlines: [],
  };
}

function modern({ version, published, groups }: Edition): Profile {
  return {
    id: `tlsref-modern-${version}`,
    title: `TLSRef modern ${version}`,
    source: `https://data.tlsref.org/guidelines/${version}.json`,
    published,
    versions: { required: ['TLS1.3'], good: ['TLS1.3'], sufficient: [], phaseOut: [] },
    suites: accept(suitesTls13),
    groups: accept([...groups]),
    serverOrder: 'client',
    certificate: {
      keyTypes: ['ecdsa'],
      curves,
      signatures: ecdsaSignatures,
      maxLifetimeDays: 90,
    },
    hstsMinAgeSeconds,
    deadlines: [],
  };
}

function accept(good: readonly string[]): NonNullable<Profile['suites']> {
  return { good, sufficient: [], phaseOut: [] };
}
