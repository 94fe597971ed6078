import type { Fact, IntrusiveProbe } from '../../observation.ts';
import type { Speaker } from '../speak.ts';
import { probeCcsInjection } from './ccs-injection.ts';
import { probeClientRenegotiation } from './client-renegotiation.ts';
import { probeHeartbleed } from './heartbleed.ts';
import { probeRobot } from './robot.ts';
import { probeTicketbleed } from './ticketbleed.ts';

/** One after the other, the gentlest first: only where the zone of the endpoint allows it, when all else is known. */
export async function intrusiveFacts(speaker: Speaker): Promise<Record<IntrusiveProbe, Fact>> {
  return {
    'client-renegotiation': await probeClientRenegotiation(speaker),
    ticketbleed: await probeTicketbleed(speaker),
    robot: await probeRobot(speaker),
    'ccs-injection': await probeCcsInjection(speaker),
    heartbleed: await probeHeartbleed(speaker),
  };
}
