import { crc32 } from 'node:zlib';
import type { Judgement } from '../rule.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumLength = 6;

/** CRC-32 in six base-62 digits, as GitHub and npm end their tokens. */
function crcDigits(body: string): string {
  let rest = crc32(body);
  let digits = '';
  for (let index = 0; index < checksumLength; index += 1) {
    digits = base62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** A token `<prefix>_<body><six digits of checksum over the body>`. A wrong checksum is no token at all. */
export function crcChecked(token: string): Judgement {
  const body = token.slice(token.indexOf('_') + 1, -checksumLength);
  return crcDigits(body) === token.slice(-checksumLength)
    ? { accepted: ['checksum'] }
    : { rejected: 'checksum does not match' };
}

/** For examples: `prefix`, then `body`, then its checksum. */
export function withCrc(prefix: string, body: string): string {
  return prefix + body + crcDigits(body);
}
