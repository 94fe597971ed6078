import net from 'node:net';
import { loopback } from './processes.ts';

/** What takes connections in this process, until it is stopped. */
export interface Listener {
  readonly address: string;
  readonly port: number;
  /** Connections taken so far. */
  connections(): number;
  stop(): Promise<void>;
}

/** Hands each connection to `serve`, with its number from 0. Errors of sockets are the business of nobody. */
export async function listen(
  serve: (socket: net.Socket, index: number) => void,
  address: string = loopback,
): Promise<Listener> {
  const sockets = new Set<net.Socket>();
  let count = 0;
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    serve(socket, count++);
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen({ port: 0, host: address, backlog: 4096 }, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    address,
    port: bound.port,
    connections: () => count,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/**
 * Breaks a connection with nothing but a RST: `resetAndDestroy` ends what can still be written and so sends a FIN first.
 * Node resets in `destroy` where this field is set.
 */
export function reset(socket: net.Socket): void {
  Reflect.set(socket, 'resetAndClosing', true);
  socket.destroy();
}
