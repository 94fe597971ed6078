import type { Fact } from '../../observation.ts';
import { encodeClientHello } from '../../wire/client-hello.ts';
import { sessionTicket } from '../../wire/extensions.ts';
import type { Session12 } from '../../wire/tls12.ts';
import { converse } from '../converse.ts';
import type { Visit } from '../door.ts';
import { factOfHeard, insist, lost, told, type Heard } from '../insist.ts';
import { describeEnding } from '../session.ts';
import {
  classicClient,
  classicHello,
  isKind,
  speakableClassic,
  type Classic,
  type Speaker,
} from '../speak.ts';
import { RawClient } from './raw.ts';

/** One byte of session id beside a ticket; a server echoes it as it is (RFC 5077 §3.4). */
const shortId = Uint8Array.of(0x4c);
const fullIdBytes = 32;

/** CVE-2016-9244 of F5 BIG-IP: it echoes 32 bytes whatever it was sent, the rest from its memory. Nothing of it is kept. */
export async function probeTicketbleed(speaker: Speaker): Promise<Fact> {
  const classic = speakableClassic(speaker);
  if (classic === undefined) return { is: 'no', why: 'no version before TLS 1.3' };
  const obtained = await insist(speaker.door, async (visit) => obtain(visit, speaker, classic));
  if (obtained.kind === 'lost') return factOfHeard(obtained);
  const { ticket } = obtained.value;
  if (ticket === undefined) return { is: 'no', why: 'no session tickets' };
  return factOfHeard(
    await insist(speaker.door, async (visit) => offer(visit, speaker, { classic, ticket })),
  );
}

async function obtain(
  visit: Visit,
  speaker: Speaker,
  classic: Classic,
): Promise<Heard<Pick<Session12, 'ticket'>>> {
  const client = classicClient(classicHello(speaker, classic, [sessionTicket()]));
  const heard = await converse(visit, client, isKind('finished'));
  const session = client.session();
  return session === undefined ? lost(`handshake: ${describeEnding(heard)}`) : told(session);
}

async function offer(
  visit: Visit,
  speaker: Speaker,
  { classic, ticket }: { readonly classic: Classic; readonly ticket: Uint8Array },
): Promise<Heard<Fact>> {
  const client = new RawClient();
  const spec = classicHello(speaker, classic, [sessionTicket(ticket)], shortId);
  client.sendRaw(encodeClientHello(spec));
  const heard = await converse(visit, client, isKind('server-hello'));
  const hello = heard.messages.find((message) => message.kind === 'server-hello');
  if (hello === undefined) {
    return heard.ending === 'alert'
      ? told({ is: 'no', why: `a short session id: ${describeEnding(heard)}` })
      : lost(`a short session id: ${describeEnding(heard)}`);
  }
  const isLonger = hello.sessionId.length === fullIdBytes && hello.sessionId[0] === shortId[0];
  return told(
    isLonger
      ? { is: 'yes', why: 'one byte of session id came back as 32' }
      : { is: 'no', why: `one byte of session id came back as ${hello.sessionId.length}` },
  );
}
