import type { TestContext } from 'node:test';
import { tls } from '../../src/checks/tls/index.ts';
import type { AddressObservation, Observation } from '../../src/checks/tls/observation.ts';
import { openNetwork } from '../../src/io/network.ts';
import type { EndpointResult, ObserveOptions } from '../../src/model/endpoint-check.ts';
import type { Endpoint } from '../../src/model/endpoint.ts';
import { defaultTlsSettings } from '../../src/model/tls-settings.ts';

/** The day on which every observation of the tests takes place. */
export const today = '2026-06-01T00:00:00.000Z';

interface Place {
  readonly address: string;
  readonly port: number;
}

export interface ObservingOptions {
  readonly endpoint?: Partial<Endpoint>;
  readonly options?: Partial<ObserveOptions>;
}

/** As the program has them by default, but less patient with what was lost: there is no real distance here. */
export const ordinary: ObserveOptions = {
  mode: 'full',
  now: today,
  intrusive: false,
  revocation: false,
  parallel: 4,
  connectTimeoutMs: 5000,
  handshakeTimeoutMs: 5000,
  endpointTimeoutMs: 60_000,
  backoffMs: [10, 30, 90],
};

/** For servers that never answer: a whole observation ends in less than a second. */
export const impatient: Partial<ObserveOptions> = {
  connectTimeoutMs: 500,
  handshakeTimeoutMs: 50,
  endpointTimeoutMs: 1000,
  backoffMs: [1, 1],
};

/** Observes a server of a test through the check's own door, over the machine's own network. */
export async function observe(
  context: TestContext,
  { address, port }: Place,
  { endpoint, options }: ObservingOptions = {},
): Promise<Observation> {
  if (tls.endpoints === undefined) throw new Error('the check has no engine for endpoints');
  const stop = new AbortController();
  context.after(() => stop.abort());
  const wanted: Endpoint = {
    name: `${address.includes(':') ? `[${address}]` : address}:${port}`,
    host: address,
    port,
    zone: 'internal',
    profile: 'intermediate',
    ...endpoint,
  };
  const record = await tls.endpoints.observe(wanted, openNetwork(stop.signal), {
    ...ordinary,
    ...options,
  });
  // Through the parser, as if it came from a file: what is recorded can be read again.
  const parsed = tls.endpoints.parse(JSON.parse(JSON.stringify(record)), 'record');
  if (!isObservation(parsed)) throw new Error('not an observation');
  return parsed;
}

/** What the first address showed. */
export function factsOf(observation: Observation): AddressObservation {
  const [facts] = observation.addresses;
  if (facts === undefined) throw new Error('no address was looked at');
  return facts;
}

/** Judged by a profile, on the day of the tests. */
export async function judge(
  observation: Observation,
  profile: string = 'intermediate',
): Promise<EndpointResult> {
  const results = await tls.endpoints?.evaluate([observation], {
    settings: { ...defaultTlsSettings, profile },
    of: new Map(),
    now: today,
  });
  const [result] = results ?? [];
  if (result === undefined) throw new Error('no result');
  return result;
}

function isObservation(record: object): record is Observation {
  return 'addresses' in record && 'certificates' in record;
}
