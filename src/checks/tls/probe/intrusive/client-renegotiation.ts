import type { Fact } from '../../observation.ts';
import type { ServerMessage } from '../../wire/message.ts';
import { converse, type Conversation } from '../converse.ts';
import type { Visit } from '../door.ts';
import { insist, lost, told, type Heard } from '../insist.ts';
import { describeEnding } from '../session.ts';
import {
  classicClient,
  classicHello,
  hasKind,
  isKind,
  speakableClassic,
  type Classic,
  type Speaker,
} from '../speak.ts';

const noRenegotiation = 100;
/** A close may have other reasons: it counts when it comes again right after a handshake that succeeded. */
const closesForNo = 2;

/** Whether a client may begin a second handshake on a connection (RFC 5746): cheap for it, dear for the server. */
export async function probeClientRenegotiation(speaker: Speaker): Promise<Fact> {
  const classic = speakableClassic(speaker);
  if (classic === undefined) return { is: 'no', why: 'no version before TLS 1.3' };
  let closes = 0;
  while (closes < closesForNo) {
    const heard = await insist(speaker.door, async (visit) => ask(visit, speaker, classic));
    if (heard.kind === 'lost') return { is: 'inconclusive', why: heard.why };
    if (heard.value !== 'closed') return heard.value;
    closes += 1;
  }
  return { is: 'no', why: `closed after a second ClientHello, ${closesForNo} times` };
}

async function ask(
  visit: Visit,
  speaker: Speaker,
  classic: Classic,
): Promise<Heard<Fact | 'closed'>> {
  const client = classicClient(classicHello(speaker, classic));
  const first = await converse(visit, client, isKind('finished'));
  if (client.state !== 'established') return lost(`first handshake: ${describeEnding(first)}`);
  client.renegotiate();
  return read(await converse(visit, client, isAnswer));
}

function isAnswer(message: ServerMessage): boolean {
  return message.kind === 'server-hello' || isRefusal(message);
}

function isRefusal(message: ServerMessage): boolean {
  return message.kind === 'alert' && message.description === noRenegotiation;
}

function read(heard: Conversation): Heard<Fact | 'closed'> {
  if (hasKind(heard.messages, 'server-hello')) {
    return told({ is: 'yes', why: 'a second ClientHello is answered by a ServerHello' });
  }
  if (heard.ending === 'closed') return told('closed');
  const isRefused = heard.ending === 'alert' || heard.messages.some(isRefusal);
  if (!isRefused) return lost(`after a second ClientHello: ${describeEnding(heard)}`);
  return told({ is: 'no', why: `a second ClientHello: ${describeEnding(heard)}` });
}
