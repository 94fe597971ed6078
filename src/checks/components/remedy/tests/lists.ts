import type { Component, ComponentList, Requirement } from '../../../../model/component.ts';

/** `name@version` → what it needs: `name@version constraint`. The first line of a name that is declared has `! constraint`. */
export interface Sketch {
  readonly ecosystem?: string;
  readonly path?: string;
  readonly format?: string;
  /** `file:line name constraint > name@version`. */
  readonly declared: readonly (readonly [string, string, string])[];
  readonly components: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A list from a sketch: `declared` are name, constraint and key of the component; needs are keys with their constraints. */
export function listOf(sketch: Sketch): ComponentList {
  const { ecosystem = 'npm', path = 'package-lock.json', format = 'package-lock' } = sketch;
  const keys = Object.keys(sketch.components);
  const direct = new Set(sketch.declared.map(([, , key]) => key));
  const components = keys.map((key, at): Component => {
    const cut = key.lastIndexOf('@');
    const needs = Object.entries(sketch.components[key] ?? {})
      .map(([name, constraint]) => [keys.indexOf(name), constraint] as const)
      .toSorted((a, b) => a[0] - b[0]);
    return {
      ecosystem,
      name: key.slice(0, cut),
      version: key.slice(cut + 1),
      direct: direct.has(key),
      scope: 'prod',
      line: at + 10,
      integrity: [],
      source: { kind: 'registry' },
      dependsOn: needs.map(([index]) => index),
      constraints: needs.map(([, constraint]) => constraint),
    };
  });
  const requirements = sketch.declared.map(([name, constraint, key], at): Requirement => ({
    workspace: '',
    name,
    constraint,
    scope: 'prod',
    component: keys.indexOf(key),
    declaredAt: { path: manifests[ecosystem] ?? path, line: at + 3 },
  }));
  return { path, format, components, requirements, extent: 'whole' };
}

const manifests: Readonly<Record<string, string>> = {
  npm: 'package.json',
  PyPI: 'pyproject.toml',
  RubyGems: 'Gemfile',
};
