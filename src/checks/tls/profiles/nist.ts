import type { Profile } from '../profile.ts';

const suitesTls12 = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CCM',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CCM',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_AES_128_CCM',
  'TLS_DHE_RSA_WITH_AES_256_CCM',
  'TLS_DHE_RSA_WITH_AES_128_CCM_8',
  'TLS_DHE_RSA_WITH_AES_256_CCM_8',
  'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
  'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_DHE_RSA_WITH_AES_256_CBC_SHA',
];

const suitesTls13 = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_CCM_SHA256',
  'TLS_AES_128_CCM_8_SHA256',
];

/** NIST Special Publication 800-52 Revision 2, for servers of the federal government of the United States. */
export const nistSp80052r2: Profile = {
  id: 'nist-sp-800-52r2',
  title: 'NIST SP 800-52 Revision 2',
  source: 'https://doi.org/10.6028/NIST.SP.800-52r2',
  published: '2019-08-29',
  versions: {
    // Section 3.1: support for TLS 1.3 by 2024-01-01.
    required: ['TLS1.3'],
    good: ['TLS1.3', 'TLS1.2'],
    sufficient: [],
    phaseOut: [],
  },
  suites: { good: suitesTls13, sufficient: suitesTls12, phaseOut: [] },
  groups: {
    good: ['secp256r1', 'secp384r1', 'secp521r1', 'SecP256r1MLKEM768', 'SecP384r1MLKEM1024'],
    sufficient: ['X25519MLKEM768', 'ffdhe2048', 'ffdhe3072', 'ffdhe4096', 'ffdhe6144', 'ffdhe8192'],
    phaseOut: [],
  },
  certificate: { keyTypes: [], minRsaBits: 2048, curves: ['prime256v1', 'secp384r1', 'secp521r1'] },
  minDhBits: 2048,
  allowEarlyData: false,
  deadlines: [
    { what: 'rsa-2048', until: '2030-12-31', source: 'NIST IR 8547, initial public draft 2024-11' },
    {
      what: 'classical-key-agreement',
      until: '2035-12-31',
      source: 'NIST IR 8547, initial public draft 2024-11',
    },
  ],
  notes: [
    'Suites of section 3.3.1 without those for static Diffie-Hellman and pre-shared keys; written from knowledge of the document, not compared with its text.',
    'X25519 alone is not an approved group; hybrids with an approved part are accepted by SP 800-56C Revision 2 and FIPS 203.',
  ],
};
