import type { Certificate } from '../certificate/certificate.ts';
import { showing } from '../record/odd-certificates.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { daysBetween, judgeChains, judgeLeaves, named } from './chains.ts';
import { defineRule } from './define.ts';
import { fail, notApplicable, pass } from './verdicts.ts';

const common = { about: 'certificate', owasp: ['A04:2025'] } as const;
const baseline = 'https://cabforum.org/working-groups/server/baseline-requirements/documents/';
const tags = ['certificate'];
/** Most days of a public certificate that was made from then on: Baseline Requirements 6.3.2, ballot SC-081 (2025-04). */
const publicDays: readonly (readonly [from: string, maxDays: number])[] = [
  ['2029-03-15', 47],
  ['2027-03-15', 100],
  ['2026-03-15', 200],
  ['2020-09-01', 398],
];
/** Of one that was made before. */
const oldPublicDays = 825;
const weakHashes = new Set(['md2', 'md4', 'md5', 'sha1']);

/** What the certificate is made of. */
export const certificateStrengthRules: readonly TlsRule[] = [
  defineRule({
    ...common,
    slug: 'cert-key-weak',
    title: 'The key of the certificate is too small',
    severity: 'high',
    what: 'An RSA or DSA key of less than 2048 bits, or less than the profile wants, a curve of less than 224 bits, or an RSA exponent of 1. Below 1024 bits it is critical.',
    why: 'Who factors the key is the server, for as long as the certificate lives, and reads recorded traffic of RSA key exchange.',
    fix: 'Make a new key: ECDSA P-256, or RSA with 3072 bits.',
    references: [baseline, 'https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final'],
    cwe: [326],
    tags: [...tags, 'profile'],
    hit: [[showing('weak'), 'RSA with 1024 bits']],
    ok: [[{}, 'P-256']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf) => {
        const { key } = leaf;
        const min = Math.max(2048, subject.profile.certificate.minRsaBits ?? 0);
        if (!isKeyWeak(key, min)) return pass;
        const claim = `${named(leaf)}: ${key.type} ${key.bits} bits`;
        const isBroken = key.bits < 1024 && key.type !== 'ecdsa';
        return fail(
          'The key of the certificate is too small',
          [claim],
          isBroken ? 'critical' : 'high',
        );
      }),
  }),
  defineRule({
    ...common,
    slug: 'cert-signature-weak',
    title: 'The certificate is signed with SHA-1 or MD5',
    severity: 'high',
    what: 'The leaf or an intermediate of its path is signed with a broken hash. The root is trusted for itself: its signature does not count.',
    why: 'With a collision an attacker gets a certificate for this name from the signature of another one.',
    fix: 'Have the certificate made anew, signed with SHA-256.',
    references: ['https://shattered.io/', baseline],
    cwe: [328],
    tags,
    hit: [[showing('sha1'), 'SHA-1']],
    ok: [[{}, 'SHA-256']],
    judge: (subject) =>
      judgeChains(subject, ({ path, trusted }) => {
        const signed = trusted.is === 'yes' && path.length > 1 ? path.slice(0, -1) : path;
        const weak = signed.filter(
          (each) => weakHashes.has(each.signature.hash) && !(each.isSelfIssued && each.isCa),
        );
        if (weak.length === 0) return pass;
        return fail(
          'The certificate is signed with SHA-1 or MD5',
          weak.map((each) => `${named(each)}: ${each.signature.name}`),
        );
      }),
  }),
  defineRule({
    ...common,
    slug: 'cert-lifetime',
    title: 'The certificate is valid for too long',
    severity: 'low',
    what: 'It is valid for more days than the profile allows; where it says nothing, what public authorities may make: 398 days, 200 from 2026-03-15 on, 100 from 2027-03-15 on, 47 from 2029-03-15 on.',
    why: 'A key that leaked can be used until the end, because revocation hardly works; browsers refuse public ones that live longer.',
    fix: 'Have certificates made for 90 days or less, and let renewal run by itself (ACME).',
    references: [baseline],
    cwe: [324],
    tags: [...tags, 'profile'],
    hit: [[showing('long'), 'more than two years']],
    ok: [[{}, '90 days']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf) => {
        const own = subject.profile.certificate.maxLifetimeDays;
        const max = own ?? (subject.zone.isPublic ? maxPublicDays(leaf) : undefined);
        if (max === undefined) return notApplicable;
        const days = daysBetween(leaf.notBefore, leaf.notAfter);
        return days > max
          ? fail(`The certificate is valid for more than ${max} days`, [
              `${named(leaf)}: ${days} days`,
            ])
          : pass;
      }),
  }),
  defineRule({
    ...common,
    slug: 'cert-not-in-profile',
    title: 'The certificate is of a kind that the profile does not accept',
    severity: 'low',
    what: 'The type of the key, its curve or the algorithm of the signature is in no list of the profile.',
    why: 'The team agreed on what certificates are made of; others may not be accepted by its clients.',
    fix: 'Have a certificate made as the profile says, or extend it in the policy.',
    references: ['https://data.tlsref.org/guidelines/6.0.json'],
    cwe: [326],
    tags: [...tags, 'profile'],
    hit: [[{ ...showing('weak'), zone: 'modern' }, 'RSA where the profile wants ECDSA']],
    ok: [[{ zone: 'modern' }, 'ECDSA']],
    judge: (subject) => judgeLeaves(subject, (leaf) => judgeKind(leaf, subject)),
  }),
  defineRule({
    ...common,
    slug: 'cert-wildcard-broad',
    title: 'The certificate is for all hosts of a domain',
    severity: 'info',
    what: 'A wildcard stands right below a registered domain: `*.example.com`.',
    why: 'Whoever gets the key from the weakest of the hosts can be any of them.',
    fix: 'Have certificates made for the names of each service.',
    references: ['https://www.rfc-editor.org/rfc/rfc9525#section-7.1'],
    cwe: [295],
    tags,
    hit: [[showing('wild'), '*.example.com']],
    ok: [[{}, 'two names']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf) => {
        const broad = leaf.dnsNames.filter(
          (name) => name.startsWith('*.') && name.split('.').length <= 3,
        );
        return broad.length === 0
          ? pass
          : fail('The certificate is for all hosts of a domain', broad);
      }),
  }),
];

function maxPublicDays({ notBefore }: Certificate): number {
  return publicDays.find(([from]) => notBefore >= from)?.[1] ?? oldPublicDays;
}

function isKeyWeak({ type, bits, exponent }: Certificate['key'], minRsaBits: number): boolean {
  if (exponent === '1') return true;
  if (bits === 0) return false;
  if (type === 'rsa' || type === 'rsa-pss' || type === 'dsa') return bits < minRsaBits;
  return type === 'ecdsa' && bits < 224;
}

function judgeKind(leaf: Certificate, { profile }: Subject): Verdict {
  const { keyTypes, curves, signatures } = profile.certificate;
  const { key, signature } = leaf;
  const type = key.type === 'rsa-pss' ? 'rsa' : key.type;
  const why = [
    ...(keyTypes.length > 0 && !keyTypes.includes(type) ? [`key ${key.type}`] : []),
    ...(curves !== undefined && key.curve !== undefined && !curves.includes(key.curve)
      ? [`curve ${key.curve}`]
      : []),
    ...(signatures !== undefined &&
    !signatures.includes(signature.name) &&
    !weakHashes.has(signature.hash)
      ? [`signature ${signature.name}`]
      : []),
  ];
  if (why.length === 0) return pass;
  return fail(`The certificate is of a kind that ${profile.id} does not accept`, [
    `${named(leaf)}: ${why.join(', ')}`,
  ]);
}
