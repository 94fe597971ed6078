import type { Accepted, Fact } from '../observation.ts';
import { signatureSchemes } from '../tables/signature-schemes.ts';
import type { ServerMessage } from '../wire/message.ts';
import { converse } from './converse.ts';
import { insist, lost, told } from './insist.ts';
import type { Scene } from './scene.ts';
import { describeEnding } from './session.ts';
import { isKind, modernClient, type Speaker } from './speak.ts';

const modernSchemes: readonly number[] = signatureSchemes
  .filter(({ isForTls13 }) => isForTls13)
  .map(({ code }) => code);

/**
 * Schemes that the server signs a handshake of TLS 1.3 with, by elimination: its CertificateVerify (RFC 8446 §4.4.3) names
 * one, which is left out from then on, until it refuses what is left. Each takes a whole handshake.
 */
export async function enumerateModernSchemes(speaker: Speaker): Promise<Accepted> {
  const codes: number[] = [];
  for (const _ of modernSchemes) {
    const left = modernSchemes.filter((code) => !codes.includes(code));
    const answer = await schemeAmong(left, speaker);
    if (typeof answer !== 'number') return { codes, complete: answer, order: 'not-tested' };
    codes.push(answer);
  }
  return { codes, complete: { is: 'yes', why: 'all are used' }, order: 'not-tested' };
}

/** The scheme that was used, or why none of these was. */
async function schemeAmong(schemes: readonly number[], speaker: Speaker): Promise<number | Fact> {
  const heard = await insist(speaker.door, async (visit) => {
    const client = modernClient(speaker, speaker.suites['TLS1.3'] ?? [], { schemes });
    const flight = await converse(visit, client, isKind('certificate-verify'));
    const isAnswered = flight.ending === 'enough' || flight.ending === 'alert';
    return isAnswered ? told(flight.messages) : lost(describeEnding(flight));
  });
  if (heard.kind === 'lost') return { is: 'inconclusive', why: `the rest: ${heard.why}` };
  const scheme = schemeOf(heard.value);
  if (scheme === undefined) return { is: 'yes', why: 'the rest: refused by an alert' };
  return schemes.includes(scheme)
    ? scheme
    : { is: 'yes', why: 'the rest: signed by a scheme that was not offered' };
}

function schemeOf(messages: readonly ServerMessage[]): number | undefined {
  return messages.find((message) => message.kind === 'certificate-verify')?.scheme;
}

/** What the chains showed, where nobody asked for all. */
export function shownSchemes({ witness }: Scene): Accepted | undefined {
  const shown = witness.evidence.chains.flatMap(({ version, signatureScheme }) =>
    version === 'TLS1.3' ? (signatureScheme ?? []) : [],
  );
  if (shown.length === 0) return undefined;
  const codes = [...new Set(shown)].toSorted((a, b) => a - b);
  const why = 'only the schemes of the chains that came';
  return { codes, complete: { is: 'not-tested', why }, order: 'not-tested' };
}
