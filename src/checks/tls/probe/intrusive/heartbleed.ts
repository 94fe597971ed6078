import type { Fact } from '../../observation.ts';
import { concat, u16, u8 } from '../../wire/bytes.ts';
import { contentType } from '../../wire/protocol.ts';
import { converse } from '../converse.ts';
import type { Visit } from '../door.ts';
import { factOfHeard, insist, lost, told, type Heard } from '../insist.ts';
import { describeEnding } from '../session.ts';
import { hasKind, isKind, newestClassic, type Classic, type Speaker } from '../speak.ts';
import { greet, sendUnexpected } from './raw.ts';

const heartbeatRequest = 1;
/**
 * Claimed, not sent. OpenSSL keeps answers back in a buffer of 4 KiB during a handshake: shorter ones never came from a
 * vulnerable 1.0.1f (measured), so a smaller number would be a false all-clear.
 */
const claimedBytes = 0x1400;

/**
 * CVE-2014-0160: a heartbeat request that claims more payload than it carries must be dropped (RFC 6520 §4). A message
 * behind it that every server has to refuse tells a drop from silence. What leaks is neither kept nor looked at.
 */
export async function probeHeartbleed(speaker: Speaker): Promise<Fact> {
  const classic = newestClassic(speaker);
  if (classic === undefined) return { is: 'no', why: 'no version before TLS 1.3' };
  return factOfHeard(await insist(speaker.door, async (visit) => ask(visit, speaker, classic)));
}

async function ask(visit: Visit, speaker: Speaker, classic: Classic): Promise<Heard<Fact>> {
  const greeted = await greet(visit, speaker, classic);
  if (greeted.kind === 'lost') return greeted;
  const { client, version } = greeted.value;
  const request = concat(u8(heartbeatRequest), u16(claimedBytes));
  client.sendRecord(contentType.heartbeat, version, request);
  sendUnexpected(greeted.value);
  const heard = await converse(visit, client, isKind('heartbeat'));
  if (hasKind(heard.messages, 'heartbeat')) {
    return told({ is: 'yes', why: 'answered a heartbeat with more than it was sent' });
  }
  // An order that ends in an alert or a close has gone past the heartbeat without an answer.
  const isRefused = heard.ending === 'alert' || heard.ending === 'closed';
  if (!isRefused) return lost(`after a heartbeat: ${describeEnding(heard)}`);
  return told({ is: 'no', why: `heartbeat not answered, then ${describeEnding(heard)}` });
}
