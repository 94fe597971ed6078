import { getDiffieHellman } from 'node:crypto';

/** PEM of a group as servers read it (PKCS #3): `modp2` has 1024 bits (RFC 2409 §6.2), `modp14` 2048 (RFC 3526 §3). */
export function dhParameters(group: 'modp1' | 'modp2' | 'modp5' | 'modp14'): string {
  const agreement = getDiffieHellman(group);
  const body = Buffer.concat([integer(agreement.getPrime()), integer(agreement.getGenerator())]);
  const der = Buffer.concat([Buffer.of(0x30, ...length(body.length)), body]);
  const lines = der.toString('base64').match(/.{1,64}/gu) ?? [];
  return `-----BEGIN DH PARAMETERS-----\n${lines.join('\n')}\n-----END DH PARAMETERS-----\n`;
}

/** A leading zero byte keeps it positive. */
function integer(value: Buffer): Buffer {
  const bytes = (value[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), value]) : value;
  return Buffer.concat([Buffer.of(2, ...length(bytes.length)), bytes]);
}

function length(bytes: number): readonly number[] {
  if (bytes < 128) return [bytes];
  return bytes < 256 ? [0x81, bytes] : [0x82, bytes >> 8, bytes & 255];
}
