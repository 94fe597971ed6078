import { Buffer } from 'node:buffer';
import { encodeClientHello, encodeHandshake, encodeRecords } from '../../wire/client-hello.ts';
import { heartbeat } from '../../wire/extensions.ts';
import type { ServerMessage } from '../../wire/message.ts';
import type { ClassicVersion } from '../../wire/prf.ts';
import { contentType, handshakeType, versionCodes } from '../../wire/protocol.ts';
import { ServerReader } from '../../wire/server-reader.ts';
import { converse, type TlsClient } from '../converse.ts';
import type { Visit } from '../door.ts';
import { lost, told, type Heard } from '../insist.ts';
import { describeEnding } from '../session.ts';
import { classicHello, isKind, type Classic, type Speaker } from '../speak.ts';

/** Reads on in the clear after a flight, and sends what it is given as it is. */
export class RawClient implements TlsClient {
  readonly #reader = new ServerReader();
  #output: Uint8Array[] = [];

  push(bytes: Uint8Array): readonly ServerMessage[] {
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
  readonly messages: readonly ServerMessage[];
}

/** Goes as far as ServerHelloDone, from where the server waits for our key exchange. */
export async function greet(
  visit: Visit,
  speaker: Speaker,
  classic: Classic,
): Promise<Heard<Greeted>> {
  const client = new RawClient();
  client.sendRaw(encodeClientHello(classicHello(speaker, classic, [heartbeat()])));
  const heard = await converse(visit, client, isKind('server-hello-done'));
  if (heard.ending !== 'enough') return lost(`before the probe: ${describeEnding(heard)}`);
  const hello = heard.messages.find((message) => message.kind === 'server-hello');
  const version = hello?.version;
  if (version === undefined || version === 'SSLv2' || version === 'TLS1.3') {
    return lost('before the probe: another version');
  }
  return told({ client, version, messages: heard.messages });
}

/** A Finished that nobody can expect here: whoever reads it answers, by an alert or by closing. */
export function sendUnexpected({ client, version }: Greeted): void {
  const finished = encodeHandshake(handshakeType.finished, new Uint8Array(12));
  client.sendRecord(contentType.handshake, version, finished);
}
