import type { AddressObservation } from '../observation.ts';
import type { ServerSoftware } from './server.ts';
import { serverSoftware } from './server.ts';

/** How programs call themselves in the `server` header; HAProxy and Node do not. */
const names: readonly (readonly [RegExp, ServerSoftware])[] = [
  [/^(?:nginx|openresty|tengine)\b/iu, 'nginx'],
  [/^apache\b/iu, 'apache'],
  [/^caddy\b/iu, 'caddy'],
  [/^(?:envoy|istio-envoy)\b/iu, 'envoy'],
];

/**
 * The programs that a fix is written out for: those that the policy names, else the one that the answer names, else all.
 * Only advice depends on it: a header may be wrong, and nothing is inferred from versions.
 */
export function serversAtHand(
  configured: readonly string[],
  addresses: readonly AddressObservation[],
): readonly ServerSoftware[] {
  const wanted = serverSoftware.filter((server) => configured.includes(server));
  if (wanted.length > 0) return wanted;
  const told = new Set(addresses.flatMap((facts) => serverOf(facts) ?? []));
  return told.size > 0 ? serverSoftware.filter((server) => told.has(server)) : serverSoftware;
}

function serverOf({ http }: AddressObservation): ServerSoftware | undefined {
  const header = [http.https, http.plain]
    .map((facts) => (facts.state === 'answered' ? (facts.headers['server'] ?? '') : ''))
    .find((text) => text !== '');
  return names.find(([pattern]) => pattern.test(header ?? ''))?.[1];
}
