import type { Universe } from '../../../model/universe.ts';
import { isOldEnough, isPrerelease, universeFor, type KnownForRemedies } from './known.ts';
import { allows, ascending, isNewer } from './versions.ts';

/** A tree of more packages is not followed: whether the upgrade is clean is then not known, and it is not proposed. */
const MAX_TREE = 2_000;
/** More newer versions of a direct dependency are not tried. */
const MAX_TRIED = 200;

interface Root {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

/** What an upgrade of a direct dependency is to get rid of. */
export interface Unwanted {
  /** Name of the package with the problem. */
  readonly problem: string;
  /** Names of packages with other problems, which are there anyway. Asked only where no version is clean. */
  readonly others: () => ReadonlySet<string>;
}

/** A version, and whether its tree has problems that are there already. */
export interface RootUpgrade {
  readonly to: string;
  readonly residual: boolean;
}

/**
 * The lowest newer version of a direct dependency that brings nothing that is affected, else nothing that was not before: each need of its tree is given the
 * highest version that it allows, as installers do without a lockfile. Undefined where none is known; then the universe
 * was asked for every name that is needed to know it.
 */
export function smallestCleanUpgrade(
  root: Root,
  { problem, others }: Unwanted,
  known: KnownForRemedies,
): RootUpgrade | undefined {
  const universe = universeFor(known, root.ecosystem);
  const published = universe?.versions(root.name);
  if (universe === undefined || published === undefined) return undefined;
  const newer = ascending(known.order, root.ecosystem, published).filter(
    (each) =>
      !isPrerelease(each) &&
      isNewer(known.order, root.ecosystem, each, root.version) &&
      isOldEnough(known, root.name, each),
  );
  const tree = new Tree(root.ecosystem, universe, known);
  const tried = newer.slice(0, MAX_TRIED);
  const none: ReadonlySet<string> = new Set();
  const clean = tried.find((each) => tree.isClean([root.name, each], problem, none));
  if (clean !== undefined) return { to: clean, residual: false };
  if (tried.length === 0) return undefined;
  const present = others();
  const better = tried.find((each) => tree.isClean([root.name, each], problem, present));
  return better === undefined ? undefined : { to: better, residual: true };
}

class Tree {
  readonly #ecosystem: string;
  readonly #universe: Universe;
  readonly #known: KnownForRemedies;
  /** Chosen versions by need, shared by the versions that are tried. */
  readonly #chosen = new Map<string, string | undefined>();

  constructor(ecosystem: string, universe: Universe, known: KnownForRemedies) {
    this.#ecosystem = ecosystem;
    this.#universe = universe;
    this.#known = known;
  }

  /** False also where it is not known. The whole tree is walked, so that all names that are missing are asked for at once. */
  isClean(root: readonly [string, string], problem: string, others: ReadonlySet<string>): boolean {
    const seen = new Set<string>();
    const todo: (readonly [string, string])[] = [root];
    let clean = true;
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      const key = next.join('@');
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MAX_TREE) return false;
      const isBad = this.#known.isAffected(this.#ecosystem, ...next);
      if (isBad && (next[0] === problem || !others.has(next[0]))) return false;
      const needs = this.#needs(next, problem);
      if (needs === undefined) clean = false;
      else todo.push(...needs);
    }
    return clean;
  }

  #needs(
    [name, version]: readonly [string, string],
    problem: string,
  ): readonly (readonly [string, string])[] | undefined {
    const needs = this.#universe.dependenciesOf(name, version);
    if (needs === undefined) return undefined;
    const chosen: (readonly [string, string])[] = [];
    for (const need of needs) {
      const best = this.#choose(need.name, need.constraint);
      if (best !== undefined) chosen.push([need.name, best]);
      // What nothing matches cannot be installed: it is not the way out of this problem.
      else if (need.name === problem || this.#universe.versions(need.name) === undefined) {
        return undefined;
      }
    }
    return chosen;
  }

  #choose(name: string, constraint: string): string | undefined {
    const key = `${name} ${constraint}`;
    if (this.#chosen.has(key)) return this.#chosen.get(key);
    const { order } = this.#known;
    const fitting = ascending(order, this.#ecosystem, this.#universe.versions(name) ?? []).filter(
      (each) => fits(this.#known, this.#ecosystem, each, constraint),
    );
    const stable = fitting.filter((each) => !isPrerelease(each));
    const best = (stable.length > 0 ? stable : fitting).at(-1);
    this.#chosen.set(key, best);
    return best;
  }
}

function fits(
  { order }: KnownForRemedies,
  ecosystem: string,
  version: string,
  constraint: string,
): boolean {
  return allows(order, ecosystem, version, constraint) === true;
}
