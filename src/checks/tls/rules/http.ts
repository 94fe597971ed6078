import type { HttpFacts } from '../observation.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { addressExcerpt, defineRule } from './define.ts';
import { maxAgeOf } from './hsts.ts';
import { fail, notApplicable, notAsked, pass } from './verdicts.ts';

function answering(headers: object): object {
  return addressExcerpt({ http: { https: { state: 'answered', status: 200, headers } } });
}

function plainly(status: number, headers: object): object {
  return addressExcerpt({ http: { plain: { state: 'answered', status, headers } } });
}

/** TLSRef 6.0 asks for two years; half a year is what rating schemes count as long. */
const minHstsSeconds = 15_552_000;

export const httpRules: readonly TlsRule[] = [
  defineRule({
    slug: 'hsts-missing',
    title: 'Strict-Transport-Security is missing',
    severity: 'medium',
    about: 'hsts',
    what: 'The answer over HTTPS has no Strict-Transport-Security header, or one that is not valid.',
    why: 'Browsers follow links and bookmarks to http:// and send the first request in clear; whoever is in between keeps them there.',
    fix: 'Send Strict-Transport-Security with a max-age of two years, also with errors and redirects.',
    references: ['https://www.rfc-editor.org/rfc/rfc6797'],
    cwe: [319, 523],
    owasp: ['A02:2025', 'A04:2025'],
    tags: ['http'],
    hit: [
      [
        addressExcerpt({ http: { https: { headers: { 'strict-transport-security': null } } } }),
        'no such header',
      ],
      [answering({ 'strict-transport-security': 'includeSubDomains' }), 'no max-age'],
    ],
    ok: [
      [answering({ 'strict-transport-security': 'max-age=63072000' }), 'two years'],
      [
        addressExcerpt({
          http: { https: { state: 'failed', why: 'reset', status: null, headers: null } },
        }),
        'nothing is known of HTTP there',
      ],
    ],
    judge: (subject) =>
      judgeHsts(subject, (header) =>
        maxAgeOf(header) === undefined
          ? fail('The server does not send Strict-Transport-Security', [
              header === '' ? 'no header' : `strict-transport-security: ${header}`,
            ])
          : pass,
      ),
  }),
  defineRule({
    slug: 'hsts-short',
    title: 'Strict-Transport-Security ends too soon',
    severity: 'low',
    about: 'hsts',
    what: 'The max-age of Strict-Transport-Security is less than the profile asks for, or less than 180 days where it says nothing.',
    why: 'Visitors who come back later than that are as unprotected as on their first visit; 0 switches the protection off.',
    fix: 'Raise max-age to two years (63072000).',
    references: ['https://www.rfc-editor.org/rfc/rfc6797#section-6.1.1'],
    cwe: [319, 523],
    owasp: ['A02:2025', 'A04:2025'],
    tags: ['http', 'profile'],
    hit: [[answering({ 'strict-transport-security': 'max-age=3600' }), 'an hour']],
    ok: [[answering({ 'strict-transport-security': 'max-age="63072000"; preload' }), 'two years']],
    judge: (subject) =>
      judgeHsts(subject, (header) => {
        const seconds = maxAgeOf(header);
        const min = subject.profile.hstsMinAgeSeconds ?? minHstsSeconds;
        // Without a valid header `hsts-missing` speaks.
        if (seconds === undefined || seconds >= min) return pass;
        return fail(`Strict-Transport-Security ends in less than ${min} seconds`, [
          `max-age=${seconds}`,
        ]);
      }),
  }),
  defineRule({
    slug: 'no-redirect',
    title: 'Plain HTTP does not lead to HTTPS',
    severity: 'medium',
    about: 'redirect',
    what: 'Port 80 of the same host answers with content, or leads elsewhere than to https://.',
    why: 'Visitors stay on a connection that anyone on the way can read and change.',
    fix: 'Answer every request on port 80 with a redirect (301 or 308) to the same address with https://.',
    references: ['https://www.rfc-editor.org/rfc/rfc6797#section-7.2'],
    cwe: [319],
    tags: ['http'],
    hit: [
      [plainly(200, { location: null }), 'content in clear'],
      [plainly(302, { location: 'http://shop.example/start' }), 'to another page in clear'],
    ],
    ok: [
      [plainly(301, { location: 'HTTPS://shop.example/' }), 'to HTTPS'],
      [plainly(404, { location: null }), 'nothing there'],
    ],
    judge({ facts, observation }) {
      if (!mayBeWeb(observation.starttls)) return notApplicable;
      const { plain, https } = facts.http;
      if (plain.state !== 'answered' || https.state !== 'answered') return notAsked;
      const { status, headers } = plain;
      if (status >= 400) return pass;
      const location = headers['location'] ?? '';
      if (status >= 300 && (/^https:\/\//iu.test(location) || location === '')) return pass;
      const claim = `HTTP ${status}${location === '' ? '' : `, location: ${location.slice(0, 200)}`}`;
      return fail('Plain HTTP does not lead to HTTPS', [claim]);
    },
  }),
  defineRule({
    slug: 'no-alpn',
    title: 'The web server does not negotiate its protocol (ALPN)',
    severity: 'info',
    about: 'alpn',
    what: 'A server that speaks HTTP chooses no protocol when http/1.1 and h2 are offered by ALPN.',
    why: 'Without ALPN there is no HTTP/2, and a server of another protocol with the same certificate can be passed off as this one (ALPACA).',
    fix: 'Let the server announce http/1.1 and h2, and refuse protocols that it does not know.',
    references: ['https://www.rfc-editor.org/rfc/rfc7301', 'https://alpaca-attack.com/'],
    cwe: [436],
    owasp: ['A02:2025'],
    tags: ['http'],
    hit: [[addressExcerpt({ alpn: [] }), 'no protocol is chosen']],
    ok: [[addressExcerpt({ alpn: ['http/1.1'] }), 'HTTP/1.1 only, but said so']],
    judge({ facts, observation, origin }) {
      if (!mayBeWeb(observation.starttls)) return notApplicable;
      if (facts.alpn.length > 0) return pass;
      const isAsked =
        origin === 'endpoint' &&
        observation.prober.mode !== 'quick' &&
        // Beside suites of TLS 1.2, none of which was lost; what TLS 1.3 alone chooses may have been.
        facts.suites['TLS1.2']?.complete.is === 'yes' &&
        facts.http.https.state === 'answered';
      return isAsked ? fail('The web server does not use ALPN', ['no protocol chosen']) : notAsked;
    },
  }),
  defineRule({
    slug: 'insecure-cookie',
    title: 'A cookie is sent in clear too',
    severity: 'medium',
    about: 'headers',
    what: 'A cookie that is set over HTTPS lacks the attribute Secure.',
    why: 'The browser sends it over plain HTTP as well, where it can be read: often it is the session.',
    fix: 'Set every cookie with Secure.',
    references: ['https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2.5'],
    cwe: [614, 319],
    owasp: ['A02:2025', 'A07:2025'],
    tags: ['http'],
    hit: [[answering({ 'set-cookie': 'sid; HttpOnly; Path=/' }), 'no Secure']],
    ok: [
      [answering({ 'set-cookie': 'sid; HttpOnly; Secure\nlang; secure' }), 'Secure'],
      [
        answering({ 'set-cookie': `${'sid; Secure\n'.repeat(83)}ab; ` }),
        'the end of a long header was cut off',
      ],
    ],
    judge({ facts }) {
      const { https } = facts.http;
      if (https.state !== 'answered') return notAsked;
      const bare = cookiesOf(https.headers['set-cookie'] ?? '').filter(
        (cookie) => !/;\s{0,8}secure\s{0,8}(?:;|$)/iu.test(cookie),
      );
      if (bare.length === 0) return pass;
      const names = bare.map((cookie) => `cookie ${(/^[^=;\s]{0,80}/u.exec(cookie) ?? [''])[0]}`);
      return fail('The server sets a cookie without Secure', [...new Set(names)].toSorted());
    },
  }),
];

/** The prober joins cookies with line breaks, others with commas; a comma also stands in dates, before a digit. */
function cookiesOf(header: string): readonly string[] {
  const cookies = header
    .split(/\n|,(?!\s{0,2}\d)/u)
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '')
    .slice(0, maxCookies);
  // The prober cuts long headers: what the last cookie says at its end may be missing.
  return header.length < cutLength ? cookies : cookies.slice(0, -1);
}

/** Characters that the prober keeps of a header (MAX_VALUE_CHARACTERS in probe/http.ts). */
const cutLength = 1000;
const maxCookies = 100;

function judgeHsts(
  { facts, observation, origin }: Subject,
  judge: (header: string) => Verdict,
): Verdict {
  if (!mayBeWeb(observation.starttls)) return notApplicable;
  // Browsers ignore the header of a host without a name (RFC 6797 §8.1.1).
  if (origin === 'endpoint' && isAddress(observation.serverName ?? observation.host)) {
    return notApplicable;
  }
  const { https } = facts.http;
  return https.state === 'answered' ? judge(headerOf(https)) : notAsked;
}

function headerOf(http: Extract<HttpFacts, { state: 'answered' }>): string {
  return (http.headers['strict-transport-security'] ?? '').slice(0, 500);
}

function mayBeWeb(starttls: string | undefined): boolean {
  return starttls === undefined;
}

function isAddress(host: string): boolean {
  return /^[\d.]{7,15}$/u.test(host) || host.includes(':');
}
