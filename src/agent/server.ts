import type { Readable, Writable } from 'node:stream';
import { toJson } from '../report/safe-text.ts';
import { linesOf } from './line-reader.ts';
import {
  codes,
  Dialogue,
  discovered,
  fieldsOf,
  listed,
  parseMessage,
  ProtocolError,
  resultOf,
  type Message,
} from './protocol.ts';
import type { AgentHost } from './host.ts';
import { callTool, descriptions } from './tools.ts';

/** A text to be checked has at most 2 MiB; escaped it may be twice as long. */
const MAX_LINE_BYTES = 5 * 2 ** 20;
/** Runs are made one after the other; more that wait are refused. */
const MAX_WAITING = 32;

/**
 * Speaks the Model Context Protocol over two streams, one message a line, until the input ends: revision 2026-07-28, and those with
 * a handshake before it.
 */
export async function serveAgent(
  { input, output, signal }: Streams,
  host: AgentHost,
): Promise<void> {
  const server = new AgentServer(output, host);
  const stop = (): void => void input.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const line of linesOf(input, MAX_LINE_BYTES)) server.take(line);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await server.end();
  }
}

export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

type Id = string | number;

class AgentServer {
  readonly #output: Writable;
  readonly #host: AgentHost;
  readonly #dialogue = new Dialogue();
  /** Of calls that were not answered yet. */
  readonly #calls = new Map<Id, AbortController>();
  #work: Promise<void> = Promise.resolve();

  constructor(output: Writable, host: AgentHost) {
    this.#output = output;
    this.#host = host;
  }

  take(line: string | undefined): void {
    if (line === '') return;
    let message: Message | undefined;
    try {
      if (line === undefined) throw new ProtocolError(codes.request, 'more than 5 MiB');
      message = parseMessage(line);
      this.#dispatch(message);
    } catch (error) {
      // A notification has no answer, whatever is wrong with it.
      if (message !== undefined && message.id === undefined) return;
      this.#fail(message?.id, error);
    }
  }

  /** What was begun is stopped; nobody reads its answer. */
  async end(): Promise<void> {
    for (const call of this.#calls.values()) call.abort();
    this.#calls.clear();
    await this.#work;
    this.#host.stop();
  }

  #dispatch(message: Message): void {
    const { id, method, params } = message;
    if (id === undefined) {
      const cancelled = method === 'notifications/cancelled' ? params.get('requestId') : undefined;
      if (typeof cancelled === 'string' || typeof cancelled === 'number') this.#cancel(cancelled);
      return;
    }
    const isModern = this.#dialogue.isModern(message);
    const answer = (result: object): void => this.#send({ id, result: resultOf(result, isModern) });
    switch (method) {
      case 'initialize':
        return answer(this.#dialogue.initialize(params));
      case 'server/discover':
        return answer(discovered());
      case 'ping':
        return answer({});
      case 'tools/list':
        return answer({ tools: descriptions, ...(isModern ? listed : {}) });
      case 'tools/call':
        return this.#call(id, params, answer);
      default:
        throw new ProtocolError(codes.method, 'there is no such method');
    }
  }

  #call(id: Id, params: Message['params'], answer: (result: object) => void): void {
    const [name, said] = [params.get('name'), params.get('arguments') ?? {}];
    if (typeof name !== 'string' || fieldsOf(said) === undefined) {
      throw new ProtocolError(codes.params, 'tools/call names a tool and its arguments');
    }
    if (!descriptions.some((tool) => tool.name === name)) {
      throw new ProtocolError(codes.params, 'there is no such tool');
    }
    if (this.#calls.has(id)) throw new ProtocolError(codes.request, 'this id is in use');
    if (this.#calls.size >= MAX_WAITING) {
      throw new ProtocolError(codes.internal, `${MAX_WAITING} calls wait already`);
    }
    const call = new AbortController();
    this.#calls.set(id, call);
    const before = this.#work;
    this.#work = (async () => {
      await before;
      await this.#answerCall(id, call, async () => {
        const result = await callTool(name, said, { host: this.#host, signal: call.signal });
        if (!call.signal.aborted) answer(result);
      });
    })();
  }

  /** What was cancelled is not answered. */
  async #answerCall(id: Id, call: AbortController, act: () => Promise<void>): Promise<void> {
    if (call.signal.aborted) return;
    try {
      await act();
    } catch (error) {
      if (!call.signal.aborted) this.#fail(id, error);
    } finally {
      if (this.#calls.get(id) === call) this.#calls.delete(id);
    }
  }

  #cancel(id: Id): void {
    this.#calls.get(id)?.abort();
    this.#calls.delete(id);
  }

  #fail(id: Id | undefined, error: unknown): void {
    // Of a message whose id nobody could read the schema of MCP wants none.
    const named = id === undefined ? {} : { id };
    if (error instanceof ProtocolError) {
      const { code, message, data } = error;
      this.#send({ ...named, error: { code, message, ...(data === undefined ? {} : { data }) } });
      return;
    }
    // Its text may quote what was examined.
    const name = error instanceof Error ? error.name : typeof error;
    const message = `a bug of Lockstep (${name}), please report it; nothing was decided`;
    this.#send({ ...named, error: { code: codes.internal, message } });
  }

  #send(message: object): void {
    this.#output.write(toJson({ jsonrpc: '2.0', ...message }, 0));
  }
}
