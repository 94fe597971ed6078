import type { Fact } from '../observation.ts';
import { signatureSchemes } from '../tables/signature-schemes.ts';
import type { ServerMessage } from '../wire/message.ts';
import { httpProtocols } from './classic.ts';
import { converse } from './converse.ts';
import type { SentChain } from './evidence.ts';
import { insist, lost, told } from './insist.ts';
import type { Scene } from './scene.ts';
import { describeEnding } from './session.ts';
import { isKind, modernClient, type Speaker } from './speak.ts';

/** Certificates of a flight of TLS 1.3, which come encrypted. undefined: none in it. */
export function modernChainOf(
  messages: readonly ServerMessage[],
  serverName: string | null,
): SentChain | undefined {
  const chain = messages.find((message) => message.kind === 'certificate');
  if (chain === undefined) return undefined;
  const proof = messages.find((message) => message.kind === 'certificate-verify');
  const [leaf] = chain.certificates;
  return {
    serverName,
    version: 'TLS1.3',
    certificates: chain.certificates,
    scts: leaf?.scts === undefined ? [] : [leaf.scts],
    ...(leaf?.ocsp === undefined ? {} : { ocsp: leaf.ocsp }),
    ...(proof === undefined ? {} : { signatureScheme: proof.scheme }),
  };
}

/**
 * The other certificates of TLS 1.3: of a server with keys of several kinds (asked for by schemes of no kind that was
 * seen), and of the default virtual host where no older version has shown it.
 */
export async function observeModernChains(scene: Scene, speaker: Speaker): Promise<void> {
  const { serverName } = speaker;
  const { evidence } = scene.witness;
  const seen = evidence.chains.filter(({ version }) => version === 'TLS1.3');
  const kinds = new Set(seen.map(({ signatureScheme }) => kindOf(signatureScheme)));
  const others = signatureSchemes
    .filter((scheme) => scheme.isForTls13 && !kinds.has(kindOf(scheme.code)))
    .map(({ code }) => code);
  if (seen.length > 0 && mayHaveMore(scene)) await keepChain(scene, speaker, others);
  const hasDefault = evidence.chains.some((chain) => chain.serverName === null);
  if (serverName === undefined || hasDefault) return;
  const { serverName: _, ...nameless } = speaker;
  await keepChain(scene, nameless);
}

/** TLS 1.2, whose suites name the kind of key, has been asked for all of them: one leaf there is the only one. */
function mayHaveMore({ map, witness }: Scene): boolean {
  if (!map.first.has('TLS1.2')) return true;
  const named = witness.evidence.chains.filter(
    ({ version, serverName }) => version !== 'TLS1.3' && serverName !== null,
  );
  return new Set(named.map(({ sent }) => sent[0])).size !== 1;
}

/** RSA keys of certificates sign by two kinds of schemes. */
function kindOf(code: number | undefined): string {
  const key = signatureSchemes.find((scheme) => scheme.code === code)?.key ?? 'none';
  return key === 'rsa-pss' ? 'rsa' : key;
}

async function keepChain(
  { witness }: Scene,
  speaker: Speaker,
  schemes?: readonly number[],
): Promise<void> {
  const wish = schemes === undefined ? {} : { schemes };
  const heard = await insist(speaker.door, async (visit) => {
    const client = modernClient(speaker, speaker.suites['TLS1.3'] ?? [], wish);
    const flight = await converse(visit, client, isKind('finished'));
    const isAnswered = flight.ending === 'enough' || flight.ending === 'alert';
    return isAnswered ? told(flight.messages) : lost(describeEnding(flight));
  });
  if (heard.kind === 'lost') return;
  const chain = modernChainOf(heard.value, speaker.serverName ?? null);
  if (chain !== undefined) witness.evidence.addChain(chain);
}

/**
 * ALPN of a server that speaks nothing older: there its choice comes encrypted, and on a connection of its own, because a
 * server of another protocol may refuse everything beside it (alert 120, RFC 7301 §3.2).
 */
export async function observeModernAlpn(
  { asker, map, witness }: Scene,
  speaker: Speaker,
): Promise<void> {
  if (map.first.size > 1 || asker.door.endpoint.starttls !== undefined) return;
  let offered = httpProtocols;
  while (offered.length > 0) {
    const chosen = await choiceAmong(offered, speaker);
    if (chosen === undefined) return;
    witness.addAlpn(chosen);
    offered = offered.filter((name) => name !== chosen);
  }
}

async function choiceAmong(alpn: readonly string[], speaker: Speaker): Promise<string | undefined> {
  const heard = await insist(speaker.door, async (visit) => {
    const client = modernClient(speaker, speaker.suites['TLS1.3'] ?? [], { alpn });
    const flight = await converse(visit, client, isKind('encrypted-extensions'));
    const isAnswered = flight.ending === 'enough' || flight.ending === 'alert';
    return isAnswered ? told(flight.messages) : lost(describeEnding(flight));
  });
  if (heard.kind === 'lost') return undefined;
  const answer = heard.value.find((message) => message.kind === 'encrypted-extensions');
  return answer?.alpn !== undefined && alpn.includes(answer.alpn) ? answer.alpn : undefined;
}

/** Features that are the same in every version. */
export function modernFeatures(
  messages: readonly ServerMessage[],
): Partial<Record<'ocsp-staple' | 'client-certificate-request', Fact>> {
  const chain = messages.find((message) => message.kind === 'certificate');
  if (chain === undefined) return {};
  const staples = chain.certificates[0]?.ocsp !== undefined;
  const asks = messages.some(({ kind }) => kind === 'certificate-request');
  return {
    'ocsp-staple': staples
      ? { is: 'yes', why: 'TLS1.3: beside the leaf' }
      : { is: 'no', why: 'TLS1.3: none beside the leaf, although it was asked for' },
    'client-certificate-request': asks
      ? { is: 'yes', why: 'TLS1.3: CertificateRequest came' }
      : { is: 'no', why: 'TLS1.3: no CertificateRequest' },
  };
}
