import type { ChainVerdict } from '../certificate/verdict.ts';
import type {
  Accepted,
  AddressObservation,
  Fact,
  Feature,
  ProtocolVersion,
} from '../observation.ts';
import type { Aspect } from '../subject.ts';
import type { Suite } from '../tables/suite.ts';
import { hsts, resistsFallback } from './conditions.ts';
import { type Gradable, type Offered, viewOf } from './view.ts';

/** One thing that an operator can do, and what the facts would be once it is done. */
export interface Change {
  readonly id: string;
  /** The settings that it changes. */
  readonly about: Aspect;
  /** What to do, as an order; undefined where it is done already, as far as is known. */
  advise(subjects: readonly Gradable[]): string | undefined;
  apply(subject: Gradable): Gradable;
}

const legacy = ['SSLv2', 'SSLv3', 'TLS1.0', 'TLS1.1'] as const;
const modern = ['TLS1.2', 'TLS1.3'] as const;
/** TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, TLS_AES_128_GCM_SHA256. */
const suites13 = [0x1302, 0x1303, 0x1301];
/** ECDHE with AES-GCM, ECDSA and RSA (RFC 5289). */
const suites12 = [0xc02c, 0xc02b, 0xc030, 0xc02f];
const so: Fact = { is: 'yes', why: 'after the change' };
const not: Fact = { is: 'no', why: 'after the change' };

/** In the order in which they are named when they are worth the same. */
export const changes: readonly Change[] = [
  {
    id: 'library',
    about: 'implementation',
    advise: (subjects) => {
      const names = flaws
        .filter(([probe]) => subjects.some(({ facts }) => facts.intrusive[probe].is === 'yes'))
        .map(([, name]) => name);
      return names.length === 0
        ? undefined
        : `Update the TLS library and restart the server: ${list(names)}`;
    },
    apply: (subject) => {
      const fixed = flaws.map(([probe]) => [probe, not] as const);
      const intrusive = { ...subject.facts.intrusive, ...Object.fromEntries(fixed) };
      return withFacts(subject, { intrusive });
    },
  },
  {
    id: 'versions',
    about: 'protocols',
    advise: (subjects) => {
      const offered = legacy.filter((version) =>
        subjects.some(({ facts }) => facts.versions[version].is === 'yes'),
      );
      if (offered.length === 0) return undefined;
      const on = subjects.every(({ facts }) =>
        modern.some((each) => facts.versions[each].is === 'yes'),
      );
      return `Turn off ${list(offered.map(spaced))}${on ? '' : ', and turn on TLS 1.2 and TLS 1.3'}`;
    },
    apply: (subject) => withoutLegacy(subject),
  },
  {
    id: 'suites',
    about: 'suites',
    advise: (subjects) => {
      const poor = subjects.flatMap((subject) => viewOf(subject).suites).filter(isPoor);
      if (poor.length === 0) return undefined;
      const kinds = [
        ...new Set(poor.flatMap(({ suite }) => (suite === undefined ? [] : [kindOf(suite)]))),
      ];
      const shown = kinds.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, 4);
      return `Offer only suites with forward secrecy and AEAD: no ${list(shown, 'or')}`;
    },
    apply: goodSuites,
  },
  {
    id: 'dh',
    about: 'dh-parameters',
    advise: (subjects) =>
      subjects.some(({ facts }) => facts.dh.some(({ bits }) => bits < 2048))
        ? 'Use a Diffie-Hellman group of 2048 bits or more, or ECDHE only'
        : undefined,
    apply: (subject) =>
      withFacts(subject, { dh: subject.facts.dh.filter(({ bits }) => bits >= 2048) }),
  },
  {
    id: 'certificate',
    about: 'certificate',
    advise: (subjects) =>
      subjects.some((subject) => viewOf(subject).chains.some(isPoorCertificate))
        ? 'Get a certificate with a key of at least 2048 bits RSA or 256 bits ECDSA, signed with SHA-256'
        : undefined,
    apply: (subject) => withChains(subject, replaceCertificate),
  },
  {
    id: 'chain',
    about: 'certificate',
    advise: (subjects) =>
      subjects.some((subject) =>
        viewOf(subject).chains.some(({ complete }) => complete.is === 'no'),
      )
        ? 'Send the intermediate certificates with the server certificate'
        : undefined,
    apply: (subject) => withChains(subject, (chain) => ({ ...chain, complete: so })),
  },
  {
    id: 'tls13',
    about: 'protocols',
    advise: (subjects) =>
      subjects.some(({ facts }) => facts.versions['TLS1.3'].is === 'no')
        ? 'Turn on TLS 1.3'
        : undefined,
    apply: (subject) => offering(subject, 'TLS1.3', suites13),
  },
  featureChange('compression', { about: 'compression', flaw: 'yes' }, 'Turn off TLS compression'),
  featureChange(
    'secure-renegotiation',
    { about: 'renegotiation', flaw: 'no' },
    'Support secure renegotiation (RFC 5746): update the TLS library',
  ),
  {
    id: 'curves',
    about: 'groups',
    advise: (subjects) =>
      subjects.some(({ facts }) => facts.groups['TLS1.2']?.codes.some(isWeakCurve) === true)
        ? 'Offer only curves of 256 bits or more: X25519MLKEM768, X25519, P-256, P-384'
        : undefined,
    apply: strongCurves,
  },
  {
    id: 'hsts',
    about: 'hsts',
    advise: (subjects) =>
      subjects.some(
        (subject) => hsts(viewOf(subject), (seconds) => seconds >= longHstsSeconds).is === 'no',
      )
        ? 'Send Strict-Transport-Security with a max-age of at least 180 days'
        : undefined,
    apply: longHsts,
  },
  {
    id: 'fallback',
    about: 'implementation',
    advise: (subjects) =>
      subjects.some((subject) => resistsFallback(viewOf(subject)).is === 'no')
        ? 'Refuse protocol fallback (TLS_FALLBACK_SCSV): update the TLS library'
        : undefined,
    apply: (subject) => withFeature(subject, 'fallback-scsv', so),
  },
];

