import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { ChainObservation, DhParameters, ProtocolVersion } from '../observation.ts';
import { protocolVersions } from '../observation.ts';
import { knownPrime } from '../tables/known-primes.ts';
import type { SentCertificate, ServerKeyExchangeMessage, ServerMessage } from '../wire/message.ts';

/** Certificates of one flight, with what came along. */
export interface SentChain {
  readonly serverName: string | null;
  readonly version: ProtocolVersion;
  readonly certificates: readonly SentCertificate[];
  readonly ocsp?: Uint8Array;
  readonly scts: readonly Uint8Array[];
  readonly signatureScheme?: number;
}

/** Of hostile servers; a dual server has two, and as many without a name. */
const MAX_CHAINS = 32;
const MAX_DH_PARAMETERS = 32;

/** Collects what rides along with handshakes; in the end in an order that does not depend on when it came. */
export class Evidence {
  readonly #chains = new Map<string, ChainObservation>();
  readonly #dh = new Map<string, DhParameters>();
  readonly certificates: Map<string, string> = new Map<string, string>();

  /** TLS 1.3 has its chains of its own; of the older versions the newest one speaks for all. */
  addChain(chain: SentChain): void {
    if (chain.certificates.length === 0) return;
    const sent = chain.certificates.map(({ der }) => this.#keep(der));
    const era = chain.version === 'TLS1.3' ? 'TLS1.3' : 'older';
    const key = [era, chain.serverName === null ? '-' : `=${chain.serverName}`, ...sent].join(' ');
    const before = this.#chains.get(key);
    if (before === undefined && this.#chains.size >= MAX_CHAINS) return;
    this.#chains.set(key, merge(before, observationOf(chain, sent)));
  }

  addKeyExchange(message: ServerKeyExchangeMessage, version: ProtocolVersion): void {
    if (message.dh === undefined || this.#dh.size >= MAX_DH_PARAMETERS) return;
    const prime = hexadecimal(message.dh.prime);
    const generator = hexadecimal(message.dh.generator);
    const known = knownPrime(message.dh.prime)?.name;
    const parameters = { bits: bitsOf(prime), prime, generator, version };
    this.#dh.set(
      `${version} ${prime} ${generator}`,
      known === undefined ? parameters : { ...parameters, known },
    );
  }

  get chains(): readonly ChainObservation[] {
    return [...this.#chains.values()].toSorted((a, b) => compare(orderOf(a), orderOf(b)));
  }

  get dh(): readonly DhParameters[] {
    return [...this.#dh].toSorted(([a], [b]) => compare(a, b)).map(([, parameters]) => parameters);
  }

  #keep(der: Uint8Array): string {
    const digest = createHash('sha256').update(der).digest('hex');
    this.certificates.set(digest, Buffer.from(der).toString('base64'));
    return digest;
  }
}

/** What a flight up to TLS 1.2 says of the server's certificates. */
export function chainOf(
  messages: readonly ServerMessage[],
  asked: { readonly serverName: string | null; readonly version: ProtocolVersion },
  scts: Uint8Array | undefined,
): SentChain | undefined {
  const chain = messages.find((message) => message.kind === 'certificate');
  if (chain === undefined) return undefined;
  const status = messages.find((message) => message.kind === 'certificate-status');
  const exchange = messages.find((message) => message.kind === 'server-key-exchange');
  return {
    ...asked,
    certificates: chain.certificates,
    scts: scts === undefined ? [] : [scts],
    ...(status === undefined ? {} : { ocsp: status.ocsp }),
    ...(exchange?.signatureScheme === undefined
      ? {}
      : { signatureScheme: exchange.signatureScheme }),
  };
}

function observationOf(chain: SentChain, sent: readonly string[]): ChainObservation {
  const { serverName, version, ocsp, scts, signatureScheme } = chain;
  return {
    serverName,
    version,
    sent,
    scts: scts.map((list) => Buffer.from(list).toString('base64')),
    ...(ocsp === undefined ? {} : { ocsp: Buffer.from(ocsp).toString('base64') }),
    ...(signatureScheme === undefined ? {} : { signatureScheme }),
  };
}

/** The same chain again: a server that staples may have had no answer the first time. */
function merge(before: ChainObservation | undefined, now: ChainObservation): ChainObservation {
  if (before === undefined) return now;
  const [newer, older] =
    protocolVersions.indexOf(now.version) > protocolVersions.indexOf(before.version)
      ? [now, before]
      : [before, now];
  const schemes = [now, before].flatMap(({ signatureScheme }) => signatureScheme ?? []);
  return {
    ...older,
    ...newer,
    scts: newer.scts.length > 0 ? newer.scts : older.scts,
    ...(schemes.length > 0 ? { signatureScheme: Math.min(...schemes) } : {}),
  };
}

function orderOf(chain: ChainObservation): string {
  const name = chain.serverName === null ? '1' : '0';
  return `${name} ${9 - protocolVersions.indexOf(chain.version)} ${chain.sent.join(' ')}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function hexadecimal(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').replace(/^0+/u, '');
}

function bitsOf(hexadecimalNumber: string): number {
  const first = Number.parseInt(hexadecimalNumber.slice(0, 1) || '0', 16);
  return first === 0 ? 0 : (hexadecimalNumber.length - 1) * 4 + (32 - Math.clz32(first));
}
