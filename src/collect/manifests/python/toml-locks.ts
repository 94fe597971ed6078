import type {
  ComponentList,
  ComponentScope,
  ComponentSource,
  ManifestFile,
  ManifestFormat,
} from '../../../model/component.ts';
import { groupBy } from '../../../model/group-by.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { linesMatching } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { folderOf, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt, textAt, withoutCredentials, type Fields } from '../values.ts';
import { declaredInProject } from './pyproject.ts';
import { artefactsOf, publishedIn } from './artefacts.ts';
import { dialects, type Dialect, type Need } from './toml-dialects.ts';
import { readToml } from '../toml.ts';

/** poetry.lock, uv.lock, pdm.lock, pylock.toml. */
export const pythonTomlLocks: readonly ManifestFormat[] = dialects.map(
  (dialect): ManifestFormat => ({
    id: dialect.id,
    title: dialect.title,
    reads: dialect.reads,
    companions: ({ path }) => [`${folderOf(path)}pyproject.toml`],
    parse: (file, companions) => parsing(file, () => read(file, companions, dialect)),
  }),
);

/** Markers choose among the versions of a package; more than this are no lockfile of a project. */
const MAX_VERSIONS = 20;

function read(
  file: ManifestFile,
  companions: ReadonlyMap<string, ManifestFile>,
  dialect: Dialect,
): ComponentList {
  const lock = fieldsOf(readToml(file.text));
  const marks = [dialect.packages, 'metadata', 'version', 'lock-version'];
  if (lock === undefined || !marks.some((key) => lock.has(key))) {
    throw new Unreadable(`it has no list ${dialect.packages}`);
  }
  const builder = new ListBuilder(file.path, dialect.id, 'PyPI');
  const packages = packagesIn(lock, dialect, file.text);
  const keysOf = resolverOf(packages);
  addAll(builder, packages, { lock, dialect, keysOf });
  requireDeclared(builder, packages, { file, companions, keysOf });
  return builder.finish();
}

type KeysOf = (need: Pick<Need, 'name' | 'version'>) => readonly string[];

function addAll(
  builder: ListBuilder,
  packages: readonly Package[],
  {
    lock,
    dialect,
    keysOf,
  }: { readonly lock: Fields; readonly dialect: Dialect; readonly keysOf: KeysOf },
): void {
  for (const { fields, name, version, key, line, source } of packages) {
    if (source.kind === 'path') continue;
    const integrity = dialect.integrity(fields, lock);
    const publishedAt = publishedIn(artefactsOf(fields));
    const dated = publishedAt === undefined ? {} : { publishedAt };
    builder.add(key, { name, version, line, integrity, source, ...dated, ...scopeIn(fields) });
  }
  for (const { needs, key } of packages) {
    for (const need of needs) {
      for (const other of keysOf(need)) builder.connect(key, other, need.constraint);
    }
  }
}

function requireDeclared(
  builder: ListBuilder,
  packages: readonly Package[],
  {
    file,
    companions,
    keysOf,
  }: {
    readonly file: ManifestFile;
    readonly companions: ReadonlyMap<string, ManifestFile>;
    readonly keysOf: KeysOf;
  },
): void {
  const declared = declaredInProject(companions.get(`${folderOf(file.path)}pyproject.toml`));
  for (const each of declared) requireAll(builder, { workspace: '', ...each }, keysOf(each));
  for (const { source, needs, line } of packages) {
    if (source.kind !== 'path') continue;
    const workspace = source.path === '.' ? '' : source.path;
    // The project itself says what it declares better than what the lockfile repeats of it.
    if (workspace === '' && declared.length > 0) continue;
    for (const need of needs) {
      const { name, constraint, scope } = need;
      const declaredAt = { path: file.path, line };
      requireAll(builder, { workspace, name, constraint, scope, declaredAt }, keysOf(need));
    }
  }
}

interface Package {
  readonly fields: Fields;
  readonly name: string;
  readonly version: string;
  /** Several versions of a package may be locked, for different interpreters. */
  readonly key: string;
  readonly line: number;
  readonly source: ComponentSource;
  readonly needs: readonly Need[];
}

function packagesIn(lock: Fields, dialect: Dialect, text: string): readonly Package[] {
  const lines = linesMatching(text, new RegExp(`^\\[\\[${dialect.packages}\\]\\]`));
  return listAt(lock, dialect.packages).flatMap((value, index): readonly Package[] => {
    const fields = fieldsOf(value);
    const name = textAt(fields, 'name');
    if (fields === undefined || name === undefined) return [];
    const version = textAt(fields, 'version') ?? '';
    const key = `${normaliseName('PyPI', name)} ${version}`;
    const [line, source, needs] = [lines[index] ?? 1, sourceOf(fields), dialect.needs(fields)];
    return [{ fields, name, version, key, line, source, needs }];
  });
}

/** What a need means: the version that it names, else each that is locked, of which a marker chooses. */
function resolverOf(packages: readonly Package[]): KeysOf {
  const versions = groupBy(packages, ({ name }) => normaliseName('PyPI', name));
  const keys = new Set(packages.map(({ key }) => key));
  return ({ name, version }) => {
    const id = normaliseName('PyPI', name);
    if (version !== undefined && keys.has(`${id} ${version}`)) return [`${id} ${version}`];
    return (versions.get(id) ?? []).slice(0, MAX_VERSIONS).map(({ key }) => key);
  };
}

/** A declaration that stands for several versions is told once for each of them. */
function requireAll(
  builder: ListBuilder,
  requirement: Parameters<ListBuilder['require']>[0],
  keys: readonly string[],
): void {
  if (keys.length === 0) builder.require(requirement, undefined);
  for (const key of keys) builder.require(requirement, key);
}

/** Older versions of Poetry said so themselves; else it follows from what was declared. */
function scopeIn(fields: Fields): { readonly scope?: ComponentScope } {
  if (textAt(fields, 'category') === 'dev') return { scope: 'dev' };
  return fields.get('optional') === true ? { scope: 'optional' } : {};
}

/** Each tool has its own words for where a package came from. */
function sourceOf(fields: Fields): ComponentSource {
  const source = fieldsAt(fields, 'source');
  const path = firstOf(source, pathKeys) ?? textAt(fieldsAt(fields, 'directory'), 'path');
  if (path !== undefined) return { kind: 'path', path };
  const repository =
    firstOf(source, ['git']) ?? firstOf(fieldsAt(fields, 'vcs'), ['url']) ?? textAt(fields, 'git');
  if (repository !== undefined) return { kind: 'git', url: withoutCredentials(repository) };
  const url = firstOf(source, ['url', 'registry']) ?? textAt(fields, 'index');
  if (url === undefined) return { kind: 'registry' };
  const isAddress = source.has('url') && !source.has('type');
  return typedSource(textAt(source, 'type') ?? (isAddress ? 'url' : ''), withoutCredentials(url));
}

/** By the word of Poetry for it. */
function typedSource(type: string, url: string): ComponentSource {
  switch (type) {
    case 'directory':
    case 'file':
      return { kind: 'path', path: url };
    case 'git':
      return { kind: 'git', url };
    case 'url':
      return { kind: 'archive', url };
    default:
      return { kind: 'registry', url };
  }
}

function firstOf(fields: Fields, keys: readonly string[]): string | undefined {
  return keys.map((key) => textAt(fields, key)).find((one) => one !== undefined);
}

const pathKeys = ['editable', 'virtual', 'directory', 'path'];
