import type { Accepted, AddressObservation } from '../observation.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { groupName, isPostQuantum, offeredGroups, weakGroups } from './groups.ts';
import { addressExcerpt, defineRule } from './define.ts';
import { areSuitesComplete, claimsOf, judgeSuites, offeredSuites } from './offered.ts';
import { fail, notApplicable, notAsked, pass, undecided } from './verdicts.ts';

const eras = ['TLS1.2', 'TLS1.3'] as const;
type Era = (typeof eras)[number];

const prime1024 = { prime: 'f0'.repeat(128), generator: '2', version: 'TLS1.2' };
const withDhe = { suites: { 'TLS1.2': { codes: [0xc02c, 0x009e] } } };

export const keyExchangeRules: readonly TlsRule[] = [
  defineRule({
    slug: 'dh-weak',
    title: 'Diffie-Hellman group is too small',
    severity: 'high',
    about: 'dh-parameters',
    what: 'The server uses a finite-field group of less than 2048 bits, or less than the profile asks for; below 1024 bits it is critical.',
    why: 'A group of 512 bits was broken in minutes after a precomputation, 768 bits have been broken in public, 1024 bits are within reach of states (Logjam).',
    fix: 'Use ffdhe2048 or larger (RFC 7919), or leave out DHE suites: every client that matters knows ECDHE.',
    references: ['https://weakdh.org/', 'https://www.rfc-editor.org/rfc/rfc7919'],
    cwe: [326, 327],
    tags: ['key-exchange'],
    hit: [[addressExcerpt({ ...withDhe, dh: [{ ...prime1024, bits: 1024 }] }), '1024 bits']],
    ok: [
      [
        addressExcerpt({ ...withDhe, dh: [{ ...prime1024, bits: 2048, known: 'ffdhe2048' }] }),
        '2048 bits',
      ],
    ],
    judge(subject) {
      const min = Math.max(2048, subject.profile.minDhBits ?? 0);
      const weak = subject.facts.dh.filter(({ bits }) => bits < min);
      if (weak.length === 0) return judgeWithoutWeakGroup(subject);
      const least = Math.min(...weak.map(({ bits }) => bits));
      return fail(
        `The server uses a Diffie-Hellman group of ${least} bits`,
        weak.map(dhClaim),
        least < 1024 ? 'critical' : 'high',
      );
    },
  }),
  defineRule({
    slug: 'dh-common',
    title: 'Diffie-Hellman group of 1024 bits that many servers share',
    severity: 'medium',
    about: 'dh-parameters',
    what: 'The prime of 1024 bits or less is one that came with a widely used program or standard.',
    why: 'The precomputation that breaks such a group pays for every server that uses it, so it is the first to be broken.',
    fix: 'Use ffdhe2048 or larger (RFC 7919), or leave out DHE suites.',
    references: ['https://weakdh.org/'],
    cwe: [326, 327],
    tags: ['key-exchange'],
    hit: [
      [
        addressExcerpt({
          ...withDhe,
          dh: [{ ...prime1024, bits: 1024, known: 'RFC 2409 group 2' }],
        }),
        'a group of 1024 bits that came with many programs',
      ],
    ],
    ok: [[addressExcerpt({ ...withDhe, dh: [{ ...prime1024, bits: 1024 }] }), 'one of its own']],
    judge(subject) {
      const common = subject.facts.dh.filter(
        ({ bits, known }) => known !== undefined && bits <= 1024,
      );
      return common.length === 0
        ? judgeWithoutWeakGroup(subject)
        : fail(
            'The server uses a small Diffie-Hellman group that many servers share',
            common.map(dhClaim),
          );
    },
  }),
  defineRule({
    slug: 'rsa-key-exchange',
    title: 'RSA key exchange is accepted',
    severity: 'medium',
    about: 'suites',
    what: 'The server accepts suites in which the client encrypts the secret with the RSA key of the certificate.',
    why: 'Such a connection has no forward secrecy, and implementations of its padding keep being attackable (ROBOT, Marvin).',
    fix: 'Offer only suites that begin with TLS_ECDHE_, and TLS 1.3.',
    references: [
      'https://www.rfc-editor.org/rfc/rfc9325#section-4.1',
      'https://datatracker.ietf.org/doc/draft-ietf-tls-deprecate-obsolete-kex/',
    ],
    tags: ['key-exchange', 'suites'],
    hit: [
      [
        addressExcerpt({ suites: { 'TLS1.2': { codes: [0xc02f, 0x009c] } } }),
        'TLS_RSA_WITH_AES_128_GCM_SHA256 beside ECDHE',
      ],
    ],
    ok: [
      [
        addressExcerpt({ suites: { 'TLS1.2': { codes: [0xc02f] } } }),
        'RSA signs here, the key is agreed by ECDHE',
      ],
    ],
    judge: (subject) =>
      judgeSuites(
        subject,
        ({ keyExchange, isExport, cipher }) =>
          (keyExchange === 'rsa' || keyExchange === 'rsa-psk') && !isExport && cipher !== 'NULL',
        'The server accepts suites with RSA key exchange',
      ),
  }),
  defineRule({
    slug: 'curve-weak',
    title: 'Elliptic curve of less than 224 bits',
    severity: 'high',
    about: 'groups',
    what: 'The server agrees keys over a curve of less than 224 bits.',
    why: 'Such curves give less than 112 bits of security, and have been out of every guideline for years.',
    fix: 'Allow only X25519, P-256, P-384 and hybrids with ML-KEM.',
    references: ['https://www.rfc-editor.org/rfc/rfc8422#section-5.1.1'],
    cwe: [326, 327],
    tags: ['key-exchange', 'groups'],
    hit: [[addressExcerpt({ groups: { 'TLS1.2': { codes: [0x0013, 0x0017] } } }), 'secp192r1']],
    ok: [[addressExcerpt({ groups: { 'TLS1.2': { codes: [0x0017] } } }), 'secp256r1']],
    judge: ({ facts }) =>
      judgeGroups(
        facts,
        (code) => weakGroups.has(code),
        'The server accepts elliptic curves of less than 224 bits',
      ),
  }),
  defineRule({
    slug: 'group-not-in-profile',
    title: 'Groups that the profile does not accept',
    severity: 'info',
    about: 'groups',
    what: 'The server agrees keys over groups that are in no list of the profile in force; weak curves have a rule of their own.',
    why: 'Each group that is not needed is one more that can turn out weak; the profile names those that are.',
    fix: 'Allow only the groups of the profile, or extend it in the policy.',
    references: ['https://data.tlsref.org/guidelines/6.0.json'],
    tags: ['key-exchange', 'groups', 'profile'],
    hit: [[addressExcerpt({ groups: { 'TLS1.3': { codes: [0x001d, 0x0100] } } }), 'ffdhe2048']],
    ok: [[{}, 'groups of the profile']],
    judge({ facts, profile }) {
      if (profile.groups === undefined) return pass;
      const { good, sufficient, phaseOut } = profile.groups;
      const accepted = new Set([...good, ...sufficient, ...phaseOut]);
      return judgeGroups(
        facts,
        (code) => !accepted.has(groupName(code)) && !weakGroups.has(code),
        `The server accepts groups that ${profile.id} does not`,
      );
    },
  }),
  defineRule({
    slug: 'no-post-quantum',
    title: 'No post-quantum key agreement is offered',
    severity: 'info',
    about: 'groups',
    what: 'With TLS 1.3 none of the hybrid groups with ML-KEM is accepted. Medium where the profile asks for one.',
    why: 'Traffic that is recorded today can be read when large quantum computers exist; what has to stay secret for ten years is at risk now.',
    fix: 'Allow X25519MLKEM768; OpenSSL has it since 3.5, Go since 1.24, Java with 27.',
    references: [
      'https://datatracker.ietf.org/doc/draft-ietf-tls-ecdhe-mlkem/',
      'https://csrc.nist.gov/pubs/fips/203/final',
    ],
    cwe: [326],
    tags: ['key-exchange', 'groups', 'post-quantum'],
    hit: [[addressExcerpt({ groups: { 'TLS1.3': { codes: [0x001d, 0x0017] } } }), 'X25519, P-256']],
    ok: [[{}, 'X25519MLKEM768 is the first']],
    judge({ facts, profile }) {
      if (facts.versions['TLS1.3'].is === 'no') return notApplicable;
      const accepted = facts.groups['TLS1.3'];
      if (accepted?.codes.some(isPostQuantum) === true) return pass;
      if (accepted === undefined) {
        return undecided('TLS1.3', facts.versions['TLS1.3']);
      }
      if (accepted.complete.is !== 'yes') return undecided('groups of TLS 1.3', open(accepted));
      return fail(
        'The server offers no post-quantum key agreement',
        [`TLS1.3: ${accepted.codes.map(groupName).join(', ')}`],
        profile.requirePostQuantum === true ? 'medium' : 'info',
      );
    },
  }),
  defineRule({
    slug: 'signature-weak',
    title: 'Handshakes signed with SHA-1 or MD5 are offered',
    severity: 'low',
    about: 'implementation',
    what: 'Asked for nothing better, the server signs its key exchange with SHA-1 or MD5.',
    why: 'Collisions of SHA-1 are affordable; with some effort an attacker impersonates one side (SLOTH).',
    fix: 'Raise the security level of the TLS library (OpenSSL: @SECLEVEL=2), or list signature algorithms with SHA-256 and better only.',
    references: ['https://www.rfc-editor.org/rfc/rfc9155'],
    cwe: [328],
    tags: ['key-exchange'],
    hit: [
      [
        addressExcerpt({ signatureSchemes: { 'TLS1.2': { codes: [0x0403, 0x0203] } } }),
        'ecdsa_sha1 beside ecdsa_secp256r1_sha256',
      ],
    ],
    ok: [[{}, 'SHA-256 and SHA-384']],
    judge({ facts }) {
      // TLS 1.3 signs no handshake with them (RFC 8446 §4.2.3), older versions have no choice.
      if (facts.versions['TLS1.2'].is === 'no') return notApplicable;
      const accepted = facts.signatureSchemes['TLS1.2'];
      if (accepted === undefined) return undecided('TLS1.2', facts.versions['TLS1.2']);
      const found = accepted.codes.flatMap((code) => weakSchemes.get(code) ?? []);
      if (found.length > 0) {
        return fail(
          'The server signs handshakes with SHA-1 or MD5',
          found.map((name) => `TLS1.2: ${name}`),
        );
      }
      // `not-tested`: the prober asked for weak schemes only, which is what this is about.
      const isLost = open(accepted).is === 'inconclusive';
      return isLost ? undecided('signature schemes', open(accepted)) : pass;
    },
  }),
];

