import type { ComponentList, ManifestFile, ManifestFormat } from '../../../model/component.ts';
import { jsonKeyLines } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, textAt, textsAt, type Fields } from '../values.ts';

/** The lockfile of NuGet (learn.microsoft.com, "Locking dependencies"): a list for each framework. */
export const packagesLock: ManifestFormat = {
  id: 'packages-lock',
  title: 'packages.lock.json of NuGet',
  reads: (path) => isNamed(path, 'packages.lock.json'),
  parse: (file) => parsing(file, () => read(file)),
};

function read(file: ManifestFile): ComponentList {
  const lock = fieldsOf(JSON.parse(file.text));
  if (lock === undefined || !lock.has('dependencies')) {
    throw new Unreadable('it has no dependencies');
  }
  const lines = jsonKeyLines(file.text);
  const builder = new ListBuilder(file.path, packagesLock.id, 'NuGet');
  const frameworks = fieldsAt(lock, 'dependencies');
  for (const framework of frameworks.keys()) {
    const packages = fieldsAt(frameworks, framework);
    const keys = keysOf(packages);
    for (const [name, value] of packages) {
      const line = lines.of('dependencies', framework, name) ?? 1;
      const key = keys.get(name.toLowerCase());
      const fields = fieldsOf(value);
      if (key !== undefined && fields !== undefined) {
        addPackage(builder, file.path, { name, key, fields, line });
      }
    }
    for (const [name, value] of packages) {
      const from = keys.get(name.toLowerCase()) ?? '';
      for (const [other, constraint] of textsAt(fieldsOf(value), 'dependencies')) {
        builder.connect(from, keys.get(other.toLowerCase()), constraint);
      }
    }
  }
  return builder.finish();
}

/** By name in lower case, as NuGet compares: projects of the solution have no version and are left out. */
function keysOf(packages: Fields): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const [name, value] of packages) {
    const version = textAt(fieldsOf(value), 'resolved');
    const lower = name.toLowerCase();
    if (version !== undefined) keys.set(lower, `${lower} ${version}`);
  }
  return keys;
}

interface Package {
  readonly name: string;
  readonly key: string;
  readonly fields: Fields;
  readonly line: number;
}

function addPackage(
  builder: ListBuilder,
  path: string,
  { name, key, fields, line }: Package,
): void {
  const hash = textAt(fields, 'contentHash');
  const version = textAt(fields, 'resolved') ?? '';
  const integrity = hash === undefined ? [] : [`sha512-${hash}`];
  builder.add(key, { name, version, line, scope: 'prod', integrity });
  if (textAt(fields, 'type') !== 'Direct') return;
  const constraint = textAt(fields, 'requested') ?? '';
  const declaredAt = { path, line };
  builder.require({ workspace: '', name, constraint, scope: 'prod', declaredAt }, key);
}
