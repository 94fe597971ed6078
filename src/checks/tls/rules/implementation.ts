import type { IntrusiveProbe } from '../observation.ts';
import type { TlsRule } from '../rule.ts';
import { addressExcerpt, defineRule } from './define.ts';
import { failIfYes } from './verdicts.ts';

function probed(probe: IntrusiveProbe, is: string, why: string): object {
  return addressExcerpt({ intrusive: { [probe]: { is, why } } });
}

function judgeProbe(probe: IntrusiveProbe, message: string): TlsRule['judge'] {
  return ({ facts }) => failIfYes(facts.intrusive[probe], probe, message);
}

const only = 'Looked at only where the zone allows intrusive probes.';
const tags = ['implementation', 'intrusive'];

/** Flaws of TLS libraries: nothing is inferred from the version that a server names. */
export const implementationRules: readonly TlsRule[] = [
  defineRule({
    slug: 'heartbleed',
    title: 'Heartbleed: memory of the server can be read',
    severity: 'critical',
    about: 'implementation',
    what: `The server answers a heartbeat with more than was sent. What it answers is neither kept nor shown. ${only}`,
    why: 'Anyone can read the memory of the server, its private key and the passwords of users included, without a trace.',
    fix: 'Update OpenSSL to 1.0.1g or newer, then replace the key and the certificate, revoke the old one, and have passwords changed.',
    references: ['https://nvd.nist.gov/vuln/detail/CVE-2014-0160'],
    cwe: [126, 125],
    owasp: ['A03:2025'],
    tags,
    hit: [[probed('heartbleed', 'yes', 'answer of 4096 bytes to 1'), 'memory came back']],
    ok: [[probed('heartbleed', 'inconclusive', 'silence'), 'silence proves nothing']],
    judge: judgeProbe('heartbleed', 'The server gives away its memory (Heartbleed)'),
  }),
  defineRule({
    slug: 'ccs-injection',
    title: 'An early ChangeCipherSpec is accepted',
    severity: 'high',
    about: 'implementation',
    what: `The server takes a ChangeCipherSpec before keys are agreed. ${only}`,
    why: 'An attacker in between forces weak keys, then reads and changes what is sent, if the client has the flaw too.',
    fix: 'Update OpenSSL to 0.9.8za, 1.0.0m, 1.0.1h or newer.',
    references: ['https://nvd.nist.gov/vuln/detail/CVE-2014-0224'],
    cwe: [326],
    owasp: ['A03:2025'],
    tags,
    hit: [[probed('ccs-injection', 'yes', 'alert 20 (bad_record_mac)'), 'it decrypted']],
    ok: [[probed('ccs-injection', 'no', 'alert 10 (unexpected_message)'), 'refused']],
    judge: judgeProbe('ccs-injection', 'The server accepts an early ChangeCipherSpec'),
  }),
  defineRule({
    slug: 'robot',
    title: 'ROBOT: errors of RSA decryption can be told apart',
    severity: 'high',
    about: 'suites',
    what: `The server answers differently to well and badly padded RSA messages. ${only}`,
    why: 'With some ten thousand connections an attacker decrypts recorded sessions or signs with the key of the server.',
    fix: 'Leave out all suites with RSA key exchange (TLS_RSA_…), and update the TLS library.',
    references: ['https://robotattack.org/', 'https://nvd.nist.gov/vuln/detail/CVE-2017-13099'],
    cwe: [203, 208],
    owasp: ['A03:2025', 'A04:2025'],
    tags,
    hit: [[probed('robot', 'yes', 'alert 51 against alert 20'), 'two kinds of answer']],
    ok: [[probed('robot', 'no', 'one kind of answer'), 'the same answer to all']],
    judge: judgeProbe('robot', 'The server tells well padded RSA messages from others (ROBOT)'),
  }),
  defineRule({
    slug: 'ticketbleed',
    title: 'Ticketbleed: session ids return memory',
    severity: 'high',
    about: 'implementation',
    what: `The server pads a short session id with up to 31 bytes of its memory. ${only}`,
    why: 'Anyone can collect memory of the server, keys of other sessions included.',
    fix: 'Update the F5 BIG-IP software, or switch session tickets off.',
    references: ['https://nvd.nist.gov/vuln/detail/CVE-2016-9244'],
    cwe: [200, 125],
    owasp: ['A03:2025'],
    tags,
    hit: [[probed('ticketbleed', 'yes', 'session id of 32 bytes to 1'), 'more came back']],
    ok: [[probed('ticketbleed', 'no', 'session id came back as sent'), 'echoed']],
    judge: judgeProbe('ticketbleed', 'The server gives away memory in session ids (Ticketbleed)'),
  }),
];
