import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { makeCertificate } from '../../test/tls/certificates.ts';
import type { EndpointKind } from './plan.ts';

/** A TLS server on this machine. */
export interface RunningEndpoint {
  readonly port: number;
  stop(): void;
}

const DAY_MS = 86_400_000;
/** How long its certificate still holds, and what it offers. */
const kinds: Readonly<
  Record<EndpointKind, { readonly days: number; readonly options: TlsOptions }>
> = {
  modern: { days: 60, options: { minVersion: 'TLSv1.2' } },
  old: { days: 200, options: { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } },
  ending: { days: 9, options: { minVersion: 'TLSv1.3' } },
};

export async function startEndpoint(kind: EndpointKind): Promise<RunningEndpoint> {
  const { days, options } = kinds[kind];
  const { pem, keyPem } = makeCertificate({
    name: 'localhost',
    key: 'rsa2048',
    dns: ['localhost'],
    ip: [[127, 0, 0, 1]],
    notBefore: generalizedTime(-30),
    notAfter: generalizedTime(days),
  });
  const server = createServer({ cert: pem, key: keyPem, ...options }, (_, response) => {
    response.end();
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { port: portOf(server), stop: () => stop(server) };
}

function portOf(server: Server): number {
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port, not on a pipe
  return (server.address() as AddressInfo).port;
}

function stop(server: Server): void {
  server.closeAllConnections();
  server.close();
}

/** So many days from now, as X.509 writes it (RFC 5280 §4.1.2.5.2). */
function generalizedTime(days: number): string {
  const time = new Date(Date.now() + days * DAY_MS).toISOString();
  return `${time.slice(0, 19).replaceAll(/[-:T]/gu, '')}Z`;
}
