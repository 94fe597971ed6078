import { areEqual, concat, vector24 } from './bytes.ts';
import { exchangeKeys } from './client-key-exchange.ts';
import {
  encodeClientHelloMessage,
  encodeHandshake,
  encodeRecords,
  type ClientHelloSpec,
} from './client-hello.ts';
import { extensionType, renegotiationInfo, type Extension } from './extensions.ts';
import { HandshakeReader, type HandshakeFrame } from './handshake-reader.ts';
import type { ServerHelloMessage, ServerKeyExchangeMessage, ServerMessage } from './message.ts';
import { parseHandshake } from './parse-handshake.ts';
import {
  extendedMasterSecret,
  finished12,
  keyBlock,
  masterSecret,
  type ClassicVersion,
  type Derivation,
} from './prf.ts';
import { cutKeys, Protection12, type Agreed } from './protection12.ts';
import { contentType, handshakeType, versionCodes } from './protocol.ts';
import { RecordReader, type RecordEvent } from './records.ts';
import { contextOf, noContext, readPlainRecord } from './server-reader.ts';
import { suite12 } from './suite12.ts';

/** What is needed to take up a session again. */
export interface Session12 {
  readonly id: Uint8Array;
  readonly ticket?: Uint8Array;
  readonly lifetimeSeconds?: number;
  readonly suite: number;
  readonly version: ClassicVersion;
  readonly master: Uint8Array;
}

/** A hello of this version and what goes with it. */
export type ClassicHelloSpec = ClientHelloSpec & { readonly version: ClassicVersion };

interface Negotiated extends Agreed {
  readonly hello: ServerHelloMessage;
  readonly derivation: Derivation;
}

/**
 * A client of SSLv3 to TLS 1.2 (RFC 6101, 2246, 4346, 5246) without sockets: bytes go in, messages and bytes to be sent
 * come out; it answers by itself. It verifies no certificate and no signature: it is there to see how a server treats
 * sessions, also one that Node's OpenSSL does not talk to.
 */
export class Tls12Client {
  state: 'handshake' | 'established' | 'failed' = 'handshake';
  /** The server took up the session that was offered. */
  isResumed = false;
  readonly #spec: ClassicHelloSpec;
  readonly #secret: Uint8Array;
  readonly #offered: Session12 | undefined;
  readonly #records = new RecordReader();
  readonly #handshake = new HandshakeReader();
  #transcript: Uint8Array = new Uint8Array();
  #output: Uint8Array[] = [];
  #negotiated: Negotiated | undefined;
  #leaf: Uint8Array | undefined;
  #serverKey: ServerKeyExchangeMessage | undefined;
  #wantsCertificate = false;
  #ticket: { readonly bytes: Uint8Array; readonly lifetimeSeconds: number } | undefined;
  #master: Uint8Array | undefined;
  #reading: Protection12 | undefined;
  #nextReading: Protection12 | undefined;
  #writing: Protection12 | undefined;
  #verifyData: Uint8Array = new Uint8Array();

  /** `secret`: 46 random bytes for RSA key exchange. With `session` its id or ticket has to be in the hello. */
  constructor(spec: ClassicHelloSpec, secret: Uint8Array, session?: Session12) {
    this.#spec = spec;
    this.#secret = secret;
    this.#offered = session;
    const message = encodeClientHelloMessage(spec);
    this.#transcript = message;
    const version = spec.version === 'SSLv3' ? 0x0300 : 0x0301;
    this.#output.push(encodeRecords(contentType.handshake, version, message));
  }

