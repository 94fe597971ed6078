import { guardedPost, type InternalHosts } from '../../io/guarded-post.ts';
import { sendMail, type MailServer } from '../../io/mail.ts';
import type { Sealer } from '../../io/sealing.ts';
import type { Sending } from '../../store/deliveries.ts';
import { openSecret, type ChannelSecret } from './channel-secret.ts';
import { oneLine, plainText, slackBody, webhookBody, type PublicUrl } from './formats.ts';
import { retryAfter } from './retries.ts';
import { signedHeaders } from './signature.ts';

/** How this process reaches channels. */
export interface Transports {
  /** Undefined: it has no key, and sends to no webhook. */
  readonly sealer: Sealer | undefined;
  /** Undefined: it sends no mail. */
  readonly mail: MailServer | undefined;
  readonly internalHosts: InternalHosts;
  readonly publicUrl: PublicUrl;
}

/** What came of an attempt. `detail` holds nothing secret, and nothing that the other side wrote but a code. */
export type Attempt =
  | { readonly state: 'sent'; readonly detail: string }
  /** It would be refused again. */
  | { readonly state: 'refused'; readonly detail: string }
  | { readonly state: 'failed'; readonly detail: string; readonly notBefore: Date | undefined };

/** The receiver will not have this message, however often it comes; gone for ever (RFC 9110 §15.5). */
const FINAL: ReadonlySet<number> = new Set([400, 410, 413, 415, 422]);

/** One attempt to send one message. Never throws for what the other side does. */
export async function send(sending: Sending, transports: Transports, now: Date): Promise<Attempt> {
  if (sending.kind === 'mail') return sendAsMail(sending, transports);
  const { sealer, internalHosts } = transports;
  const secret =
    sealer === undefined ? undefined : openSecret(sealer, sending.channel, sending.secret);
  if (secret === undefined) return failed('its address is sealed with a key that is not here');
  const request = requestOf(sending, secret, { now, publicUrl: transports.publicUrl });
  const answer = await guardedPost(new URL(secret.url), request.body, {
    headers: { ...request.headers, 'content-type': 'application/json' },
    internalHosts,
    signal: new AbortController().signal,
  });
  if (answer.state === 'refused') return answer;
  if (answer.state === 'failed') return failed(answer.detail);
  const { status } = answer;
  const detail = `status ${status}${codeIn(sending, answer.body)}`;
  if (status >= 200 && status < 300) return { state: 'sent', detail };
  if (FINAL.has(status)) return { state: 'refused', detail };
  return { state: 'failed', detail, notBefore: retryAfter(answer.retryAfter, now) };
}

function requestOf(
  { kind, message, messageId, channel }: Sending,
  { signing }: ChannelSecret,
  { now, publicUrl }: { readonly now: Date; readonly publicUrl: PublicUrl },
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  // The same for each attempt: who has seen it need not look at it again.
  const id = `msg_${messageId}`;
  if (kind === 'slack') {
    return { body: slackBody(message, publicUrl), headers: { 'webhook-id': id } };
  }
  const body = webhookBody(message, { publicUrl, channel });
  return { body, headers: signedHeaders(body, { id, at: now, secrets: signing }) };
}

/** Slack says what is wrong in one word: `invalid_blocks`. Anything longer is a page of somebody. */
function codeIn({ kind }: Sending, body: string): string {
  return kind === 'slack' && /^[a-z_]{3,60}$/u.test(body) ? `, ${body}` : '';
}

async function sendAsMail(
  { message, messageId, target, createdAt }: Sending,
  { mail, publicUrl }: Transports,
): Promise<Attempt> {
  if (mail === undefined) return failed('no mail server is set up here');
  const outcome = await sendMail(mail, {
    to: target.split('\n'),
    subject: oneLine(`[Lockstep] ${message.title}`),
    text: plainText(message, publicUrl),
    messageId,
    date: new Date(createdAt),
  });
  return outcome.state === 'failed' ? failed(outcome.detail) : outcome;
}

function failed(detail: string): Attempt {
  return { state: 'failed', detail, notBefore: undefined };
}
