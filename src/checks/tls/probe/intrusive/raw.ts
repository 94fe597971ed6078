import { Buffer } from 'node:buffer';
import { concat } from '../../wire/bytes.ts';
import {
  encodeClientHello,
  encodeClientHelloMessage,
  encodeHandshake,
  encodeRecords,
} from '../../wire/client-hello.ts';
import { heartbeat } from '../../wire/extensions.ts';
import { HandshakeReader } from '../../wire/handshake-reader.ts';
import type { ServerHelloMessage, ServerMessage } from '../../wire/message.ts';
import type { ClassicVersion } from '../../wire/prf.ts';
import { contentType, handshakeType, versionCodes } from '../../wire/protocol.ts';
import { RecordReader } from '../../wire/records.ts';
import { ServerReader } from '../../wire/server-reader.ts';
import type { ClassicHelloSpec } from '../../wire/tls12.ts';
import { converse, type TlsClient } from '../converse.ts';
import type { Visit } from '../door.ts';
import { lost, told, type Heard } from '../insist.ts';
import { describeEnding } from '../session.ts';
import { classicHello, isKind, type Classic, type Speaker } from '../speak.ts';

/** Reads on in the clear after a flight, and sends what it is given as it is. */
export class RawClient implements TlsClient {
  readonly #reader = new ServerReader();
  readonly #records = new RecordReader();
  readonly #frames = new HandshakeReader();
  #output: Uint8Array[] = [];
  /** Handshake messages so far, as both sides hash them. */
  transcript: Uint8Array = new Uint8Array();

  push(bytes: Uint8Array): readonly ServerMessage[] {
    for (const event of this.#records.push(bytes)) {
      if (event.kind === 'malformed' || event.type !== contentType.handshake) continue;
      const frames = this.#frames.push(event.fragment) ?? [];
      this.transcript = concat(this.transcript, ...frames.map(({ raw }) => raw));
    }
    return this.#reader.push(bytes);
  }

  takeOutput(): Uint8Array {
    const output = Buffer.concat(this.#output);
    this.#output = [];
    return output;
  }

  sendRecord(type: number, version: ClassicVersion, bytes: Uint8Array): void {
    this.#output.push(encodeRecords(type, versionCodes[version], bytes));
  }

  sendRaw(bytes: Uint8Array): void {
    this.#output.push(bytes);
  }
}

export interface Greeted {
  readonly client: RawClient;
  /** Version that the server chose. */
  readonly version: ClassicVersion;
  readonly hello: ServerHelloMessage;
  readonly messages: readonly ServerMessage[];
  /** What was asked. */
  readonly asked: ClassicHelloSpec;
}

/** Goes as far as ServerHelloDone, from where the server waits for our key exchange. */
export async function greet(
  visit: Visit,
  speaker: Speaker,
  classic: Classic,
): Promise<Heard<Greeted>> {
  const client = new RawClient();
  const asked = classicHello(speaker, classic, [heartbeat()]);
  client.sendRaw(encodeClientHello(asked));
  client.transcript = encodeClientHelloMessage(asked);
  const heard = await converse(visit, client, isKind('server-hello-done'));
  if (heard.ending !== 'enough') return lost(`before the probe: ${describeEnding(heard)}`);
  const hello = heard.messages.find((message) => message.kind === 'server-hello');
  const version = hello?.version;
  if (hello === undefined || version === undefined || version === 'SSLv2' || version === 'TLS1.3') {
    return lost('before the probe: another version');
  }
  return told({ client, version, hello, messages: heard.messages, asked });
}

/** A Finished that nobody can expect here: whoever reads it answers, by an alert or by closing. */
export function sendUnexpected({ client, version }: Greeted): void {
  const finished = encodeHandshake(handshakeType.finished, new Uint8Array(12));
  client.sendRecord(contentType.handshake, version, finished);
}
