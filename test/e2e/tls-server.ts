import { createServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { plainCredentials } from '../tls/credentials.ts';

export interface OwnServer {
  readonly port: number;
  /** Connections taken so far. */
  connections(): number;
}

/** A web server of this process on 127.0.0.1, gone when the test ends. */
export async function startTls(context: TestContext, options: TlsOptions = {}): Promise<OwnServer> {
  const { chain, key } = plainCredentials();
  let count = 0;
  const sockets = new Set<{ destroy(): unknown }>();
  const server = createServer({ cert: chain, key, ...options }, (_, response) => response.end());
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  context.after(async () => {
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port, not on a pipe
  const { port } = server.address() as AddressInfo;
  return { port, connections: () => count };
}

/** Offers TLS 1.0: what `blockTls10` blocks. */
export const oldOptions: TlsOptions = {
  minVersion: 'TLSv1',
  ciphers: 'DEFAULT:@SECLEVEL=0',
};

export const blockTls10 = 'rules: { "*": observe, tls/tls10: block }\n';
