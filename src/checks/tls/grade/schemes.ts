import type { Cap, ConditionId, GradeScheme, Letter, Step } from './scheme.ts';

const endless = Number.POSITIVE_INFINITY;

/** 180 days: what counts as a long policy in the SSL Server Rating Guide 2009r. */
const longHstsSeconds = 15_552_000;

function cap(
  condition: ConditionId,
  letter: Letter,
  reason: string,
  whenNotTested: Cap['whenNotTested'] = 'unknown',
): Cap {
  return { condition, letter, reason, whenNotTested };
}

const modulus: readonly Step[] = [
  { below: 512, score: 20 },
  { below: 1024, score: 40 },
  { below: 2048, score: 80 },
  { below: 4096, score: 90 },
  { below: endless, score: 100 },
];

/** Sizes of equal strength to those of `modulus`. */
const curve: readonly Step[] = [
  { below: 110, score: 20 },
  { below: 123, score: 40 },
  { below: 163, score: 80 },
  { below: 225, score: 90 },
  { below: endless, score: 100 },
];

const cipher: readonly Step[] = [
  { below: 1, score: 0 },
  { below: 128, score: 20 },
  { below: 256, score: 80 },
  { below: endless, score: 100 },
];

const commonCaps: readonly Cap[] = [
  cap('not-tls', 'F', 'does not speak TLS'),
  cap('sslv2', 'F', 'SSLv2 is offered'),
  cap('sslv3-best', 'F', 'nothing better than SSLv3 is offered'),
  cap('suite-null', 'F', 'suites without encryption'),
  cap('suite-anonymous', 'F', 'suites without authentication'),
  cap('suite-export', 'F', 'export suites'),
  cap('suite-weak', 'F', 'suites with keys under 112 bits'),
  cap('rc4-only', 'F', 'nothing but RC4'),
  cap('key-broken', 'F', 'a certificate key under 1024 bits'),
  cap('dh-broken', 'F', 'a Diffie-Hellman group under 1024 bits'),
  cap('signature-md5', 'F', 'a certificate signed with MD2 or MD5'),
  cap('renegotiation-insecure', 'F', 'insecure renegotiation', 'ignored'),
  cap('heartbleed', 'F', 'Heartbleed', 'ignored'),
  cap('ccs-injection', 'F', 'CCS injection', 'ignored'),
  cap('ticketbleed', 'F', 'Ticketbleed', 'ignored'),
  cap('robot', 'F', 'ROBOT', 'ignored'),
  cap('no-tls12-or-13', 'C', 'neither TLS 1.2 nor TLS 1.3'),
  cap('poodle', 'C', 'SSLv3 with CBC suites (POODLE)'),
  cap('compression', 'C', 'TLS compression (CRIME)'),
  cap('rc4-modern', 'C', 'RC4 with TLS 1.1 or newer'),
  cap('block64-modern', 'C', '64-bit blocks with TLS 1.1 or newer (SWEET32)'),
  cap('sslv3', 'B', 'SSLv3 is offered'),
  cap('tls10', 'B', 'TLS 1.0 is offered'),
  cap('tls11', 'B', 'TLS 1.1 is offered'),
  cap('rc4', 'B', 'RC4'),
  cap('chain-incomplete', 'B', 'the certificate chain is incomplete'),
  cap('key-weak', 'B', 'a certificate key under 2048 bits'),
  cap('dh-weak', 'B', 'a Diffie-Hellman group under 2048 bits'),
  cap('no-forward-secrecy', 'B', 'no forward secrecy'),
  cap('no-aead', 'B', 'no authenticated encryption (AEAD)'),
  cap('no-tls13', 'A-', 'no TLS 1.3'),
  cap('no-secure-renegotiation', 'A-', 'no secure renegotiation (RFC 5746)'),
];

/**
 * Lockstep's own grade: the weights that people know, trust apart from cryptography, and nothing that could not be
 * told. It differs from `sslLabs2009r` in that weak curves cap, a bad certificate does not hide the rest, and a short HSTS
 * policy only costs the `+`: an answer over HTTP that got lost must never raise a grade.
 */
export const lockstep2026: GradeScheme = {
  id: 'lockstep-tls-2026.1',
  title: 'Lockstep TLS grade 2026.1',
  source: 'src/checks/tls/grade/schemes.ts',
  published: '2026-11-25',
  weights: { protocol: 30, keyExchange: 30, cipher: 40 },
  protocols: {
    SSLv2: 0,
    SSLv3: 80,
    'TLS1.0': 90,
    'TLS1.1': 95,
    'TLS1.2': 100,
    'TLS1.3': 100,
  },
  modulus,
  curve,
  exportKeyExchange: 40,
  anonymousKeyExchange: 0,
  cipher,
  letters: [
    { from: 80, letter: 'A' },
    { from: 65, letter: 'B' },
    { from: 50, letter: 'C' },
    { from: 35, letter: 'D' },
    { from: 20, letter: 'E' },
  ],
  caps: [...commonCaps, cap('curve-weak', 'B', 'an elliptic curve under 224 bits')],
  plusHstsSeconds: longHstsSeconds,
  trustReplacesLetter: false,
};

/**
 * For comparison with grades that people have from elsewhere. Scores and caps after the SSL Server Rating Guide, version
 * 2009r, as public descriptions of it tell; not the work of, nor approved by, its authors.
 */
export const sslLabs2009r: GradeScheme = {
  ...lockstep2026,
  id: 'ssl-labs-2009r-compatible',
  title: 'compatible with the SSL Server Rating Guide 2009r',
  source: 'https://github.com/ssllabs/research/wiki/SSL-Server-Rating-Guide',
  published: '',
  caps: [
    ...commonCaps,
    cap('hsts-short', 'A-', 'HSTS is broken or shorter than 180 days', 'ignored'),
  ],
  trustReplacesLetter: true,
};

/** Every scheme; the first is the one that reports show. */
export const gradeSchemes: readonly GradeScheme[] = [lockstep2026, sslLabs2009r];
