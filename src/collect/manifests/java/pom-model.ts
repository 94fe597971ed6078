import path from 'node:path';
import type { ManifestFile } from '../../../model/component.ts';
import { folderOf, Unreadable } from '../parse.ts';
import { expandProperties } from '../properties.ts';
import { childOf, childrenOf, readXml, textOfChild, type XmlElement } from '../xml.ts';

/** A project object model with what its parents in the target give it. */
export interface Pom {
  readonly project: XmlElement;
  /** With properties in place; those that are not known stay as they are written. */
  readonly expand: (text: string) => string;
  /** Version and scope that are managed for `group:artifact`, in the nearest model that manages it. */
  readonly managed: ReadonlyMap<string, Managed>;
}

export interface Managed {
  readonly version: string;
  readonly scope: string;
}

/** Parents of parents; deeper trees are none that people lay out. */
const MAX_PARENTS = 10;

/** Reads a model and its parents (maven.apache.org, "POM Reference", inheritance). Throws where it is none. */
export function readPom(file: ManifestFile, companions: ReadonlyMap<string, ManifestFile>): Pom {
  const project = projectIn(file.text);
  const lineage = [project, ...parentsOf(project, file.path, companions)];
  const values = new Map<string, string>();
  // The child's word counts more than the parent's.
  for (const each of lineage.toReversed()) {
    for (const { name, text } of childOf(each, 'properties')?.children ?? []) {
      values.set(name, text);
    }
  }
  for (const [name, value] of coordinatesOf(project)) {
    for (const prefix of ['', 'project.', 'pom.']) values.set(prefix + name, value);
  }
  const expand = (text: string): string =>
    expandProperties(text, /\$\{([^${}]{1,200})\}/g, (name) => values.get(name));
  return { project, expand, managed: managedBy(lineage, expand) };
}

function projectIn(text: string): XmlElement {
  const project = readXml(text);
  if (project.name !== 'project') throw new Unreadable('it is no project of Maven');
  return project;
}

/** Group and version may be left to the parent. */
function coordinatesOf(project: XmlElement): readonly (readonly [string, string])[] {
  const parent = childOf(project, 'parent');
  const own = (name: string): string =>
    textOfChild(project, name) === '' ? textOfChild(parent, name) : textOfChild(project, name);
  return [
    ['groupId', own('groupId')],
    ['artifactId', textOfChild(project, 'artifactId')],
    ['version', own('version')],
    ['parent.groupId', textOfChild(parent, 'groupId')],
    ['parent.artifactId', textOfChild(parent, 'artifactId')],
    ['parent.version', textOfChild(parent, 'version')],
  ];
}

/** The nearest first. A parent that is not in the target, or is another project, ends the line. */
function parentsOf(
  child: XmlElement,
  childPath: string,
  companions: ReadonlyMap<string, ManifestFile>,
): readonly XmlElement[] {
  const parents: XmlElement[] = [];
  let [project, at] = [child, childPath];
  while (parents.length < MAX_PARENTS) {
    const parent = childOf(project, 'parent');
    const place = parentPath(project, at);
    const file = place === undefined ? undefined : companions.get(place);
    if (parent === undefined || file === undefined) break;
    const model = modelIn(file.text);
    if (model === undefined) break;
    const isIt = textOfChild(model, 'artifactId') === textOfChild(parent, 'artifactId');
    if (!isIt) break;
    parents.push(model);
    [project, at] = [model, file.path];
  }
  return parents;
}

/** Undefined for what is none: it is told where it is read for itself. */
function modelIn(text: string): XmlElement | undefined {
  try {
    return projectIn(text);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** `relativePath`, by default `../pom.xml`; it may name a folder, and is empty where the parent is elsewhere. */
function parentPath(project: XmlElement, at: string): string | undefined {
  const parent = childOf(project, 'parent');
  if (parent === undefined) return undefined;
  const stated = childOf(parent, 'relativePath');
  if (stated !== undefined && stated.text === '') return undefined;
  const written = stated?.text ?? '../pom.xml';
  const place = path.posix.normalize(folderOf(at) + written);
  return place.endsWith('.xml') ? place : path.posix.join(place, 'pom.xml');
}

/**
 * Where the parents of a model may lie: the one that it names, and from there outwards, for what a parent names is only
 * known when it is read. Never throws.
 */
export function parentsWanted(file: ManifestFile): readonly string[] {
  const project = modelIn(file.text);
  const first = project === undefined ? undefined : parentPath(project, file.path);
  if (first === undefined || first.startsWith('..')) return [];
  const wanted = [first];
  for (let at = folderOf(first); at !== '' && wanted.length < MAX_PARENTS;) {
    at = folderOf(at.slice(0, -1));
    wanted.push(`${at}pom.xml`);
  }
  return wanted;
}

/** Imported models (`scope` import) are packages of their own, and not at hand. */
function managedBy(
  lineage: readonly XmlElement[],
  expand: (text: string) => string,
): ReadonlyMap<string, Managed> {
  const managed = new Map<string, Managed>();
  for (const each of lineage) {
    const section = childOf(childOf(each, 'dependencyManagement'), 'dependencies');
    for (const dependency of childrenOf(section, 'dependency')) {
      const key = nameOfDependency(dependency, expand);
      const scope = expand(textOfChild(dependency, 'scope'));
      if (scope === 'import' || managed.has(key)) continue;
      managed.set(key, { version: expand(textOfChild(dependency, 'version')), scope });
    }
  }
  return managed;
}

/** `group:artifact`. */
export function nameOfDependency(dependency: XmlElement, expand: (text: string) => string): string {
  const [group, artifact] = [
    textOfChild(dependency, 'groupId'),
    textOfChild(dependency, 'artifactId'),
  ];
  return `${expand(group)}:${expand(artifact)}`;
}
