import type { Fact } from '../../observation.ts';
import { describeAlert } from '../../tables/alerts.ts';
import { contentType } from '../../wire/protocol.ts';
import { converse } from '../converse.ts';
import type { Visit } from '../door.ts';
import { factOfHeard, insist, lost, told, type Heard } from '../insist.ts';
import { describeEnding } from '../session.ts';
import { newestClassic, speakableClassic, type Classic, type Speaker } from '../speak.ts';
import { goOnWithWeakKeys, type Finish } from './early-change.ts';
import { greet } from './raw.ts';

const badRecordMac = 20;
const decryptionFailed = 21;
/** Enough for an IV, a MAC and padding of any suite, and whole blocks. */
const protectedBytes = 64;

/**
 * CVE-2014-0224: OpenSSL before 0.9.8za, 1.0.0m and 1.0.1h takes a ChangeCipherSpec before keys are agreed. Whoever took
 * it fails to decrypt what follows (alerts 20, 21); whoever did not says unexpected_message. The same record without the
 * ChangeCipherSpec is the control: a server that answers it alike has not been shown to be vulnerable.
 */
export async function probeCcsInjection(speaker: Speaker): Promise<Fact> {
  const classic = newestClassic(speaker);
  if (classic === undefined) return { is: 'no', why: 'no version before TLS 1.3' };
  const ask = async (isEarly: boolean): Promise<Heard<number>> =>
    insist(speaker.door, async (visit) => askOnce(visit, speaker, { classic, isEarly }));
  const early = await ask(true);
  // Some servers close without the alert that would tell.
  if (early.kind === 'lost') return probeByGoingOn(speaker, early.why);
  const alert = describeAlert(early.value);
  if (!isDecryption(early.value)) {
    return { is: 'no', why: `early ChangeCipherSpec: alert ${alert}` };
  }
  const control = await ask(false);
  if (control.kind === 'lost') return factOfHeard(control);
  if (isDecryption(control.value)) {
    return { is: 'inconclusive', why: `alert ${alert} with and without a ChangeCipherSpec` };
  }
  return { is: 'yes', why: `early ChangeCipherSpec taken: alert ${alert}` };
}

/** Goes on under the keys that only a vulnerable server has: it answers by a ChangeCipherSpec of its own. */
async function probeByGoingOn(speaker: Speaker, why: string): Promise<Fact> {
  const classic = speakableClassic(speaker);
  if (classic === undefined) return { is: 'inconclusive', why };
  const finishes: readonly Finish[] = ['of-the-real-secret', 'of-no-secret'];
  for (const finish of finishes) {
    const heard = await insist(speaker.door, async (visit) =>
      goOnWithWeakKeys(visit, speaker, { classic, finish }),
    );
    if (heard.kind === 'lost') return { is: 'inconclusive', why: heard.why };
    if (heard.value) {
      return { is: 'yes', why: 'early ChangeCipherSpec taken: a handshake without a secret' };
    }
  }
  return { is: 'no', why: 'closed after an early ChangeCipherSpec, whatever follows' };
}

function isDecryption(alert: number): boolean {
  return alert === badRecordMac || alert === decryptionFailed;
}

/** The alert that it is answered by. */
async function askOnce(
  visit: Visit,
  speaker: Speaker,
  { classic, isEarly }: { readonly classic: Classic; readonly isEarly: boolean },
): Promise<Heard<number>> {
  const greeted = await greet(visit, speaker, classic);
  if (greeted.kind === 'lost') return greeted;
  const { client, version } = greeted.value;
  if (isEarly) client.sendRecord(contentType.changeCipherSpec, version, Uint8Array.of(1));
  const garbage = new Uint8Array(protectedBytes).fill(0x5a);
  client.sendRecord(contentType.handshake, version, garbage);
  const heard = await converse(visit, client, () => false);
  const { alert } = heard;
  return alert === undefined ? lost(`after the probe: ${describeEnding(heard)}`) : told(alert);
}
