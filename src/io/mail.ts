import { LockstepError } from '../model/error.ts';
import { isLoopback } from '../model/address.ts';
import { readBounded, realPath } from './files.ts';

/** Where mail is handed in, and from whom it is. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS, without which nothing is sent but to this machine. */
  readonly isImplicitTls: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
  /** `lockstep@shop.example`, or with a name: `Lockstep <lockstep@shop.example>`. */
  readonly from: string;
  /** Certificates in PEM that the server's may be signed by; undefined: those that Node knows. */
  readonly ca: string | undefined;
}

export interface Mail {
  /** Plain addresses. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** A UUID: the same for each attempt, so that a mail that comes twice is known as one. */
  readonly messageId: string;
  readonly date: Date;
}

export type MailOutcome =
  /** `detail`: recipients that the server refused, else empty. */
  | { readonly state: 'sent'; readonly detail: string }
  /** The server refuses this mail, now and later. */
  | { readonly state: 'refused'; readonly detail: string }
  | { readonly state: 'failed'; readonly detail: string };

const MAX_FILE_BYTES = 64 * 1024;
/** RFC 8314 §7.3, RFC 6409 §3.1. */
const PORTS = { smtps: 465, smtp: 587 } as const;
const STEP_TIMEOUT_MS = 10_000;
/** For all of it. */
const TIMEOUT_MS = 30_000;
/** One address (RFC 5321 §4.5.3.1: at most 254 in all), without quoting and comments. */
const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?$/u;

/** Whether mail can be sent there. */
export function isMailAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/**
 * The server of `smtps://user:password@host:465` or `smtp://…:587` in a file, which is a secret. Throws LockstepError('usage');
 * no message quotes the file.
 */
export function readMailServer(
  file: string,
  { from, caFile }: { readonly from: string | undefined; readonly caFile: string | undefined },
): MailServer {
  const server = serverIn(textOf(file, 'LOCKSTEP_SMTP_URL_FILE').trim());
  if (server === undefined) {
    throw wrong(
      `${file} holds no address of a mail server`,
      'write smtps://user:password@host:465',
    );
  }
  if (from === undefined || /[\r\n]/u.test(from) || !isMailAddress(addressIn(from))) {
    throw wrong('LOCKSTEP_MAIL_FROM is no address', 'write Lockstep <lockstep@shop.example>');
  }
  const ca = caFile === undefined ? undefined : textOf(caFile, 'LOCKSTEP_SMTP_CA_FILE');
  return { ...server, from, ca };
}

function serverIn(text: string): Omit<MailServer, 'from' | 'ca'> | undefined {
  if (!/^smtps?:\/\//u.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(text);
  if (hostname === '') return undefined;
  const isImplicitTls = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[(?<inner>.*)\]$/u, '$<inner>'),
    port: port === '' ? PORTS[isImplicitTls ? 'smtps' : 'smtp'] : Number(port),
    isImplicitTls,
    auth: username === '' ? undefined : { user: decoded(username), pass: decoded(password) },
  };
}

/** As it stands where it is not encoded: a password may have a percent sign in it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function textOf(file: string, name: string): string {
  const read = readBounded(realPath(file), MAX_FILE_BYTES);
  if (read.state === 'read') return Buffer.from(read.bytes).toString('utf8');
  const why = read.state === 'unreadable' ? read.detail : `larger than ${MAX_FILE_BYTES} bytes`;
  throw wrong(`${name}: cannot read ${file}: ${why}`, 'name a file that this user may read');
}

function wrong(message: string, repair: string): LockstepError {
  return new LockstepError('usage', message, { repair });
}

function addressIn(from: string): string {
  return /<(?<address>[^<>]{1,300})>\s*$/u.exec(from)?.groups?.['address'] ?? from.trim();
}

/** Hands a mail in. Never throws for what the server does. */
export async function sendMail(server: MailServer, mail: Mail): Promise<MailOutcome> {
  // Loaded when there is mail, which most installations never send.
  const { createTransport } = await import('nodemailer');
  const { host, port, isImplicitTls, auth, ca, from } = server;
  const transport = createTransport({
    host,
    port,
    secure: isImplicitTls,
    requireTLS: !isLoopback(host) && host !== 'localhost',
    ...(auth === undefined ? {} : { auth }),
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: STEP_TIMEOUT_MS,
    greetingTimeout: STEP_TIMEOUT_MS,
    socketTimeout: STEP_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Late()), TIMEOUT_MS);
  });
  try {
    const { rejected } = await Promise.race([
      transport.sendMail({
        from,
        to: [...mail.to],
        subject: mail.subject,
        text: mail.text,
        date: mail.date,
        messageId: `<${mail.messageId}@${addressIn(from).split('@', 2)[1] ?? ''}>`,
        // RFC 3834 §5: no answer of a machine is wanted.
        headers: { 'Auto-Submitted': 'auto-generated' },
      }),
      late,
    ]);
    return {
      state: 'sent',
      detail: rejected.length === 0 ? '' : `refused: ${rejected.join(', ')}`,
    };
  } catch (error) {
    return outcomeOf(error);
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}

class Late extends Error {
  readonly code = 'ETIMEDOUT';
}

/** Steps at which a permanent refusal is one of the mail or its recipients, not of us. */
const OF_THE_MAIL: ReadonlySet<string> = new Set(['EENVELOPE', 'EMESSAGE']);

/** Codes only: what a server says can quote whom it talks to. */
function outcomeOf(error: unknown): MailOutcome {
  const { code, responseCode } = factsOf(error);
  const detail = `the mail server: ${responseCode === 0 ? code : `${code} ${responseCode}`}`;
  const isForGood = responseCode >= 500 && OF_THE_MAIL.has(code);
  return { state: isForGood ? 'refused' : 'failed', detail };
}

function factsOf(error: unknown): { readonly code: string; readonly responseCode: number } {
  if (!(error instanceof Error)) return { code: 'unknown error', responseCode: 0 };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
  const response = 'responseCode' in error ? Number(error.responseCode) : 0;
  return { code, responseCode: Number.isInteger(response) ? response : 0 };
}
