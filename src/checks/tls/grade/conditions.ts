import type { Certificate } from '../certificate/certificate.ts';
import type { Fact, ProtocolVersion } from '../observation.ts';
import type { ConditionId } from './scheme.ts';
import { isOpen, type Offered, type View } from './view.ts';

type Condition = (view: View) => Fact;

/** When each condition holds. `yes` is a flaw; `no` needs proof, as everywhere. */
export const conditions: Readonly<Record<ConditionId, Condition>> = {
  'not-tls': ({ facts }) => negated(facts.speaksTls),
  sslv2: (view) => offers(view, 'SSLv2'),
  sslv3: (view) => offers(view, 'SSLv3'),
  tls10: (view) => offers(view, 'TLS1.0'),
  tls11: (view) => offers(view, 'TLS1.1'),
  'sslv3-best': (view) => none(view, ['TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3']),
  'no-tls12-or-13': (view) => none(view, ['TLS1.2', 'TLS1.3']),
  'no-tls13': (view) => none(view, ['TLS1.3']),
  'suite-null': (view) => some(view, ({ suite }) => suite?.bits === 0),
  'suite-anonymous': (view) => some(view, ({ suite }) => suite?.authentication === 'none'),
  'suite-export': (view) => some(view, ({ suite }) => suite?.isExport === true),
  'suite-weak': (view) =>
    some(view, ({ suite }) => suite !== undefined && suite.bits > 0 && suite.bits < 112),
  rc4: (view) => some(view, isRc4),
  'rc4-only': (view) => every(view, isRc4),
  'rc4-modern': (view) => some(view, (offered) => isRc4(offered) && isModern(offered.version)),
  'block64-modern': (view) =>
    some(view, ({ suite, version }) => suite?.blockBits === 64 && isModern(version)),
  'no-forward-secrecy': (view) => every(view, ({ suite }) => suite?.hasForwardSecrecy === false),
  'no-aead': (view) => every(view, ({ suite }) => suite !== undefined && suite.mode !== 'aead'),
  'dh-broken': (view) => dhBelow(view, 1024),
  'dh-weak': (view) => dhBelow(view, 2048),
  'curve-weak': curveWeak,
  'key-broken': (view) => leaf(view, (certificate) => keyBelow(certificate, 1024, 123)),
  'key-weak': (view) => leaf(view, (certificate) => keyBelow(certificate, 2048, 163)),
  'signature-md5': (view) => leaf(view, ({ signature }) => /^md[245]$/i.test(signature.hash)),
  'chain-incomplete': (view) =>
    worst(view.chains.map(({ complete }) => negated(complete))) ?? noChain(view),
  'renegotiation-insecure': ({ facts }) =>
    both(negated(facts.features['secure-renegotiation']), facts.intrusive['client-renegotiation']),
  'no-secure-renegotiation': (view) => beforeTls13(view, 'secure-renegotiation'),
  compression: ({ facts }) => facts.features.compression,
  poodle: (view) =>
    some(view, ({ suite, version }) => version === 'SSLv3' && suite?.mode === 'cbc', ['SSLv3']),
  heartbleed: ({ facts }) => facts.intrusive.heartbleed,
  'ccs-injection': ({ facts }) => facts.intrusive['ccs-injection'],
  ticketbleed: ({ facts }) => facts.intrusive.ticketbleed,
  robot: ({ facts }) => facts.intrusive.robot,
  'hsts-short': (view) => hsts(view, (seconds) => seconds < longHstsSeconds),
};

/** 180 days; the same number as in the schemes. */
const longHstsSeconds = 15_552_000;

/** What `A+` takes besides `A`; only what is proved counts. */
export function deservesPlus(view: View, hstsSeconds: number): boolean {
  const isLong = hsts(view, (seconds) => seconds >= hstsSeconds).is === 'yes';
  return (isLong || view.isStarttls) && resistsFallback(view).is === 'yes';
}

/** Whether a client cannot be pushed to a lower version: RFC 7507, or nothing lower to be pushed to. */
export function resistsFallback({ facts }: View): Fact {
  const older = (['SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2'] as const).map(
    (version) => facts.versions[version],
  );
  // From TLS 1.3 down to one other version the marker in ServerHello.random protects (RFC 8446 §4.1.3).
  if (older.filter(({ is }) => is !== 'no').length <= 1) return { is: 'yes', why: 'one version' };
  return facts.features['fallback-scsv'];
}

/** Fits the strict-transport-security header that was sent, `no` without one. */
export function hsts({ facts }: View, fits: (seconds: number) => boolean): Fact {
  const { https } = facts.http;
  if (https.state !== 'answered') return { is: 'not-tested', why: https.why };
  const header = https.headers['strict-transport-security'];
  if (header === undefined) return { is: 'no', why: 'no HSTS header' };
  return fits(maxAge(header)) ? { is: 'yes', why: header } : { is: 'no', why: header };
}

/** Seconds of `max-age` (RFC 6797 §6.1.1); 0 where it cannot be read. */
export function maxAge(header: string): number {
  const [, digits = '0'] = /(?:^|[;\s])max-age\s{0,4}=\s{0,4}"?(\d{1,12})/i.exec(header) ?? [];
  return Number(digits);
}

function offers({ facts }: View, version: ProtocolVersion): Fact {
  const { is, why } = facts.versions[version];
  return { is, why: `${version}: ${why}` };
}

function isRc4({ suite }: Offered): boolean {
  return suite?.cipher === 'RC4';
}

function isModern(version: ProtocolVersion): boolean {
  return version === 'TLS1.1' || version === 'TLS1.2' || version === 'TLS1.3';
}

