import type { Component, ComponentList, Requirement } from '../../../model/component.ts';
import type { Remedy } from '../../../model/remedy.ts';
import { RemedyWriter } from './write-remedy.ts';
import { askersOf, rootsOf, type Asker } from './graph.ts';
import { managerOf, onlyAdding } from './manager.ts';
import { mendedVersions, olderVersion, universeFor, type KnownForRemedies } from './known.ts';
import { smallestCleanUpgrade } from './upgrade-root.ts';
import { allows } from './versions.ts';

/** A problem that came in by more ways is mended by an override only: nobody makes so many changes for one. */
const MAX_ROOTS = 10;
/** Versions for which it is tried whether all who ask allow them. */
const MAX_REFRESHES = 200;

/**
 * What removes the problem of one component, the best first; empty where nothing known does. In this order: a version that
 * everybody who asks for it allows (`refresh`), the lowest upgrade of what is declared (`upgrade`), a version that is forced
 * (`override`), and of malicious packages `remove`. Pure; the same questions get the same answers.
 */
export function remediesOf(
  list: ComponentList,
  index: number,
  known: KnownForRemedies,
): readonly Remedy[] {
  const component = list.components[index];
  if (component === undefined || component.version === '') return [];
  // Nobody publishes other versions of what comes from an address.
  if (component.source.kind === 'git' || component.source.kind === 'archive') return [];
  return new Search(list, index, component, known).all();
}

class Search {
  readonly #list: ComponentList;
  readonly #component: Component;
  readonly #known: KnownForRemedies;
  readonly #requirements: readonly Requirement[];
  readonly #parents: readonly Asker[];
  readonly #writer: RemedyWriter;
  readonly #index: number;

  constructor(list: ComponentList, index: number, component: Component, known: KnownForRemedies) {
    const askers = askersOf(list);
    this.#list = list;
    this.#index = index;
    this.#component = component;
    this.#known = known;
    this.#requirements = askers.requirements[index] ?? [];
    this.#parents = askers.parents[index] ?? [];
    this.#writer = new RemedyWriter(list, known);
  }

