import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ForgeKind } from '../../store/forges.ts';

/** A webhook as it came: nothing of it is believed before its signature was looked at. */
export interface Webhook {
  readonly headers: Readonly<IncomingHttpHeaders>;
  /** Byte by byte: what was parsed and written again has another signature. */
  readonly body: Buffer;
}

/** How far the clocks of two machines may be apart (Standard Webhooks 1.0.0, "Verifying webhook authenticity"). */
const TOLERANCE_SECONDS = 300;
const SECRET_PREFIX = 'whsec_';

/** Whether a webhook was signed with one of these secrets, compared in a time that tells nothing of them. */
export function isSigned(
  kind: ForgeKind,
  webhook: Webhook,
  secrets: readonly string[],
  now: Date,
): boolean {
  return secrets.some((secret) => {
    if (kind === 'github') return isSignedByGithub(webhook, secret);
    return headerOf(webhook, 'webhook-signature') === undefined
      ? hasToken(webhook, secret)
      : isSignedByGitlab(webhook, secret, now);
  });
}

/** One value of a header; undefined where there is none, or several. */
export function headerOf({ headers }: Pick<Webhook, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `X-Hub-Signature-256: sha256=<hex>` (docs.github.com, "Validating webhook deliveries"); the older one with SHA-1 is not looked at. */
function isSignedByGithub(webhook: Webhook, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(webhook.body).digest('hex');
  return isEqual(headerOf(webhook, 'x-hub-signature-256') ?? '', `sha256=${expected}`);
}

/** `X-Gitlab-Token`: the secret itself (docs.gitlab.com, "Webhooks", secret token). */
function hasToken(webhook: Webhook, secret: string): boolean {
  return isEqual(headerOf(webhook, 'x-gitlab-token') ?? '', secret);
}

/** A signing token of GitLab signs as Standard Webhooks does: id, time and body, `v1,<base64>` once or several times. */
function isSignedByGitlab(webhook: Webhook, secret: string, now: Date): boolean {
  const id = headerOf(webhook, 'webhook-id');
  const timestamp = headerOf(webhook, 'webhook-timestamp') ?? '';
  if (id === undefined || !/^\d{1,12}$/u.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  if (!secret.startsWith(SECRET_PREFIX)) return false;
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(webhook.body);
  const expected = `v1,${mac.digest('base64')}`;
  const given = (headerOf(webhook, 'webhook-signature') ?? '').split(' ', MAX_SIGNATURES);
  return given.some((signature) => isEqual(signature, expected));
}

/** More than anybody who replaces a secret sends. */
const MAX_SIGNATURES = 8;

/** By digests, which have one length: that of the secret is not told either. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
