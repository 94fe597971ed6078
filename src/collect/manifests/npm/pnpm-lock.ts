import type {
  ComponentList,
  ComponentScope,
  ComponentSource,
  ManifestFile,
  ManifestFormat,
} from '../../../model/component.ts';
import { firstLines } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';
import {
  fieldsAt,
  fieldsOf,
  numberAt,
  textAt,
  textsAt,
  withoutCredentials,
  type Fields,
} from '../values.ts';
import { readYamlDocuments } from '../yaml.ts';
import { declaredInFile } from './package-json.ts';

/**
 * Lockfiles of pnpm, versions 5.0 to 9.0 (github.com/pnpm/spec, lockfile). From pnpm 11 on a document may stand before that
 * of the project, with what pnpm itself needs: all of it is installed (pnpm.io, "Reading pnpm-lock.yaml").
 */
export const pnpmLock: ManifestFormat = {
  id: 'pnpm-lock',
  title: 'pnpm-lock.yaml of pnpm, lockfile versions 5 to 9',
  reads: (path) => isNamed(path, 'pnpm-lock.yaml'),
  companions: ({ path, text }) =>
    importersIn(text).map((member) => `${folderOf(path)}${member}package.json`),
  parse: (file, companions) => parsing(file, () => read(file, companions)),
};

/** Folders of the members with their slash; without members the folder of the lockfile. */
function importersIn(text: string): readonly string[] {
  const folders = new Set<string>();
  let isInside = false;
  for (const line of text.split(/\r?\n/)) {
    if (/^\S/.test(line)) isInside = /^importers:\s{0,9}$/.test(line);
    const member = isInside ? /^ {2}'?([A-Za-z0-9@_./-]{1,300})'?:/.exec(line)?.[1] : undefined;
    if (member !== undefined) folders.add(member === '.' ? '' : `${member}/`);
  }
  return folders.size === 0 ? [''] : [...folders];
}

/** One for pnpm itself and one for the project. */
const MAX_DOCUMENTS = 10;

function read(file: ManifestFile, companions: ReadonlyMap<string, ManifestFile>): ComponentList {
  const documents = readYamlDocuments(file.text);
  if (documents.length === 0 || documents.length > MAX_DOCUMENTS) {
    throw new Unreadable('it is empty, or has more documents than pnpm writes');
  }
  const builder = new ListBuilder(file.path, pnpmLock.id, 'npm');
  const lines = firstLines(file.text, /^ {2}['"]?([^\s'"].{0,1000}?)['"]?:(?: \{\})?$/);
  for (const document of documents) {
    addDocument(builder, fieldsOf(document), { file, companions, lines });
  }
  return builder.finish();
}

function addDocument(
  builder: ListBuilder,
  lock: Fields | undefined,
  {
    file,
    companions,
    lines,
  }: {
    readonly file: ManifestFile;
    readonly companions: ReadonlyMap<string, ManifestFile>;
    readonly lines: ReadonlyMap<string, number>;
  },
): void {
  const major = Math.floor(numberAt(lock, 'lockfileVersion'));
  if (lock === undefined || !(major >= 5 && major <= 9)) {
    throw new Unreadable('its lockfileVersion is not from 5 to 9, the ones that are known');
  }
  const packages = fieldsAt(lock, 'packages');
  const snapshots = major >= 9 ? fieldsAt(lock, 'snapshots') : packages;
  for (const [key, value] of packages) {
    addPackage(builder, key, fieldsOf(value), lines.get(key) ?? 1);
  }
  for (const [key, value] of snapshots) {
    connectAll(builder, { written: key, fields: fieldsOf(value), packages });
  }
  for (const [member, fields] of importersOf(lock)) {
    const folder = member === '.' ? '' : `${member}/`;
    const manifest = companions.get(`${folderOf(file.path)}${folder}package.json`);
    requireAll(builder, { member, fields, manifest, path: file.path });
  }
}

/** What a package was built with is a version; only of its peers the lockfile repeats what was declared. */
function connectAll(
  builder: ListBuilder,
  {
    written,
    fields,
    packages,
  }: {
    readonly written: string;
    readonly fields: Fields | undefined;
    readonly packages: Fields;
  },
): void {
  const { key } = identityOf(written);
  const own = fieldsOf(packages.get(written)) ?? fieldsOf(packages.get(key));
  const peers = textsAt(own, 'peerDependencies');
  const needed = ['dependencies', 'optionalDependencies'].flatMap((section) => [
    ...textsAt(fields, section),
  ]);
  for (const [name, version] of needed) {
    builder.connect(key, keyOf(name, version), peers.get(name));
  }
}

