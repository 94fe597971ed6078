import type { Profile } from '../profile.ts';

const camelliaAria = (prefix: string): readonly string[] => [
  `${prefix}_WITH_CAMELLIA_256_GCM_SHA384`,
  `${prefix}_WITH_CAMELLIA_128_GCM_SHA256`,
  `${prefix}_WITH_CAMELLIA_128_CBC_SHA256`,
  `${prefix}_WITH_ARIA_256_GCM_SHA384`,
  `${prefix}_WITH_ARIA_256_CBC_SHA384`,
  `${prefix}_WITH_ARIA_128_GCM_SHA256`,
  `${prefix}_WITH_ARIA_128_CBC_SHA256`,
];

const ecdhePhaseOut = ['TLS_ECDHE_ECDSA', 'TLS_ECDHE_RSA'].flatMap((prefix) => [
  ...camelliaAria(prefix),
  `${prefix}_WITH_CAMELLIA_256_CBC_SHA384`,
  `${prefix}_WITH_AES_256_CBC_SHA384`,
  `${prefix}_WITH_AES_128_CBC_SHA256`,
]);

const dhePhaseOut = [
  ...camelliaAria('TLS_DHE_RSA'),
  'TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256',
  'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_AES_256_CCM',
  'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
  'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_AES_128_CCM',
  'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
];

const ecdheSufficient = ['TLS_ECDHE_ECDSA', 'TLS_ECDHE_RSA'].flatMap((prefix) => [
  `${prefix}_WITH_CHACHA20_POLY1305_SHA256`,
  `${prefix}_WITH_AES_256_GCM_SHA384`,
  `${prefix}_WITH_AES_128_GCM_SHA256`,
]);

const ccm = ['TLS_ECDHE_ECDSA_WITH_AES_256_CCM', 'TLS_ECDHE_ECDSA_WITH_AES_128_CCM'];

const hashes = ['256', '384', '512'];

/** IT Security Guidelines for Transport Layer Security of the Dutch National Cyber Security Centre, edition of 2025. */
export const ncscNl2025: Profile = {
  id: 'ncsc-nl-2025',
  title: 'NCSC-NL IT Security Guidelines for TLS, 2025',
  source:
    'https://www.ncsc.nl/documenten/publicaties/2025/juni/01/ict-beveiligingsrichtlijnen-voor-transport-layer-security-2025-05',
  published: '2025',
  versions: {
    required: ['TLS1.3'],
    good: ['TLS1.3'],
    sufficient: ['TLS1.2'],
    phaseOut: [],
  },
  suites: {
    good: ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
    sufficient: ['TLS_AES_128_GCM_SHA256', 'TLS_AES_128_CCM_SHA256', ...ecdheSufficient, ...ccm],
    phaseOut: [...ecdhePhaseOut, ...dhePhaseOut],
  },
  groups: {
    good: [
      'X25519MLKEM768',
      'SecP256r1MLKEM768',
      'SecP384r1MLKEM1024',
      'secp521r1',
      'secp384r1',
      'secp256r1',
      'brainpoolP512r1',
      'brainpoolP384r1',
      'brainpoolP256r1',
      'brainpoolP512r1tls13',
      'brainpoolP384r1tls13',
      'brainpoolP256r1tls13',
      'x25519',
      'x448',
    ],
    sufficient: [],
    phaseOut: ['secp224r1', 'ffdhe3072', 'ffdhe4096', 'ffdhe6144', 'ffdhe8192'],
  },
  certificate: {
    keyTypes: [],
    minRsaBits: 2048,
    phaseOutRsaBits: 3072,
    curves: [
      'secp521r1',
      'secp384r1',
      'prime256v1',
      'brainpoolP512r1',
      'brainpoolP384r1',
      'brainpoolP256r1',
      'secp224r1',
    ],
    signatures: [
      ...hashes.map((bits) => `sha${bits}WithRSAEncryption`),
      ...hashes.map((bits) => `ecdsa-with-SHA${bits}`),
      'RSASSA-PSS',
      'ED25519',
      'ED448',
    ],
  },
  minDhBits: 3072,
  deadlines: [],
  notes: [
    'Versions, suites, curves, key sizes and signatures were checked against the tables in the source of Internet.nl (checks/tasks/tls/tls_constants.py, 2025), which cites the sections of the guideline; the guideline itself was not read.',
    'That the hybrids with ML-KEM are good is taken from the structure of the guideline (a good group in it) and is not in those tables.',
  ],
};
