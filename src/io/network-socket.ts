import net, { type Socket } from 'node:net';
import type { Connection, Received } from '../model/network.ts';

/** Of one connection, over its life (`Connection.receive`). */
const MAX_RECEIVE_BYTES = 1_048_576;
/** More than this is not read before it is asked for. */
const MAX_WAITING_BYTES = 65_536;

/** More than one TLS record (RFC 8446 §5.1); what is longer comes in several pieces. */
const READ_BUFFER_BYTES = 32_768;
/**
 * All sockets read into this one: what comes is copied before the next read, since both happen in one turn. Node's own
 * way takes 64 KiB anew for each piece; a run over a thousand endpoints then holds 100 MB of garbage.
 */
const readBuffer = new Uint8Array(READ_BUFFER_BYTES);

/** Begins to connect; half-open, because a server may close its direction and still read what we have to say. */
export function openSocket(
  host: string,
  port: number,
): { readonly socket: Socket; readonly connection: SocketConnection } {
  const onread = {
    buffer: readBuffer,
    callback: (count: number, buffer: Uint8Array): boolean => {
      connection.take(new Uint8Array(buffer.subarray(0, count)));
      return true;
    },
  };
  const socket = net.connect({ host, port, allowHalfOpen: true, noDelay: true, onread });
  const connection: SocketConnection = new SocketConnection(socket);
  return { socket, connection };
}

/** A socket of Node as a `Connection`: what it does becomes values, in the order in which it happened. */
class SocketConnection implements Connection {
  readonly #socket: Socket;
  readonly #chunks: Uint8Array[] = [];
  #waitingBytes = 0;
  #takenBytes = 0;
  #end: 'end' | 'reset' | undefined;
  #wake: (() => void) | undefined;
  #release: (() => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('end', () => this.#finish('end'));
    socket.on('error', () => this.#finish('reset'));
    socket.on('close', () => this.#finish('reset'));
  }

  /** A stopped run leaves no socket behind. */
  closeOn(signal: AbortSignal): void {
    const onAbort = (): void => this.close();
    signal.addEventListener('abort', onAbort, { once: true });
    this.#release = () => signal.removeEventListener('abort', onAbort);
  }

  send(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  async receive(timeoutMs: number): Promise<Received> {
    const ready = this.#next();
    if (ready !== undefined) return ready;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#wake = undefined;
        resolve({ kind: 'timeout' });
      }, timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve(this.#next() ?? { kind: 'reset' });
      };
    });
  }

  close(): void {
    this.#release?.();
    this.#release = undefined;
    this.#socket.destroy();
    this.#finish('reset');
  }

  #next(): Received | undefined {
    const bytes = this.#chunks.shift();
    if (bytes !== undefined) {
      this.#waitingBytes -= bytes.length;
      if (this.#waitingBytes <= MAX_WAITING_BYTES) this.#socket.resume();
      return { kind: 'data', bytes };
    }
    return this.#end === undefined ? undefined : { kind: this.#end };
  }

  /** What has come; it belongs to the connection from now on. */
  take(bytes: Uint8Array): void {
    const room = MAX_RECEIVE_BYTES - this.#takenBytes;
    const taken = bytes.subarray(0, room);
    this.#takenBytes += taken.length;
    this.#waitingBytes += taken.length;
    if (taken.length > 0) this.#chunks.push(taken);
    if (taken.length < bytes.length) this.close();
    else if (this.#waitingBytes > MAX_WAITING_BYTES) this.#socket.pause();
    this.#wake?.();
  }

  /** The first end counts: a reset after an orderly close says nothing about what was asked. */
  #finish(how: 'end' | 'reset'): void {
    this.#end ??= how;
    this.#wake?.();
  }
}
