import { ByteReader, concat } from './bytes.ts';
import type { PlainProtocol } from './message.ts';
import { contentType, maxConnectionBytes, maxRecordBytes } from './protocol.ts';
import { recognisePlainText } from './plain-text.ts';

export type RecordEvent =
  | {
      readonly kind: 'record';
      readonly type: number;
      readonly version: number;
      readonly fragment: Uint8Array;
      /** The five bytes before it: additional data of TLS 1.3. */
      readonly header: Uint8Array;
    }
  | { readonly kind: 'malformed'; readonly why: string; readonly looksLike?: PlainProtocol };

const headerBytes = 5;
const majorVersion = 3;

/** Cuts a stream into records (RFC 8446 §5.1), however it arrives. After `malformed` it takes nothing more. */
export class RecordReader {
  #buffer: Uint8Array = new Uint8Array();
  #taken = 0;
  #isBroken = false;

  push(bytes: Uint8Array): readonly RecordEvent[] {
    if (this.#isBroken) return [];
    this.#taken += bytes.length;
    if (this.#taken > maxConnectionBytes) return [this.#break('more than 1 MiB on one connection')];
    this.#buffer = this.#buffer.length === 0 ? bytes : concat(this.#buffer, bytes);
    const events: RecordEvent[] = [];
    let event = this.#next();
    while (event !== undefined) {
      events.push(event);
      event = event.kind === 'malformed' ? undefined : this.#next();
    }
    return events;
  }

  /** Bytes of a record that has not wholly arrived. */
  get pendingBytes(): number {
    return this.#buffer.length;
  }

  #next(): RecordEvent | undefined {
    const [type = 0, major = majorVersion] = this.#buffer;
    if (this.#buffer.length === 0) return undefined;
    if (!isContentType(type) || major !== majorVersion) return this.#notTls();
    if (this.#buffer.length < headerBytes) return undefined;
    const header = this.#buffer.subarray(0, headerBytes);
    const length = new ByteReader(header.subarray(3)).u16();
    if (length > maxRecordBytes) return this.#break(`a record of ${length} bytes`);
    // RFC 8446 §5.1, RFC 5246 §6.2.1: only application data may be empty; a flood of empty records says nothing.
    if (length === 0 && type !== contentType.applicationData) return this.#break('an empty record');
    return this.#cut(type, header, length);
  }

  #cut(type: number, header: Uint8Array, length: number): RecordEvent | undefined {
    const end = headerBytes + length;
    if (this.#buffer.length < end) return undefined;
    const fragment = this.#buffer.subarray(headerBytes, end);
    this.#buffer = this.#buffer.subarray(end);
    return {
      kind: 'record',
      type,
      version: new ByteReader(header.subarray(1)).u16(),
      fragment,
      header,
    };
  }

  #notTls(): RecordEvent {
    const looksLike = recognisePlainText(this.#buffer);
    return this.#break('the answer is not TLS', looksLike);
  }

  #break(why: string, looksLike?: PlainProtocol): RecordEvent {
    this.#isBroken = true;
    this.#buffer = new Uint8Array();
    return { kind: 'malformed', why, ...(looksLike === undefined ? {} : { looksLike }) };
  }
}

function isContentType(type: number): boolean {
  return type >= contentType.changeCipherSpec && type <= contentType.heartbeat;
}
