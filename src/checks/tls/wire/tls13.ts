import { concat, u8, vector24, vector8 } from './bytes.ts';
import {
  encodeClientHelloMessage,
  encodeHandshake,
  encodeRecords,
  type ClientHelloSpec,
} from './client-hello.ts';
import { cookie, extensionType, keyShare, type Extension } from './extensions.ts';
import { HandshakeReader, type HandshakeFrame } from './handshake-reader.ts';
import { generateKey, type EphemeralKey } from './key-agreement.ts';
import {
  applicationSecrets,
  deriveSecret,
  earlySecret,
  finishedData,
  handshakeSecrets,
  hashOf,
  type ApplicationSecrets,
  type HandshakeSecrets,
} from './key-schedule.ts';
import type { ServerHelloMessage, ServerMessage } from './message.ts';
import { parseHandshake, type HandshakeContext } from './parse-handshake.ts';
import { Protection13, suite13, type Suite13 } from './protection13.ts';
import { contentType, handshakeType } from './protocol.ts';
import { resumptionPsk, withBinder, type Psk } from './psk.ts';
import { RecordReader, type RecordEvent } from './records.ts';
import { readPlainRecord } from './server-reader.ts';

export type Tls13State =
  | 'hello'
  /** Keys are agreed, the server's flight is read. */
  | 'flight'
  /** The server's Finished is good; our answer is in the output. */
  | 'established'
  | 'failed';

const context13: HandshakeContext = {
  version: 'TLS1.3',
  keyExchange: 'any',
  isSigned: true,
};

/**
 * A TLS 1.3 client (RFC 8446) without sockets: bytes go in, messages and bytes to be sent come out. It verifies no
 * certificate; it is there to see what a server sends under encryption. Whether it answers the server's Finished is up to
 * the caller (`finish`).
 */
export class Tls13Client {
  state: Tls13State = 'hello';
  /** PSK of the hello was taken. */
  isResumed = false;
  readonly #spec: ClientHelloSpec;
  readonly #keys: readonly EphemeralKey[];
  readonly #psk: Psk | undefined;
  readonly #records = new RecordReader();
  readonly #handshake = new HandshakeReader();
  #transcript: Uint8Array = new Uint8Array();
  #output: Uint8Array[] = [];
  #retryKey: EphemeralKey | undefined;
  #suite: Suite13 | undefined;
  #secrets: HandshakeSecrets | undefined;
  #application: ApplicationSecrets | undefined;
  #reading: Protection13 | undefined;
  #writing: Protection13 | undefined;
  #requestContext: Uint8Array | undefined;
  #resumptionMaster: Uint8Array | undefined;

  /** `keys`: those whose shares are in the hello's key_share. With `psk` its pre_shared_key is put in at the end. */
  constructor(spec: ClientHelloSpec, keys: readonly EphemeralKey[], psk?: Psk) {
    this.#spec = spec;
    this.#keys = keys;
    this.#psk = psk;
    this.#sendHello(spec);
  }

  /** Bytes to be sent, each once. */
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

