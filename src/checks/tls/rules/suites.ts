import type { TlsRule } from '../rule.ts';
import type { Suite } from '../tables/suite.ts';
import { addressExcerpt, defineRule } from './define.ts';
import { isBroken, judgeAllSuites, judgeSuites, offeredSuites } from './offered.ts';
import { fail, notAsked, pass } from './verdicts.ts';

/** A good server that takes these suites too with TLS 1.2. */
function alsoTaking(...codes: readonly number[]): object {
  return addressExcerpt({ suites: { 'TLS1.2': { codes: [0xc02c, 0xc02b, ...codes] } } });
}

/** The server takes only these, with TLS 1.2 as its newest version. */
function takingOnly(...codes: readonly number[]): object {
  return addressExcerpt({
    versions: { 'TLS1.3': { is: 'no', why: 'alert 70 (protocol_version)' } },
    suites: { 'TLS1.2': { codes }, 'TLS1.3': null },
  });
}

const lost = addressExcerpt({
  suites: { 'TLS1.2': { complete: { is: 'inconclusive', why: 'reset 4 of 4' } } },
});
const bcp = 'https://www.rfc-editor.org/rfc/rfc9325#section-4.1';
const only = 'Offer only ECDHE suites with AES-GCM or ChaCha20-Poly1305 for TLS 1.2.';

