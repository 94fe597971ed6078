import { setMaxListeners } from 'node:events';
import dns from 'node:dns/promises';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Dialled, Network, Resolved } from '../model/network.ts';
import { sortAddresses } from './network-address.ts';
import { requestHttp } from './network-http.ts';
import { openSocket } from './network-socket.ts';
import { monotonicMs } from './clock.ts';

/** getaddrinfo has no timeout of its own; a resolver that is silent gives up after 3 tries of 5 s (resolv.conf(5)). */
const RESOLVE_TIMEOUT_MS = 10_000;
/** Above any sensible number of records of one name. */
const MAX_ADDRESSES = 64;

/** The machine's own network, with no limit but those that `Connection` promises: whoever hands it on adds them. */
export function openNetwork(signal: AbortSignal): Network {
  // One listener for each connection that is open.
  setMaxListeners(0, signal);
  return {
    signal,
    resolve: async (host) => resolveHost(host, signal),
    dial: async (address, port, timeoutMs) => dialSocket({ address, port, timeoutMs }, signal),
    http: async (request) => requestHttp(request, signal),
    wait: async (ms) => {
      await delay(ms, undefined, { signal }).catch(() => undefined);
    },
    monotonicMs,
  };
}

/** Every address of a host, within 10 s; an address is itself. */
export async function resolveHost(host: string, signal: AbortSignal): Promise<Resolved> {
  if (net.isIP(host) !== 0) return { kind: 'resolved', addresses: [host] };
  const over = new AbortController();
  try {
    const late = delay(RESOLVE_TIMEOUT_MS, undefined, {
      signal: AbortSignal.any([signal, over.signal]),
    }).catch(() => undefined);
    const found = await Promise.race([dns.lookup(host, { all: true, verbatim: true }), late]);
    if (found === undefined) {
      return { kind: 'failed', detail: signal.aborted ? 'stopped' : 'ETIMEDOUT' };
    }
    const addresses = sortAddresses(found.map(({ address }) => address)).slice(0, MAX_ADDRESSES);
    return addresses.length > 0
      ? { kind: 'resolved', addresses }
      : { kind: 'failed', detail: 'ENODATA' };
  } catch (error) {
    return { kind: 'failed', detail: codeOf(error) };
  } finally {
    over.abort();
  }
}

interface Place {
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
}

async function dialSocket(place: Place, signal: AbortSignal): Promise<Dialled> {
  if (signal.aborted) return { kind: 'failed', detail: 'stopped' };
  const { address, port, timeoutMs } = place;
  return new Promise((resolve) => {
    const { socket, connection } = openSocket(address, port);
    const settle = (dialled: Dialled): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (dialled.kind !== 'connected') connection.close();
      resolve(dialled);
    };
    const timer = setTimeout(() => settle({ kind: 'timeout' }), timeoutMs);
    const onAbort = (): void => settle({ kind: 'failed', detail: 'stopped' });
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      connection.closeOn(signal);
      settle({ kind: 'connected', connection });
    });
    socket.once('error', (error) => {
      // Accepted and broken before we looked: the connection says so by itself.
      const isBroken = codeOf(error) === 'ECONNRESET';
      settle(isBroken ? { kind: 'connected', connection } : refusal(error));
    });
  });
}

function refusal(error: unknown): Dialled {
  const detail = codeOf(error);
  if (detail === 'ECONNREFUSED') return { kind: 'refused' };
  if (detail === 'ETIMEDOUT') return { kind: 'timeout' };
  return { kind: 'failed', detail };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown error';
}
