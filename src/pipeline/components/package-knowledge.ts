import { createHash } from 'node:crypto';
import { matchList, publishedName, type Matched } from '../../checks/components/match/hits.ts';
import type { AdvisoryData, AdvisoryDetails, AdvisoryMatch } from '../../model/advisory.ts';
import type { Component } from '../../model/component.ts';
import { normaliseName } from '../../model/package-name.ts';

/** What of an advisory is shown or weighed; its dates and references are not. */
type KnownDetails = Pick<
  AdvisoryDetails,
  'id' | 'summary' | 'severities' | 'severityWord' | 'cwe' | 'sources'
>;

/** Everything that the advisories say of one package, to be judged by later and elsewhere: JSON. */
export interface PackageKnowledge {
  readonly matches: readonly AdvisoryMatch[];
  readonly details: readonly KnownDetails[];
  /** By CVE: since when it is exploited, and how probable that is. */
  readonly exploited: Readonly<Record<string, string>>;
  readonly probable: Readonly<Record<string, number>>;
}

/** A package that products use. */
export interface UsedPackage {
  /** As components state it. */
  readonly ecosystem: string;
  readonly name: string;
}

export interface LookedUp {
  /** Undefined: nothing is known of it. */
  readonly known: PackageKnowledge | undefined;
  /** Equal where a judgement would be; `none`: there are no advisories of the ecosystem. */
  readonly digest: string;
}

/** There are no advisories of the ecosystem. */
export const NO_ADVISORIES = 'none';
const NOTHING: LookedUp = { known: undefined, digest: 'nothing' };

/** Asks the index about one package: some 20 µs. */
export function lookUp(data: AdvisoryData, { ecosystem, name }: UsedPackage): LookedUp {
  if (!data.ecosystems.has(ecosystem)) return { known: undefined, digest: NO_ADVISORIES };
  const matches = data.matches(ecosystem, publishedName(ecosystem, name));
  if (matches.length === 0) return NOTHING;
  const cves = [...new Set(matches.flatMap(({ id, aliases }) => [id, ...aliases]))].filter((id) =>
    id.startsWith('CVE-'),
  );
  const known: PackageKnowledge = {
    matches,
    details: matches.flatMap(({ id }) => {
      const found = data.details(ecosystem, id);
      return found === undefined ? [] : [shown(found)];
    }),
    exploited: factsOf(cves, (cve) => data.exploitedSince(cve)),
    probable: factsOf(cves, (cve) => data.exploitProbability(cve)),
  };
  return { known, digest: digestOf(known) };
}

function shown(details: AdvisoryDetails): KnownDetails {
  const { id, summary, severities, severityWord, cwe, sources } = details;
  return { id, summary, severities, severityWord, cwe, sources };
}

function factsOf<Fact>(
  cves: readonly string[],
  ask: (cve: string) => Fact | undefined,
): Readonly<Record<string, Fact>> {
  return Object.fromEntries(
    cves.flatMap((cve) => {
      const fact = ask(cve);
      return fact === undefined ? [] : [[cve, fact] as const];
    }),
  );
}

/** EPSS changes every day for everything, mostly by nothing: steps in which a change of it is one. */
const PROBABILITY_STEPS = 10;

function digestOf({ probable, ...rest }: PackageKnowledge): string {
  const steps = Object.entries(probable).map(([cve, value]) => [
    cve,
    Math.floor(value * PROBABILITY_STEPS),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([rest, steps]))
    .digest('hex');
}

/** A package as it was looked up. */
export interface KnownPackage extends UsedPackage, LookedUp {}

/** What was looked up, in the place of the index: it answers about these packages and about no other. */
export function knowledgeOf(packages: readonly KnownPackage[]): AdvisoryData {
  const matches = new Map<string, readonly AdvisoryMatch[]>();
  const details = new Map<string, KnownDetails>();
  const exploited = new Map<string, string>();
  const probable = new Map<string, number>();
  const ecosystems = new Set<string>();
  for (const { ecosystem, name, known, digest } of packages) {
    if (digest !== NO_ADVISORIES) ecosystems.add(ecosystem);
    if (known === undefined) continue;
    matches.set(`${ecosystem}\0${publishedName(ecosystem, name)}`, known.matches);
    for (const each of known.details) details.set(`${ecosystem}\0${each.id}`, each);
    for (const [cve, since] of Object.entries(known.exploited)) exploited.set(cve, since);
    for (const [cve, value] of Object.entries(known.probable)) probable.set(cve, value);
  }
  return {
    ages: [],
    ecosystems,
    matches: (ecosystem, name) =>
      matches.get(`${ecosystem}\0${normaliseName(ecosystem, name)}`) ?? [],
    details(ecosystem, id) {
      const found = details.get(`${ecosystem}\0${id}`);
      return found && { ...found, published: '', modified: '', references: [] };
    },
    exploitedSince: (cve) => exploited.get(cve),
    exploitProbability: (cve) => probable.get(cve),
  };
}

/**
 * What is said of one version of a package: equal before and after where no list that has it is judged otherwise. Of a version that
 * nothing is known against it stays the same whatever else is known of the package.
 */
export function answerOn(known: KnownPackage, version: string): string {
  if (known.known === undefined) return known.digest;
  const { hits, untold } = judged(known, version);
  return hits.length + untold.length === 0 ? NOTHING.digest : known.digest;
}

function judged(known: KnownPackage, version: string): Matched {
  const { ecosystem, name } = known;
  const component: Component = { ...anywhere, ecosystem, name, version };
  const list = { path: '', format: '', components: [component], requirements: [] };
  return matchList({ ...list, extent: 'whole' }, knowledgeOf([known]));
}

/** Where it stands has no say in whether an advisory is about it. */
const anywhere: Omit<Component, 'ecosystem' | 'name' | 'version'> = {
  direct: true,
  scope: 'prod',
  line: 1,
  integrity: [],
  source: { kind: 'registry' },
  dependsOn: [],
};
