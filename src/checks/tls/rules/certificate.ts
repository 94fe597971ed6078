import type { Certificate } from '../certificate/certificate.ts';
import type { ChainVerdict } from '../certificate/verdict.ts';
import { showing } from '../record/odd-certificates.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import { daysBetween, judgeChains, judgeLeaves, named } from './chains.ts';
import { defineRule } from './define.ts';
import { fail, failIfNo, notApplicable, pass } from './verdicts.ts';

const pkix = 'https://www.rfc-editor.org/rfc/rfc5280';
const common = { about: 'certificate', cwe: [295], owasp: ['A04:2025', 'A07:2025'] } as const;
const tags = ['certificate'];
/** Days: with less than these the warning gets graver. */
const soonDays = 14;
const urgentDays = 7;
/** For certificates that are valid for years a third of the lifetime would be too early. */
const maxWarningDays = 30;

/** Whether clients can accept the certificate: time, name, trust, chain. */
export const certificateRules: readonly TlsRule[] = [
  defineRule({
    ...common,
    slug: 'cert-expired',
    title: 'The certificate has expired',
    severity: 'critical',
    what: 'The end of the validity of the leaf is past, or of a certificate between it and its root.',
    why: 'Clients refuse to connect, or people learn to click warnings away.',
    fix: 'Renew the certificate, and let renewal run by itself (ACME).',
    references: [`${pkix}#section-4.1.2.5`],
    cwe: [298, 295],
    tags,
    hit: [[showing('expired'), 'ended a month ago']],
    ok: [[{}, 'valid for two more months']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf, chain) => {
        const all = timedOf(leaf, chain);
        const ended = all.filter(({ notAfter }) => daysBetween(notAfter, subject.now) >= 0);
        if (ended.length === 0) {
          return all.some(({ notAfter }) => notAfter === '') ? unreadableTime() : pass;
        }
        return fail(
          'The certificate has expired',
          ended.map((each) => `${named(each)}: ended ${each.notAfter}`),
        );
      }),
  }),
  defineRule({
    ...common,
    slug: 'cert-not-yet-valid',
    title: 'The certificate is not valid yet',
    severity: 'high',
    what: 'The validity of the leaf begins later than now, or of a certificate between it and its root.',
    why: 'Clients refuse to connect until then.',
    fix: 'Set the clock of the machine that made it right, or put the certificate to use later.',
    references: [`${pkix}#section-4.1.2.5`],
    tags,
    hit: [[showing('future'), 'begins in a month']],
    ok: [[{}, 'began a month ago']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf, chain) => {
        const all = timedOf(leaf, chain);
        const early = all.filter(
          ({ notBefore }) => Date.parse(notBefore) > Date.parse(subject.now),
        );
        if (early.length === 0) {
          return all.some(({ notBefore }) => notBefore === '') ? unreadableTime() : pass;
        }
        return fail(
          'The certificate is not valid yet',
          early.map((each) => `${named(each)}: begins ${each.notBefore}`),
        );
      }),
  }),
  defineRule({
    ...common,
    slug: 'cert-expiring',
    title: 'The certificate expires soon',
    severity: 'low',
    what: 'Fewer days are left than the profile wants; where it says nothing, a third of the lifetime, at most 30 days. Medium from 14 days, high from 7.',
    why: 'When renewal has not happened by now, it probably does not work.',
    fix: 'Renew the certificate and find out why it was not renewed by itself.',
    references: ['https://letsencrypt.org/docs/integration-guide/'],
    cwe: [298, 295],
    tags: [...tags, 'profile'],
    hit: [[showing('expiring'), '8 days left of 70']],
    ok: [
      [{}, 'two thirds of the lifetime are left'],
      [showing('expired'), 'expired, which is told by a rule of its own'],
    ],
    judge: (subject) =>
      judgeLeaves(subject, (leaf) => {
        const left = daysBetween(subject.now, leaf.notAfter);
        const third = Math.floor(daysBetween(leaf.notBefore, leaf.notAfter) / 3);
        const { expiryWarningDays } = subject.profile.certificate;
        const warning = expiryWarningDays ?? Math.min(third, maxWarningDays);
        if (Number.isNaN(left)) return unreadableTime();
        if (left < 0 || left >= warning) return pass;
        const graver = left < soonDays ? 'medium' : 'low';
        const severity = left < Math.min(urgentDays, warning / 2) ? 'high' : graver;
        return fail(
          'The certificate expires soon',
          [`${named(leaf)}: ends ${leaf.notAfter}`],
          severity,
        );
      }),
  }),
  defineRule({
    ...common,
    slug: 'cert-hostname',
    title: 'The certificate is for another name',
    severity: 'critical',
    what: 'The name that was asked for is not among the subject alternative names; the common name does not count (RFC 9525).',
    why: 'Clients cannot tell this server from anyone else with a certificate, and refuse to connect.',
    fix: 'Have a certificate made for all names that the endpoint is reached by.',
    references: ['https://www.rfc-editor.org/rfc/rfc9525'],
    cwe: [297, 295],
    tags,
    hit: [[showing('other'), 'for other.example only']],
    ok: [
      [{}, 'for this name'],
      [showing('nosan'), 'for no name at all, which is told by a rule of its own'],
    ],
    judge: (subject) =>
      judgeLeaves(subject, (leaf, { matchesName }) =>
        hasNames(leaf)
          ? failIfNo(matchesName, 'name', 'The certificate is for another name')
          : notApplicable,
      ),
  }),
  defineRule({
    ...common,
    slug: 'cert-san-missing',
    title: 'The certificate has no subject alternative names',
    severity: 'medium',
    what: 'The leaf names its host in the common name only, or not at all.',
    why: 'Browsers and libraries have ignored the common name for years: they refuse to connect.',
    fix: 'Have a certificate made with subjectAltName.',
    references: ['https://www.rfc-editor.org/rfc/rfc9525#section-2'],
    cwe: [297, 295],
    tags,
    hit: [[showing('nosan'), 'a common name only']],
    ok: [[showing('other'), 'it has names, if others']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf) =>
        hasNames(leaf)
          ? pass
          : fail('The certificate has no subject alternative names', [named(leaf)]),
      ),
  }),
  defineRule({
    ...common,
    slug: 'cert-self-signed',
    title: 'The certificate is self-signed',
    severity: 'high',
    what: 'The leaf signs itself and is no anchor of the zone.',
    why: 'Clients cannot tell it from one that an attacker made: who accepts it accepts any.',
    fix: 'Use a certificate of a public authority, or of your own and make that an anchor of the zone (tls.zones).',
    references: [`${pkix}#section-6`],
    tags,
    hit: [[showing('self', []), 'signed by its own key']],
    ok: [[showing('strange'), 'signed by another key, which nobody knows']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf, { selfSigned, trusted }) =>
        selfSigned && trusted.is === 'no'
          ? fail('The certificate is self-signed', [named(leaf)])
          : pass,
      ),
  }),
  defineRule({
    ...common,
    slug: 'cert-untrusted',
    title: 'The certificate comes from an authority that is not trusted',
    severity: 'high',
    what: 'No path leads from the leaf to a root of the store or an anchor of the zone, although nothing is known to be missing.',
    why: 'Clients refuse to connect, or do not verify at all.',
    fix: 'Use a certificate of a public authority; where the authority is your own, make it an anchor of the zone (tls.zones).',
    references: [`${pkix}#section-6`],
    tags,
    hit: [[showing('strange', ['stranger']), 'an authority in no store']],
    ok: [
      [{}, 'an anchor of the zone'],
      [showing('wild', []), 'the intermediate was not sent, which is told by a rule of its own'],
    ],
    judge: (subject) =>
      judgeChains(subject, ({ trusted, complete, selfSigned }) =>
        selfSigned || complete.is === 'no'
          ? notApplicable
          : failIfNo(
              trusted,
              'chain',
              'The certificate comes from an authority that is not trusted',
            ),
      ),
  }),
  defineRule({
    ...common,
    slug: 'cert-chain-incomplete',
    title: 'An intermediate certificate is not sent',
    severity: 'high',
    what: 'The leaf came without its issuer, which could be had: the certificate names where, or another endpoint sent it. A private authority is not this.',
    why: 'Browsers may fetch or remember it, most other clients refuse to connect.',
    fix: 'Send the full chain: the leaf, then each intermediate, without the root.',
    references: ['https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2'],
    tags,
    hit: [[showing('expiring', []), 'the leaf alone, with a hint to its issuer']],
    ok: [
      [{}, 'leaf and intermediate'],
      [showing('self', []), 'self-signed: nothing is missing'],
    ],
    judge: (subject) =>
      judgeChains(subject, ({ complete, selfSigned }) =>
        selfSigned
          ? notApplicable
          : failIfNo(complete, 'chain', 'An intermediate certificate is not sent'),
      ),
  }),
  defineRule({
    ...common,
    slug: 'cert-not-for-servers',
    title: 'The certificate is not for servers',
    severity: 'high',
    what: 'The extended key usage of the leaf is there and does not name serverAuth.',
    why: 'Clients refuse to connect: it was made for something else, such as clients or signing code.',
    fix: 'Have a certificate made with the extended key usage serverAuth.',
    references: [`${pkix}#section-4.2.1.12`],
    tags,
    hit: [[showing('client'), 'for clients only']],
    ok: [[{}, 'for servers']],
    judge: (subject) =>
      judgeLeaves(subject, (leaf) => {
        const { extendedKeyUsage: usages } = leaf;
        const fits = ['serverAuth', 'anyExtendedKeyUsage'].some((each) => usages.includes(each));
        if (usages.length === 0 || fits) return pass;
        const claim = `${named(leaf)}: ${usages.slice(0, 5).join(', ')}`;
        return fail('The certificate is not for servers', [claim]);
      }),
  }),
  defineRule({
    ...common,
    slug: 'cert-chain-order',
    title: 'The certificates are sent in a wrong order',
    severity: 'low',
    what: 'A certificate does not certify the one before it.',
    why: 'RFC 5246 wants them in order; strict clients refuse to connect.',
    fix: 'Send the leaf, then each intermediate behind the one that it signed.',
    references: ['https://www.rfc-editor.org/rfc/rfc5246#section-7.4.2'],
    tags,
    hit: [[showing('wild', ['root', 'intermediate']), 'the root before the intermediate']],
    ok: [[showing('wild', ['intermediate', 'root']), 'in order']],
    judge: (subject) =>
      judgeChains(subject, ({ ordered, sent }) =>
        ordered
          ? pass
          : fail('The certificates are sent in a wrong order', [
              sent.map((each) => each?.subject ?? 'unreadable').join(' → '),
            ]),
      ),
  }),
  defineRule({
    ...common,
    slug: 'cert-chain-extra',
    title: 'Certificates are sent that nobody needs',
    severity: 'info',
    what: 'The root, a certificate twice, or one that has nothing to do with the leaf is sent along.',
    why: 'Each handshake gets longer for nothing.',
    fix: 'Send only the leaf and the intermediates up to the root, without it.',
    references: ['https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2'],
    tags,
    hit: [
      [showing('wild', ['intermediate', 'root']), 'the root too'],
      [showing('wild', ['intermediate', 'intermediate']), 'the intermediate twice'],
    ],
    ok: [[{}, 'leaf and intermediate']],
    judge: (subject) =>
      judgeChains(subject, ({ extra, sendsRoot, sent, trusted }) => {
        // Of an untrusted chain nobody can say what is needed.
        if (trusted.is !== 'yes') return notApplicable;
        const roots = sendsRoot
          ? sent.slice(1).flatMap((each) => (each?.isSelfIssued === true ? [each] : []))
          : [];
        const all = [...new Set([...extra, ...roots].map(named))];
        return all.length === 0 ? pass : fail('Certificates are sent that nobody needs', all);
      }),
  }),
];

/** Whose time clients look at: all of a trusted path, the root too; of an untrusted one only the leaf is sure. */
function timedOf(leaf: Certificate, { path, trusted }: ChainVerdict): readonly Certificate[] {
  return trusted.is === 'yes' && path.length > 0 ? path : [leaf];
}

function hasNames({
  dnsNames,
  ipAddresses,
}: {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}): boolean {
  return dnsNames.length + ipAddresses.length > 0;
}

function unreadableTime(): Verdict {
  return { state: 'inconclusive', detail: 'the validity of the certificate cannot be read' };
}
