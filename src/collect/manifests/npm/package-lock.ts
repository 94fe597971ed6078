import type {
  ComponentList,
  ComponentScope,
  ManifestFile,
  ManifestFormat,
} from '../../../model/component.ts';
import { jsonKeyLines, type KeyLines } from '../lines.ts';
import { ListBuilder, type Stated } from '../list-builder.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, numberAt, textAt, textsAt, type Fields } from '../values.ts';
import { declaredIn, declaredInFile, sections, type Declared } from './package-json.ts';
import { npmSource } from './source.ts';

/** Lockfiles of npm (docs.npmjs.com, "package-lock.json"): version 1 nests, 2 and 3 list paths below `packages`. */
export const packageLock: ManifestFormat = {
  id: 'package-lock',
  title: 'package-lock.json and npm-shrinkwrap.json of npm, versions 1 to 3',
  reads: (path) => isNamed(path, 'package-lock.json') || isNamed(path, 'npm-shrinkwrap.json'),
  companions: ({ path }) => [`${folderOf(path)}package.json`],
  yieldsTo: {
    // npm itself ignores package-lock.json beside it (docs.npmjs.com, "npm-shrinkwrap.json").
    groups: (path) =>
      isNamed(path, 'npm-shrinkwrap.json') ? [] : [[`${folderOf(path)}npm-shrinkwrap.json`]],
    governs: (_, group) => group.size > 0,
  },
  parse: (file, companions) => parsing(file, () => read(file, companions)),
};

function read(file: ManifestFile, companions: ReadonlyMap<string, ManifestFile>): ComponentList {
  const lock = fieldsOf(JSON.parse(file.text));
  if (lock === undefined || ![1, 2, 3].includes(numberAt(lock, 'lockfileVersion'))) {
    throw new Unreadable(`its lockfileVersion is not 1, 2 or 3, the ones that are known`);
  }
  const builder = new ListBuilder(file.path, packageLock.id, 'npm');
  if (lock.has('packages')) {
    if (fieldsOf(lock.get('packages')) === undefined) {
      throw new Unreadable('its packages are no object');
    }
    const lines = jsonKeyLines(file.text, PACKAGE_KEYS);
    readPackages(lock, { builder, lines, file, companions });
  } else {
    readNested(lock, { builder, lines: jsonKeyLines(file.text), file, companions });
  }
  return builder.finish();
}

/** `packages`, and the paths in it: most keys of the file are below. */
const PACKAGE_KEYS = 2;

interface Reading {
  readonly builder: ListBuilder;
  readonly lines: KeyLines;
  readonly file: ManifestFile;
  readonly companions: ReadonlyMap<string, ManifestFile>;
}

/** Versions 2 and 3: each entry under the path at which it is installed. */
function readPackages(lock: Fields, reading: Reading): void {
  const { builder, lines } = reading;
  const entries = new Map<string, Fields>();
  for (const [key, value] of fieldsAt(lock, 'packages')) {
    const fields = fieldsOf(value);
    if (fields !== undefined) entries.set(key, fields);
  }
  for (const [key, fields] of entries) {
    if (!isInstalled(key) || fields.get('link') === true) continue;
    const name = textAt(fields, 'name') ?? nameIn(key);
    builder.add(key, { ...statedIn(fields), name, line: lines.of('packages', key) ?? 1 });
  }
  for (const [key, fields] of entries) {
    if (!isInstalled(key)) {
      for (const each of declaredBy(key, fields, reading)) {
        builder.require({ workspace: key, ...each }, resolve(entries, key, each.name));
      }
      continue;
    }
    for (const [name, constraint] of needsOf(fields)) {
      builder.connect(key, resolve(entries, key, name), constraint);
    }
  }
}

/** Other keys are members of the workspace; the empty one is the target itself. */
function isInstalled(key: string): boolean {
  return key.includes('node_modules/');
}

function needsOf(fields: Fields): readonly (readonly [string, string])[] {
  return sections.slice(0, 3).flatMap(([section]) => [...textsAt(fields, section)]);
}

/** Of members of a workspace, whose manifests are not read. */
const allLines = new WeakMap<ManifestFile, KeyLines>();