/** Of the registry "TLS SignatureScheme" and RFC 5246 §7.4.1.4.1: hash 1 is MD5, 2 is SHA-1. */
const weakSchemes: ReadonlyMap<number, string> = new Map([
  [0x0101, 'rsa_pkcs1_md5'],
  [0x0102, 'dsa_md5'],
  [0x0103, 'ecdsa_md5'],
  [0x0201, 'rsa_pkcs1_sha1'],
  [0x0202, 'dsa_sha1'],
  [0x0203, 'ecdsa_sha1'],
]);

/** Small groups were not seen: are there DHE suites at all, and was their group seen? */
function judgeWithoutWeakGroup({ facts, origin }: Subject): Verdict {
  const usesDhe = offeredSuites(facts).some(
    ({ suite }) => suite?.keyExchange === 'dhe' || suite?.keyExchange === 'dhe-psk',
  );
  if (usesDhe) {
    if (facts.dh.length > 0) return pass;
    return origin === 'configuration'
      ? notAsked
      : { state: 'inconclusive', detail: 'the Diffie-Hellman group was not seen' };
  }
  const complete = areSuitesComplete(facts);
  return complete.is === 'yes' ? notApplicable : undecided('suites', complete);
}

function dhClaim({ version, bits, known }: AddressObservation['dh'][number]): string {
  return `${version}: ${bits} bits${known === undefined ? '' : `, ${known}`}`;
}

function judgeGroups(
  facts: AddressObservation,
  fits: (code: number) => boolean,
  message: string,
): Verdict {
  const found = claimsOf(offeredGroups(facts).filter(({ code }) => fits(code)));
  if (found.length > 0) return fail(message, found);
  return judgeComplete(facts, facts.groups, 'groups');
}

/** Passes when nothing else can be offered: `what` of every version that is there were all asked for. */
function judgeComplete(
  facts: AddressObservation,
  lists: Readonly<Partial<Record<Era, Accepted>>>,
  what: string,
): Verdict {
  const asked = eras.filter((era) => facts.versions[era].is !== 'no');
  for (const era of asked) {
    const accepted = lists[era];
    if (accepted === undefined) {
      // Without ECDHE there are no groups to be had with TLS 1.2.
      if (facts.versions[era].is === 'yes') continue;
      return undecided(`${what} of ${era}`, facts.versions[era]);
    }
    if (accepted.complete.is !== 'yes') return undecided(`${what} of ${era}`, open(accepted));
  }
  return asked.some((era) => lists[era] !== undefined) ? pass : notAsked;
}

function open({ complete }: Accepted): Accepted['complete'] {
  return complete.is === 'no' ? { is: 'inconclusive', why: complete.why } : complete;
}