const longHstsSeconds = 15_552_000;

const flaws = [
  ['heartbleed', 'Heartbleed'],
  ['ccs-injection', 'CCS injection'],
  ['ticketbleed', 'Ticketbleed'],
  ['robot', 'ROBOT'],
] as const;

function featureChange(
  feature: Feature,
  { about, flaw }: { readonly about: Aspect; readonly flaw: 'yes' | 'no' },
  text: string,
): Change {
  return {
    id: feature,
    about,
    advise: (subjects) =>
      subjects.some(({ facts }) => facts.features[feature].is === flaw) ? text : undefined,
    apply: (subject) => withFeature(subject, feature, flaw === 'yes' ? not : so),
  };
}

function withFacts(subject: Gradable, facts: Partial<AddressObservation>): Gradable {
  return { ...subject, facts: { ...subject.facts, ...facts } };
}

function withFeature(subject: Gradable, feature: Feature, fact: Fact): Gradable {
  return withFacts(subject, { features: { ...subject.facts.features, [feature]: fact } });
}

function withChains(subject: Gradable, mend: (chain: ChainVerdict) => ChainVerdict): Gradable {
  return { ...subject, chains: subject.chains.map(mend) };
}

/** Without the old versions, and with TLS 1.2 and 1.3 where nothing newer would be left. */
function withoutLegacy(subject: Gradable): Gradable {
  const versions = { ...subject.facts.versions };
  const suites = { ...subject.facts.suites };
  for (const version of legacy) {
    // One that nobody could tell of stays in doubt.
    if (versions[version].is !== 'yes') continue;
    versions[version] = not;
    delete suites[version];
  }
  const left = withFacts(subject, { versions, suites });
  if (modern.some((version) => versions[version].is !== 'no')) return left;
  return offering(offering(left, 'TLS1.2', suites12), 'TLS1.3', suites13);
}

function offering(subject: Gradable, version: ProtocolVersion, codes: readonly number[]): Gradable {
  const { versions, suites } = subject.facts;
  if (versions[version].is === 'yes') return subject;
  return withFacts(subject, {
    versions: { ...versions, [version]: so },
    suites: { ...suites, [version]: accepted(codes) },
  });
}

function accepted(codes: readonly number[]): Accepted {
  return { codes, complete: so, order: 'not-tested' };
}

/** Only suites that are not poor; standard ones where none would be left. */
function goodSuites(subject: Gradable): Gradable {
  const view = viewOf(subject);
  const suites: Partial<Record<ProtocolVersion, Accepted>> = { ...subject.facts.suites };
  for (const version of [...legacy, ...modern]) {
    const known = suites[version];
    if (known === undefined) continue;
    const good = view.suites.filter((each) => each.version === version && !isPoor(each));
    const codes = good.map(({ code }) => code);
    suites[version] = { ...known, codes: codes.length > 0 ? codes : standardSuites(version) };
  }
  const keepsDhe = Object.values(suites).some(({ codes }) => codes.some(isDheAead));
  return withFacts(subject, { suites, dh: keepsDhe ? subject.facts.dh : [] });
}

