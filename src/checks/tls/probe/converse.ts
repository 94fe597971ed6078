import type { ServerMessage } from '../wire/message.ts';
import type { Visit } from './door.ts';

/** A client of `wire/` that answers by itself: bytes in, messages and bytes to be sent out. */
export interface TlsClient {
  push(bytes: Uint8Array): readonly ServerMessage[];
  takeOutput(): Uint8Array;
}

/** How a stretch of conversation ended. */
export type Ending =
  /** What was waited for has come. */
  | 'enough'
  | 'alert'
  /** Not TLS, or TLS that breaks its rules. */
  | 'malformed'
  | 'closed'
  | 'reset'
  | 'timeout';

export interface Conversation {
  readonly ending: Ending;
  readonly messages: readonly ServerMessage[];
  /** Description of the alert that ended it. */
  readonly alert?: number;
}

const CLOSE_NOTIFY = 0;
const WARNING = 1;

/** Sends what the client has to say and hears what comes, until `isEnough`, an alert that ends things, or the end. */
export async function converse(
  { connection, remainingMs }: Visit,
  client: TlsClient,
  isEnough: (message: ServerMessage) => boolean,
): Promise<Conversation> {
  const messages: ServerMessage[] = [];
  for (;;) {
    const output = client.takeOutput();
    if (output.length > 0) connection.send(output);
    const waitMs = remainingMs();
    const received =
      waitMs <= 0 ? ({ kind: 'timeout' } as const) : await connection.receive(waitMs);
    if (received.kind !== 'data') {
      return { messages, ending: received.kind === 'end' ? 'closed' : received.kind };
    }
    for (const message of client.push(received.bytes)) {
      messages.push(message);
      const ending = endingOf(message) ?? (isEnough(message) ? 'enough' : undefined);
      if (ending === undefined) continue;
      const rest = client.takeOutput();
      if (rest.length > 0) connection.send(rest);
      const alert = message.kind === 'alert' ? { alert: message.description } : {};
      return { messages, ending, ...alert };
    }
  }
}

function endingOf(message: ServerMessage): Ending | undefined {
  if (message.kind === 'malformed') return 'malformed';
  if (message.kind !== 'alert') return undefined;
  if (message.description === CLOSE_NOTIFY) return 'closed';
  // A refusal of renegotiation is a warning (RFC 5246 §7.2.2): whoever waits for it looks at it himself.
  return message.level === WARNING ? undefined : 'alert';
}