/** Whether none of these versions is offered. */
function none({ facts }: View, versions: readonly ProtocolVersion[]): Fact {
  if (facts.speaksTls.is === 'no') return { is: 'no', why: 'no TLS at all' };
  const all = versions.map((version) => negated(facts.versions[version]));
  const refuted = all.find(({ is }) => is === 'no');
  return refuted ?? all.find(isOpen) ?? { is: 'yes', why: `no ${versions.join(', ')}` };
}

/** Whether a suite like this is offered. `only`: in these versions, whose absence settles it. */
export function some(
  view: View,
  fits: (offered: Offered) => boolean,
  only?: readonly ProtocolVersion[],
): Fact {
  const found = view.suites.find(fits);
  if (found !== undefined) return { is: 'yes', why: claim(found) };
  if (only?.every((version) => view.facts.versions[version].is === 'no') === true) {
    return { is: 'no', why: `no ${only.join(', ')}` };
  }
  if (view.complete.is !== 'yes') return view.complete;
  const stranger = view.suites.find(({ suite }) => suite === undefined);
  return stranger === undefined
    ? { is: 'no', why: view.complete.why }
    : { is: 'inconclusive', why: `unknown suite ${claim(stranger)}` };
}

/** Whether all that is offered is like this; `no` when nothing is. */
function every(view: View, fits: (offered: Offered) => boolean): Fact {
  const exception = view.suites.find((offered) => offered.suite !== undefined && !fits(offered));
  if (exception !== undefined) return { is: 'no', why: claim(exception) };
  if (view.complete.is !== 'yes') return view.complete;
  if (view.suites.length === 0) return { is: 'no', why: 'no suites' };
  const stranger = view.suites.find(({ suite }) => suite === undefined);
  return stranger === undefined
    ? { is: 'yes', why: view.complete.why }
    : { is: 'inconclusive', why: `unknown suite ${claim(stranger)}` };
}

function claim({ version, suite, code }: Offered): string {
  return `${version}: ${suite?.name ?? `0x${code.toString(16).padStart(4, '0')}`}`;
}

function isDhe({ suite }: Offered): boolean {
  return suite?.keyExchange === 'dhe' || suite?.keyExchange === 'dhe-psk';
}

function dhBelow(view: View, bits: number): Fact {
  const weak = view.facts.dh.find((group) => group.bits < bits);
  if (weak !== undefined) return { is: 'yes', why: `${weak.version}: ${weak.bits} bits` };
  const offersDhe = some(view, isDhe);
  if (offersDhe.is !== 'yes') return offersDhe;
  return view.facts.dh.length > 0
    ? { is: 'no', why: 'all groups are larger' }
    : { is: 'inconclusive', why: 'the group of a DHE suite was not seen' };
}

/** A curve of under 224 bits that the server would use. */
function curveWeak({ facts }: View): Fact {
  for (const version of ['TLS1.2', 'TLS1.3'] as const) {
    const weak = facts.groups[version]?.codes.find((code) => weakCurves.has(code));
    if (weak !== undefined) return { is: 'yes', why: `${version}: group ${weak}` };
  }
  return { is: 'no', why: 'none of the curves that were accepted' };
}

/** sect163k1 … secp192r1 of the IANA registry "TLS Supported Groups": 1–5, 15–19. */
const weakCurves: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 15, 16, 17, 18, 19]);

/** Whether a leaf certificate is like this; the worst of several. */
function leaf(view: View, fits: (certificate: Certificate) => boolean): Fact {
  const facts = view.chains.map(({ leaf: certificate }): Fact => {
    if (certificate === undefined) return { is: 'inconclusive', why: 'unreadable certificate' };
    return { is: fits(certificate) ? 'yes' : 'no', why: certificate.subject };
  });
  return worst(facts) ?? noChain(view);
}

/** A server whose suites are all anonymous, or with a key shared before, has no certificate. */
function noChain(view: View): Fact {
  const needs = some(
    view,
    ({ suite }) => suite?.authentication !== 'none' && suite?.authentication !== 'psk',
  );
  if (needs.is === 'no') return { is: 'no', why: 'no suite takes a certificate' };
  if (view.facts.speaksTls.is === 'no') return { is: 'no', why: 'no TLS at all' };
  return { is: 'inconclusive', why: 'no certificate was seen' };
}

function keyBelow({ key }: Certificate, modulusBits: number, curveBits: number): boolean {
  if (key.bits === 0) return false;
  if (key.type === 'rsa' || key.type === 'rsa-pss' || key.type === 'dsa') {
    return key.bits < modulusBits;
  }
  return key.type === 'ecdsa' && key.bits < curveBits;
}

function beforeTls13(view: View, feature: 'secure-renegotiation'): Fact {
  const older = none(view, ['SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2']);
  if (older.is === 'yes') return { is: 'no', why: 'TLS 1.3 has no renegotiation' };
  return negated(view.facts.features[feature]);
}

export function negated({ is, why }: Fact): Fact {
  if (is === 'yes') return { is: 'no', why };
  return is === 'no' ? { is: 'yes', why } : { is, why };
}

function both(a: Fact, b: Fact): Fact {
  if (a.is === 'no') return a;
  if (b.is === 'no') return b;
  return isOpen(a) ? a : b;
}

/** Yes beats doubt, doubt beats no; undefined of none. */
function worst(facts: readonly Fact[]): Fact | undefined {
  return facts.find(({ is }) => is === 'yes') ?? facts.find(isOpen) ?? facts[0];
}
