import type { Universe } from '../../../model/universe.ts';
import { ascending, isNewer, sameFlavour, type VersionOrder } from './versions.ts';

/** What is known when remedies are looked for. */
export interface KnownForRemedies {
  /** Versions that mend the problem by its advisories, in any order. */
  readonly fixes: readonly string[];
  /** Whether anything known, also another problem, is wrong with this version. The same function for all findings of a run. */
  readonly isAffected: (ecosystem: string, name: string, version: string) => boolean;
  /** Whether one of the problems asked about is still in this version; without it, every version from the lowest fix on mends them. */
  readonly isUnmended?: (version: string) => boolean;
  readonly order: VersionOrder;
  /** Whether it is a malicious package, which is better gone than kept. */
  readonly malicious?: boolean;
  /** Versions of the registries and their dependencies, where it may be asked (`--online`). */
  readonly universe?: Universe;
  /** Younger versions are not proposed, where their date is known. */
  readonly cooldown?: { readonly days: number; readonly now: string };
}

const DAY_MS = 86_400_000;
/** More versions of one package are not tried. */
const MAX_CANDIDATES = 2_000;

/** The universe, if it is the one of the ecosystem. */
export function universeFor(
  { universe }: KnownForRemedies,
  ecosystem: string,
): Universe | undefined {
  return universe?.ecosystem === ecosystem ? universe : undefined;
}

/** Whether a version is old enough, or its age is not known. */
export function isOldEnough(
  { cooldown, universe }: KnownForRemedies,
  name: string,
  version: string,
): boolean {
  const published = universe?.publishedAt(name, version);
  if (cooldown === undefined || cooldown.days <= 0 || published === undefined) return true;
  return Date.parse(cooldown.now) - Date.parse(published) >= cooldown.days * DAY_MS;
}

interface Package {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

/**
 * Versions without the problem and, where there are such, without any other that is known; newer than the one in use,
 * ascending. With a universe those that exist; without one those that the advisories name. Prereleases only where nothing else mends it.
 */
export function mendedVersions(
  { ecosystem, name, version }: Package,
  known: KnownForRemedies,
): readonly string[] {
  const { order, fixes } = known;
  const published = universeFor(known, ecosystem)?.versions(name);
  const lowest = ascending(order, ecosystem, fixes);
  const all = published === undefined ? lowest : ascending(order, ecosystem, published);
  const isChoice = (each: string): boolean =>
    isNewer(order, ecosystem, each, version) && isOldEnough(known, name, each);
  const good = all
    .slice(-MAX_CANDIDATES)
    .filter((each) => isChoice(each) && !known.isAffected(ecosystem, name, each));
  // Where something is wrong with every version, one without the problems asked about is still better.
  const [first] = lowest;
  const mends = (each: string): boolean =>
    first !== undefined &&
    (order.compare(ecosystem, each, first) ?? -1) >= 0 &&
    known.isUnmended?.(each) !== true;
  const best = good.length > 0 ? good : all.filter((each) => mends(each) && isChoice(each));
  const stable = best.filter((each) => !isPrerelease(each));
  return sameFlavour(version, stable.length > 0 ? stable : best);
}

/** Of a malicious package also an older version will do: the newest before it. */
export function olderVersion(
  { ecosystem, name, version }: Package,
  known: KnownForRemedies,
): string | undefined {
  const published = universeFor(known, ecosystem)?.versions(name) ?? known.fixes;
  return ascending(known.order, ecosystem, published)
    .slice(-MAX_CANDIDATES)
    .findLast(
      (each) =>
        !isPrerelease(each) &&
        isNewer(known.order, ecosystem, version, each) &&
        !known.isAffected(ecosystem, name, each),
    );
}

/** By the words that the schemes share; `-jre`, `-android` and `.Final` are releases. */
export function isPrerelease(version: string): boolean {
  return /(?:^|[-._\d])(?:alpha|beta|rc|cr|pre|preview|dev|snapshot|canary|next|m(?=\d)|a(?=\d)|b(?=\d))(?![a-z])/i.test(
    version,
  );
}
