import { parse } from 'smol-toml';
import type {
  ComponentList,
  ComponentScope,
  ComponentSource,
  ManifestFile,
  ManifestFormat,
} from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { linesMatching } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt, textAt, withoutCredentials, type Fields } from '../values.ts';
import { declaredInProject, type Declared } from './pyproject.ts';

/** What sets the lockfiles of Python in TOML apart: all list packages with name, version and what they need. */
interface Dialect {
  readonly id: string;
  readonly title: string;
  readonly reads: (path: string) => boolean;
  /** Key of the list of packages. */
  readonly packages: string;
  /** Names that a package needs. */
  readonly needs: (fields: Fields) => readonly string[];
  readonly integrity: (fields: Fields, lock: Fields) => readonly string[];
}

const dialects: readonly Dialect[] = [
  {
    id: 'poetry-lock',
    title: 'poetry.lock of Poetry',
    reads: (path) => isNamed(path, 'poetry.lock'),
    packages: 'package',
    needs: (fields) => [...fieldsAt(fields, 'dependencies').keys()],
    integrity: (fields, lock) => {
      const own = hashesIn(listAt(fields, 'files'));
      const name = textAt(fields, 'name') ?? '';
      return own.length > 0
        ? own
        : hashesIn(listAt(fieldsAt(fieldsAt(lock, 'metadata'), 'files'), name));
    },
  },
  {
    id: 'uv-lock',
    title: 'uv.lock of uv',
    reads: (path) => isNamed(path, 'uv.lock'),
    packages: 'package',
    needs: (fields) => namesIn(listAt(fields, 'dependencies')),
    integrity: (fields) =>
      hashesIn(
        [fields.get('sdist'), ...listAt(fields, 'wheels')].filter((one) => one !== undefined),
      ),
  },
  {
    id: 'pdm-lock',
    title: 'pdm.lock of PDM',
    reads: (path) => isNamed(path, 'pdm.lock'),
    packages: 'package',
    needs: (fields) => listAt(fields, 'dependencies').flatMap((each) => nameOfRequirement(each)),
    integrity: (fields) => hashesIn(listAt(fields, 'files')),
  },
  {
    id: 'pylock',
    title: 'pylock.toml (PEP 751)',
    reads: (path) => /(?:^|\/)pylock(?:\.[^/.]{1,80})?\.toml$/.test(path),
    packages: 'packages',
    needs: (fields) => namesIn(listAt(fields, 'dependencies')),
    integrity: (fields) =>
      hashesIn(
        [fields.get('sdist'), ...listAt(fields, 'wheels')].filter((one) => one !== undefined),
      ),
  },
];

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

function read(
  file: ManifestFile,
  companions: ReadonlyMap<string, ManifestFile>,
  dialect: Dialect,
): ComponentList {
  const lock = fieldsOf(parse(file.text));
  const marks = [dialect.packages, 'metadata', 'version', 'lock-version'];
  if (lock === undefined || !marks.some((key) => lock.has(key))) {
    throw new Unreadable(`it has no list ${dialect.packages}`);
  }
  const lines = linesMatching(file.text, new RegExp(`^\\[\\[${dialect.packages}\\]\\]`));
  const builder = new ListBuilder(file.path, dialect.id, 'PyPI');
  const packages = listAt(lock, dialect.packages).flatMap((value, index) => {
    const fields = fieldsOf(value);
    const name = textAt(fields, 'name');
    if (fields === undefined || name === undefined) return [];
    return [
      {
        fields,
        name,
        key: normaliseName('PyPI', name),
        line: lines[index] ?? 1,
        source: sourceOf(fields),
      },
    ];
  });
  for (const { fields, name, key, line, source } of packages) {
    if (source.kind === 'path') continue;
    const version = textAt(fields, 'version') ?? '';
    const integrity = dialect.integrity(fields, lock);
    builder.add(key, { name, version, line, integrity, source, ...scopeIn(fields) });
  }
  for (const { fields, key } of packages) {
    for (const name of dialect.needs(fields)) builder.connect(key, normaliseName('PyPI', name));
  }
  const declared = declaredInProject(companions.get(`${folderOf(file.path)}pyproject.toml`));
  const own = packages.filter(({ source }) => source.kind === 'path');
  const needed = own.flatMap(({ fields, line }) =>
    neededBy(dialect.needs(fields), file.path, line),
  );
  for (const each of declared.length > 0 ? declared : needed) {
    builder.require({ workspace: '', ...each }, normaliseName('PyPI', each.name));
  }
  return builder.finish();
}

/** What the lockfile says that the target's own packages need, where their manifest is not at hand. */
function neededBy(names: readonly string[], path: string, line: number): readonly Declared[] {
  return names.map((name) => ({ name, constraint: '', scope: 'prod', declaredAt: { path, line } }));
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

/** A package has an artefact a platform; a hundred are more than any has. */
const MAX_HASHES = 100;

function hashesIn(files: readonly unknown[]): readonly string[] {
  return files.slice(0, MAX_HASHES).flatMap((value) => {
    const fields = fieldsOf(value);
    const hash = textAt(fields, 'hash');
    if (hash !== undefined) return [hash];
    return [...fieldsAt(fields, 'hashes')].flatMap(([name, hex]) =>
      typeof hex === 'string' ? [`${name}:${hex}`] : [],
    );
  });
}

function namesIn(list: readonly unknown[]): readonly string[] {
  return list.flatMap((value) => textAt(fieldsOf(value), 'name') ?? []);
}

function nameOfRequirement(value: unknown): readonly string[] {
  const name =
    typeof value === 'string' ? /^[A-Za-z0-9][A-Za-z0-9._-]{0,200}/.exec(value)?.[0] : undefined;
  return name === undefined ? [] : [name];
}
