import {
  componentScopes,
  type Component,
  type ComponentList,
  type ComponentScope,
  type Requirement,
} from '../../model/component.ts';

import { withoutCredentials } from './values.ts';

/** What a format knows of a component; the rest follows from the requirements and edges. */
export type Stated = Pick<Component, 'name' | 'version' | 'line'> &
  Partial<
    Pick<
      Component,
      | 'constraint'
      | 'scope'
      | 'integrity'
      | 'source'
      | 'installScript'
      | 'licence'
      | 'publishedAt'
      | 'ecosystem'
    >
  >;

/** Puts a list together: components under keys of the format's own, edges between keys, and what people declared. */
export class ListBuilder {
  readonly #path: string;
  readonly #format: string;
  readonly #ecosystem: string;
  readonly #indexes = new Map<string, number>();
  readonly #components: Stated[] = [];
  /** For each component the keys that it needs, and what each was declared as. */
  readonly #edges: Map<string, string>[] = [];
  readonly #requirements: (Omit<Requirement, 'component'> & {
    readonly key: string | undefined;
  })[] = [];

  constructor(path: string, format: string, ecosystem: string) {
    this.#path = path;
    this.#format = format;
    this.#ecosystem = ecosystem;
  }

  has(key: string): boolean {
    return this.#indexes.has(key);
  }

  /** The first statement under a key counts. */
  add(key: string, stated: Stated): void {
    if (this.#indexes.has(key)) return;
    this.#indexes.set(key, this.#components.length);
    this.#components.push(stated);
    this.#edges.push(new Map());
  }

  /** Nothing where either is unknown. Of several constraints on one need the first that says something counts. */
  connect(from: string, to: string | undefined, constraint = ''): void {
    const index = this.#indexes.get(from);
    const edges = index === undefined ? undefined : this.#edges[index];
    if (to === undefined || edges === undefined) return;
    const known = edges.get(to) ?? '';
    edges.set(to, known === '' ? constraint : known);
  }

  require(requirement: Omit<Requirement, 'component'>, key: string | undefined): void {
    this.#requirements.push({ ...requirement, key });
  }

  finish(extent: ComponentList['extent'] = 'whole'): ComponentList {
    const edges = this.#edges.map((needs) => this.#edgesOf(needs));
    const requirements = this.#requirements.map(({ key, ...rest }): Requirement => {
      const component = key === undefined ? undefined : this.#indexes.get(key);
      const { name, constraint } = rest;
      return {
        ...rest,
        name: withoutCredentials(name),
        constraint: withoutCredentials(constraint),
        ...(component === undefined ? {} : { component }),
      };
    });
    const direct = new Set(requirements.flatMap(({ component }) => component ?? []));
    const reached = scopesOf(
      requirements,
      edges.map(({ dependsOn }) => dependsOn),
    );
    const components = this.#components.map((stated, index): Component => ({
      ecosystem: this.#ecosystem,
      scope: reached[index] ?? 'prod',
      integrity: [],
      source: { kind: 'registry' },
      ...stated,
      // An address may stand where a name or a version should.
      ...cleaned(stated),
      direct: direct.has(index),
      ...(edges[index] ?? { dependsOn: [] }),
    }));
    return { path: this.#path, format: this.#format, components, requirements, extent };
  }

  #edgesOf(needs: ReadonlyMap<string, string>): Pick<Component, 'dependsOn' | 'constraints'> {
    const found = [...needs].flatMap(([key, constraint]) => {
      const index = this.#indexes.get(key);
      return index === undefined ? [] : [{ index, constraint: withoutCredentials(constraint) }];
    });
    const edges = found.toSorted((a, b) => a.index - b.index);
    const dependsOn = edges.map(({ index }) => index);
    if (edges.every(({ constraint }) => constraint === '')) return { dependsOn };
    return { dependsOn, constraints: edges.map(({ constraint }) => constraint) };
  }
}

function cleaned({ name, version, constraint, licence }: Stated): Partial<Stated> {
  return {
    name: withoutCredentials(name),
    version: withoutCredentials(version),
    ...(constraint === undefined ? {} : { constraint: withoutCredentials(constraint) }),
    ...(licence === undefined ? {} : { licence: withoutCredentials(licence) }),
  };
}

/** The widest scope from which each component is reached; undefined: from nothing that was declared. Linear. */
function scopesOf(
  requirements: readonly Requirement[],
  edges: readonly (readonly number[])[],
): readonly (ComponentScope | undefined)[] {
  const scopes: (ComponentScope | undefined)[] = Array.from({ length: edges.length });
  for (const scope of componentScopes) {
    const todo = requirements.flatMap((each) =>
      each.scope === scope && each.component !== undefined ? [each.component] : [],
    );
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      if (scopes[at] !== undefined) continue;
      scopes[at] = scope;
      todo.push(...(edges[at] ?? []).filter((next) => scopes[next] === undefined));
    }
  }
  return scopes;
}
