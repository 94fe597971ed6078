import { protocolVersions, type AddressObservation, type Fact } from '../observation.ts';
import type { Subject } from '../subject.ts';
import { spaced } from '../grade/changes.ts';

/** Claims that are listed; what is beyond is counted. */
const maxClaims = 20;

/** What could not be told, one short claim each; where several addresses have the same doubt, once. */
export function unknownOf(subjects: readonly Subject[], resolved: Fact): readonly string[] {
  if (resolved.is === 'inconclusive' || resolved.is === 'no') {
    return [`the name could not be resolved: ${resolved.why}`];
  }
  const claims = new Map<string, string[]>();
  for (const { facts } of subjects) {
    for (const claim of claimsOf(facts)) {
      const known = claims.get(claim);
      if (known === undefined) claims.set(claim, [facts.address]);
      else known.push(facts.address);
    }
  }
  const lines = [...claims].map(([claim, addresses]) =>
    addresses.length === subjects.length
      ? claim
      : `${claim} (${addresses[0] ?? ''}${more(addresses)})`,
  );
  const rest = lines.length - maxClaims;
  return rest > 0 ? [...lines.slice(0, maxClaims), `and ${rest} more`] : lines;
}

function more(addresses: readonly string[]): string {
  return addresses.length > 1 ? ` and ${addresses.length - 1} more` : '';
}

function claimsOf(facts: AddressObservation): readonly string[] {
  const { reachable, speaksTls, starttls, versions, suites, groups, features, intrusive } = facts;
  if (reachable.is === 'no') return [`connection refused: ${reachable.why}`];
  if (reachable.is !== 'yes') return [`not reached: ${reachable.why}`];
  if (starttls.is === 'inconclusive') return [`STARTTLS: ${starttls.why}`];
  if (speaksTls.is === 'inconclusive') return [`whether it speaks TLS: ${speaksTls.why}`];
  if (speaksTls.is === 'no') return [];
  return [
    ...protocolVersions.flatMap((version) => named(spaced(version), versions[version])),
    ...Object.entries(suites).flatMap(([version, { complete }]) =>
      named(`all suites of ${version}`, complete),
    ),
    ...Object.entries(groups).flatMap(([version, { complete }]) =>
      named(`all groups of ${version}`, complete),
    ),
    ...Object.entries(features).flatMap(([name, fact]) => named(name.replaceAll('-', ' '), fact)),
    ...Object.entries(intrusive).flatMap(([name, fact]) => named(name.replaceAll('-', ' '), fact)),
    ...facts.inconsistent.map((what) => `answers differ from one connection to the next: ${what}`),
  ];
}

function named(name: string, { is, why }: Fact): readonly string[] {
  return is === 'inconclusive' ? [`${name}: ${why}`] : [];
}