  takeOutput(): Uint8Array {
    const bytes = concat(...this.#output);
    this.#output = [];
    return bytes;
  }

  push(bytes: Uint8Array): readonly ServerMessage[] {
    const messages: ServerMessage[] = [];
    for (const event of this.#records.push(bytes)) {
      if (this.state === 'failed') break;
      for (const message of this.#read(event)) {
        messages.push(message);
        if (message.kind === 'malformed') this.state = 'failed';
      }
    }
    return messages;
  }

  /** undefined: not established. */
  session(): Session12 | undefined {
    const negotiated = this.#negotiated;
    if (this.state !== 'established' || negotiated === undefined) return undefined;
    if (this.#master === undefined) return undefined;
    const { hello, version } = negotiated;
    return {
      id: hello.sessionId,
      suite: hello.suite,
      version,
      master: this.#master,
      ...(this.#ticket === undefined
        ? {}
        : { ticket: this.#ticket.bytes, lifetimeSeconds: this.#ticket.lifetimeSeconds }),
    };
  }

  /** Sends bytes in the session's protection; only when established. */
  send(type: number, bytes: Uint8Array): void {
    if (this.#writing !== undefined) this.#output.push(this.#writing.seal(type, bytes));
  }

  /** Begins a handshake in the handshake (RFC 5746 §3.5). The answer to it is only read, not followed up. */
  renegotiate(): void {
    const isSecure = this.#negotiated?.hello.extensions.some(isInfo) === true;
    const others = this.#spec.extensions.filter((extension) => !isInfo(extension));
    const extensions = isSecure ? [...others, renegotiationInfo(this.#verifyData)] : others;
    const message = encodeClientHelloMessage({ ...this.#spec, extensions });
    this.send(contentType.handshake, message);
  }

  #read(event: RecordEvent): readonly ServerMessage[] {
    if (event.kind === 'malformed') return [event];
    const { type, fragment } = event;
    if (type === contentType.changeCipherSpec) return [this.#takeChange(fragment)];
    const bytes = this.#reading === undefined ? fragment : this.#reading.open(type, fragment);
    if (bytes === undefined) return [malformed('a record that does not decrypt')];
    if (type !== contentType.handshake) return [readPlainRecord(type, bytes)];
    const frames = this.#handshake.push(bytes);
    if (frames === undefined) return [malformed('a handshake message too long')];
    return frames.map((frame) => this.#take(frame));
  }

  #take(frame: HandshakeFrame): ServerMessage {
    const context = this.#negotiated === undefined ? noContext : contextOf(this.#negotiated.hello);
    const message = parseHandshake(frame, context);
    if (this.state === 'established' || message.kind === 'hello-request') return message;
    if (message.kind === 'finished') return this.#takeFinished(frame, message);
    this.#transcript = concat(this.#transcript, frame.raw);
    return this.#takePlain(message);
  }

  #takePlain(message: ServerMessage): ServerMessage {
    if (message.kind === 'server-hello') return this.#takeHello(message);
    if (message.kind === 'certificate') this.#leaf = message.certificates[0]?.der;
    if (message.kind === 'server-key-exchange') this.#serverKey = message;
    if (message.kind === 'certificate-request') this.#wantsCertificate = true;
    if (message.kind === 'new-session-ticket' && message.ticket.length > 0) {
      const { ticket, lifetimeSeconds } = message;
      this.#ticket = { bytes: ticket, lifetimeSeconds };
    }
    if (message.kind === 'server-hello-done' && !this.#answer()) {
      return malformed('key exchange parameters that cannot be used');
    }
    return message;
  }

  #takeHello(hello: ServerHelloMessage): ServerMessage {
    const suite = suite12(hello.suite);
    const version = classicOf(hello);
    if (this.#negotiated !== undefined) return malformed('a second ServerHello');
    if (suite === undefined || version === undefined) {
      this.state = 'failed';
      return hello;
    }
    const has = (type: number): boolean => hello.extensions.some((one) => one.type === type);
    this.#negotiated = {
      hello,
      suite,
      version,
      encryptsThenMacs: has(extensionType.encryptThenMac) && suite.sealing.kind === 'cbc',
      derivation: { version, hash: suite.hash },
    };
    return hello;
  }

  /** The client's flight after ServerHelloDone. */
  #answer(): boolean {
    const negotiated = this.#negotiated;
    if (negotiated === undefined) return false;
    const { suite, version, derivation, hello } = negotiated;
    const exchanged = exchangeKeys({
      suite,
      version,
      offeredCode: versionCodes[this.#spec.version],
      secret: this.#secret,
      leaf: this.#leaf,
      serverKey: this.#serverKey,
    });
    if (exchanged === undefined) return false;
    if (this.#wantsCertificate) this.#sendNoCertificate(version);
    this.#sendHandshake(handshakeType.clientKeyExchange, exchanged.body);
    const { preMaster } = exchanged;
    const randoms = { client: this.#spec.random, server: hello.random };
    const isExtended = hello.extensions.some(
      ({ type }) => type === extensionType.extendedMasterSecret,
    );
    this.#master = isExtended
      ? extendedMasterSecret(derivation, preMaster, this.#transcript)
      : masterSecret(derivation, preMaster, randoms);
    this.#deriveKeys(negotiated, this.#master);
    this.#sendFinished(negotiated, this.#master);
    return true;
  }

  #sendNoCertificate(version: ClassicVersion): void {
    if (version !== 'SSLv3') {
      this.#sendHandshake(handshakeType.certificate, vector24());
      return;
    }
    // SSLv3 has an alert for it (RFC 6101 §5.6.6).
    const noCertificate = Uint8Array.of(1, 41);
    this.#output.push(encodeRecords(contentType.alert, versionCodes.SSLv3, noCertificate));
  }

  #sendHandshake(type: number, body: Uint8Array): void {
    const message = encodeHandshake(type, body);
    this.#transcript = concat(this.#transcript, message);
    this.#output.push(encodeRecords(contentType.handshake, this.#versionCode(), message));
  }

  #versionCode(): number {
    return versionCodes[this.#negotiated?.version ?? this.#spec.version];
  }

  #deriveKeys(negotiated: Negotiated, master: Uint8Array): void {
    const { suite, derivation, hello } = negotiated;
    const randoms = { client: this.#spec.random, server: hello.random };
    const keys = cutKeys(suite, keyBlock(derivation, master, randoms));
    this.#nextReading = new Protection12(negotiated, keys.server);
    this.#writing = new Protection12(negotiated, keys.client);
  }

  #sendFinished({ derivation }: Negotiated, master: Uint8Array): void {
    const change = Uint8Array.of(1);
    this.#output.push(encodeRecords(contentType.changeCipherSpec, this.#versionCode(), change));
    this.#verifyData = finished12(derivation, master, 'client', this.#transcript);
    const message = encodeHandshake(handshakeType.finished, this.#verifyData);
    this.#transcript = concat(this.#transcript, message);
    this.send(contentType.handshake, message);
  }

  /** Without keys of this handshake it is the abbreviated one (RFC 5246 §7.3): the keys are those of the session. */
  #takeChange(fragment: Uint8Array): ServerMessage {
    const negotiated = this.#negotiated;
    if (fragment.length !== 1 || negotiated === undefined || this.#reading !== undefined) {
      return malformed('a ChangeCipherSpec out of place');
    }
    if (this.#nextReading === undefined) {
      const session = this.#offered;
      if (session === undefined) return malformed('a session that was not offered is resumed');
      this.isResumed = true;
      this.#master = session.master;
      this.#deriveKeys(negotiated, session.master);
    }
    this.#reading = this.#nextReading;
    return { kind: 'change-cipher-spec' };
  }

  #takeFinished(
    frame: HandshakeFrame,
    message: ServerMessage & { readonly kind: 'finished' },
  ): ServerMessage {
    const negotiated = this.#negotiated;
    const master = this.#master;
    if (negotiated === undefined || master === undefined || this.#reading === undefined) {
      return malformed('a Finished out of place');
    }
    const expected = finished12(negotiated.derivation, master, 'server', this.#transcript);
    if (!areEqual(expected, message.verifyData)) return malformed('a wrong Finished');
    this.#transcript = concat(this.#transcript, frame.raw);
    if (this.isResumed) this.#sendFinished(negotiated, master);
    this.state = 'established';
    return message;
  }
}

function classicOf({ version }: ServerHelloMessage): ClassicVersion | undefined {
  return version === 'SSLv2' || version === 'TLS1.3' ? undefined : version;
}

function isInfo({ type }: Extension): boolean {
  return type === extensionType.renegotiationInfo;
}

function malformed(why: string): ServerMessage {
  return { kind: 'malformed', why };
}
