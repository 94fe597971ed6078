import type { ComponentList, ManifestFile, ManifestFormat } from '../../../model/component.ts';
import { firstLines } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsOf, textAt, textsAt, withoutCredentials, type Fields } from '../values.ts';
import { readYaml } from '../yaml.ts';
import { declaredIn, declaredInFile, type Declared } from './package-json.ts';
import { npmSource } from './source.ts';
import { readYarnClassic } from './yarn-classic.ts';

/** Lockfiles of yarn: version 1 has a format of its own, later ones ("berry") are YAML. */
export const yarnLock: ManifestFormat = {
  id: 'yarn-lock',
  title: 'yarn.lock of yarn 1 and later',
  reads: (path) => isNamed(path, 'yarn.lock'),
  companions: ({ path, text }) => [
    `${folderOf(path)}package.json`,
    ...membersIn(text).map((member) => `${folderOf(path)}${member}/package.json`),
  ],
  parse: (file, companions) =>
    parsing(file, () =>
      isBerry(file.text) ? readBerry(file, companions) : readClassic(file, companions),
    ),
};

function isBerry(text: string): boolean {
  return /^__metadata:/m.test(text);
}

/** Paths of the members of the workspace, which only later versions name. */
function membersIn(text: string): readonly string[] {
  const members = new Set<string>();
  for (const [, path = ''] of text.matchAll(/@workspace:([A-Za-z0-9@_./-]{1,300})"?$/gm)) {
    if (path !== '.') members.add(path);
  }
  return [...members];
}

function readClassic(
  file: ManifestFile,
  companions: ReadonlyMap<string, ManifestFile>,
): ComponentList {
  const builder = new ListBuilder(file.path, yarnLock.id, 'npm');
  const entries = readYarnClassic(file.text);
  if (entries.length === 0 && !file.text.includes('yarn lockfile v1')) {
    throw new Unreadable('it is empty, and does not say that it is a yarn lockfile');
  }
  const keys = new Map<string, string>();
  for (const { specifiers, fields, line } of entries) {
    const [first = ''] = specifiers;
    for (const specifier of specifiers) keys.set(specifier, first);
    const integrity = fields.get('integrity');
    builder.add(first, {
      name: nameOf(first),
      version: fields.get('version') ?? '',
      line,
      integrity: integrity === undefined ? [] : [integrity],
      source: npmSource(fields.get('resolved')),
    });
  }
  for (const { specifiers, dependencies } of entries) {
    for (const [name, constraint] of dependencies) {
      builder.connect(specifiers[0] ?? '', keys.get(`${name}@${constraint}`), constraint);
    }
  }
  for (const each of declaredInFile(companions.get(`${folderOf(file.path)}package.json`))) {
    builder.require({ workspace: '', ...each }, keys.get(`${each.name}@${each.constraint}`));
  }
  return builder.finish();
}

/** Of `name@constraint`, and of the alias `other@npm:name@constraint`, whose constraint may be missing. */
function nameOf(written: string): string {
  const specifier = withoutCredentials(written);
  const alias =
    /^(?:@[^/@]{1,200}\/)?[^@/]{1,200}@npm:((?:@[^/@]{1,200}\/)?[^@/]{1,200})(@|$)/.exec(specifier);
  // What stands alone and is no name is a range of the package itself.
  const isName = alias?.[2] === '@' || /^[@A-Za-z_]/.test(alias?.[1] ?? '');
  if (alias?.[1] !== undefined && isName) return alias[1];
  const at = specifier.indexOf('@', 1);
  return at === -1 ? specifier : specifier.slice(0, at);
}

function readBerry(
  file: ManifestFile,
  companions: ReadonlyMap<string, ManifestFile>,
): ComponentList {
  const lock = fieldsOf(readYaml(file.text));
  if (lock === undefined) throw new Unreadable('it is no mapping of YAML');
  const lines = firstLines(file.text, /^"?([^\s"#][^"]{0,4000}?)"?:$/);
  const builder = new ListBuilder(file.path, yarnLock.id, 'npm');
  const entries = berryEntries(lock, lines);
  const keys = new Map<string, string>();
  for (const { heading } of entries) {
    for (const specifier of heading.split(', ')) keys.set(specifier, heading);
  }
  const resolve = (name: string, constraint: string): string | undefined =>
    keys.get(`${name}@${constraint}`) ?? keys.get(`${name}@npm:${constraint}`);
  for (const entry of entries) if (entry.member === undefined) addBerry(builder, entry);
  for (const { heading, member, fields, line } of entries) {
    if (member === undefined) {
      for (const [name, constraint] of textsAt(fields, 'dependencies')) {
        builder.connect(heading, resolve(name, constraint), rangeIn(constraint));
      }
      continue;
    }
    const workspace = member === '.' ? '' : member;
    for (const each of declaredBy(workspace, { fields, line, file, companions })) {
      builder.require({ workspace, ...each }, resolve(each.name, each.constraint));
    }
  }
  return builder.finish();
}

/** Later versions write the usual protocol before a range; that of an alias (`npm:name@1`) belongs to it. */
function rangeIn(constraint: string): string {
  return /^npm:[^@]{0,1000}$/.test(constraint) ? constraint.slice('npm:'.length) : constraint;
}

/** The manifest of the member, else what the lockfile repeats of it, where all is for production. */
function declaredBy(
  workspace: string,
  {
    fields,
    line,
    file,
    companions,
  }: Pick<BerryEntry, 'fields' | 'line'> & {
    readonly file: ManifestFile;
    readonly companions: ReadonlyMap<string, ManifestFile>;
  },
): readonly Declared[] {
  const folder = workspace === '' ? '' : `${workspace}/`;
  const manifest = companions.get(`${folderOf(file.path)}${folder}package.json`);
  return manifest === undefined
    ? declaredIn(fields, file.path, () => line)
    : declaredInFile(manifest);
}

interface BerryEntry {
  /** The key of the entry: the specifiers that it answers. */
  readonly heading: string;
  readonly fields: Fields;
  /** What was chosen: `name@npm:1.2.3`. */
  readonly resolution: string;
  /** Folder of a member of the workspace; undefined for a package. */
  readonly member: string | undefined;
  readonly line: number;
}

function berryEntries(lock: Fields, lines: ReadonlyMap<string, number>): readonly BerryEntry[] {
  return [...lock].flatMap(([heading, value]): readonly BerryEntry[] => {
    const fields = fieldsOf(value);
    if (fields === undefined || heading === '__metadata') return [];
    const resolution = textAt(fields, 'resolution') ?? heading;
    const member = /@workspace:(.{1,300})$/.exec(resolution)?.[1];
    return [{ heading, fields, resolution, member, line: lines.get(heading) ?? 1 }];
  });
}

function addBerry(builder: ListBuilder, { heading, fields, resolution, line }: BerryEntry): void {
  const checksum = textAt(fields, 'checksum');
  builder.add(heading, {
    name: nameOf(resolution.replace(/@(?:npm|patch):.{0,4000}$/, '')),
    version: textAt(fields, 'version') ?? '',
    line,
    integrity: checksum === undefined ? [] : [`yarn:${checksum}`],
    source: sourceOf(resolution),
  });
}

/** `name@npm:1.2.3`, `name@https://…`, `name@patch:…`; what yarn patches comes from the registry all the same. */
function sourceOf(written: string): ReturnType<typeof npmSource> {
  const resolution = withoutCredentials(written);
  const at = resolution.indexOf('@', 1);
  const reference = at === -1 ? '' : resolution.slice(at + 1);
  return /^(?:npm|patch):/.test(reference) ? { kind: 'registry' } : npmSource(reference);
}