  /** Answers the server's flight: an empty certificate where one was asked for, and Finished. */
  finish(): void {
    const suite = this.#suite;
    const secrets = this.#secrets;
    if (suite === undefined || secrets === undefined || this.#application === undefined) return;
    const writing = new Protection13(suite, secrets.client);
    if (this.#requestContext !== undefined) {
      const body = concat(vector8(this.#requestContext), vector24());
      this.#sealHandshake(writing, encodeHandshake(handshakeType.certificate, body));
    }
    const data = finishedData(suite.hash, secrets.client, this.#hash(suite));
    this.#sealHandshake(writing, encodeHandshake(handshakeType.finished, data));
    const { master } = this.#application;
    this.#resumptionMaster = deriveSecret(suite.hash, master, 'res master', this.#hash(suite));
    this.#writing = new Protection13(suite, this.#application.client);
    this.state = 'established';
  }

  /** Sends data under the application's keys; only when established. */
  send(type: number, bytes: Uint8Array): void {
    if (this.#writing !== undefined) this.#output.push(this.#writing.seal(type, bytes));
  }

  /** What a ticket is good for in the next connection. undefined: no ticket, or not finished. */
  pskOf(message: ServerMessage, ageMs: number): Psk | undefined {
    if (message.kind !== 'new-session-ticket' || this.#suite === undefined) return undefined;
    if (this.#resumptionMaster === undefined) return undefined;
    return resumptionPsk(message, this.#suite.hash, this.#resumptionMaster, ageMs);
  }

  #sendHello(spec: ClientHelloSpec): void {
    const psk = this.#psk;
    const message =
      psk === undefined ? encodeClientHelloMessage(spec) : withBinder(spec, psk, this.#transcript);
    this.#transcript = concat(this.#transcript, message);
    this.#output.push(encodeRecords(contentType.handshake, 0x0301, message));
  }

  #sealHandshake(writing: Protection13, message: Uint8Array): void {
    this.#transcript = concat(this.#transcript, message);
    this.#output.push(writing.seal(contentType.handshake, message));
  }

  #read(event: RecordEvent): readonly ServerMessage[] {
    if (event.kind === 'malformed') return [event];
    const { type, fragment, header } = event;
    if (type === contentType.changeCipherSpec) return [{ kind: 'change-cipher-spec' }];
    if (type !== contentType.applicationData) return this.#readPlain(type, fragment);
    if (this.#reading === undefined) return [{ kind: 'protected', type, bytes: fragment }];
    const plain = this.#reading.open(header, fragment);
    if (plain === undefined) return [malformed('a record that does not decrypt')];
    return this.#readPlain(plain.type, plain.bytes);
  }

  #readPlain(type: number, bytes: Uint8Array): readonly ServerMessage[] {
    if (type !== contentType.handshake) return [readPlainRecord(type, bytes)];
    const frames = this.#handshake.push(bytes);
    if (frames === undefined) return [malformed('a handshake message too long')];
    return frames.map((frame) => this.#take(frame));
  }

  #take(frame: HandshakeFrame): ServerMessage {
    const message = parseHandshake(frame, context13);
    if (message.kind === 'server-hello') return this.#takeHello(frame, message);
    if (message.kind === 'finished') return this.#takeFinished(frame, message);
    if (message.kind === 'key-update') return this.#takeKeyUpdate(message);
    if (message.kind === 'certificate-request') this.#requestContext = message.context;
    // What comes after the handshake is in no transcript.
    if (this.#application === undefined) this.#transcript = concat(this.#transcript, frame.raw);
    return message;
  }

  #takeHello(frame: HandshakeFrame, hello: ServerHelloMessage): ServerMessage {
    if (this.state !== 'hello') return malformed('a second ServerHello');
    if (hello.version !== 'TLS1.3') {
      this.state = 'failed';
      return hello;
    }
    const suite = suite13(hello.suite);
    if (suite === undefined) {
      this.state = 'failed';
      return hello;
    }
    if (hello.isRetryRequest) return this.#retry(frame, hello, suite);
    this.#transcript = concat(this.#transcript, frame.raw);
    const shared = this.#sharedSecret(hello);
    if (shared === undefined) return malformed('a key share that cannot be used');
    this.isResumed = hello.extensions.some(({ type }) => type === extensionType.preSharedKey);
    const early = earlySecret(suite.hash, this.isResumed ? this.#psk?.key : undefined);
    this.#suite = suite;
    this.#secrets = handshakeSecrets(suite.hash, early, shared, this.#hash(suite));
    this.#reading = new Protection13(suite, this.#secrets.server);
    this.state = 'flight';
    return hello;
  }

  /** RFC 8446 §4.1.4, §4.4.1: once only, and the first hello stands in the transcript as its hash. */
  #retry(frame: HandshakeFrame, hello: ServerHelloMessage, suite: Suite13): ServerMessage {
    const key = hello.group === undefined ? undefined : generateKey(hello.group);
    if (this.#retryKey !== undefined || key === undefined) {
      this.state = 'failed';
      return hello;
    }
    this.#retryKey = key;
    const first = hashOf(suite.hash, this.#transcript);
    this.#transcript = concat(u8(handshakeType.messageHash), vector24(first), frame.raw);
    const extensions = this.#spec.extensions.filter(({ type }) => type !== extensionType.keyShare);
    const added: Extension[] = [keyShare([key])];
    if (hello.cookie !== undefined) added.push(cookie(hello.cookie));
    this.#sendHello({ ...this.#spec, extensions: [...added, ...extensions] });
    return hello;
  }

  #sharedSecret(hello: ServerHelloMessage): Uint8Array | undefined {
    if (hello.publicKey === undefined) return undefined;
    const known = [...(this.#retryKey === undefined ? [] : [this.#retryKey]), ...this.#keys];
    const key = known.find(({ group }) => group === hello.group);
    return key?.agree(hello.publicKey);
  }

  #takeFinished(
    frame: HandshakeFrame,
    message: ServerMessage & { readonly kind: 'finished' },
  ): ServerMessage {
    const suite = this.#suite;
    const secrets = this.#secrets;
    if (suite === undefined || secrets === undefined || this.#application !== undefined) {
      return malformed('a Finished out of place');
    }
    const expected = finishedData(suite.hash, secrets.server, this.#hash(suite));
    if (!sameBytes(expected, message.verifyData)) return malformed('a wrong Finished');
    this.#transcript = concat(this.#transcript, frame.raw);
    this.#application = applicationSecrets(suite.hash, secrets.handshake, this.#hash(suite));
    this.#reading = new Protection13(suite, this.#application.server);
    return message;
  }

  #takeKeyUpdate(message: ServerMessage): ServerMessage {
    const suite = this.#suite;
    const application = this.#application;
    if (suite === undefined || application === undefined) return malformed('a KeyUpdate too early');
    const server = deriveSecret(suite.hash, application.server, 'traffic upd', new Uint8Array());
    this.#application = { ...application, server };
    this.#reading = new Protection13(suite, server);
    return message;
  }

  #hash(suite: Suite13): Uint8Array {
    return hashOf(suite.hash, this.#transcript);
  }
}

function malformed(why: string): ServerMessage {
  return { kind: 'malformed', why };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
