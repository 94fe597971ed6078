import type { AdvisoryMatch } from '../../../model/advisory.ts';
import type { Component, ComponentList } from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import type { ImportsOf, SourceImports } from '../../../model/source-imports.ts';
import { goPackagesReach } from './go-reach.ts';
import { importedIndex, type Reached } from './imported-index.ts';
import { isLoadedByName } from './loaded-by-name.ts';
import { modulesOf } from './modules-of.ts';
import { gapFact, importedFact, type Reach } from './reach-facts.ts';

/**
 * Whether the sources import the component at `index` of the list, or anything that needs it. Of Go, `advisoryImports`
 * narrows the question to the packages and symbols that are vulnerable. Pure; what is worked out for a list is kept as
 * long as the list.
 */
export function reachOf(
  list: ComponentList,
  index: number,
  importsOf: ImportsOf,
  advisoryImports?: AdvisoryMatch['imports'],
): Reach {
  const component = list.components[index];
  const imports = component === undefined ? undefined : importsOf(component.ecosystem);
  if (component === undefined || imports === undefined || imports.files === 0) return untold;
  const found = importedIndex(list, imports, component.ecosystem).reached(index);
  const question = { list, component, imports, found };
  const isGo = component.ecosystem === 'Go' && advisoryImports !== undefined;
  return isGo ? reachOfGo(question, advisoryImports) : reachOfPackage(question);
}

function reachOfGo(
  question: Question,
  advisoryImports: NonNullable<AdvisoryMatch['imports']>,
): Reach {
  const { list, component, imports, found } = question;
  if (component.name === 'toolchain') return ofToolchain;
  const packages = goPackagesReach(imports, advisoryImports);
  if (packages === undefined) return reachOfPackage(question);
  if (packages.reach !== 'not-imported') return packages;
  const doubt = doubtOf(list, component, imports) ?? othersFact(list, found?.path ?? []);
  if (doubt === undefined) return packages;
  return { reach: 'unknown', facts: [...packages.facts, doubt] };
}

const untold: Reach = { reach: 'unknown', facts: [] };
const ofToolchain: Reach = {
  reach: 'unknown',
  facts: ['it builds the program; sources do not import it'],
};

interface Question {
  readonly list: ComponentList;
  readonly component: Component;
  readonly imports: SourceImports;
  readonly found: Reached | undefined;
}

function reachOfPackage({ list, component, imports, found }: Question): Reach {
  if (found !== undefined) return { reach: 'imported', facts: [importedFact(list, found)] };
  const doubt = doubtOf(list, component, imports);
  if (doubt !== undefined) return { reach: 'unknown', facts: [doubt] };
  const { files } = imports;
  const none = `none of ${files} ${files === 1 ? 'source' : 'sources'} imports it or what needs it`;
  return { reach: 'not-imported', facts: [none] };
}

/** Of a vulnerable package of Go that the sources do not import: what else they import may. */
function othersFact(list: ComponentList, path: readonly number[]): string | undefined {
  if (path.length === 0) return undefined;
  const name = list.components[path[0] ?? -1]?.name ?? '';
  return path.length === 1
    ? 'other packages of it that they import may'
    : `${name}, which they import, may`;
}

/** Why "not imported" cannot be claimed of a component that is not seen; undefined where it can. */
function doubtOf(
  list: ComponentList,
  component: Component,
  imports: SourceImports,
): string | undefined {
  const { ecosystem, scope } = component;
  const name = normaliseName(ecosystem, component.name);
  const gap = gapFact(imports);
  if (gap !== undefined) return gap;
  if (scope === 'dev') return 'it may be run as a tool, which no source need import';
  if (isLoadedByName(ecosystem, name)) return 'others load it by its name when it is installed';
  const word = mentioned(component, imports);
  if (word !== undefined) return `a string of the sources is "${word}", by which it may be loaded`;
  if (ecosystem === 'PyPI' && !modulesOf(name).certain) {
    return `no source imports ${modulesOf(name).modules[0]}, but its modules may have other names`;
  }
  return tellsEdges(list, ecosystem) ? undefined : `${list.path} does not tell what needs it`;
}

function mentioned(component: Component, { mentions }: SourceImports): string | undefined {
  const words =
    component.ecosystem === 'PyPI'
      ? [component.name, ...modulesOf(component.name).modules]
      : [component.name];
  return words.find((word) => mentions.has(word));
}

/** Formats of npm that are whole tell every edge; of others it shows by there being one, or nothing else to be needed by. */
function tellsEdges(list: ComponentList, ecosystem: string): boolean {
  if (list.components.length === 1) return true;
  if (list.extent !== 'whole') return false;
  return ecosystem === 'npm' || list.components.some(({ dependsOn }) => dependsOn.length > 0);
}
