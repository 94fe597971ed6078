import { extensionType } from '../wire/extensions.ts';
import type { Question } from './ask.ts';
import { groupOf } from './classic.ts';
import { chainOf, Evidence } from './evidence.ts';
import type { Flight } from './flight.ts';
import { Notes } from './notes.ts';

/** Sees every ServerHello of an address and keeps what rides along. */
export class Witness {
  readonly evidence: Evidence = new Evidence();
  readonly notes: Notes = new Notes();
  readonly #defaultName: string | undefined;
  readonly #schemes = new Set<number>();
  readonly #groups = new Set<number>();
  readonly #alpn = new Set<string>();
  #marked: Flight | undefined;

  constructor(defaultName: string | undefined) {
    this.#defaultName = defaultName;
  }

  /** Schemes that signed a key exchange of TLS 1.2. */
  get schemes(): readonly number[] {
    return [...this.#schemes].toSorted((a, b) => a - b);
  }

  /** Groups of ECDHE up to TLS 1.2. */
  get groups(): readonly number[] {
    return [...this.#groups].toSorted((a, b) => a - b);
  }

  get alpn(): readonly string[] {
    return [...this.#alpn].toSorted();
  }

  /** A handshake that bears a downgrade marker. */
  get marked(): Flight | undefined {
    return this.#marked;
  }

  addAlpn(protocol: string | undefined): void {
    if (protocol !== undefined) this.#alpn.add(protocol);
  }

  see(flight: Flight, question: Question): void {
    this.notes.add(flight, question);
    const offered = question.alpn ?? [];
    if (flight.hello.alpn !== undefined && offered.includes(flight.hello.alpn)) {
      this.addAlpn(flight.hello.alpn);
    }
    if (flight.hello.downgradeFrom === 'TLS1.3') this.#marked ??= flight;
    if (flight.version !== 'TLS1.3') this.#seeClassic(flight, question);
  }

  #seeClassic(flight: Flight, question: Question): void {
    const { version, hello, messages } = flight;
    const serverName = question.serverName ?? this.#defaultName ?? null;
    const asked = { version, serverName: question.serverName === null ? null : serverName };
    const scts = hello.extensions.find(
      ({ type }) => type === extensionType.signedCertificateTimestamp,
    );
    const chain = chainOf(messages, asked, scts?.data);
    if (chain !== undefined) this.evidence.addChain(chain);
    const exchange = messages.find((message) => message.kind === 'server-key-exchange');
    if (exchange === undefined) return;
    this.evidence.addKeyExchange(exchange, version);
    const group = groupOf(flight);
    if (group !== undefined && question.serverName !== null) this.#groups.add(group);
    if (exchange.signatureScheme !== undefined) this.#schemes.add(exchange.signatureScheme);
  }
}
