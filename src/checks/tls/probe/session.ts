import { randomBytes } from 'node:crypto';
import type { Fact, Feature } from '../observation.ts';
import { describeAlert } from '../tables/alerts.ts';
import { sessionTicket } from '../wire/extensions.ts';
import type { ServerMessage } from '../wire/message.ts';
import { contentType } from '../wire/protocol.ts';
import type { Session12 } from '../wire/tls12.ts';
import { converse, type Conversation } from './converse.ts';
import type { Visit } from './door.ts';
import { insist, lost, told, type Heard } from './insist.ts';
import {
  classicClient,
  classicHello,
  hasKind,
  isKind,
  modernClient,
  speakableClassic,
  type Classic,
  type Speaker,
} from './speak.ts';

type SessionFeature = Extract<
  Feature,
  'session-id' | 'session-ticket' | 'early-data' | 'client-certificate-required'
>;

/** How a server treats sessions; only what could be asked for is there. */
export interface SessionFacts {
  readonly features: Readonly<Partial<Record<SessionFeature, Fact>>>;
  /** Bytes of 0-RTT data that a ticket allows; 0 without. */
  readonly maxEarlyData: number;
  readonly ticketLifetimeSeconds?: number;
  /** The flight of TLS 1.3, with its certificates; empty where there was none. */
  readonly modernFlight: readonly ServerMessage[];
}

type Part = Omit<SessionFacts, 'modernFlight'> & Partial<Pick<SessionFacts, 'modernFlight'>>;

const nothing: Part = { features: {}, maxEarlyData: 0 };
const closeNotify = Uint8Array.of(1, 0);
const randomIdBytes = 32;
/** A farm may not share its sessions: what is not taken up is tried so often before it counts as refused. */
const triesToResume = 2;

/**
 * Whole handshakes: one connection of TLS 1.3, and four up to TLS 1.2, more where a session is refused. Older versions
 * of a server with TLS 1.3 are asked only when `isDeep`: few clients use them.
 */
export async function sessionFacts(speaker: Speaker, isDeep = true): Promise<SessionFacts> {
  const isClassicAsked = isDeep || speaker.suites['TLS1.3'] === undefined;
  const [modern, classic] = await Promise.all([
    modernFacts(speaker),
    isClassicAsked ? classicFacts(speaker) : nothing,
  ]);
  const lifetime = modern.ticketLifetimeSeconds ?? classic.ticketLifetimeSeconds;
  return {
    // A ticket of either version is a ticket.
    features: {
      ...classic.features,
      ...modern.features,
      ...better('session-ticket', modern, classic),
      ...better('client-certificate-required', modern, classic),
    },
    maxEarlyData: modern.maxEarlyData,
    modernFlight: modern.modernFlight ?? [],
    ...(lifetime === undefined ? {} : { ticketLifetimeSeconds: lifetime }),
  };
}

/** `yes` of either, else the one of TLS 1.3. */
function better(
  feature: SessionFeature,
  modern: Part,
  classic: Part,
): Partial<Record<SessionFeature, Fact>> {
  const facts = [modern.features[feature], classic.features[feature]];
  const fact = facts.find((one) => one?.is === 'yes') ?? facts.find((one) => one !== undefined);
  return fact === undefined ? {} : { [feature]: fact };
}

/** TLS 1.3: Finished and close_notify together make a server show its tickets at once, and that it has none. */
async function modernFacts(speaker: Speaker): Promise<Part> {
  const suites = speaker.suites['TLS1.3'];
  if (suites === undefined || suites.length === 0) return nothing;
  const heard = await insist(speaker.door, async (visit) => askModern(visit, speaker, suites));
  if (heard.kind === 'told') return heard.value;
  const fact: Fact = { is: 'inconclusive', why: heard.why };
  const features = {
    'session-ticket': fact,
    'early-data': fact,
    'client-certificate-required': fact,
  };
  return { features, maxEarlyData: 0 };
}

async function askModern(
  visit: Visit,
  speaker: Speaker,
  suites: readonly number[],
): Promise<Heard<Part>> {
  const client = modernClient(speaker, suites);
  const flight = await converse(visit, client, isKind('finished'));
  if (flight.ending !== 'enough') return lost(`TLS1.3: ${describeEnding(flight)}`);
  client.finish();
  client.send(contentType.alert, closeNotify);
  const rest = await converse(visit, client, () => false);
  const messages = [...flight.messages, ...rest.messages];
  const tickets = messages.filter((message) => message.kind === 'new-session-ticket');
  const isRefused = rest.ending === 'alert' && hasKind(messages, 'certificate-request');
  if (tickets.length === 0 && !isRefused && rest.ending !== 'closed') {
    return lost(`TLS1.3 after Finished: ${describeEnding(rest)}`);
  }
  const maxEarlyData = Math.max(0, ...tickets.map((ticket) => ticket.maxEarlyData ?? 0));
  const lifetime = tickets[0]?.lifetimeSeconds;
  const refused: Fact = { is: 'inconclusive', why: 'a client certificate is required' };
  return told({
    features: {
      'session-ticket': isRefused ? refused : ticketFact(tickets.length),
      'early-data': isRefused ? refused : earlyFact(maxEarlyData),
      'client-certificate-required': requiredFact(flight, isRefused ? rest.alert : undefined),
    },
    maxEarlyData,
    modernFlight: flight.messages,
    ...(lifetime === undefined ? {} : { ticketLifetimeSeconds: lifetime }),
  });
}

