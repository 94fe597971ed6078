import type { ServerHelloMessage, ServerMessage } from '../wire/message.ts';
import { ServerReader } from '../wire/server-reader.ts';
import type { Door, Visit } from './door.ts';
import type { Answer, Wanted } from './flight.ts';

const WARNING = 1;
const CLOSE_NOTIFY = 0;
/** unrecognized_name as a warning: the server goes on with its default certificate (RFC 6066 §3). */
const UNRECOGNIZED_NAME = 112;

/** One connection, one question: sends these bytes and reads until the answer is known. */
export async function attempt(
  door: Door,
  question: { readonly hello: Uint8Array; readonly wanted: Wanted },
): Promise<Answer> {
  const used = await door.use(async (visit) => {
    visit.connection.send(question.hello);
    return listen(visit, question.wanted);
  });
  return used.kind === 'used' ? used.value : used;
}

async function listen(visit: Visit, wanted: Wanted): Promise<Answer> {
  const reader = new ServerReader();
  const heard = new Heard(wanted);
  for (;;) {
    const remainingMs = visit.remainingMs();
    const received =
      remainingMs <= 0
        ? ({ kind: 'timeout' } as const)
        : await visit.connection.receive(remainingMs);
    switch (received.kind) {
      case 'data': {
        const answer = heard.addAll(reader.push(received.bytes));
        if (answer !== undefined) return answer;
        break;
      }
      case 'end':
        return heard.end(reader.isInside ? 'closed in the middle of a message' : undefined);
      case 'reset':
      case 'timeout':
        return heard.breakOff(received.kind);
    }
  }
}

/** What was heard on one connection so far. */
class Heard {
  readonly #wanted: Wanted;
  readonly #messages: ServerMessage[] = [];
  #hello: ServerHelloMessage | undefined;
  #warning: number | undefined;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** The answer, once it is known. */
  addAll(messages: readonly ServerMessage[]): Answer | undefined {
    for (const message of messages) {
      const answer = this.#add(message);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  #add(message: ServerMessage): Answer | undefined {
    if (message.kind === 'malformed') {
      const { looksLike } = message;
      return this.breakOff(
        looksLike === undefined ? message.why : `speaks ${looksLike}`,
        looksLike,
      );
    }
    if (message.kind === 'alert') return this.#alert(message);
    this.#messages.push(message);
    if (message.kind === 'server-hello') {
      this.#hello = message;
      if (message.version === undefined) return this.breakOff('a version that nobody knows');
    }
    return this.#isEnough(message) ? this.#flight() : undefined;
  }

  /** The other side closed in order. */
  end(why: string | undefined): Answer {
    if (this.#hello !== undefined) return this.#flight('closed');
    if (this.#warning !== undefined) return { kind: 'alert', code: this.#warning };
    return why === undefined ? { kind: 'closed' } : { kind: 'lost', why, stage: 'tls' };
  }

  /** A ServerHello that came proves what it says, whatever came after it. */
  breakOff(why: string, looksLike?: string): Answer {
    if (this.#hello?.version !== undefined) return this.#flight(why);
    const lost = { kind: 'lost', why, stage: 'tls' } as const;
    return looksLike === undefined ? lost : { ...lost, looksLike };
  }

  #alert({ level, description }: { level: number; description: number }): Answer | undefined {
    if (description === CLOSE_NOTIFY) return this.end(undefined);
    if (this.#hello !== undefined) return this.#flight(`alert ${description}`);
    if (level !== WARNING) return { kind: 'alert', code: description };
    // Some servers refuse by a warning and close; what closes without one has not said why.
    if (description !== UNRECOGNIZED_NAME) this.#warning = description;
    return undefined;
  }

  #isEnough(message: ServerMessage): boolean {
    if (this.#hello === undefined) return false;
    // All that follows a ServerHello of TLS 1.3 is protected.
    if (this.#wanted === 'hello' || this.#hello.version === 'TLS1.3') return true;
    if (message.kind === 'server-hello-done') return true;
    return this.#wanted === 'key-exchange' && message.kind === 'server-key-exchange';
  }

  #flight(cutOff?: string): Answer {
    const hello = this.#hello;
    if (hello?.version === undefined) return { kind: 'lost', why: 'no ServerHello', stage: 'tls' };
    const flight = { hello, version: hello.version, messages: this.#messages };
    return {
      kind: 'flight',
      flight: cutOff === undefined ? flight : { ...flight, cutOff },
    };
  }
}
