import { isPrivate, parseAddress } from '../model/address.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { endpointName } from '../model/endpoint-host.ts';
import type { EndpointEntry, Policy, TlsPolicy } from '../model/policy.ts';
import { defaultTlsSettings } from '../model/tls-settings.ts';
import type { KnownNames } from './names.ts';
import { quote } from '../model/quote.ts';
import { meant } from '../model/yaml/reader.ts';
import type { Problem } from '../model/yaml/tree.ts';

/** The endpoints of one entry: one for each server name; `path` is the file that declares it. */
export function endpointsOf(
  entry: EndpointEntry,
  tls: TlsPolicy,
  path: string | undefined,
): readonly Endpoint[] {
  const { host, port, starttls, addresses, position } = entry;
  const isAddress = parseAddress(host) !== undefined;
  const names = entry.serverNames.length > 0 ? entry.serverNames : isAddress ? [undefined] : [host];
  const zone = entry.zone ?? zoneOf(host);
  return names.map((serverName) => {
    const place = {
      host,
      port,
      ...(starttls === undefined ? {} : { starttls }),
      ...(serverName === undefined ? {} : { serverName }),
    };
    return {
      name: endpointName(place),
      ...place,
      ...(addresses === undefined ? {} : { addresses }),
      zone,
      profile: entry.profile ?? profileOfZone(zone, tls),
      ...(path === undefined
        ? {}
        : { declaredAt: { path, line: position.line, column: position.column } }),
    };
  });
}

/** Where an endpoint stands when nobody says so: what the internet cannot reach by this host is internal. */
export function zoneOf(host: string): string {
  const isInternal = isPrivate(host) || /(?:^|\.)(?:localhost|local|internal)$/u.test(host);
  return isInternal ? 'internal' : 'public';
}

/** The profile of endpoints in a zone that name none. */
export function profileOfZone(zone: string, tls: TlsPolicy): string {
  return tls.zones.find(({ name }) => name === zone)?.profile ?? tls.profile;
}

/** Every zone that an endpoint may name. */
export function zoneNames(tls: TlsPolicy): readonly string[] {
  const standard = defaultTlsSettings.zones.map(({ name }) => name);
  return [...new Set([...standard, ...tls.zones.map(({ name }) => name)])];
}

/** Every profile that an endpoint may name; undefined where the check's own are not known. */
export function profileNames(tls: TlsPolicy, names: KnownNames): readonly string[] | undefined {
  return names.profiles && [...names.profiles, ...tls.profiles.map(({ id }) => id)];
}

/** What no reader of a single entry sees: names of zones and profiles that there are not, endpoints that stand twice. */
export function inventoryProblems(
  entries: readonly EndpointEntry[],
  tls: TlsPolicy,
  names: KnownNames,
): readonly Problem[] {
  const zones = zoneNames(tls);
  const profiles = profileNames(tls, names);
  const seen = new Map<string, number>();
  return entries.flatMap((entry) => {
    const { position: at, zone, profile } = entry;
    const twice = endpointsOf(entry, tls, undefined).flatMap(({ name }): readonly Problem[] => {
      const before = seen.get(name);
      seen.set(name, before ?? at.line);
      const what = `${name} stands here twice${before === undefined ? '' : `, first at line ${before}`}`;
      return before === undefined ? [] : [{ at, what, repair: 'keep one of the two' }];
    });
    return [
      ...unknownName('zone', zone, { at, known: zones }),
      ...unknownName('profile', profile, { at, known: profiles }),
      ...twice,
    ];
  });
}

/** The same for the `tls` section. */
export function tlsProblems({ tls }: Policy, names: KnownNames): readonly Problem[] {
  const known = profileNames(tls, names);
  return [
    ...unknownName('profile', tls.position.line === 0 ? undefined : tls.profile, {
      at: tls.position,
      known,
    }),
    ...tls.zones.flatMap(({ profile, position: at }) =>
      unknownName('profile', profile, { at, known }),
    ),
    ...tls.profiles.flatMap(({ id, position: at, extends: base }): readonly Problem[] => {
      const own = names.profiles?.includes(id) === true;
      const what = `the profile ${quote(id)} is there already`;
      return [
        ...(own ? [{ at, what, repair: 'give yours another name' }] : []),
        ...unknownName('profile', base, { at, known }),
      ];
    }),
  ];
}

function unknownName(
  kind: string,
  name: string | undefined,
  { at, known }: { readonly at: Problem['at']; readonly known: readonly string[] | undefined },
): readonly Problem[] {
  if (name === undefined || known === undefined || known.includes(name)) return [];
  const repair = meant(name, known) ?? `${kind}s: ${known.join(', ')}`;
  return [{ at, what: `unknown ${kind} ${quote(name)}`, repair }];
}
