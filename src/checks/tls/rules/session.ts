import type { TlsRule } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { addressExcerpt, defineRule } from './define.ts';
import { anyOf, fail, failIfNo, failIfYes, notApplicable, pass, undecided } from './verdicts.ts';

const old = ['SSLv3', 'TLS1.0', 'TLS1.1'] as const;
const beforeTls13 = [...old, 'TLS1.2'] as const;

/** Whether a version before TLS 1.3 is offered, to which these properties belong. */
function speaksOlder({ facts }: Subject): ReturnType<typeof anyOf> {
  return anyOf(beforeTls13.map((version) => [version, facts.versions[version]]));
}

function feature(name: string, is: string, why: string): object {
  return addressExcerpt({ features: { [name]: { is, why } } });
}

/** RFC 5246 appendix F.1.4 suggests 24 hours at most for sessions. */
const maxTicketSeconds = 86_400;

export const sessionRules: readonly TlsRule[] = [
  defineRule({
    slug: 'renegotiation-insecure',
    title: 'Secure renegotiation is not supported',
    severity: 'medium',
    about: 'renegotiation',
    what: 'The server does not answer the renegotiation indication of RFC 5746. High when it was also seen to renegotiate for a client.',
    why: 'An attacker in between can put a request of its own in front of those of the victim, in the same session.',
    fix: 'Update the TLS library: every one since 2010 has RFC 5746.',
    references: [
      'https://www.rfc-editor.org/rfc/rfc5746',
      'https://nvd.nist.gov/vuln/detail/CVE-2009-3555',
    ],
    cwe: [300, 295],
    tags: ['renegotiation'],
    hit: [[feature('secure-renegotiation', 'no', 'no renegotiation_info'), 'no answer to it']],
    ok: [[feature('secure-renegotiation', 'inconclusive', 'reset 4 of 4'), 'nobody can tell']],
    judge(subject) {
      const older = speaksOlder(subject);
      if (older.is === 'no') return notApplicable;
      const { 'secure-renegotiation': indicated } = subject.facts.features;
      const verdict = failIfNo(
        indicated,
        'renegotiation_info',
        'The server does not support secure renegotiation',
      );
      const renegotiates = subject.facts.intrusive['client-renegotiation'];
      if (verdict.state !== 'fail' || renegotiates.is !== 'yes') return verdict;
      return fail(
        'The server renegotiates without protection',
        [...verdict.evidence, `client-renegotiation: ${renegotiates.why}`],
        'high',
      );
    },
  }),
  defineRule({
    slug: 'renegotiation-client',
    title: 'Clients can renegotiate',
    severity: 'low',
    about: 'renegotiation',
    what: 'The server starts a new handshake in an open connection when the client asks. Only looked at where the zone allows intrusive probes.',
    why: 'A handshake costs the server many times what it costs the client: a few connections can keep it busy.',
    fix: 'Refuse renegotiation by clients; current releases of nginx, Apache, HAProxy and Node.js do.',
    references: ['https://nvd.nist.gov/vuln/detail/CVE-2011-1473'],
    cwe: [400],
    owasp: ['A02:2025'],
    tags: ['renegotiation', 'intrusive'],
    hit: [
      [
        addressExcerpt({
          intrusive: { 'client-renegotiation': { is: 'yes', why: 'new handshake' } },
        }),
        'a second handshake came about',
      ],
    ],
    ok: [
      [
        addressExcerpt({
          intrusive: { 'client-renegotiation': { is: 'no', why: 'alert 100 (no_renegotiation)' } },
        }),
        'refused by an alert',
      ],
    ],
    judge: ({ facts }) =>
      failIfYes(
        facts.intrusive['client-renegotiation'],
        'client-renegotiation',
        'The server lets clients renegotiate',
      ),
  }),
  defineRule({
    slug: 'compression',
    title: 'TLS compression is on',
    severity: 'medium',
    about: 'compression',
    what: 'The server chooses the compression method DEFLATE.',
    why: 'The length of what is sent tells what it has in common with what the attacker adds: cookies can be guessed byte by byte (CRIME).',
    fix: 'Switch compression in TLS off; current libraries have it off or not at all.',
    references: [
      'https://www.rfc-editor.org/rfc/rfc9325#section-3.3',
      'https://nvd.nist.gov/vuln/detail/CVE-2012-4929',
    ],
    cwe: [310, 203],
    tags: ['compression'],
    hit: [[feature('compression', 'yes', 'DEFLATE'), 'DEFLATE was chosen']],
    ok: [[{}, 'no compression']],
    judge: ({ facts }) =>
      failIfYes(
        facts.features.compression,
        'compression',
        'The server compresses what it encrypts',
      ),
  }),
  defineRule({
    slug: 'no-extended-master-secret',
    title: 'Extended master secret is not supported',
    severity: 'low',
    about: 'session',
    what: 'With TLS 1.2 or older the server does not answer the extension of RFC 7627.',
    why: 'Without it two sessions can be made to share one secret, which client certificates and channel bindings rely on not to happen (triple handshake).',
    fix: 'Update the TLS library: OpenSSL has it since 1.1.0.',
    references: ['https://www.rfc-editor.org/rfc/rfc7627'],
    cwe: [300],
    tags: ['session'],
    hit: [[feature('extended-master-secret', 'no', 'not negotiated'), 'not answered']],
    ok: [
      [
        addressExcerpt({
          versions: { 'TLS1.2': { is: 'no', why: 'alert 70 (protocol_version)' } },
          features: { 'extended-master-secret': { is: 'no', why: 'not negotiated' } },
        }),
        'TLS 1.3 alone does not need it',
      ],
    ],
    judge(subject) {
      if (speaksOlder(subject).is === 'no') return notApplicable;
      return failIfNo(
        subject.facts.features['extended-master-secret'],
        'extended_master_secret',
        'The server does not support the extended master secret',
      );
    },
  }),
  defineRule({
    slug: 'no-fallback-scsv',
    title: 'Downgrades are not detected',
    severity: 'low',
    about: 'implementation',
    what: 'The server accepts a hello that says it is a fallback (TLS_FALLBACK_SCSV) although it knows a higher version. Looked at only where several versions before TLS 1.3 are offered.',
    why: 'Clients that try older versions after a failure can be pushed to the oldest by breaking connections (POODLE).',
    fix: 'Allow TLS 1.2 and TLS 1.3 only, or update the TLS library.',
    references: ['https://www.rfc-editor.org/rfc/rfc7507'],
    cwe: [757],
    tags: ['session'],
    hit: [
      [
        addressExcerpt({
          versions: { 'TLS1.0': { is: 'yes', why: 'handshake' } },
          features: { 'fallback-scsv': { is: 'no', why: 'handshake went on' } },
        }),
        'TLS 1.0 beside TLS 1.2',
      ],
    ],
    ok: [[feature('fallback-scsv', 'no', 'handshake went on'), 'nothing to be pushed down to']],
    judge({ facts }) {
      const older = anyOf(old.map((version) => [version, facts.versions[version]]));
      if (older.is === 'no') return notApplicable;
      if (older.is !== 'yes') return undecided('older versions', older);
      return failIfNo(
        facts.features['fallback-scsv'],
        'fallback',
        'The server does not notice a downgrade',
      );
    },
  }),
  defineRule({
    slug: 'early-data',
    title: 'Early data (0-RTT) is accepted',
    severity: 'info',
    about: 'early-data',
    what: 'Session tickets of TLS 1.3 allow early data. No finding where the profile allows it.',
    why: 'Early data can be sent again by anyone who recorded it: a request that changes something may be done twice.',
    fix: 'Switch it off, or let only requests through that may be repeated (RFC 8470).',
    references: [
      'https://www.rfc-editor.org/rfc/rfc8446#section-8',
      'https://www.rfc-editor.org/rfc/rfc8470',
    ],
    cwe: [294],
    owasp: ['A02:2025'],
    tags: ['session', 'profile'],
    hit: [
      [
        addressExcerpt({
          features: { 'early-data': { is: 'yes', why: 'max_early_data_size 16384' } },
          maxEarlyData: 16_384,
        }),
        'a ticket for 16 KiB',
      ],
    ],
    ok: [[{}, 'tickets without it']],
    judge({ facts, profile }) {
      if (profile.allowEarlyData === true) return pass;
      return failIfYes(facts.features['early-data'], 'early_data', 'The server accepts early data');
    },
  }),
  defineRule({
    slug: 'session-ticket-lifetime',
    title: 'Session tickets are valid for more than a day',
    severity: 'low',
    about: 'session',
    what: 'The server announces a lifetime of more than 24 hours for session tickets (RFC 5246 appendix F.1.4); TLS 1.3 forbids more than 7 days.',
    why: 'Whoever gets the key that seals tickets can read resumed sessions of TLS 1.2 for all that time; forward secrecy is lost.',
    fix: 'Let tickets end within a day, and change the key that seals them as often.',
    references: [
      'https://www.rfc-editor.org/rfc/rfc5246#appendix-F.1.4',
      'https://www.rfc-editor.org/rfc/rfc8446#section-4.6.1',
    ],
    cwe: [613],
    owasp: ['A04:2025', 'A07:2025'],
    tags: ['session'],
    hit: [[addressExcerpt({ ticketLifetimeSeconds: 172_800 }), 'two days']],
    ok: [[addressExcerpt({ ticketLifetimeSeconds: 86_400 }), 'a day']],
    judge({ facts }) {
      const seconds = facts.ticketLifetimeSeconds;
      if (seconds === undefined) {
        const ticket = facts.features['session-ticket'];
        return ticket.is === 'no' ? notApplicable : undecided('session-ticket', unseen(ticket));
      }
      if (seconds <= maxTicketSeconds) return pass;
      return fail('Session tickets are valid for more than a day', [`${seconds} seconds`]);
    },
  }),
  defineRule({
    slug: 'client-certificate-missing',
    title: 'Clients need no certificate',
    severity: 'high',
    about: 'client-certificate',
    what: 'The profile asks for client certificates, and the server completes a handshake without one.',
    why: 'Whoever reaches the port can talk to what the team meant to be open only to known clients.',
    fix: 'Let the server require and verify a client certificate.',
    references: ['https://www.rfc-editor.org/rfc/rfc8446#section-4.3.2'],
    cwe: [306, 295],
    owasp: ['A07:2025'],
    tags: ['client-certificate', 'profile'],
    hit: [[{ zone: 'mutual' }, 'a profile that requires it']],
    ok: [
      [{}, 'a profile that does not'],
      [
        {
          zone: 'mutual',
          addresses: [
            {
              features: {
                'client-certificate-required': {
                  is: 'yes',
                  why: 'alert 116 (certificate_required)',
                },
              },
            },
          ],
        },
        'refused without one',
      ],
    ],
    judge({ facts, profile }) {
      if (profile.requireClientCertificate !== true) return notApplicable;
      return failIfNo(
        facts.features['client-certificate-required'],
        'client certificate',
        'The server accepts clients without a certificate',
      );
    },
  }),
];

/** The lifetime of a ticket that was given, but not seen. */
function unseen(ticket: Parameters<typeof undecided>[1]): Parameters<typeof undecided>[1] {
  return ticket.is === 'yes' ? { is: 'not-tested', why: 'lifetime not seen' } : ticket;
}
