import { concat, u16, vector8 } from './bytes.ts';
import { encodeClientHelloMessage, type ClientHelloSpec } from './client-hello.ts';
import { preSharedKey } from './extensions.ts';
import {
  deriveSecret,
  earlySecret,
  expandLabel,
  finishedData,
  hashBytes,
  hashOf,
  type HashName,
} from './key-schedule.ts';
import type { NewSessionTicketMessage } from './message.ts';

/** A pre-shared key from a ticket (RFC 8446 §4.6.1), for one more connection. */
export interface Psk {
  readonly hash: HashName;
  readonly key: Uint8Array;
  readonly identity: Uint8Array;
  readonly obfuscatedAge: number;
}

export function resumptionPsk(
  ticket: NewSessionTicketMessage,
  hash: HashName,
  resumptionMaster: Uint8Array,
  ageMs: number,
): Psk {
  const base = { hash, secret: resumptionMaster };
  const nonce = ticket.nonce ?? new Uint8Array();
  return {
    hash,
    key: expandLabel(base, 'resumption', nonce, hashBytes(hash)),
    identity: ticket.ticket,
    obfuscatedAge: ((ticket.ageAdd ?? 0) + ageMs) % 0x1_0000_0000,
  };
}

/**
 * The ClientHello with its pre_shared_key extension and the binder in it (RFC 8446 §4.2.11.2); `before`: the transcript up
 * to this hello, empty for the first.
 */
export function withBinder(spec: ClientHelloSpec, psk: Psk, before: Uint8Array): Uint8Array {
  const placeholder = new Uint8Array(hashBytes(psk.hash));
  const { identity, obfuscatedAge } = psk;
  const extension = preSharedKey([{ identity, obfuscatedAge, binder: placeholder }]);
  const extensions = [...spec.extensions, extension];
  const whole = encodeClientHelloMessage({ ...spec, extensions });
  const binders = 2 + 1 + placeholder.length;
  const truncated = whole.subarray(0, whole.length - binders);
  const early = earlySecret(psk.hash, psk.key);
  const binderKey = deriveSecret(psk.hash, early, 'res binder', hashOf(psk.hash));
  const transcript = hashOf(psk.hash, before, truncated);
  const binder = vector8(finishedData(psk.hash, binderKey, transcript));
  return concat(truncated, u16(binder.length), binder);
}
