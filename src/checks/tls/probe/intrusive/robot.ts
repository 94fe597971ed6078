import { constants, publicEncrypt, type KeyObject } from 'node:crypto';
import { Buffer } from 'node:buffer';
import type { Fact } from '../../observation.ts';
import { describeAlert } from '../../tables/alerts.ts';
import { suiteByCode } from '../../tables/suites.ts';
import { concat, u16, vector16 } from '../../wire/bytes.ts';
import { encodeHandshake } from '../../wire/client-hello.ts';
import { rsaKeyOf } from '../../wire/client-key-exchange.ts';
import { contentType, handshakeType, versionCodes } from '../../wire/protocol.ts';
import { converse } from '../converse.ts';
import type { Visit } from '../door.ts';
import { insist, lost, told, type Heard } from '../insist.ts';
import { describeEnding } from '../session.ts';
import { newestClassic, type Classic, type Speaker } from '../speak.ts';
import { greet, type Greeted } from './raw.ts';

/**
 * Plaintexts of ClientKeyExchange (Böck, Somorovsky, Young: "Return Of Bleichenbacher's Oracle Threat", USENIX Security
 * 2018, §3.2): one that is right, and one for each part of PKCS #1 v1.5 and the version that can be wrong.
 */
const variants = ['right', 'first-bytes', 'short-padding', 'no-separator', 'version'] as const;
type Variant = (typeof variants)[number];

const preMasterBytes = 48;
const protectedBytes = 64;
const rounds = 2;

/** Whether a server answers malformed RSA key exchanges in ways that differ: an oracle that decrypts for the asker. */
export async function probeRobot(speaker: Speaker): Promise<Fact> {
  const classic = rsaSuites(speaker);
  if (classic === undefined) return { is: 'no', why: 'no RSA key exchange' };
  const first = await askAll(speaker, classic);
  if (first.kind === 'lost') return { is: 'inconclusive', why: first.why };
  if (new Set(first.value).size === 1) {
    return { is: 'no', why: `the same answer to all ${variants.length}: ${first.value[0] ?? ''}` };
  }
  for (let round = 1; round < rounds; round++) {
    const next = await askAll(speaker, classic);
    if (next.kind === 'lost') return { is: 'inconclusive', why: next.why };
    if (next.value.join('|') !== first.value.join('|')) {
      return { is: 'inconclusive', why: 'answers differ, and differ from round to round' };
    }
  }
  const answers = variants.map((variant, index) => `${variant}: ${first.value[index] ?? ''}`);
  return { is: 'yes', why: `answers tell plaintexts apart: ${answers.join(', ')}` };
}

function rsaSuites(speaker: Speaker): Classic | undefined {
  const suites: Speaker['suites'] = Object.fromEntries(
    Object.entries(speaker.suites).map(([version, codes]) => [version, codes.filter(isRsa)]),
  );
  return newestClassic({ ...speaker, suites });
}

function isRsa(code: number): boolean {
  const suite = suiteByCode(code);
  return suite?.keyExchange === 'rsa' && !suite.isExport && suite.era !== 'SSLv2';
}

/** One answer for each variant. Silence is no answer: a lost packet would look like an oracle. */
async function askAll(speaker: Speaker, classic: Classic): Promise<Heard<readonly string[]>> {
  const answers: string[] = [];
  for (const variant of variants) {
    const heard = await insist(speaker.door, async (visit) =>
      askOnce(visit, speaker, { classic, variant }),
    );
    if (heard.kind === 'lost') return heard;
    answers.push(heard.value);
  }
  return told(answers);
}

async function askOnce(
  visit: Visit,
  speaker: Speaker,
  { classic, variant }: { readonly classic: Classic; readonly variant: Variant },
): Promise<Heard<string>> {
  const greeted = await greet(visit, speaker, classic);
  if (greeted.kind === 'lost') return greeted;
  const certificate = greeted.value.messages.find(({ kind }) => kind === 'certificate');
  const leaf = certificate?.kind === 'certificate' ? certificate.certificates[0]?.der : undefined;
  const key = rsaKeyOf(leaf);
  const body = key === undefined ? undefined : encrypt(key, variant, classic);
  if (body === undefined) return lost('no RSA key in the certificate');
  sendFlight(greeted.value, body);
  const heard = await converse(visit, greeted.value.client, () => false);
  if (heard.alert !== undefined) return told(`alert ${describeAlert(heard.alert)}`);
  return heard.ending === 'closed' ? told('closed') : lost(`${variant}: ${describeEnding(heard)}`);
}

/** Key exchange, ChangeCipherSpec, and a Finished that does not decrypt whatever the secret is. */
function sendFlight({ client, version }: Greeted, encrypted: Uint8Array): void {
  const body = version === 'SSLv3' ? encrypted : vector16(encrypted);
  const exchange = encodeHandshake(handshakeType.clientKeyExchange, body);
  client.sendRecord(contentType.handshake, version, exchange);
  client.sendRecord(contentType.changeCipherSpec, version, Uint8Array.of(1));
  const garbage = new Uint8Array(protectedBytes).fill(0x5a);
  client.sendRecord(contentType.handshake, version, garbage);
}

function encrypt(key: KeyObject, variant: Variant, { version }: Classic): Uint8Array | undefined {
  const keyBytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  // Two first bytes, at least eight of padding, a zero, the secret (RFC 8017 §7.2.1).
  if (!Number.isInteger(keyBytes) || keyBytes < preMasterBytes + 11) return undefined;
  const plain = plainOf(variant, keyBytes, versionCodes[version]);
  try {
    return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, Buffer.from(plain));
  } catch {
    return undefined;
  }
}

function plainOf(variant: Variant, keyBytes: number, version: number): Uint8Array {
  const padding = new Uint8Array(keyBytes - preMasterBytes - 3).fill(0x7b);
  const secret = new Uint8Array(preMasterBytes - 2).fill(0x3c);
  const separator = Uint8Array.of(0);
  const whole = concat(u16(0x0002), padding, separator, u16(version), secret);
  switch (variant) {
    case 'right':
      return whole;
    case 'first-bytes':
      // 0x41 could exceed the modulus of no key: its first byte is at least 0x80.
      return concat(u16(0x4117), whole.subarray(2));
    case 'short-padding':
      // The zero comes so early that the secret is too long.
      return concat(whole.subarray(0, 12), separator, whole.subarray(13));
    case 'no-separator':
      return concat(u16(0x0002), padding, Uint8Array.of(0x11), u16(0x1111), secret);
    case 'version':
      return concat(u16(0x0002), padding, separator, u16(0x0202), secret);
  }
}