/** The manifest itself shows people the better line. */
function declaredBy(
  key: string,
  fields: Fields,
  { file, companions }: Reading,
): readonly Declared[] {
  const manifest = key === '' ? companions.get(`${folderOf(file.path)}package.json`) : undefined;
  if (manifest !== undefined) return declaredInFile(manifest);
  return declaredIn(fields, file.path, (section, name) => {
    const all = allLines.get(file) ?? jsonKeyLines(file.text);
    allLines.set(file, all);
    return all.of('packages', key, section, name) ?? 1;
  });
}

function statedIn(fields: Fields): Omit<Stated, 'name' | 'line'> {
  const integrity = textAt(fields, 'integrity');
  const licence = textAt(fields, 'license');
  return {
    version: textAt(fields, 'version') ?? '',
    scope: scopeIn(fields),
    integrity: integrity === undefined ? [] : integrity.split(/\s+/).slice(0, 20),
    source: npmSource(textAt(fields, 'resolved')),
    ...(fields.get('hasInstallScript') === true ? { installScript: true } : {}),
    ...(licence === undefined ? {} : { licence }),
  };
}

function scopeIn(fields: Fields): ComponentScope {
  if (fields.get('optional') === true || fields.get('devOptional') === true) return 'optional';
  if (fields.get('dev') === true) return 'dev';
  return fields.get('peer') === true ? 'peer' : 'prod';
}

/** `a` and `@s/a` of `node_modules/b/node_modules/@s/a`. */
function nameIn(key: string): string {
  return key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** As Node looks for a package: in the folder of who asks, then outwards. Undefined where it is not installed, or a member of the workspace. */
function resolve(
  entries: ReadonlyMap<string, Fields>,
  from: string,
  name: string,
): string | undefined {
  let at = from;
  for (let level = 0; level < MAX_NESTING; level++) {
    const key = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    const found = entries.get(key);
    if (found !== undefined) return found.get('link') === true ? undefined : key;
    if (at === '') return undefined;
    const up = at.lastIndexOf('/node_modules/');
    at = up === -1 ? '' : at.slice(0, up);
  }
  return undefined;
}

/** Nesting beyond this is no lockfile of npm: it flattens. */
const MAX_NESTING = 100;

/** Version 1: each package holds those that are installed below it. */
function readNested(lock: Fields, { builder, lines, file, companions }: Reading): void {
  const needs: { readonly key: string; readonly entry: Fields }[] = [];
  const walk = (fields: Fields, above: string, path: readonly string[]): void => {
    if (path.length > MAX_NESTING * 2) throw new Unreadable('its packages are nested too deeply');
    for (const [name, value] of fieldsAt(fields, 'dependencies')) {
      const entry = fieldsOf(value);
      if (entry === undefined) continue;
      const key = `${above}/${name}`;
      const at = [...path, 'dependencies', name];
      builder.add(key, { ...nestedIn(name, entry), line: lines.of(...at) ?? 1 });
      needs.push({ key, entry });
      walk(entry, key, at);
    }
  };
  walk(lock, '', []);
  for (const { key, entry } of needs) {
    for (const [name, constraint] of textsAt(entry, 'requires')) {
      builder.connect(key, resolveNested(builder, key, name), constraint);
    }
  }
  const declared = declaredInFile(companions.get(`${folderOf(file.path)}package.json`));
  for (const each of declared) builder.require({ workspace: '', ...each }, `/${each.name}`);
}

/** In version 1 `version` is a version, or where else the package came from. */
function nestedIn(name: string, fields: Fields): Omit<Stated, 'line'> {
  const stated = statedIn(fields);
  const alias = /^npm:((?:@[^/@]{1,200}\/)?[^@/]{1,200})@(.{1,200})$/.exec(stated.version);
  if (alias !== null) return { ...stated, name: alias[1] ?? name, version: alias[2] ?? '' };
  if (!/^[a-z+]{2,20}:/.test(stated.version)) return { ...stated, name };
  return { ...stated, name, version: '', source: npmSource(stated.version) };
}

function resolveNested(builder: ListBuilder, from: string, name: string): string | undefined {
  let at = from;
  for (let level = 0; level < MAX_NESTING; level++) {
    const key = `${at}/${name}`;
    if (builder.has(key)) return key;
    if (at === '') return undefined;
    at = outside(at);
  }
  return undefined;
}

/** Without the last name, which has a slash of its own where it is scoped. */
function outside(key: string): string {
  const at = key.lastIndexOf('/');
  const scope = key.lastIndexOf('/', at - 1);
  return key.startsWith('@', scope + 1) && scope !== -1 ? key.slice(0, scope) : key.slice(0, at);
}
