import {
  protocolVersions,
  type AddressObservation,
  type Observation,
} from '../../src/checks/tls/observation.ts';
import type { ServerTruth } from './truths.ts';

/** Codes in hexadecimal, by version, as they stand in suites.json. */
export type KnownSuites = Readonly<Record<string, readonly string[]>>;

/** All that an observation says otherwise than it is, one line each. */
export function differences(
  observation: Observation,
  truth: ServerTruth,
  suites: KnownSuites,
): readonly string[] {
  const [facts] = observation.addresses;
  if (facts === undefined) return ['no address was looked at'];
  return [
    ...inVersions(facts, truth),
    ...inSuites(facts, suites),
    ...inGroups(facts, truth),
    ...inPreferences(facts, truth),
    ...inFeatures(facts, truth),
    ...inRest(facts, truth),
    ...inLeaves(observation, truth),
  ];
}

function inVersions({ versions }: AddressObservation, truth: ServerTruth): readonly string[] {
  return protocolVersions.flatMap((version) => {
    const { is, why } = versions[version];
    const right = truth.versions.includes(version) ? 'yes' : 'no';
    return is === right ? [] : [`${version}: ${is} (${why}) instead of ${right}`];
  });
}

function inSuites(facts: AddressObservation, expected: KnownSuites): readonly string[] {
  return protocolVersions.flatMap((version) => {
    const told = facts.suites[version];
    const codes = (told?.codes ?? []).map((code) => code.toString(16).padStart(4, '0'));
    const known = expected[version] ?? [];
    const { is, why } = told?.complete ?? { is: 'yes', why: '' };
    return [
      ...setDifference(`${version} suites`, codes, known),
      ...(is === 'yes' ? [] : [`${version} suites: complete ${is} (${why})`]),
    ];
  });
}

function inGroups(facts: AddressObservation, truth: ServerTruth): readonly string[] {
  return (['TLS1.2', 'TLS1.3'] as const).flatMap((version) => {
    const expected = truth.groups?.[version];
    if (expected === undefined) return [];
    return setDifference(`${version} groups`, facts.groups[version]?.codes ?? [], expected);
  });
}

function inPreferences(facts: AddressObservation, truth: ServerTruth): readonly string[] {
  return protocolVersions.flatMap((version) => {
    const { order = 'not told', codes = [] } = facts.suites[version] ?? {};
    const { [version]: rightOrder = order } = truth.order ?? {};
    const { [version]: preferred = codes } = truth.preferred ?? {};
    const [told, right] = [codes.join(' '), preferred.join(' ')];
    return [
      ...(order === rightOrder ? [] : [`${version} order: ${order} instead of ${rightOrder}`]),
      ...(told === right ? [] : [`${version} preference: ${told} instead of ${right}`]),
    ];
  });
}

function inFeatures({ features }: AddressObservation, truth: ServerTruth): readonly string[] {
  const wanted = [
    ...(truth.yes ?? []).map((feature) => [feature, 'yes'] as const),
    ...(truth.no ?? []).map((feature) => [feature, 'no'] as const),
  ];
  return wanted.flatMap(([feature, right]) => {
    const { is, why } = features[feature];
    return is === right ? [] : [`${feature}: ${is} (${why}) instead of ${right}`];
  });
}

function inRest(facts: AddressObservation, truth: ServerTruth): readonly string[] {
  const bits = [...new Set(facts.dh.map((dh) => dh.bits))];
  return [
    ...(truth.alpn === undefined ? [] : setDifference('ALPN', facts.alpn, truth.alpn)),
    ...(truth.dhBits === undefined ? [] : setDifference('DH bits', bits, truth.dhBits)),
  ];
}

function inLeaves(observation: Observation, truth: ServerTruth): readonly string[] {
  const chains = observation.addresses.flatMap((facts) => facts.chains);
  const leaves = new Set(chains.flatMap(({ sent }) => sent.slice(0, 1)));
  return leaves.size === truth.leaves
    ? []
    : [`${leaves.size} leaf certificates instead of ${truth.leaves}`];
}

function setDifference(
  what: string,
  told: readonly (string | number)[],
  right: readonly (string | number)[],
): readonly string[] {
  return [
    ...right.filter((item) => !told.includes(item)).map((item) => `${what}: misses ${item}`),
    ...told.filter((item) => !right.includes(item)).map((item) => `${what}: ${item} is not there`),
  ];
}
