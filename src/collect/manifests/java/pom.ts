import type {
  ComponentList,
  ComponentScope,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing } from '../parse.ts';
import { childOf, childrenOf, textOfChild, type XmlElement } from '../xml.ts';
import { nameOfDependency, parentsWanted, readPom, type Pom } from './pom-model.ts';

/**
 * The project object model of Maven (maven.apache.org, "POM Reference"): what is declared, in the versions that it, or a
 * parent in the target, states. What parents elsewhere and imported models manage is not known.
 */
export const pomXml: ManifestFormat = {
  id: 'pom-xml',
  title: 'pom.xml of Maven, what it declares',
  reads: (path) => isNamed(path, 'pom.xml'),
  companions: parentsWanted,
  parse: (file, companions) => parsing(file, (problems) => read(file, companions, problems)),
};

function read(
  file: ManifestFile,
  companions: ReadonlyMap<string, ManifestFile>,
  problems: ManifestProblem[],
): ComponentList {
  const pom = readPom(file, companions);
  const builder = new ListBuilder(file.path, pomXml.id, 'Maven');
  for (const dependency of dependenciesOf(pom.project)) {
    const stated = statedIn(dependency, pom);
    const { name, line } = stated;
    if (!isName(name)) {
      problems.push({ detail: 'a dependency whose group or artifact is not known', line });
      continue;
    }
    addDependency(builder, stated, file.path);
  }
  addManaged(builder, pom);
  return builder.finish('declared');
}

/**
 * What the project manages itself is the version of whatever in it, or in a module below, needs the package. It is told
 * here too: a change of it is a change of this file alone.
 */
function addManaged(builder: ListBuilder, { project, expand }: Pom): void {
  const section = childOf(childOf(project, 'dependencyManagement'), 'dependencies');
  for (const dependency of childrenOf(section, 'dependency')) {
    const [name, constraint] = [
      nameOfDependency(dependency, expand),
      expand(textOfChild(dependency, 'version')),
    ];
    const scope = expand(textOfChild(dependency, 'scope'));
    const version = versionIn(constraint);
    if (version === '' || scope === 'import' || !isName(name)) continue;
    const { line } = dependency;
    builder.add(`${name} ${constraint}`, { name, version, line, scope: scopeOf(scope, false) });
  }
}

function isName(name: string): boolean {
  return /^[^:${}\s]{1,300}:[^:${}\s]{1,300}$/.test(name);
}

/** Of the project, and of its profiles, any of which may be active. */
function dependenciesOf(project: XmlElement): readonly XmlElement[] {
  const profiles = childrenOf(childOf(project, 'profiles'), 'profile');
  return [project, ...profiles].flatMap((each) =>
    childrenOf(childOf(each, 'dependencies'), 'dependency'),
  );
}

interface StatedDependency {
  readonly name: string;
  readonly version: string;
  readonly constraint: string;
  readonly scope: ComponentScope;
  readonly line: number;
  /** A file of the target (`systemPath`); empty: it comes from a repository. */
  readonly path: string;
}

function statedIn(dependency: XmlElement, { expand, managed }: Pom): StatedDependency {
  const name = nameOfDependency(dependency, expand);
  const other = managed.get(name);
  const own = expand(textOfChild(dependency, 'version'));
  const constraint = own === '' ? (other?.version ?? '') : own;
  const scope = expand(textOfChild(dependency, 'scope'));
  return {
    name,
    version: versionIn(constraint),
    constraint,
    scope: scopeOf(
      scope === '' ? (other?.scope ?? '') : scope,
      textOfChild(dependency, 'optional') === 'true',
    ),
    line: dependency.line,
    path: expand(textOfChild(dependency, 'systemPath')),
  };
}

/** `1.0`, and the range of one `[1.0]`; a range, a property without a value and `LATEST` are none. */
function versionIn(constraint: string): string {
  const only = /^\[\s{0,9}([^,[\]()\s]{1,200})\s{0,9}\]$/.exec(constraint)?.[1];
  if (only !== undefined) return only;
  return /[[\](),\s${}]/.test(constraint) || /^(?:LATEST|RELEASE)$/.test(constraint)
    ? ''
    : constraint;
}

/** Maven's own words; `provided` is what the place of operation brings along. */
function scopeOf(scope: string, isOptional: boolean): ComponentScope {
  if (scope === 'test') return 'dev';
  if (scope === 'provided') return 'peer';
  return isOptional ? 'optional' : 'prod';
}

function addDependency(
  builder: ListBuilder,
  { name, version, constraint, scope, line, path }: StatedDependency,
  file: string,
): void {
  const key = `${name} ${constraint}`;
  const isOpen = version === '' && constraint !== '';
  builder.add(key, {
    name,
    version,
    line,
    ...(isOpen ? { constraint } : {}),
    ...(path === '' ? {} : { source: { kind: 'path', path } }),
  });
  const declaredAt = { path: file, line };
  builder.require({ workspace: '', name, constraint, scope, declaredAt }, key);
}
