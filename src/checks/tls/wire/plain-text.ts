import { Buffer } from 'node:buffer';
import type { PlainProtocol } from './message.ts';

const maxPrefixBytes = 64;
const sslv2ServerHello = 4;

const prefixes: readonly (readonly [string, PlainProtocol])[] = [
  ['HTTP/', 'http'],
  ['<!DOCTYPE', 'http'],
  ['<html', 'http'],
  ['SSH-', 'ssh'],
  ['* OK', 'imap'],
  ['* BAD', 'imap'],
  ['* BYE', 'imap'],
  ['+OK', 'pop3'],
  ['-ERR', 'pop3'],
  ['<?xml', 'xmpp'],
  ['<stream', 'xmpp'],
];

/** Says which other protocol an answer is, to tell people why a port speaks no TLS. undefined: no idea. */
export function recognisePlainText(bytes: Uint8Array): PlainProtocol | undefined {
  if (((bytes[0] ?? 0) & 0x80) !== 0 && bytes[2] === sslv2ServerHello) return 'sslv2';
  const text = Buffer.from(bytes.subarray(0, maxPrefixBytes)).toString('latin1');
  const found = prefixes.find(([prefix]) => text.toLowerCase().startsWith(prefix.toLowerCase()));
  if (found !== undefined) return found[1];
  if (/^[2-5]\d\d[ -]/u.test(text)) return 'smtp-or-ftp';
  return text.length > 0 && /^[\t\r\n\x20-\x7e]{1,64}$/u.test(text) ? 'text' : undefined;
}
