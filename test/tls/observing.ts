import type { TestContext } from 'node:test';
import type { Observation, AddressObservation } from '../../src/checks/tls/observation.ts';
import { observe } from '../../src/checks/tls/probe/observe.ts';
import { openNetwork } from '../../src/io/network.ts';
import type { ObserveOptions } from '../../src/model/endpoint-check.ts';
import type { Endpoint } from '../../src/model/endpoint.ts';

interface Target {
  readonly address: string;
  readonly port: number;
}

const usual: ObserveOptions = {
  mode: 'full',
  now: '2026-11-25T00:00:00.000Z',
  intrusive: false,
  revocation: false,
  parallel: 4,
  connectTimeoutMs: 5_000,
  handshakeTimeoutMs: 5_000,
  endpointTimeoutMs: 60_000,
  backoffMs: [5, 20, 80],
};

export interface ObservingOptions extends Partial<ObserveOptions> {
  readonly endpoint?: Partial<Endpoint>;
  /** Ends the run. */
  readonly signal?: AbortSignal;
}

/** Observes a server of a test, which is asked for as `localhost`. */
export async function observeServer(
  context: TestContext,
  { address, port }: Target,
  { endpoint, signal, ...options }: ObservingOptions = {},
): Promise<Observation> {
  const stop = new AbortController();
  context.after(() => stop.abort());
  const asked: Endpoint = {
    name: 'localhost:443',
    host: 'localhost',
    port,
    serverName: 'localhost',
    addresses: [address],
    zone: 'internal',
    profile: 'intermediate',
    ...endpoint,
  };
  return observe(asked, openNetwork(signal ?? stop.signal), { ...usual, ...options });
}

/** The one address of an observation. */
export function only(observation: Observation): AddressObservation {
  const [facts] = observation.addresses;
  if (facts === undefined) throw new Error('no address was observed');
  return facts;
}
