import type { AdvisoryData, AdvisoryMatch } from '../../../model/advisory.ts';
import type { ComponentList } from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { VersionMatcher } from './affects.ts';
import { groupRecords, type ProblemGroup } from './problem-groups.ts';

/** A package in one version, and the problems that it has. */
export interface Hit {
  /** Of the list, all with this name and version; the first stands for them. */
  readonly indexes: readonly [number, ...number[]];
  readonly problems: readonly Problem[];
}

export interface Problem extends ProblemGroup {
  /** Versions that mend it and are affected by none of its records, ascending, above the present one. */
  readonly fixedIn: readonly string[];
}

/** Components whose version cannot be compared, so that nobody can tell whether an advisory is about them. */
export interface Untold {
  readonly index: number;
  /** How many advisories may be about it. */
  readonly advisories: number;
}

export interface Matched {
  readonly hits: readonly Hit[];
  readonly untold: readonly Untold[];
}

/** What is known against the components of a list. Linear in the list; the data is asked once for each name. */
export function matchList(list: ComponentList, data: AdvisoryData): Matched {
  const matching = new Matching(data);
  for (const [key, indexes] of sameVersions(list)) matching.match(key, indexes, list.components);
  return matching;
}

/** Indexes of the components that are one package in one version, by that. */
function sameVersions({
  format,
  components,
}: ComponentList): ReadonlyMap<string, [number, ...number[]]> {
  const found = new Map<string, [number, ...number[]]>();
  for (const [index, { ecosystem, name, version, source }] of components.entries()) {
    // What lies inside of the target is no release of the package that has its name, unless it was copied from one.
    if (source.kind === 'path' && format !== 'vendored-javascript') continue;
    const key = `${ecosystem}\0${name}\0${version}`;
    const indexes = found.get(key);
    if (indexes === undefined) found.set(key, [index]);
    else indexes.push(index);
  }
  return found;
}

class Matching implements Matched {
  readonly hits: Hit[] = [];
  readonly untold: Untold[] = [];
  readonly #data: AdvisoryData;
  readonly #matchers = new Map<string, VersionMatcher>();

  constructor(data: AdvisoryData) {
    this.#data = data;
  }

  match(
    key: string,
    indexes: [number, ...number[]],
    components: ComponentList['components'],
  ): void {
    const [ecosystem = '', name = '', version = ''] = key.split('\0');
    const known = this.#data
      .matches(ecosystem, publishedName(ecosystem, name))
      .filter(({ withdrawn }) => withdrawn === undefined);
    if (known.length === 0) return;
    const index = indexes[0];
    if (version === '') {
      const wholly = known.filter((advisory) => isAboutAll(advisory));
      const constraint = components[index]?.constraint ?? '';
      if (wholly.length > 0) this.#tell(indexes, wholly, ecosystem, constraint);
      else this.untold.push({ index, advisories: known.length });
      return;
    }
    const matcher = this.#matcherOf(ecosystem);
    const answers = known.map((advisory) => matcher.affects(advisory, version));
    const affecting = known.filter((_, at) => answers[at] === 'yes');
    if (affecting.length > 0) this.#tell(indexes, affecting, ecosystem, version);
    const unknown = answers.filter((answer) => answer === 'unknown').length;
    if (unknown > 0) this.untold.push({ index, advisories: unknown });
  }

  #tell(
    indexes: [number, ...number[]],
    affecting: readonly AdvisoryMatch[],
    ecosystem: string,
    version: string,
  ): void {
    const matcher = this.#matcherOf(ecosystem);
    const problems = groupRecords(affecting).map((group) => ({
      ...group,
      fixedIn: fixesOf(group.records, version, matcher),
    }));
    this.hits.push({ indexes, problems });
  }

  #matcherOf(ecosystem: string): VersionMatcher {
    const known = this.#matchers.get(ecosystem) ?? new VersionMatcher(ecosystem);
    this.#matchers.set(ecosystem, known);
    return known;
  }
}

/** What advisories are asked about: an action may lie in a folder of its repository, and they name the repository. */
export function publishedName(ecosystem: string, name: string): string {
  const published = ecosystem === 'GitHub Actions' ? name.split('/').slice(0, 2).join('/') : name;
  return normaliseName(ecosystem, published);
}

/** Every version there ever was or will be: then a declared name is enough. */
function isAboutAll({ ranges, versions }: AdvisoryMatch): boolean {
  return (
    versions.length === 0 &&
    ranges.some(({ events }) =>
      events.every((event) => 'introduced' in event && event.introduced === '0'),
    )
  );
}

function fixesOf(
  records: readonly AdvisoryMatch[],
  version: string,
  matcher: VersionMatcher,
): readonly string[] {
  const named = records.flatMap(({ ranges }) =>
    ranges.flatMap(({ events }) =>
      events.flatMap((event) => ('fixed' in event ? [event.fixed] : [])),
    ),
  );
  return [...new Set(named)]
    .filter((fixed) => (matcher.compare(fixed, version) ?? -1) > 0)
    .filter((fixed) => records.every((record) => matcher.affects(record, fixed) !== 'yes'))
    .toSorted((a, b) => matcher.compare(a, b) ?? 0);
}
