import type { ObserveOptions } from '../../../model/endpoint-check.ts';
import type { Endpoint } from '../../../model/endpoint.ts';
import type { Network } from '../../../model/network.ts';
import { OBSERVATION_FORMAT, type Fact, type Observation } from '../observation.ts';
import { observeAddress } from './address.ts';

/** Grows when facts of the same server would come out otherwise. */
const PROBER_VERSION = 1;
/** Of one name; farms with more are sampled. */
const MAX_ADDRESSES = 4;

/**
 * Records what an endpoint really offers, at each of its addresses. Never throws for what the network or the other side
 * does: what could not be told is `inconclusive` in the record, with the reason.
 */
export async function observe(
  endpoint: Endpoint,
  network: Network,
  options: ObserveOptions,
): Promise<Observation> {
  const startedMs = network.monotonicMs();
  const deadlineMs = startedMs + options.endpointTimeoutMs;
  const { resolved, addresses } = await resolve(endpoint, network);
  const results = await Promise.all(
    addresses.map(async (address) =>
      observeAddress({ endpoint, address, deadlineMs }, network, options),
    ),
  );
  const certificates = results
    .flatMap((result) => [...result.certificates])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    format: OBSERVATION_FORMAT,
    endpoint: endpoint.name,
    host: endpoint.host,
    port: endpoint.port,
    ...(endpoint.starttls === undefined ? {} : { starttls: endpoint.starttls }),
    ...(endpoint.serverName === undefined ? {} : { serverName: endpoint.serverName }),
    zone: endpoint.zone,
    at: options.now,
    prober: { version: PROBER_VERSION, mode: options.mode },
    resolved,
    addresses: results.map(({ facts }) => facts),
    certificates: Object.fromEntries(certificates),
    revocation: [],
    durationMs: Math.round(network.monotonicMs() - startedMs),
  };
}

async function resolve(
  endpoint: Endpoint,
  network: Network,
): Promise<{ readonly resolved: Fact; readonly addresses: readonly string[] }> {
  if (endpoint.addresses !== undefined) {
    const addresses = endpoint.addresses.slice(0, MAX_ADDRESSES);
    return { resolved: { is: 'yes', why: 'addresses were given' }, addresses };
  }
  const answer = await network.resolve(endpoint.host);
  if (answer.kind === 'failed') {
    const isUnknown = answer.detail === 'ENOTFOUND';
    const resolved: Fact = { is: isUnknown ? 'no' : 'inconclusive', why: answer.detail };
    return { resolved, addresses: [] };
  }
  const addresses = answer.addresses.slice(0, MAX_ADDRESSES);
  const total = answer.addresses.length;
  const why =
    total > addresses.length ? `the first ${addresses.length} of ${total}` : `${total} found`;
  return { resolved: { is: 'yes', why }, addresses };
}
