import net, { type Socket } from 'node:net';
import type { StarttlsProtocol } from '../../src/model/endpoint.ts';
import { dialogues } from './dialogues.ts';
import { listen, type Listener } from './listener.ts';
import { PlainText } from './plain-text.ts';

export interface DialogueOptions {
  readonly protocol: StarttlsProtocol;
  /** Where TLS goes on: a server of any kind. */
  readonly target: { readonly address: string; readonly port: number };
  /** false: says that it has no TLS. */
  readonly offers?: boolean;
  /** Sent in plain text right behind the agreement, as somebody in between would. */
  readonly injects?: string;
}

export interface DialogueServer extends Listener {
  /** What clients said that no server of this protocol would take. */
  faults(): readonly string[];
}

/** Speaks a protocol that begins in plain text, and hands over to a TLS server once both have agreed. */
export async function startDialogue(options: DialogueOptions): Promise<DialogueServer> {
  const faults: string[] = [];
  const listener = await listen((socket) => {
    void converse(socket, options).catch((error: unknown) => {
      const { message } = error instanceof Error ? error : new Error(String(error));
      if (message !== 'the client has left') faults.push(message);
      socket.destroy();
    });
  });
  return { ...listener, faults: () => faults };
}

async function converse(socket: Socket, options: DialogueOptions): Promise<void> {
  const client = new PlainText(socket);
  if (!(await dialogues[options.protocol](client, options.offers ?? true))) {
    socket.end();
    return;
  }
  if (options.injects !== undefined) socket.write(options.injects);
  const early = client.release();
  // MySQL's server does not answer to the request: its client goes on with TLS at once.
  if (early.length > 0 && options.protocol !== 'mysql') {
    throw new Error('spoke before the server had agreed');
  }
  const server = net.connect({ host: options.target.address, port: options.target.port });
  server.write(early);
  server.on('error', () => socket.destroy());
  socket.on('close', () => server.destroy());
  socket.pipe(server).pipe(socket);
}