/** Before TLS 1.2 there is no AEAD: TLS_ECDHE_{RSA,ECDSA}_WITH_AES_{256,128}_CBC_SHA (RFC 8422). */
function standardSuites(version: ProtocolVersion): readonly number[] {
  if (version === 'TLS1.3') return suites13;
  return version === 'TLS1.2' ? suites12 : [0xc014, 0xc013, 0xc00a, 0xc009];
}

/** DHE with GCM (RFC 5288), CCM (RFC 6655) and ChaCha20 (RFC 7905). */
function isDheAead(code: number): boolean {
  return [0x009e, 0x009f, 0xc09e, 0xc09f, 0xc0a2, 0xc0a3, 0xccaa].includes(code);
}

/** What a suite list of today leaves out; CBC with forward secrecy is poor only where AEAD exists. */
function isPoor({ suite, version }: Offered): boolean {
  if (suite === undefined) return false;
  const isModern = version === 'TLS1.2' || version === 'TLS1.3';
  return (
    suite.bits < 128 ||
    suite.authentication === 'none' ||
    suite.isExport ||
    suite.cipher === 'RC4' ||
    suite.blockBits === 64 ||
    !suite.hasForwardSecrecy ||
    (isModern && suite.mode !== 'aead')
  );
}

/** How people call what is wrong with a suite, worst first. */
const kinds = [
  'suites without encryption',
  'anonymous suites',
  'export suites',
  'RC4',
  '3DES and other 64-bit blocks',
  'keys under 128 bits',
  'RSA key exchange',
  'key exchange without forward secrecy',
  'CBC',
] as const;

function kindOf(suite: Suite): (typeof kinds)[number] {
  if (suite.bits === 0) return 'suites without encryption';
  if (suite.authentication === 'none') return 'anonymous suites';
  if (suite.isExport) return 'export suites';
  if (suite.cipher === 'RC4') return 'RC4';
  if (suite.blockBits === 64) return '3DES and other 64-bit blocks';
  if (suite.bits < 128) return 'keys under 128 bits';
  if (suite.keyExchange === 'rsa') return 'RSA key exchange';
  return suite.hasForwardSecrecy ? 'CBC' : 'key exchange without forward secrecy';
}

function rankOf(kind: (typeof kinds)[number]): number {
  return kinds.indexOf(kind);
}

function isPoorCertificate({ leaf }: ChainVerdict): boolean {
  if (leaf === undefined) return false;
  const { type, bits } = leaf.key;
  const isShort =
    type === 'ecdsa' ? bits < 224 : type !== 'ed25519' && type !== 'ed448' && bits < 2048;
  return (isShort && bits > 0) || /^(md[245]|sha1)$/i.test(leaf.signature.hash);
}

function replaceCertificate(chain: ChainVerdict): ChainVerdict {
  if (chain.leaf === undefined || !isPoorCertificate(chain)) return chain;
  return {
    ...chain,
    leaf: {
      ...chain.leaf,
      key: { type: 'rsa', bits: 2048 },
      signature: { name: 'sha256WithRSAEncryption', hash: 'sha256' },
    },
  };
}

/** Under 224 bits: 1–5, 15–19 of the IANA registry "TLS Supported Groups". */
function isWeakCurve(code: number): boolean {
  return (code >= 1 && code <= 5) || (code >= 15 && code <= 19);
}

function strongCurves(subject: Gradable): Gradable {
  const known = subject.facts.groups['TLS1.2'];
  if (known === undefined) return subject;
  const codes = known.codes.filter((code) => !isWeakCurve(code));
  return withFacts(subject, {
    groups: { ...subject.facts.groups, 'TLS1.2': { ...known, codes } },
  });
}

function longHsts(subject: Gradable): Gradable {
  const { https, plain } = subject.facts.http;
  if (https.state !== 'answered') return subject;
  const headers = { ...https.headers, 'strict-transport-security': 'max-age=63072000' };
  return withFacts(subject, { http: { https: { ...https, headers }, plain } });
}

/** `TLS 1.0`, as people write it. */
export function spaced(version: ProtocolVersion): string {
  return version.replace(/^TLS/, 'TLS ');
}

/** `a, b and c`. */
function list(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}
