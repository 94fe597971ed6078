import { Buffer } from 'node:buffer';
import { quote, type Dialogue } from './talk.ts';

/** PostgreSQL 15 documentation §55.2.10: SSLRequest, answered by one byte. */
export const postgres: Dialogue = async (talk) => {
  talk.send(Uint8Array.of(0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f));
  const answer = await talk.bytes(1);
  if ('lost' in answer) return { kind: 'lost', why: answer.lost };
  const letter = answer.heard.toString('latin1');
  if (letter === 'S') return { kind: 'ready' };
  if (letter === 'N') return { kind: 'refused', why: 'answered N' };
  // E begins an error message, of an overloaded server for one.
  return { kind: 'lost', why: `answered ${quote(letter)}` };
};

const CLIENT_SSL = 0x0800;
const CLIENT_LONG_PASSWORD = 0x0001;
const CLIENT_PROTOCOL_41 = 0x0200;
const CLIENT_SECURE_CONNECTION = 0x8000;
const MAX_PACKET_BYTES = 16_777_215;
const UTF8_GENERAL_CI = 33;
const REQUEST_BYTES = 32;
/** A greeting has some 80 bytes and the version of the server. */
const MAX_GREETING_BYTES = 1_024;

/** MySQL's protocol documentation, `Protocol::HandshakeV10` and `Protocol::SSLRequest`. */
export const mysql: Dialogue = async (talk) => {
  const head = await talk.bytes(4);
  if ('lost' in head) return { kind: 'lost', why: head.lost };
  const length = head.heard.readUIntLE(0, 3);
  if (length > MAX_GREETING_BYTES) return { kind: 'lost', why: 'no MySQL greeting' };
  const greeting = await talk.bytes(length);
  if ('lost' in greeting) return { kind: 'lost', why: greeting.lost };
  const [protocol] = greeting.heard;
  // 0xff is an error: too many connections, host not allowed.
  if (protocol !== 10) return { kind: 'lost', why: `no MySQL greeting: ${protocol ?? 'empty'}` };
  // Version, its zero, thread id (4), the first part of the nonce (8), a zero.
  const at = greeting.heard.indexOf(0, 1) + 1 + 4 + 8 + 1;
  if (at < 15 || at + 2 > greeting.heard.length) {
    return { kind: 'lost', why: 'MySQL greeting cut off' };
  }
  if ((greeting.heard.readUInt16LE(at) & CLIENT_SSL) === 0) {
    return { kind: 'refused', why: 'not offered' };
  }
  const request = Buffer.alloc(4 + REQUEST_BYTES);
  request.writeUIntLE(REQUEST_BYTES, 0, 3);
  request[3] = 1;
  const wanted = CLIENT_SSL | CLIENT_LONG_PASSWORD | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION;
  request.writeUInt32LE(wanted, 4);
  request.writeUInt32LE(MAX_PACKET_BYTES, 8);
  request[12] = UTF8_GENERAL_CI;
  talk.send(request);
  return { kind: 'ready' };
};
