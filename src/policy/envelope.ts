import { Buffer } from 'node:buffer';
import { LockstepError } from '../model/error.ts';
import { digestOf } from './canonical-json.ts';
import { fieldsShape, listShape, Misshapen, textShape } from './shape.ts';

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** An envelope holds a decision record of at most 256 MiB in base64, and its statement. */
export const MAX_ENVELOPE_BYTES: number = 400 * 2 ** 20;
/** More parties than any gate has; each costs a verification. */
const MAX_SIGNATURES = 32;

/** Somebody's signature over a payload. */
export interface Signature {
  /** Hint at the key; proves nothing. */
  readonly keyid: string;
  readonly sig: Uint8Array;
}

/** A signed payload (DSSE v1.0.2, envelope.md of secure-systems-lab/dsse). */
export interface Envelope {
  readonly payload: Uint8Array;
  readonly signatures: readonly Signature[];
}

/** What is signed: type and payload with their lengths, so that neither can be taken for the other (DSSE protocol.md, PAE). */
export function preAuthenticationEncoding(type: string, payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.byteLength} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** What the next one in the chain names: `sha256:<hex>` of the payload, whoever signed it. */
export function linkOf({ payload }: Envelope): string {
  return digestOf(payload);
}

export function writeEnvelope({ payload, signatures }: Envelope): string {
  const written = {
    payloadType: PAYLOAD_TYPE,
    payload: Buffer.from(payload).toString('base64'),
    signatures: signatures.map(({ keyid, sig }) => ({
      keyid,
      sig: Buffer.from(sig).toString('base64'),
    })),
  };
  return `${JSON.stringify(written, undefined, 2)}\n`;
}

const base64 = textShape({ pattern: /^[A-Za-z0-9+/]*={0,2}$/u, what: 'base64' });
const envelopeShape = fieldsShape({
  payloadType: textShape(),
  payload: base64,
  signatures: listShape(fieldsShape({ sig: base64 }, { keyid: textShape() })),
});

/** Whether this JSON means to be an envelope, valid or not. */
export function isEnvelope(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'payloadType' in value;
}

/** Throws LockstepError('decision-record') for what is no envelope, or one of something else. */
export function readEnvelope(value: unknown, name: string): Envelope {
  const fail = (what: string): LockstepError =>
    new LockstepError('decision-record', `${name}: ${what}`, {
      repair: 'an attestation is written by "lockstep check --attest FILE --sign-key KEY"',
    });
  try {
    const { payloadType, payload, signatures } = envelopeShape.read(value, '');
    if (payloadType !== PAYLOAD_TYPE) throw fail(`its payload is no ${PAYLOAD_TYPE}`);
    if (signatures.length > MAX_SIGNATURES) throw fail(`more than ${MAX_SIGNATURES} signatures`);
    return {
      payload: Buffer.from(payload, 'base64'),
      signatures: signatures.map(({ keyid = '', sig }) => ({
        keyid,
        sig: Buffer.from(sig, 'base64'),
      })),
    };
  } catch (error) {
    if (error instanceof Misshapen) throw fail(error.message);
    throw error;
  }
}
