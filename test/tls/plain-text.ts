import type { Socket } from 'node:net';

/** Reads what a client says in plain text before it turns to TLS; too much of it, or its end, rejects. */
export class PlainText {
  readonly #socket: Socket;
  #held: Buffer = Buffer.alloc(0);
  #wake: (() => void) | undefined;
  #ended = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', this.#take);
    socket.on('close', this.#end);
    socket.on('end', this.#end);
  }

  send(text: string | Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(text);
  }

  /** One line without its CR LF; a bare LF is an error, as strict servers have it. */
  async line(): Promise<string> {
    const text = await this.until('\n');
    if (!text.endsWith('\r\n')) throw new Error(`a line that ends without CR LF: ${text}`);
    return text.slice(0, -2);
  }

  /** Up to and with this text. */
  async until(mark: string): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf(mark);
      if (end !== -1) return (await this.bytes(end + mark.length)).toString('latin1');
      await this.#more();
    }
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more();
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  /** Stops reading; what came too early is handed back. */
  release(): Buffer {
    this.#socket.off('data', this.#take);
    this.#socket.pause();
    return this.#held;
  }

  readonly #take = (chunk: Buffer): void => {
    this.#held = Buffer.concat([this.#held, chunk]);
    this.#wake?.();
  };

  readonly #end = (): void => {
    this.#ended = true;
    this.#wake?.();
  };

  async #more(): Promise<void> {
    if (this.#ended) throw new Error('the client has left');
    if (this.#held.length > MAX_HELD_BYTES) throw new Error('the client says too much');
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }
}

const MAX_HELD_BYTES = 65_536;
