import type { Suite } from '../tables/suite.ts';
import { suiteByCode } from '../tables/suites.ts';
import { concat } from './bytes.ts';
import { HandshakeReader } from './handshake-reader.ts';
import type { ServerHelloMessage, ServerMessage } from './message.ts';
import { parseHandshake, type HandshakeContext } from './parse-handshake.ts';
import { contentType } from './protocol.ts';
import { RecordReader, type RecordEvent } from './records.ts';

/** Enough for any handshake in plain text; a flood of tiny messages ends here. */
const maxMessages = 4096;

/**
 * Reads what a server sends in the clear, from ServerHello on. Takes bytes as they come, in pieces of any size; bounded
 * in all it keeps (`protocol.ts`); never throws. What comes protected is handed out as `protected`: `Tls13Client` and
 * `Tls12Client` read on from there.
 */
export class ServerReader {
  readonly #records = new RecordReader();
  readonly #handshake = new HandshakeReader();
  #context: HandshakeContext = noContext;
  #isProtected = false;
  /** The first byte of an alert whose second one has not come. */
  #alertLevel: Uint8Array | undefined;
  #messages = 0;
  #isBroken = false;

  push(bytes: Uint8Array): readonly ServerMessage[] {
    const messages: ServerMessage[] = [];
    for (const event of this.#records.push(bytes)) {
      if (this.#isBroken) break;
      for (const message of this.#read(event)) this.#add(messages, message);
    }
    return messages;
  }

  /** Something has begun to arrive and is not whole: a close now cuts it off. */
  get isInside(): boolean {
    return (
      this.#records.pendingBytes > 0 || this.#handshake.isInside || this.#alertLevel !== undefined
    );
  }

  #add(messages: ServerMessage[], message: ServerMessage): void {
    if (this.#isBroken) return;
    this.#messages += 1;
    const isTooMany = this.#messages > maxMessages;
    messages.push(isTooMany ? { kind: 'malformed', why: 'too many messages' } : message);
    this.#isBroken = isTooMany || message.kind === 'malformed';
  }

  #read(event: RecordEvent): readonly ServerMessage[] {
    if (event.kind === 'malformed') return [event];
    const { type, fragment } = event;
    if (type === contentType.changeCipherSpec) {
      this.#isProtected = this.#context.version !== 'TLS1.3';
      return [{ kind: 'change-cipher-spec' }];
    }
    if (this.#isProtected || type === contentType.applicationData) {
      return [{ kind: 'protected', type, bytes: fragment }];
    }
    if (type === contentType.handshake) return this.#readHandshake(fragment);
    return type === contentType.alert
      ? this.#readAlert(fragment)
      : [readPlainRecord(type, fragment)];
  }

  /** Up to TLS 1.2 even the two bytes of an alert may come in two records (RFC 5246 §6.2.1). */
  #readAlert(fragment: Uint8Array): readonly ServerMessage[] {
    if (fragment.length !== 1) return [readPlainRecord(contentType.alert, fragment)];
    const level = this.#alertLevel;
    this.#alertLevel = level === undefined ? fragment : undefined;
    return level === undefined ? [] : [readPlainRecord(contentType.alert, concat(level, fragment))];
  }

  #readHandshake(fragment: Uint8Array): readonly ServerMessage[] {
    const frames = this.#handshake.push(fragment);
    if (frames === undefined) return [{ kind: 'malformed', why: 'a handshake message too long' }];
    return frames.map((frame) => {
      const message = parseHandshake(frame, this.#context);
      if (message.kind === 'server-hello') this.#context = contextOf(message);
      return message;
    });
  }
}

export const noContext: HandshakeContext = {
  version: undefined,
  keyExchange: undefined,
  isSigned: false,
};

/** How messages after this ServerHello are to be read. */
export function contextOf(hello: ServerHelloMessage): HandshakeContext {
  const suite = suiteByCode(hello.suite);
  return {
    version: hello.version,
    keyExchange: suite?.keyExchange,
    isSigned: suite !== undefined && isSigned(suite),
  };
}

function isSigned(suite: Suite): boolean {
  return suite.authentication !== 'none' && !suite.keyExchange.endsWith('psk');
}

/** A record that is neither handshake nor protected. */
export function readPlainRecord(type: number, fragment: Uint8Array): ServerMessage {
  if (type === contentType.alert) {
    const [level, description] = fragment;
    if (fragment.length === 2 && level !== undefined && description !== undefined) {
      return { kind: 'alert', level, description };
    }
    return { kind: 'malformed', why: `an alert of ${fragment.length} bytes` };
  }
  if (type === contentType.heartbeat) return { kind: 'heartbeat', payload: fragment };
  return { kind: 'application-data', bytes: fragment };
}
