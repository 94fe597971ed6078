import { createHmac, randomBytes } from 'node:crypto';

/** `whsec_` and 32 bytes in base64, as Standard Webhooks writes secrets (1.0.0, "Signature scheme"). */
const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
/** Chosen by a caller: 24 to 64 bytes, as that specification asks for. */
export const SIGNING_SECRET = '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$'; // lockstep-ignore secrets/generic-secret -- a pattern

export function newSigningSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** The three headers of Standard Webhooks 1.0.0 for one attempt: id, time in seconds, a signature for each secret. */
export function signedHeaders(
  body: string,
  {
    id,
    at,
    secrets,
  }: { readonly id: string; readonly at: Date; readonly secrets: readonly string[] },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${mac}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
