import path from 'node:path';
import { readConfined } from '../../collect/confined-file.ts';
import type { Check } from '../../model/check.ts';
import type { Endpoint } from '../../model/endpoint.ts';
import { parseEndpointName } from '../../model/endpoint-host.ts';
import { LockstepError } from '../../model/error.ts';
import { nearestName } from '../../model/nearest-name.ts';
import type { Policy } from '../../model/policy.ts';
import { MAX_ENDPOINTS_FILE_BYTES, readEndpointsFile } from '../../policy/endpoints-file.ts';
import {
  endpointsOf,
  profileNames,
  profileOfZone,
  zoneNames,
  zoneOf,
} from '../../policy/inventory.ts';
import type { EndpointRequest, NamedEndpoint } from '../request.ts';
import { knownProfiles } from './known-profiles.ts';

export interface InventoryPlace {
  /** Absolute path of the target. */
  readonly root: string;
  /** From the root: the file that the policy was read from; undefined where it lies elsewhere. */
  readonly policyPath?: string | undefined;
  readonly checks: readonly Check[];
}

/** Every endpoint that the policy and its file declare, in their order. Throws LockstepError('policy'). */
export function inventoryOf(
  policy: Policy,
  { root, policyPath, checks }: InventoryPlace,
): readonly Endpoint[] {
  const { endpoints, endpointsFile, tls } = policy;
  const own = endpoints.flatMap((entry) => endpointsOf(entry, tls, policyPath));
  if (endpointsFile === undefined) return own;
  const read = readConfined(root, endpointsFile, MAX_ENDPOINTS_FILE_BYTES);
  if (read.state !== 'read') {
    const why = read.state === 'too-large' ? 'it is larger than 16 MiB' : read.detail;
    throw new LockstepError('policy', `cannot read the inventory ${endpointsFile}: ${why}`, {
      repair: 'endpoints-file names a file in the repository, from its root',
    });
  }
  const text = Buffer.from(read.bytes).toString('utf8');
  const names = { ruleIds: [], checkIds: [], ...knownProfiles(checks) };
  const listed = readEndpointsFile(text, endpointsFile, { tls, names, known: endpoints });
  const place = path.posix.normalize(endpointsFile);
  return [...own, ...listed.flatMap((entry) => endpointsOf(entry, tls, place))];
}

/** The endpoints that the command line names; what the inventory says of them holds where the command line is silent. */
export function namedEndpoints(
  named: readonly NamedEndpoint[],
  policy: Policy,
  inventory: readonly Endpoint[],
  request: EndpointRequest,
): readonly Endpoint[] {
  const { tls } = policy;
  const known = new Map(inventory.map((endpoint) => [endpoint.name, endpoint]));
  const seen = new Set<string>();
  return named
    .flatMap((entry) =>
      entry.serverNames.length === 0 ? declaredAt(entry, inventory) : written(entry, policy),
    )
    .flatMap((endpoint) => {
      if (seen.has(endpoint.name)) return [];
      seen.add(endpoint.name);
      const base = known.get(endpoint.name) ?? endpoint;
      const zone = request.zone ?? base.zone;
      const profile =
        request.profile ?? (zone === base.zone ? base.profile : profileOfZone(zone, tls));
      const { addresses = base.addresses } = endpoint;
      return [{ ...base, zone, profile, ...(addresses === undefined ? {} : { addresses }) }];
    });

  function declaredAt(entry: NamedEndpoint, all: readonly Endpoint[]): readonly Endpoint[] {
    const same = all.filter(
      ({ host, port, starttls }) =>
        host === entry.host && port === entry.port && starttls === entry.starttls,
    );
    if (same.length === 0) return written(entry, policy);
    const { addresses } = entry;
    return same.map((endpoint) =>
      addresses === undefined ? endpoint : { ...endpoint, addresses },
    );
  }
}

function written(entry: NamedEndpoint, { tls }: Policy): readonly Endpoint[] {
  return endpointsOf({ ...entry, position: { line: 0, column: 0 } }, tls, undefined);
}

/** The endpoint that a record is of: as the inventory has it, else as its name says. */
export function endpointOfRecord(
  name: string,
  policy: Policy,
  inventory: ReadonlyMap<string, Endpoint>,
  { zone: asked, profile }: EndpointRequest,
): Endpoint {
  const known = inventory.get(name);
  const place = known ?? parseEndpointName(name);
  if (place === undefined) {
    throw new LockstepError(
      'observation',
      `"${name.slice(0, 100)}" is not the name of an endpoint`,
      {
        repair: 'give a file that "lockstep tls --record FILE" wrote',
      },
    );
  }
  const zone = asked ?? known?.zone ?? zoneOf(place.host);
  const own = known !== undefined && zone === known.zone ? known.profile : undefined;
  return { ...place, name, zone, profile: profile ?? own ?? profileOfZone(zone, policy.tls) };
}

/** Throws LockstepError('usage') for a zone or profile of the command line that there is not. */
export function checkNames(
  { zone, profile }: EndpointRequest,
  { tls }: Policy,
  checks: readonly Check[],
): void {
  const names = { ruleIds: [], checkIds: [], ...knownProfiles(checks) };
  checkName('zone', zone, zoneNames(tls));
  checkName('profile', profile, profileNames(tls, names));
}

function checkName(
  kind: string,
  name: string | undefined,
  known: readonly string[] | undefined,
): void {
  if (name === undefined || known === undefined || known.includes(name)) return;
  const near = nearestName(name, known);
  const hint = near === undefined ? '' : `did you mean "${near}"? `;
  throw new LockstepError('usage', `unknown ${kind} "${name}"`, {
    repair: `${hint}${kind}s: ${known.join(', ')}`,
  });
}
