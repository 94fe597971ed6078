import { Buffer } from 'node:buffer';
import { quote, type Beginning, type Dialogue } from './talk.ts';

const OID = '1.3.6.1.4.1.1466.20037';
/** busy, unavailable (RFC 4511 appendix A.1): said of the moment. */
const forNow: ReadonlySet<number> = new Set([51, 52]);
/** An answer has a few dozen bytes and at most a diagnostic message. */
const MAX_RESPONSE_BYTES = 8_192;

/** RFC 4511 §4.14: an ExtendedRequest with message id 1, whose name is the OID of StartTLS. */
export const ldap: Dialogue = async (talk) => {
  const name = Buffer.from(OID, 'latin1');
  const request = Uint8Array.of(0x77, name.length + 2, 0x80, name.length, ...name);
  talk.send(Uint8Array.of(0x30, request.length + 3, 0x02, 1, 1, ...request));
  const head = await talk.bytes(2);
  if ('lost' in head) return { kind: 'lost', why: head.lost };
  const [tag = 0, first = 0] = head.heard;
  if (tag !== 0x30) {
    return { kind: 'lost', why: `no LDAP: ${quote(head.heard.toString('latin1'))}` };
  }
  let length = first;
  if (first >= 0x80) {
    const more = await talk.bytes(Math.min(first & 0x7f, 4));
    if ('lost' in more) return { kind: 'lost', why: more.lost };
    length = more.heard.reduce((sum, byte) => sum * 256 + byte, 0);
  }
  if (length > MAX_RESPONSE_BYTES) return { kind: 'lost', why: 'LDAP answer too long' };
  const body = await talk.bytes(length);
  return 'lost' in body ? { kind: 'lost', why: body.lost } : judge(body.heard);
};

/** messageID INTEGER, then ExtendedResponse [APPLICATION 24] that begins with resultCode ENUMERATED. */
function judge(body: Buffer): Beginning {
  const idLength = body[1] ?? 0;
  const response = body.subarray(2 + idLength);
  if (body[0] !== 0x02 || idLength > 4 || response[0] !== 0x78) {
    return { kind: 'lost', why: 'LDAP answer not understood' };
  }
  const code = resultCode(response);
  if (code === undefined) return { kind: 'lost', why: 'LDAP result not understood' };
  if (code === 0) return { kind: 'ready' };
  const why = `answered LDAP result ${code}`;
  return forNow.has(code) ? { kind: 'lost', why } : { kind: 'refused', why };
}

function resultCode(response: Buffer): number | undefined {
  const length = response[1] ?? 0;
  const result = response.subarray(2 + (length >= 0x80 ? length & 0x7f : 0));
  return result[0] === 0x0a && result[1] === 1 ? result[2] : undefined;
}
