import type { AddressObservation } from '../../src/checks/tls/observation.ts';

/**
 * What an observation says that is not so, given another one of the same server that is known to be right: a `no` of what
 * is there, a `yes` of what is not, a list called complete that lacks something. What it could not tell is no contradiction.
 */
export function contradictions(
  told: AddressObservation,
  truth: AddressObservation,
): readonly string[] {
  return [
    ...ofFacts(told.versions, truth.versions),
    ...ofFacts(told.features, truth.features),
    ...ofLists(told.suites, truth.suites),
    ...ofLists(told.groups, truth.groups),
  ];
}

type Facts = Readonly<Record<string, { readonly is: string; readonly why: string }>>;

function ofFacts(told: Facts, truth: Facts): readonly string[] {
  return Object.entries(told).flatMap(([name, { is, why }]) => {
    const isOpen = is === 'inconclusive' || is === 'not-tested';
    return isOpen || is === truth[name]?.is ? [] : [`${name}: ${is} (${why})`];
  });
}

type Lists = AddressObservation['suites'] | AddressObservation['groups'];

function ofLists(told: Lists, truth: Lists): readonly string[] {
  const right = new Map(Object.entries(truth));
  return Object.entries(told).flatMap(([version, { codes, complete }]) => {
    const there = new Set(right.get(version)?.codes);
    const found = new Set(codes);
    const invented = codes.filter((code) => !there.has(code));
    const lacking = [...there].filter((code) => !found.has(code));
    return [
      ...invented.map((code) => `${version}: ${code} is not there`),
      ...(complete.is === 'yes' ? lacking : []).map((code) => `${version}: lacks ${code}`),
    ];
  });
}