export const suiteRules: readonly TlsRule[] = [
  defineRule({
    slug: 'suite-null',
    title: 'Suites without encryption are accepted',
    severity: 'critical',
    about: 'suites',
    what: 'The server accepts a NULL suite: the connection is authenticated at most, not encrypted.',
    why: 'Everything that is sent, passwords and cookies included, can be read on the way.',
    fix: only,
    references: [bcp],
    cwe: [319, 327],
    tags: ['suites'],
    hit: [[alsoTaking(0x003b), 'TLS_RSA_WITH_NULL_SHA256']],
    ok: [[lost, 'not all suites could be asked for']],
    judge: (subject) =>
      judgeSuites(
        subject,
        ({ cipher }) => cipher === 'NULL',
        'The server accepts suites that do not encrypt',
        ['SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3'],
      ),
  }),
  defineRule({
    slug: 'suite-anonymous',
    title: 'Suites without authentication are accepted',
    severity: 'critical',
    about: 'suites',
    what: 'The server accepts an anonymous suite, in which it proves nothing about itself.',
    why: 'Whoever sits in between can be the server to the client and the client to the server, without a trace.',
    fix: only,
    references: [bcp],
    cwe: [287, 327],
    owasp: ['A04:2025', 'A07:2025'],
    tags: ['suites'],
    hit: [[alsoTaking(0x0034), 'TLS_DH_anon_WITH_AES_128_CBC_SHA']],
    ok: [[alsoTaking(0xc013), 'ECDHE with RSA signatures is authenticated']],
    judge: (subject) =>
      judgeSuites(
        subject,
        ({ authentication }) => authentication === 'none',
        'The server accepts suites without authentication',
      ),
  }),
  defineRule({
    slug: 'suite-export',
    title: 'Export suites are accepted',
    severity: 'critical',
    about: 'suites',
    what: 'The server accepts a suite that was weakened for export from the United States in the 1990s.',
    why: '40-bit and 512-bit keys are broken in minutes, and an attacker in between can push clients to them (FREAK, Logjam).',
    fix: only,
    references: [
      'https://nvd.nist.gov/vuln/detail/CVE-2015-0204',
      'https://nvd.nist.gov/vuln/detail/CVE-2015-4000',
    ],
    cwe: [326, 327],
    tags: ['suites'],
    hit: [[alsoTaking(0x0003), 'TLS_RSA_EXPORT_WITH_RC4_40_MD5']],
    ok: [[alsoTaking(0x009c), 'an old suite, but none for export']],
    judge: (subject) =>
      judgeSuites(subject, ({ isExport }) => isExport, 'The server accepts export suites'),
  }),
  defineRule({
    slug: 'suite-rc4',
    title: 'RC4 suites are accepted',
    severity: 'high',
    about: 'suites',
    what: 'The server accepts a suite with the stream cipher RC4; those for export have a rule of their own.',
    why: 'RC4 is biased: what is sent often, such as a cookie, can be recovered from recorded traffic.',
    fix: only,
    references: ['https://www.rfc-editor.org/rfc/rfc7465'],
    tags: ['suites'],
    hit: [[alsoTaking(0x0005), 'TLS_RSA_WITH_RC4_128_SHA']],
    ok: [[alsoTaking(0x0003), 'an export suite is told as one']],
    judge: (subject) =>
      judgeSuites(
        subject,
        ({ cipher, isExport, authentication }) =>
          cipher === 'RC4' && !isExport && authentication !== 'none',
        'The server accepts RC4 suites',
      ),
  }),
  defineRule({
    slug: 'suite-weak-key',
    title: 'Suites with keys of less than 112 bits are accepted',
    severity: 'high',
    about: 'suites',
    what: 'The server accepts a suite whose key has less than 112 bits, such as single DES; export suites, RC4, anonymous and NULL suites have rules of their own.',
    why: 'A key of 56 bits is found by trying in hours on rented hardware.',
    fix: only,
    references: ['https://www.rfc-editor.org/rfc/rfc5469', bcp],
    cwe: [326, 327],
    tags: ['suites'],
    hit: [[alsoTaking(0x0009), 'TLS_RSA_WITH_DES_CBC_SHA']],
    ok: [[alsoTaking(0x002f), 'AES-128']],
    judge: (subject) =>
      judgeSuites(
        subject,
        isSingleDes,
        'The server accepts suites with keys of less than 112 bits',
      ),
  }),
  defineRule({
    slug: 'suite-64bit-block',
    title: 'Suites with 64-bit blocks are accepted',
    severity: 'medium',
    about: 'suites',
    what: 'The server accepts 3DES, IDEA or another cipher with blocks of 64 bits.',
    why: 'After 32 GiB on one connection blocks repeat, and a cookie can be worked out (SWEET32).',
    fix: only,
    references: ['https://nvd.nist.gov/vuln/detail/CVE-2016-2183', 'https://sweet32.info/'],
    tags: ['suites'],
    hit: [[alsoTaking(0x000a), 'TLS_RSA_WITH_3DES_EDE_CBC_SHA']],
    ok: [[alsoTaking(0x002f), 'AES has blocks of 128 bits']],
    judge: (subject) =>
      judgeSuites(
        subject,
        (suite) =>
          suite.blockBits === 64 &&
          suite.bits >= 112 &&
          !suite.isExport &&
          suite.authentication !== 'none',
        'The server accepts suites with 64-bit blocks',
      ),
  }),
  defineRule({
    slug: 'suite-cbc',
    title: 'Suites in CBC mode are accepted',
    severity: 'info',
    about: 'suites',
    what: 'The server accepts suites in CBC mode, which first authenticate and then encrypt. Whether the library is immune to LUCKY13 and its relatives cannot be seen from outside.',
    why: 'Implementations of CBC suites have leaked plaintext through timing and error messages again and again.',
    fix: 'Where all clients know TLS 1.2 with AES-GCM or ChaCha20-Poly1305, offer nothing else.',
    references: ['https://nvd.nist.gov/vuln/detail/CVE-2013-0169', bcp],
    cwe: [208, 327],
    tags: ['suites'],
    hit: [[alsoTaking(0xc014), 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA']],
    ok: [[{}, 'only authenticated encryption']],
    judge: (subject) =>
      judgeSuites(
        subject,
        (suite) => suite.mode === 'cbc' && !isBroken(suite),
        'The server accepts suites in CBC mode',
      ),
  }),
  defineRule({
    slug: 'no-forward-secrecy',
    title: 'No suite with forward secrecy is offered',
    severity: 'medium',
    about: 'suites',
    what: 'None of the suites agrees a fresh key (ECDHE or DHE), and TLS 1.3 is not offered.',
    why: 'Whoever records traffic today and gets the private key later can read all of it.',
    fix: 'Offer TLS 1.3, and ECDHE suites for TLS 1.2.',
    references: ['https://www.rfc-editor.org/rfc/rfc9325#section-7.3'],
    tags: ['suites'],
    hit: [[takingOnly(0x009c, 0x009d), 'AES-GCM, but the key comes by RSA']],
    ok: [[takingOnly(0x009c, 0xc02f), 'one suite with ECDHE among them']],
    judge: (subject) =>
      judgeAllSuites(
        subject,
        ({ hasForwardSecrecy }) => hasForwardSecrecy,
        'The server offers no suite with forward secrecy',
      ),
  }),
  defineRule({
    slug: 'no-aead',
    title: 'No suite with authenticated encryption is offered',
    severity: 'medium',
    about: 'suites',
    what: 'None of the suites is an AEAD (GCM, CCM, ChaCha20-Poly1305), and TLS 1.3 is not offered.',
    why: 'All that is left are CBC and RC4, each with attacks of its own.',
    fix: 'Offer TLS 1.3, and suites with AES-GCM or ChaCha20-Poly1305 for TLS 1.2.',
    references: [bcp],
    tags: ['suites'],
    hit: [[takingOnly(0xc013, 0xc014), 'ECDHE, but CBC only']],
    ok: [[takingOnly(0xc013, 0xc02f), 'one GCM suite among them']],
    judge: (subject) =>
      judgeAllSuites(
        subject,
        ({ mode }) => mode === 'aead',
        'The server offers no suite with authenticated encryption',
      ),
  }),
  defineRule({
    slug: 'suite-not-in-profile',
    title: 'Suites that the profile does not accept',
    severity: 'low',
    about: 'suites',
    what: 'The server accepts suites that are in no list of the profile in force. Suites that are broken have rules of their own and are not repeated here.',
    why: 'Each suite that is not needed is one more that can turn out weak; the profile names those that are.',
    fix: 'Offer only the suites of the profile, or extend it in the policy by those that your clients need.',
    references: [bcp, 'https://data.tlsref.org/guidelines/6.0.json'],
    tags: ['suites', 'profile'],
    hit: [[alsoTaking(0x009c), 'TLS_RSA_WITH_AES_128_GCM_SHA256 under "intermediate"']],
    ok: [[alsoTaking(0xc02f), 'in the list of the profile']],
    judge(subject) {
      const { suites, id } = subject.profile;
      if (suites === undefined) return pass;
      const accepted = new Set([...suites.good, ...suites.sufficient, ...suites.phaseOut]);
      return judgeSuites(
        subject,
        (suite) => !accepted.has(suite.name) && !isBroken(suite),
        `The server accepts suites that ${id} does not`,
        ['SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3'],
      );
    },
  }),
  defineRule({
    slug: 'no-server-order',
    title: 'The client chooses among good and weak suites',
    severity: 'low',
    about: 'suite-order',
    what: 'The server takes the first suite of the client that it knows, and some of those are weaker than others. Among equally good suites that is no finding.',
    why: 'A client with an old list of preferences gets a weak suite although both sides know a better one.',
    fix: 'Let the server choose, or offer only suites that are all good.',
    references: ['https://www.rfc-editor.org/rfc/rfc9325#section-4.2'],
    cwe: [757],
    tags: ['suites'],
    hit: [
      [
        addressExcerpt({ suites: { 'TLS1.2': { codes: [0xc02c, 0x002f], order: 'client' } } }),
        'AES-GCM with ECDHE, and AES-CBC with RSA',
      ],
    ],
    ok: [
      [addressExcerpt({ suites: { 'TLS1.2': { order: 'client' } } }), 'all suites are good'],
      [addressExcerpt({ suites: { 'TLS1.2': { codes: [0xc02c, 0x002f] } } }), 'the server chooses'],
    ],
    judge({ facts }) {
      const mixed = (['SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2'] as const).filter((version) => {
        const known = offeredSuites(facts, [version]).flatMap(({ suite }) => suite ?? []);
        return known.some(isStrong) && known.some((suite) => !isStrong(suite));
      });
      const free = mixed.filter((version) => facts.suites[version]?.order === 'client');
      if (free.length > 0) {
        return fail(
          'The server lets the client choose among good and weak suites',
          free.map((version) => `${version}: the client decides`),
        );
      }
      const open = mixed.find((version) => facts.suites[version]?.order !== 'server');
      if (open === undefined) return mixed.length === 0 && !isKnown(facts.suites) ? notAsked : pass;
      return facts.suites[open]?.order === 'inconclusive'
        ? { state: 'inconclusive', detail: `who chooses the suite with ${open}` }
        : notAsked;
    },
  }),
];

function isSingleDes(suite: Suite): boolean {
  return (
    suite.bits < 112 &&
    suite.cipher !== 'NULL' &&
    suite.cipher !== 'RC4' &&
    !suite.isExport &&
    suite.authentication !== 'none'
  );
}

function isStrong({ hasForwardSecrecy, mode, bits }: Suite): boolean {
  return hasForwardSecrecy && mode === 'aead' && bits >= 128;
}

function isKnown(suites: object): boolean {
  return Object.keys(suites).length > 0;
}