function addPackage(
  builder: ListBuilder,
  written: string,
  fields: Fields | undefined,
  line: number,
): void {
  const { key, name, version } = identityOf(written);
  const resolution = fieldsAt(fields, 'resolution');
  const integrity = textAt(resolution, 'integrity');
  builder.add(key, {
    name: textAt(fields, 'name') ?? name,
    version: textAt(fields, 'version') ?? version,
    line,
    integrity: integrity === undefined ? [] : [integrity],
    source: sourceOf(resolution, version !== ''),
    ...(textAt(fields, 'requiresBuild') === 'true' ? { installScript: true } : {}),
  });
}

/** With a version and a digest an address is that of a registry that names its archives otherwise. */
function sourceOf(resolution: Fields, hasVersion: boolean): ComponentSource {
  const repository = textAt(resolution, 'repo');
  const commit = textAt(resolution, 'commit');
  const tarball = textAt(resolution, 'tarball');
  if (repository !== undefined) {
    const url = withoutCredentials(repository);
    return commit === undefined ? { kind: 'git', url } : { kind: 'git', url, commit };
  }
  const path = textAt(resolution, 'directory') ?? /^file:(.{1,1000})$/.exec(tarball ?? '')?.[1];
  if (path !== undefined) return { kind: 'path', path };
  const isRegistry = tarball === undefined || (hasVersion && resolution.has('integrity'));
  return isRegistry ? { kind: 'registry' } : { kind: 'archive', url: withoutCredentials(tarball) };
}

/**
 * `/name/1.2.3_peers` (5), `/name@1.2.3(peers)` (6), `name@1.2.3(peers)` (9); of anything else, as an address, the whole is
 * the key. What peers it was built with makes no other package.
 */
function identityOf(written: string): {
  readonly key: string;
  readonly name: string;
  readonly version: string;
} {
  const whole = written.startsWith('/') ? written.slice(1) : written;
  const plain = withoutCredentials(whole).split('(', 1)[0] ?? '';
  const match =
    /^((?:@[^/@]{1,200}\/)?[^@/]{1,200})@(\d[^_/:]{0,200})$/.exec(plain) ??
    /^((?:@[^/@]{1,200}\/)?[^@/]{1,200})\/(\d[^_/:]{0,200})(?:_.{0,1000})?$/.exec(plain);
  const [, name, version] = match ?? [];
  if (name === undefined || version === undefined) {
    const at = plain.indexOf('@', 1);
    return { key: plain, name: at === -1 ? plain : plain.slice(0, at), version: '' };
  }
  return { key: `${name}@${version}`, name, version };
}

/** The key that `name: version` of a dependency means; undefined for a link to a member. */
function keyOf(name: string, version: string): string | undefined {
  if (version.startsWith('link:')) return undefined;
  const plain = version.split('(', 1)[0] ?? '';
  if (/^\d/.test(plain)) return `${name}@${plain.split('_', 1)[0] ?? ''}`;
  return identityOf(version).key;
}

/** Sections of a member, the widest scope first. */
const sections: readonly (readonly [string, ComponentScope])[] = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'dev'],
  // Plug-ins and the version of pnpm itself.
  ['configDependencies', 'dev'],
  ['packageManagerDependencies', 'dev'],
];

/** Without `importers` the file has one member, itself. */
function importersOf(lock: Fields): readonly (readonly [string, Fields])[] {
  const importers = fieldsAt(lock, 'importers');
  if (importers.size === 0) return [['.', lock]];
  return [...importers].flatMap(([member, value]) => {
    const fields = fieldsOf(value);
    return fields === undefined ? [] : [[member, fields] as const];
  });
}

interface Importer {
  readonly member: string;
  readonly fields: Fields;
  readonly manifest: ManifestFile | undefined;
  readonly path: string;
}

function requireAll(builder: ListBuilder, { member, fields, manifest, path }: Importer): void {
  const declared = new Map(declaredInFile(manifest).map((each) => [each.name, each]));
  const specifiers = textsAt(fields, 'specifiers');
  const workspace = member === '.' ? '' : member;
  for (const [section, scope] of sections) {
    for (const [name, value] of fieldsAt(fields, section)) {
      const own = fieldsOf(value);
      const version = typeof value === 'string' ? value : textAt(own, 'version');
      const constraint = textAt(own, 'specifier') ?? specifiers.get(name) ?? '';
      const declaredAt = declared.get(name)?.declaredAt ?? { path, line: 1 };
      const key = version === undefined ? undefined : keyOf(name, version);
      builder.require({ workspace, name, constraint, scope, declaredAt }, key);
    }
  }
}