  all(): readonly Remedy[] {
    const mended = mendedVersions(this.#component, this.#known);
    const refreshed = mended.slice(0, MAX_REFRESHES).find((to) => this.#everybodyAllows(to));
    if (refreshed !== undefined) return [this.#writer.refresh(this.#component, refreshed)];
    const [to] = mended;
    const found =
      to === undefined
        ? [this.#upwards(this.#parents, [])]
        : [this.#declared(to), this.#forced(to)];
    const remedies = found.flatMap((each) => each ?? []);
    if (this.#known.malicious !== true || to !== undefined) return remedies;
    return [...remedies, ...this.#backOrOut()];
  }

  #everybodyAllows(version: string): boolean {
    if (this.#requirements.length + this.#parents.length === 0) return false;
    return (
      this.#requirements.every(({ constraint }) => this.#allows(version, constraint)) &&
      this.#blockedAt(version).length === 0
    );
  }

  #allows(version: string, constraint: string): boolean {
    return allows(this.#known.order, this.#component.ecosystem, version, constraint) === true;
  }

  /** Those who do not allow the version, as far as is known. */
  #blockedAt(version: string): readonly Asker[] {
    return this.#parents.filter((asker) => {
      const constraint = asker.constraint ?? this.#publishedConstraint(asker);
      return constraint === undefined || !this.#allows(version, constraint);
    });
  }

  #publishedConstraint({ parent }: Asker): string | undefined {
    const { ecosystem, name } = this.#component;
    const asking = this.#list.components[parent];
    if (asking === undefined) return undefined;
    return universeFor(this.#known, ecosystem)
      ?.dependenciesOf(asking.name, asking.version)
      ?.find((need) => need.name === name)?.constraint;
  }

  /** By changes of what is declared alone. */
  #declared(to: string): Remedy | undefined {
    const upgrades = this.#directUpgrades(to);
    const blocked = this.#blockedAt(to);
    if (blocked.length === 0) return upgrades.length === 0 ? undefined : joined(upgrades);
    return this.#upwards(blocked, upgrades);
  }

  #directUpgrades(to: string): readonly Remedy[] {
    return this.#requirements
      .filter(({ constraint }) => !this.#allows(to, constraint))
      .map((requirement) => this.#writer.upgrade(requirement, this.#component, { to }));
  }

  /** By upgrades of the direct dependencies through which these ask; undefined where one of them has none. */
  #upwards(askers: readonly Asker[], others: readonly Remedy[]): Remedy | undefined {
    const roots = rootsOf(
      this.#list,
      askers.map(({ parent }) => parent),
    ).filter((root) => root !== this.#index);
    if (askers.length === 0 || roots.length === 0 || roots.length > MAX_ROOTS) return undefined;
    const changes: Remedy[] = [...others];
    // Each is asked for, so that a universe that is filled on demand gets to know all names in one round.
    const found = roots.map((root) => this.#rootUpgrade(root));
    for (const each of found) {
      if (each === undefined) return undefined;
      changes.push(...each);
    }
    return joined(changes);
  }

  #rootUpgrade(index: number): readonly Remedy[] | undefined {
    const root = this.#list.components[index];
    if (root === undefined) return undefined;
    const { name, ecosystem, version } = this.#component;
    const unwanted = { problem: name, others: () => affectedNames(this.#list, this.#known) };
    const upgrade = smallestCleanUpgrade(root, unwanted, this.#known);
    if (upgrade === undefined) return undefined;
    const { to, residual } = upgrade;
    const requirements = askersOf(this.#list).requirements[index] ?? [];
    const blocking = requirements.filter(
      ({ constraint }) => allows(this.#known.order, ecosystem, to, constraint) !== true,
    );
    if (blocking.length === 0) return [this.#writer.refresh(root, to, residual)];
    const brings = `${name} ${version}`;
    return blocking.map((each) => this.#writer.upgrade(each, root, { to, brings, residual }));
  }

  #forced(to: string): Remedy | undefined {
    const blocked = this.#blockedAt(to);
    if (blocked.length === 0 && this.#requirements.length > 0) return undefined;
    const manager = managerOf(this.#list, this.#component.ecosystem);
    const isForbidden = blocked.some((asker) => this.#forbids(asker, to));
    if (isForbidden && manager !== undefined && onlyAdding.has(manager)) return undefined;
    const overrides = this.#writer.overrides(this.#component, to, blocked);
    return overrides === undefined
      ? undefined
      : joined([...overrides, ...this.#directUpgrades(to)]);
  }

  /** Whether it is known to allow no such version. */
  #forbids(asker: Asker, to: string): boolean {
    const constraint = asker.constraint ?? this.#publishedConstraint(asker);
    const { order } = this.#known;
    return (
      constraint !== undefined && allows(order, this.#component.ecosystem, to, constraint) === false
    );
  }

  /** Of a malicious package without a newer version: the one before, and in any case: away with it. */
  #backOrOut(): readonly Remedy[] {
    const back = olderVersion(this.#component, this.#known);
    const isOnlyDeclared = this.#requirements.length > 0 && this.#parents.length === 0;
    const steps =
      back === undefined || !isOnlyDeclared
        ? []
        : this.#requirements.map((each) =>
            this.#writer.upgrade(each, this.#component, { to: back, pinned: true }),
          );
    return [
      ...(steps.length === 0 ? [] : [joined(steps)].flatMap((each) => each ?? [])),
      ...this.#removals(),
    ];
  }

  #removals(): readonly Remedy[] {
    const roots = rootsOf(this.#list, [this.#index]);
    const { name, version } = this.#component;
    const gone = roots.slice(0, MAX_ROOTS).flatMap((index) => {
      const root = this.#list.components[index];
      if (root === undefined) return [];
      const brings = index === this.#index ? undefined : `${name} ${version}`;
      return (askersOf(this.#list).requirements[index] ?? []).map((each) =>
        this.#writer.removal(each, root, brings),
      );
    });
    const joint = joined(gone);
    return joint === undefined
      ? [this.#writer.removal(undefined, this.#component, undefined)]
      : [joint];
  }
}

/** By what is known, then by list: who asks for many findings hands over the same function. */
const affected = new WeakMap<
  KnownForRemedies['isAffected'],
  WeakMap<ComponentList, ReadonlySet<string>>
>();

/** Names with a problem of any kind, once a list. */
function affectedNames(list: ComponentList, { isAffected }: KnownForRemedies): ReadonlySet<string> {
  const byList = affected.get(isAffected) ?? new WeakMap<ComponentList, ReadonlySet<string>>();
  affected.set(isAffected, byList);
  const before = byList.get(list);
  if (before !== undefined) return before;
  const names = new Set(
    list.components
      .filter(({ ecosystem, name, version }) => isAffected(ecosystem, name, version))
      .map(({ name }) => name),
  );
  byList.set(list, names);
  return names;
}

/** The first, with the others as what is needed beside it. */
function joined(changes: readonly Remedy[]): Remedy | undefined {
  const [first, ...rest] = changes;
  if (first === undefined) return undefined;
  return rest.length === 0 ? first : { ...first, together: rest };
}
