import type { Confidence, Detection } from '../../../model/finding.ts';
import { atLeast } from '../../../model/severity.ts';
import { OBSERVATION_FORMAT } from '../observation.ts';
import type { AddressObservation, Observation } from '../observation.ts';
import type { Profile } from '../profile.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import type { Aspect, Subject } from '../subject.ts';
import type { Setting, TlsBlock } from './block.ts';
import { factsOf } from './facts.ts';
import type { Tables } from './facts.ts';
import { excerptOf, regionOf, statementOf } from './source-text.ts';
import type { SourceText } from './source-text.ts';

/** Aspects of which a configuration says something. */
const judged: ReadonlySet<Aspect> = new Set([
  'protocols',
  'suites',
  'suite-order',
  'groups',
  'dh-parameters',
  'stapling',
  'session',
  'early-data',
  'renegotiation',
  'compression',
  'client-certificate',
  'alpn',
  'hsts',
  'redirect',
]);
/** Of a client's options only what it takes from servers is judged, and only what does harm: it does not choose. */
const judgedOfClients: ReadonlySet<Aspect> = new Set(['protocols', 'suites', 'compression']);

/** What a file is judged by. */
export interface Court {
  readonly rules: readonly TlsRule[];
  readonly profile: Profile;
  readonly tables: Tables;
  readonly confidence: Confidence;
}

/** One detection for each rule that a block breaks, at the directive that is to blame. Pure. */
export function judgeBlock(
  block: TlsBlock,
  source: SourceText,
  court: Court,
): readonly Detection[] {
  const subject = subjectOf(factsOf(block, court.tables), court.profile);
  const aspects = block.role === 'client' ? judgedOfClients : judged;
  return court.rules
    .filter((rule) => aspects.has(rule.about))
    .flatMap((rule) => {
      const verdict = rule.judge(subject);
      if (verdict.state !== 'fail') return [];
      const isHarmless = !atLeast(verdict.severity ?? rule.severity, 'medium');
      if (block.role === 'client' && isHarmless) return [];
      return detectionsOf(rule, verdict, { block, subject, source, court });
    });
}

function subjectOf(facts: AddressObservation, profile: Profile): Subject {
  // No clock here: a result is kept as long as the file is the same. So a profile is judged as of its publication.
  const now = `${profile.published.padEnd(10, '-01').slice(0, 10)}T00:00:00.000Z`;
  const observation: Observation = {
    format: OBSERVATION_FORMAT,
    endpoint: facts.address,
    host: facts.address,
    port: 443,
    zone: 'configuration',
    at: now,
    prober: { version: 0, mode: 'quick' },
    resolved: { is: 'not-tested', why: 'read from a configuration' },
    addresses: [facts],
    certificates: {},
    revocation: [],
    durationMs: 0,
  };
  return {
    origin: 'configuration',
    facts,
    observation,
    chains: [],
    profile,
    zone: { name: 'configuration', isPublic: false, anchors: [], onlyOwnAnchors: false },
    now,
    sharedKeys: new Map(),
  };
}

interface Case {
  readonly block: TlsBlock;
  readonly subject: Subject;
  readonly source: SourceText;
  readonly court: Court;
}

function detectionsOf(
  rule: TlsRule,
  verdict: Extract<Verdict, { state: 'fail' }>,
  { block, subject, source, court }: Case,
): readonly Detection[] {
  const place = placeOf(rule, verdict.evidence, block);
  const statement = statementOf(source, place.span);
  const text = rule.snippet?.(block.software, subject);
  return [
    {
      ruleId: rule.id,
      message: messageOf(rule, verdict.message, block, statement),
      region: regionOf(source, place.span),
      excerpt: excerptOf(source, place.span),
      anchor: { scope: place.scope, statement },
      severity: verdict.severity ?? rule.severity,
      // What is missing may be set by something in front of the server.
      confidence: isOpener(statement) && court.confidence === 'high' ? 'medium' : court.confidence,
      evidence: {
        kind: 'tls',
        facts: verdict.evidence,
        snippets: text === undefined ? [] : [{ server: block.software, text }],
        profile: subject.profile.id,
      },
    },
  ];
}

/** Directives that only open a block: what is missing in it is said at them. */
const openers = new Set(['listen', 'SSLEngine', 'VirtualHost', '']);

/** Begins with the name of the directive; where none is written, the sentence of the rule says what is missing. */
function messageOf(rule: TlsRule, message: string, { role }: TlsBlock, statement: string): string {
  const sentence = role === 'client' ? `in options of a client: ${rule.title}` : message;
  if (isOpener(statement)) return capital(sentence);
  return `${nameIn(statement)}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function isOpener(statement: string): boolean {
  return openers.has(nameIn(statement));
}

function nameIn(statement: string): string {
  return /^[<"']?(?<name>[\w.-]{1,60})/.exec(statement)?.groups?.['name'] ?? '';
}

function capital(sentence: string): string {
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

type Place = Pick<Setting<unknown>, 'span' | 'scope'>;

/** The directives that decide about an aspect. */
const directives: Readonly<Partial<Record<Aspect, (block: TlsBlock) => Place | undefined>>> = {
  protocols: (block) => block.versions,
  suites: (block) => block.ciphers ?? block.ciphersuites,
  'suite-order': (block) => block.order,
  groups: (block) => block.groups,
  'dh-parameters': (block) => block.dhBits,
  stapling: (block) => block.stapling,
  session: (block) => block.sessionSeconds ?? block.tickets,
  'early-data': (block) => block.earlyData,
  renegotiation: (block) => block.insecureRenegotiation,
  compression: (block) => block.compression,
  'client-certificate': (block) => block.clientCertificate,
  alpn: (block) => block.alpn,
  hsts: (block) => block.hsts,
  redirect: (block) => block.redirect,
};

/** What is to blame; where nothing is written, the head of the block. */
function placeOf(rule: TlsRule, evidence: readonly string[], block: TlsBlock): Place {
  const isOfTls13 = evidence.length > 0 && evidence.every((fact) => fact.startsWith('TLS1.3'));
  if (rule.about === 'suites' && isOfTls13 && block.ciphersuites) return block.ciphersuites;
  return directives[rule.about]?.(block) ?? block;
}