function ticketFact(count: number): Fact {
  return count > 0
    ? { is: 'yes', why: 'TLS1.3: NewSessionTicket' }
    : { is: 'no', why: 'TLS1.3: no NewSessionTicket after Finished' };
}

function earlyFact(maxEarlyData: number): Fact {
  return maxEarlyData > 0
    ? { is: 'yes', why: `a ticket allows ${maxEarlyData} bytes` }
    : { is: 'no', why: 'no ticket allows it' };
}

function requiredFact(flight: Conversation, alert: number | undefined): Fact {
  if (!hasKind(flight.messages, 'certificate-request')) {
    return { is: 'no', why: 'no CertificateRequest' };
  }
  return alert === undefined
    ? { is: 'no', why: 'asked for, accepted without' }
    : { is: 'yes', why: `without one: alert ${describeAlert(alert)}` };
}

async function classicFacts(speaker: Speaker): Promise<Part> {
  const classic = speakableClassic(speaker);
  if (classic === undefined) return nothing;
  const first = await insist(speaker.door, async (visit) => shakeHands(visit, speaker, classic));
  if (first.kind === 'lost') {
    const fact: Fact = { is: 'inconclusive', why: first.why };
    const features = { 'session-id': fact, 'client-certificate-required': fact };
    return { features, maxEarlyData: 0 };
  }
  const { required, session } = first.value;
  if (session === undefined) {
    const fact: Fact = { is: 'inconclusive', why: 'a client certificate is required' };
    const features = { 'session-id': fact, 'client-certificate-required': required };
    return { features, maxEarlyData: 0 };
  }
  const { lifetimeSeconds } = session;
  const ticket = await resumedByTicket(speaker, classic, session);
  const features = {
    'client-certificate-required': required,
    'session-id': await resumedById(speaker, classic),
    ...(ticket === undefined ? {} : { 'session-ticket': ticket }),
  };
  return {
    features,
    maxEarlyData: 0,
    ...(lifetimeSeconds === undefined ? {} : { ticketLifetimeSeconds: lifetimeSeconds }),
  };
}

interface Shaken {
  readonly required: Fact;
  /** undefined: refused for want of a client certificate. */
  readonly session: Session12 | undefined;
}

async function shakeHands(
  visit: Visit,
  speaker: Speaker,
  classic: Classic,
  wantsTicket = true,
): Promise<Heard<Shaken>> {
  const extra = wantsTicket ? [sessionTicket()] : [];
  const client = classicClient(classicHello(speaker, classic, extra));
  const heard = await converse(visit, client, isKind('finished'));
  const isRefused = heard.ending === 'alert' && hasKind(heard.messages, 'certificate-request');
  const session = client.session();
  if (session === undefined && !isRefused) {
    return lost(`${classic.version}: ${describeEnding(heard)}`);
  }
  return told({ required: requiredFact(heard, isRefused ? heard.alert : undefined), session });
}

/** undefined: no ticket came, and the ServerHello has said so already. */
async function resumedByTicket(
  speaker: Speaker,
  classic: Classic,
  session: Session12,
): Promise<Fact | undefined> {
  const { ticket, lifetimeSeconds } = session;
  if (ticket === undefined) return undefined;
  const offered = { ...session, id: randomBytes(randomIdBytes) };
  const resumed = await isTakenUp(speaker, classic, offered);
  const lifetime = `${lifetimeSeconds ?? 0} s`;
  if (resumed.is === 'yes') return { is: 'yes', why: `a ticket for ${lifetime} is taken` };
  return { is: 'yes', why: `a ticket for ${lifetime} is given; taken again: ${resumed.is}` };
}

async function resumedById(speaker: Speaker, classic: Classic): Promise<Fact> {
  const { door } = speaker;
  const first = await insist(door, async (visit) => shakeHands(visit, speaker, classic, false));
  if (first.kind === 'lost') return { is: 'inconclusive', why: first.why };
  const { session } = first.value;
  if (session === undefined) return { is: 'inconclusive', why: 'refused the second time' };
  if (session.id.length === 0) return { is: 'no', why: 'the ServerHello gives no session id' };
  return isTakenUp(speaker, classic, session);
}

async function isTakenUp(speaker: Speaker, classic: Classic, session: Session12): Promise<Fact> {
  const extra = session.ticket === undefined ? [] : [sessionTicket(session.ticket)];
  for (let tries = 0; tries < triesToResume; tries++) {
    const heard = await insist(speaker.door, async (visit) => {
      const client = classicClient(classicHello(speaker, classic, extra, session.id), session);
      const rest = await converse(visit, client, isKind('finished', 'certificate'));
      if (client.isResumed) return told(true);
      return rest.ending === 'enough' ? told(false) : lost(describeEnding(rest));
    });
    if (heard.kind === 'lost') return { is: 'inconclusive', why: heard.why };
    if (heard.value) return { is: 'yes', why: `${classic.version}: taken up again` };
  }
  return { is: 'no', why: `${classic.version}: a full handshake, ${triesToResume} times` };
}

/** `alert 40 (handshake_failure)`, `reset`, … */
export function describeEnding({ ending, alert, messages }: Conversation): string {
  if (alert !== undefined) return `alert ${describeAlert(alert)}`;
  const last = messages.at(-1);
  return ending === 'malformed' && last?.kind === 'malformed' ? last.why : ending;
}
