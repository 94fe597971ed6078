import { isLoopback, parseAddress } from '../../model/address.ts';
import type { EndpointEngine, EndpointRecord, ObserveOptions } from '../../model/endpoint-check.ts';
import type { Endpoint } from '../../model/endpoint.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Network, Resolved } from '../../model/network.ts';
import type { TlsLimits } from '../../model/policy.ts';
import { ConnectionGate, LOOPBACK_CONNECTIONS } from './gate.ts';
import { GuardedNetwork, REFUSED } from './guarded-network.ts';
import { Turns } from './turns.ts';

/** An endpoint that is to be observed, and how. */
export interface Assignment {
  readonly endpoint: Endpoint;
  readonly isPublic: boolean;
  readonly intrusive: boolean;
}

export interface ObserveAllOptions {
  readonly checkId: string;
  readonly engine: EndpointEngine;
  readonly network: Network;
  readonly limits: TlsLimits;
  /** The user said how many connections: then it is not more on the own machine. */
  readonly isParallelGiven: boolean;
  /** What is the same for all. */
  readonly options: Omit<ObserveOptions, 'intrusive'>;
  readonly onRecord: (record: EndpointRecord) => void;
  readonly onProgress: (done: number, total: number) => void;
}

/** How one endpoint fared: a record, or why there is none; both where only some addresses were refused. */
export interface Observed {
  readonly record?: EndpointRecord;
  readonly incomplete: readonly Incomplete[];
}

/** Beyond its time, so long until a check that does not heed it is given up. */
const GRACE_MS = 5_000;

/**
 * Observes every endpoint under the limits, many at a time, and never two at one address. In the order of the assignments;
 * undefined for what a stopped run did not come to.
 */
export async function observeAll(
  assignments: readonly Assignment[],
  options: ObserveAllOptions,
): Promise<readonly (Observed | undefined)[]> {
  const observation = new Observation(assignments, options);
  const count = Math.min(options.limits.endpointsInFlight, assignments.length);
  await Promise.all(Array.from({ length: count }, () => observation.work()));
  return observation.results;
}

interface Job {
  readonly index: number;
  readonly assignment: Assignment;
  readonly resolved: Resolved;
}

/** A record, or why the check gave none. */
type Said = EndpointRecord | Omit<Incomplete, 'what' | 'checkId'>;

class Observation {
  readonly results: (Observed | undefined)[];
  readonly #options: ObserveAllOptions;
  readonly #gate: ConnectionGate;
  readonly #turns = new Turns<Job>();
  readonly #queue: (readonly [number, Assignment])[];
  readonly #ready: Job[] = [];
  #done = 0;

  constructor(assignments: readonly Assignment[], options: ObserveAllOptions) {
    this.#options = options;
    this.#gate = new ConnectionGate(options.limits, () => options.network.monotonicMs());
    this.results = Array.from({ length: assignments.length });
    this.#queue = spread([...assignments.entries()]);
  }

  async work(): Promise<void> {
    const { signal } = this.#options.network;
    while (!signal.aborted) {
      const job = this.#ready.shift() ?? (await this.#next());
      if (job === undefined) return;
      const keys = turnKeys(job);
      if (!this.#turns.begin(keys, job)) continue;
      try {
        await this.#observe(job);
      } finally {
        this.#ready.push(...this.#turns.end(keys));
      }
    }
  }

  async #next(): Promise<Job | undefined> {
    const next = this.#queue.shift();
    if (next === undefined) return undefined;
    const [index, assignment] = next;
    return {
      index,
      assignment,
      resolved: await resolve(assignment.endpoint, this.#options.network),
    };
  }

  async #observe({ index, assignment, resolved }: Job): Promise<void> {
    const { network } = this.#options;
    const own = new AbortController();
    const guarded = new GuardedNetwork(network, assignment.endpoint, {
      gate: this.#gate,
      resolved,
      asksOthers: this.#options.options.revocation,
      isPublic: assignment.isPublic,
      signal: AbortSignal.any([network.signal, own.signal]),
    });
    const allowed = await guarded.resolve(assignment.endpoint.host);
    const isRefused = allowed.kind === 'failed' && allowed.detail === REFUSED;
    const record = isRefused ? undefined : await this.#ask(assignment, guarded, resolved);
    own.abort();
    guarded.end();
    // What a stopped scan saw is no picture of the endpoint.
    if (network.signal.aborted) return;
    this.results[index] = this.#outcome(assignment.endpoint, guarded, record);
    this.#done += 1;
    this.#options.onProgress(this.#done, this.results.length);
  }

  async #ask(
    { endpoint, intrusive }: Assignment,
    network: GuardedNetwork,
    resolved: Resolved,
  ): Promise<Said> {
    const { engine, options, checkId, isParallelGiven } = this.#options;
    const isFree =
      !isParallelGiven && resolved.kind === 'resolved' && resolved.addresses.every(isLoopback);
    const parallel = isFree ? Math.max(options.parallel, LOOPBACK_CONNECTIONS) : options.parallel;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Said>((settle) => {
      const detail = `took longer than ${options.endpointTimeoutMs / 1_000} s (tls.limits.endpoint-timeout)`;
      timer = setTimeout(
        () => settle({ reason: 'timeout', detail }),
        options.endpointTimeoutMs + GRACE_MS,
      );
    });
    try {
      const asked = engine.observe(endpoint, network, { ...options, parallel, intrusive });
      return await Promise.race([asked, late]);
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      const detail = `the ${checkId} check crashed on this endpoint (${name}${placeOf(error)}): a bug of Lockstep, please report it`;
      return { reason: 'crash', detail };
    } finally {
      clearTimeout(timer);
    }
  }

  #outcome({ name }: Endpoint, { refused }: GuardedNetwork, said: Said | undefined): Observed {
    const { checkId, onRecord } = this.#options;
    const about = { checkId, what: name };
    const incomplete: Incomplete[] = [...refused].map(([what, why]) => ({
      ...about,
      reason: 'refused-target',
      detail: `${what} is never connected to: ${why}`,
    }));
    if (said === undefined) return { incomplete };
    if (!('format' in said)) return { incomplete: [...incomplete, { ...about, ...said }] };
    onRecord(said);
    return { record: said, incomplete };
  }
}

/** Names what a crash was in, not what it said: a message could quote what the other side sent. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const place = /\/(?<file>[\w.-]+\.[jt]s:\d+):\d+\)?$/mu.exec(stack)?.groups?.['file'];
  return place === undefined ? '' : ` at ${place}`;
}

/** Asked once, before the scan, so that turns can be taken by address and an answer that changes leads nowhere. */
async function resolve({ host, addresses }: Endpoint, network: Network): Promise<Resolved> {
  if (addresses !== undefined) return { kind: 'resolved', addresses };
  if (parseAddress(host) !== undefined) return { kind: 'resolved', addresses: [host] };
  return network.resolve(host);
}

/** The own machine is not spared: its endpoints do not wait for each other. */
function turnKeys({ resolved }: Job): readonly string[] {
  if (resolved.kind === 'failed') return [];
  return resolved.addresses.filter((address) => !isLoopback(address));
}

/** A fixed shuffle, so that neighbours of an inventory, often one machine, do not come at once. */
function spread<T extends readonly [number, Assignment]>(entries: readonly T[]): T[] {
  const keyed = entries.map((entry) => ({ entry, key: hashOf(entry[1].endpoint.name) }));
  return keyed
    .toSorted((a, b) => a.key - b.key || a.entry[0] - b.entry[0])
    .map(({ entry }) => entry);
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
