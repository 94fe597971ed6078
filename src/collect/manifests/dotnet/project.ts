import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { folderOf, parsing, Unreadable } from '../parse.ts';
import { expandProperties } from '../properties.ts';
import { childrenOf, readXml, textOfChild, type XmlElement } from '../xml.ts';

/**
 * Projects of MSBuild (learn.microsoft.com, "PackageReference in project files", "Central package management"): what they
 * reference, in the versions that they or the nearest Directory.Packages.props state. Conditions are taken to hold.
 */
export const dotnetProject: ManifestFormat = {
  id: 'dotnet-project',
  title: 'projects of .NET (*.csproj, *.fsproj, *.vbproj), with Directory.Packages.props',
  reads: (path) =>
    /(?:^|\/)(?:[^/]{1,200}\.(?:cs|fs|vb)proj|directory\.(?:build|packages)\.props)$/i.test(path),
  companions: ({ path }) => sharedAbove(path),
  yieldsTo: {
    groups: (path) => [[`${folderOf(path)}packages.lock.json`]],
    governs: (_, group) => group.size > 0,
  },
  parse: (file, companions) => parsing(file, (problems) => read(file, companions, problems)),
};

const shared = ['Directory.Packages.props', 'Directory.Build.props'];
/** Folders above a project that are looked into. */
const MAX_DEPTH = 30;

/** From the folder of the project outwards. */
function sharedAbove(path: string): readonly string[] {
  const folders = [folderOf(path)];
  for (let at = folders[0] ?? ''; at !== '' && folders.length < MAX_DEPTH;) {
    at = folderOf(at.slice(0, -1));
    folders.push(at);
  }
  return folders
    .flatMap((folder) => shared.map((name) => folder + name))
    .filter((each) => each !== path);
}

function read(
  file: ManifestFile,
  companions: ReadonlyMap<string, ManifestFile>,
  problems: ManifestProblem[],
): ComponentList {
  const project = projectIn(file.text);
  const around = nearest(file.path, companions);
  const expand = expanderOf([...around, project]);
  const central = versionsIn([project, ...around], expand);
  const builder = new ListBuilder(file.path, dotnetProject.id, 'NuGet');
  for (const item of itemsIn(project, stating)) {
    const names = namesOf(item, expand);
    if (names.length === 0 || names.some((name) => /[$()@%]/.test(name))) {
      problems.push({ detail: 'a reference whose name is not known', line: item.line });
      continue;
    }
    for (const name of names) {
      const own = versionOf(item, expand);
      const constraint = own === '' ? (central.get(name.toLowerCase()) ?? '') : own;
      addReference(builder, { name, constraint, item, path: file.path });
    }
  }
  return builder.finish('declared');
}

/** A central version is told where it is stated too: a change of it is a change of that file alone. */
const stating = ['PackageReference', 'GlobalPackageReference', 'PackageVersion'];

function projectIn(text: string): XmlElement {
  const project = readXml(text);
  if (project.name !== 'Project') throw new Unreadable('it is no project of MSBuild');
  return project;
}

/** The nearest of each shared file; one that is none is told where it is read for itself. */
function nearest(
  path: string,
  companions: ReadonlyMap<string, ManifestFile>,
): readonly XmlElement[] {
  const places = sharedAbove(path);
  return shared.flatMap((name) => {
    const place = places.find((each) => each.endsWith(name) && companions.has(each));
    const text = place === undefined ? undefined : companions.get(place)?.text;
    if (text === undefined) return [];
    try {
      return [projectIn(text)];
    } catch (error) {
      if (error instanceof Unreadable) return [];
      throw error;
    }
  });
}

/** Properties without regard to case; a later file overrides. */
function expanderOf(projects: readonly XmlElement[]): (text: string) => string {
  const values = new Map<string, string>();
  for (const project of projects) {
    for (const group of childrenOf(project, 'PropertyGroup')) {
      for (const { name, text } of group.children) values.set(name.toLowerCase(), text);
    }
  }
  return (text) =>
    expandProperties(text, /\$\(([A-Za-z_][\w.-]{0,200})\)/g, (name) =>
      values.get(name.toLowerCase()),
    );
}

function itemsIn(project: XmlElement, names: readonly string[]): readonly XmlElement[] {
  // Of conditions any may hold (learn.microsoft.com, "Choose element").
  const cases = childrenOf(project, 'Choose').flatMap(({ children }) => children);
  return [project, ...cases]
    .flatMap((each) => childrenOf(each, 'ItemGroup'))
    .flatMap(({ children }) => children)
    .filter(({ name }) => names.includes(name));
}

/** Several names stand with semicolons between them. `Update` changes what another file includes. */
function namesOf({ attributes }: XmlElement, expand: (text: string) => string): readonly string[] {
  const written = attributes.get('Include') ?? attributes.get('Update') ?? '';
  return expand(written)
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function versionOf(item: XmlElement, expand: (text: string) => string): string {
  const written = ['VersionOverride', 'Version'].map(
    (name) => item.attributes.get(name) ?? textOfChild(item, name),
  );
  return expand(written.find((each) => each !== '') ?? '');
}

/** What is managed centrally, by name in lower case; the nearest file counts. */
function versionsIn(
  projects: readonly XmlElement[],
  expand: (text: string) => string,
): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const item of projects.flatMap((each) => itemsIn(each, ['PackageVersion']))) {
    for (const name of namesOf(item, expand)) {
      const key = name.toLowerCase();
      if (!versions.has(key)) versions.set(key, versionOf(item, expand));
    }
  }
  return versions;
}

interface Reference {
  readonly name: string;
  readonly constraint: string;
  readonly item: XmlElement;
  readonly path: string;
}

/** `1.0` is the lowest version that may be taken, which is the one that is taken; others are ranges or float. */
function addReference(builder: ListBuilder, { name, constraint, item, path }: Reference): void {
  const { line } = item;
  const version = /^\[?\s{0,9}(\d[0-9A-Za-z.+-]{0,200})\s{0,9}\]?$/.exec(constraint)?.[1] ?? '';
  const isOpen = version === '' && constraint !== '';
  const key = `${name.toLowerCase()} ${constraint}`;
  builder.add(key, { name, version, line, ...(isOpen ? { constraint } : {}) });
  const declaredAt = { path, line };
  const scope = isPrivate(item) ? 'dev' : 'prod';
  builder.require({ workspace: '', name, constraint, scope, declaredAt }, key);
}

/** Analysers and tools of the build go no further: all their assets are private. */
function isPrivate(item: XmlElement): boolean {
  const assets = item.attributes.get('PrivateAssets') ?? textOfChild(item, 'PrivateAssets');
  return assets.trim().toLowerCase() === 'all' || item.name === 'GlobalPackageReference';
}
