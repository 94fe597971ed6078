import type { Fact, ProtocolVersion } from '../observation.ts';
import { protocolVersions } from '../observation.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { addressExcerpt, defineRule } from './define.ts';
import { fail, failIfYes, notApplicable, pass, undecided } from './verdicts.ts';

/** The version is offered. */
function judgeVersion(version: ProtocolVersion): (subject: Subject) => Verdict {
  return ({ facts }) =>
    failIfYes(facts.versions[version], version, `The server accepts ${nameOf(version)}`);
}

function nameOf(version: ProtocolVersion): string {
  return version.replace(/^(TLS)(?=\d)/u, '$1 ');
}

function offering(version: ProtocolVersion): object {
  return addressExcerpt({ versions: { [version]: { is: 'yes', why: 'handshake' } } });
}

function refusing(version: ProtocolVersion, why: string): object {
  return addressExcerpt({ versions: { [version]: { is: 'no', why } } });
}

function losing(version: ProtocolVersion): object {
  return addressExcerpt({ versions: { [version]: { is: 'inconclusive', why: 'reset 4 of 4' } } });
}

const old = 'https://www.rfc-editor.org/rfc/rfc8996';

export const protocolRules: readonly TlsRule[] = [
  defineRule({
    slug: 'sslv2',
    title: 'SSL 2.0 is accepted',
    severity: 'critical',
    about: 'protocols',
    what: 'The server answers an SSL 2.0 hello with a SERVER-HELLO.',
    why: 'SSL 2.0 does not protect its handshake, knows 40-bit keys, and lets an attacker decrypt sessions of every server that uses the same RSA key (DROWN).',
    fix: 'Switch SSL 2.0 off on every server that uses this key; allow TLS 1.2 and TLS 1.3 only.',
    references: ['https://www.rfc-editor.org/rfc/rfc6176', 'https://drownattack.com/'],
    cwe: [327, 326],
    tags: ['protocol'],
    hit: [[offering('SSLv2'), 'SSL 2.0 beside modern versions']],
    ok: [[losing('SSLv2'), 'a lost connection proves nothing, in either direction']],
    judge: judgeVersion('SSLv2'),
  }),
  defineRule({
    slug: 'sslv3',
    title: 'SSL 3.0 is accepted',
    severity: 'high',
    about: 'protocols',
    what: 'The server completes the hello of SSL 3.0.',
    why: 'The padding of SSL 3.0 is not authenticated: whoever can make a browser send requests reads its cookies byte by byte (POODLE).',
    fix: 'Switch SSL 3.0 off; allow TLS 1.2 and TLS 1.3 only.',
    references: [
      'https://www.rfc-editor.org/rfc/rfc7568',
      'https://nvd.nist.gov/vuln/detail/CVE-2014-3566',
    ],
    tags: ['protocol'],
    hit: [[offering('SSLv3'), 'SSL 3.0 beside modern versions']],
    ok: [[refusing('SSLv3', 'alert 40 (handshake_failure)'), 'refused by an alert']],
    judge: judgeVersion('SSLv3'),
  }),
  defineRule({
    slug: 'tls10',
    title: 'TLS 1.0 is accepted',
    severity: 'medium',
    about: 'protocols',
    what: 'The server completes the hello of TLS 1.0.',
    why: 'TLS 1.0 relies on MD5 and SHA-1, has no authenticated encryption, and its predictable initialisation vectors allow BEAST; it has been deprecated since 2021.',
    fix: 'Allow TLS 1.2 and TLS 1.3 only.',
    references: [old, 'https://nvd.nist.gov/vuln/detail/CVE-2011-3389'],
    tags: ['protocol'],
    hit: [[offering('TLS1.0'), 'TLS 1.0 beside modern versions']],
    ok: [[refusing('TLS1.0', 'alert 70 (protocol_version)'), 'refused by an alert']],
    judge: judgeVersion('TLS1.0'),
  }),
  defineRule({
    slug: 'tls11',
    title: 'TLS 1.1 is accepted',
    severity: 'medium',
    about: 'protocols',
    what: 'The server completes the hello of TLS 1.1.',
    why: 'TLS 1.1 relies on MD5 and SHA-1 and has no authenticated encryption; it has been deprecated since 2021.',
    fix: 'Allow TLS 1.2 and TLS 1.3 only.',
    references: [old],
    tags: ['protocol'],
    hit: [[offering('TLS1.1'), 'TLS 1.1 beside modern versions']],
    ok: [[refusing('TLS1.1', 'alert 70 (protocol_version)'), 'refused by an alert']],
    judge: judgeVersion('TLS1.1'),
  }),
  defineRule({
    slug: 'no-tls12',
    title: 'Neither TLS 1.2 nor TLS 1.3 is offered',
    severity: 'high',
    about: 'protocols',
    what: 'The server refuses TLS 1.2 and TLS 1.3.',
    why: 'All versions that are left are deprecated and without authenticated encryption; current clients refuse to connect.',
    fix: 'Update the TLS library of the server and allow TLS 1.2 and TLS 1.3.',
    references: [old, 'https://www.rfc-editor.org/rfc/rfc9325#section-3.1'],
    tags: ['protocol'],
    hit: [
      [
        addressExcerpt({
          versions: {
            'TLS1.0': { is: 'yes', why: 'handshake' },
            'TLS1.2': { is: 'no', why: 'alert 70 (protocol_version)' },
            'TLS1.3': { is: 'no', why: 'alert 70 (protocol_version)' },
          },
        }),
        'TLS 1.0 is the newest',
      ],
    ],
    ok: [
      [
        addressExcerpt({
          versions: {
            'TLS1.2': { is: 'no', why: 'alert 70 (protocol_version)' },
            'TLS1.3': { is: 'inconclusive', why: 'timeout 4 of 4' },
          },
        }),
        'whether TLS 1.3 is there could not be told',
      ],
    ],
    judge({ facts }) {
      return judgeAbsence(
        [
          ['TLS1.3', facts.versions['TLS1.3']],
          ['TLS1.2', facts.versions['TLS1.2']],
        ],
        'The server offers neither TLS 1.2 nor TLS 1.3',
      );
    },
  }),
  defineRule({
    slug: 'no-tls13',
    title: 'TLS 1.3 is not offered',
    severity: 'low',
    about: 'protocols',
    what: 'The server refuses TLS 1.3.',
    why: 'TLS 1.3 is faster, always has forward secrecy and authenticated encryption, encrypts the certificate, and is the only version with post-quantum key agreement.',
    fix: 'Allow TLS 1.3; OpenSSL has it since 1.1.1, Java since 8u261, Node.js since 12.',
    references: ['https://www.rfc-editor.org/rfc/rfc9325#section-3.1.1'],
    tags: ['protocol'],
    hit: [[refusing('TLS1.3', 'alert 70 (protocol_version)'), 'TLS 1.2 only']],
    ok: [[losing('TLS1.3'), 'a lost connection proves nothing']],
    judge({ facts, profile }) {
      const isAllowed = [
        ...profile.versions.required,
        ...profile.versions.good,
        ...profile.versions.sufficient,
      ].includes('TLS1.3');
      if (!isAllowed) return notApplicable;
      return judgeAbsence(
        [['TLS1.3', facts.versions['TLS1.3']]],
        'The server does not offer TLS 1.3',
      );
    },
  }),
  defineRule({
    slug: 'protocol-not-in-profile',
    title: 'A protocol version that the profile does not accept',
    severity: 'medium',
    about: 'protocols',
    what: 'The server accepts TLS 1.2 or TLS 1.3 although the profile in force does not accept that version. Older versions have rules of their own.',
    why: 'The profile that the team chose asks for more than what is safe in general, for example TLS 1.3 only.',
    fix: 'Allow only the versions of the profile, or choose a profile that fits the clients of this endpoint.',
    references: ['https://www.rfc-editor.org/rfc/rfc9325#section-3.1'],
    cwe: [327, 16],
    tags: ['protocol', 'profile'],
    hit: [[{ zone: 'modern' }, 'TLS 1.2 where the zone is judged by the profile "modern"']],
    ok: [[{}, 'TLS 1.2 under the profile "intermediate"']],
    judge({ facts, profile }) {
      const { required, good, sufficient, phaseOut } = profile.versions;
      const accepted = new Set([...required, ...good, ...sufficient, ...phaseOut]);
      const strangers = protocolVersions
        .slice(protocolVersions.indexOf('TLS1.2'))
        .filter((version) => !accepted.has(version));
      const offered = strangers.filter((version) => facts.versions[version].is === 'yes');
      if (offered.length > 0) {
        return fail(
          `The server accepts ${offered.map(nameOf).join(' and ')}, which ${profile.id} does not`,
          offered.map((version) => `${version}: ${facts.versions[version].why}`),
        );
      }
      const open = strangers.find((version) => facts.versions[version].is !== 'no');
      return open === undefined ? pass : undecided(open, facts.versions[open]);
    },
  }),
];

/** Fails when each of them is refused. */
function judgeAbsence(versions: readonly (readonly [string, Fact])[], message: string): Verdict {
  if (versions.some(([, { is }]) => is === 'yes')) return pass;
  const open = versions.find(([, { is }]) => is !== 'no');
  if (open !== undefined) return undecided(open[0], open[1]);
  return fail(
    message,
    versions.map(([name, { why }]) => `${name}: ${why}`),
  );
}
