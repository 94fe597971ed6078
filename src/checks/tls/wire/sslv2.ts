import { ByteReader, concat, u16, u24 } from './bytes.ts';
import { RecordReader } from './records.ts';

/** Kinds of cipher of SSL 2.0, three bytes each: the only protocol whose server lists what it takes. */
const sslv2Kinds: readonly number[] = [
  0x010080, 0x020080, 0x030080, 0x040080, 0x050080, 0x060040, 0x060140, 0x0700c0, 0x0701c0,
  0x080080,
];

export type Sslv2Answer =
  /** Not all has arrived. */
  | { readonly kind: 'incomplete' }
  | {
      readonly kind: 'server-hello';
      /** Those that the server takes too; with some the list is empty: SSLv2 without a cipher. */
      readonly kinds: readonly number[];
      /** DER; undefined when a session was resumed, or none was sent. */
      readonly certificate?: Uint8Array;
    }
  /** An SSLv2 error (1: no cipher, 2: no certificate, 4: bad certificate, 6: unsupported type). */
  | { readonly kind: 'error'; readonly code: number }
  /** The answer is a TLS alert: the server knows no SSLv2. */
  | { readonly kind: 'alert'; readonly description: number }
  | { readonly kind: 'malformed'; readonly why: string };

const clientHello = 1;
const serverHello = 4;
const errorMessage = 0;
const version = 0x0002;
const maxAnswerBytes = 32_768;
const challengeBytes = 16;
const kindBytes = 3;
const alertRecord = 0x15;

/** CLIENT-HELLO of SSL 2.0 (draft-hickman-netscape-ssl-00 §2.5); `challenge` has 16 bytes. */
export function encodeSslv2ClientHello(
  challenge: Uint8Array,
  kinds: readonly number[] = sslv2Kinds,
): Uint8Array {
  const body = concat(
    Uint8Array.of(clientHello),
    u16(version),
    u16(kinds.length * kindBytes),
    u16(0),
    u16(challengeBytes),
    ...kinds.map(u24),
    challenge.subarray(0, challengeBytes),
  );
  return concat(u16(0x8000 | body.length), body);
}

/** Reads all that has arrived since the CLIENT-HELLO. Never throws. */
export function parseSslv2Answer(bytes: Uint8Array): Sslv2Answer {
  if (bytes[0] === alertRecord) return parseAlert(bytes);
  if (bytes.length < 2) return { kind: 'incomplete' };
  const reader = new ByteReader(bytes);
  const head = reader.u16();
  if ((head & 0x8000) === 0 && bytes.length > 2) reader.u8();
  const length = head & ((head & 0x8000) === 0 ? 0x3fff : 0x7fff);
  if (length > maxAnswerBytes || length === 0) return { kind: 'malformed', why: 'not SSLv2' };
  if (reader.left > 0 && !isMessageType(bytes[bytes.length - reader.left])) {
    return { kind: 'malformed', why: 'not SSLv2' };
  }
  if (reader.left < length) return { kind: 'incomplete' };
  return parseMessage(reader.take(length));
}

function isMessageType(type: number | undefined): boolean {
  return type === serverHello || type === errorMessage;
}

/**
 * A warning before the answer says nothing (unrecognized_name, RFC 6066 §3); the two bytes of an alert may come in two
 * records (RFC 5246 §6.2.1).
 */
function parseAlert(bytes: Uint8Array): Sslv2Answer {
  const fatal = 2;
  let said: Uint8Array = new Uint8Array();
  for (const event of new RecordReader().push(bytes)) {
    if (event.kind === 'malformed' || event.type !== alertRecord || event.fragment.length > 2) {
      return { kind: 'malformed', why: 'not SSLv2' };
    }
    said = concat(said, event.fragment);
    if (said.length < 2) continue;
    if (said[0] === fatal) return { kind: 'alert', description: said[1] ?? 0 };
    said = said.subarray(2);
  }
  return { kind: 'incomplete' };
}

function parseMessage(message: Uint8Array): Sslv2Answer {
  const reader = new ByteReader(message);
  if (reader.u8() === errorMessage) {
    const code = reader.u16();
    return reader.isDone ? { kind: 'error', code } : { kind: 'malformed', why: 'a broken error' };
  }
  reader.take(2);
  const answered = reader.u16();
  const lengths = [reader.u16(), reader.u16(), reader.u16()] as const;
  const der = reader.take(lengths[0]);
  const kinds = readKinds(reader.take(lengths[1]));
  reader.take(lengths[2]);
  if (!reader.isDone || answered !== version) {
    return { kind: 'malformed', why: 'a broken SERVER-HELLO' };
  }
  return { kind: 'server-hello', kinds, ...(der.length === 0 ? {} : { certificate: der }) };
}

function readKinds(bytes: Uint8Array): readonly number[] {
  const reader = new ByteReader(bytes);
  const kinds: number[] = [];
  while (reader.left >= kindBytes) kinds.push(reader.u24());
  return kinds;
}
