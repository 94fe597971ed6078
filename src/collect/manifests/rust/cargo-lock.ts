import type { ComponentList, ManifestFile, ManifestFormat } from '../../../model/component.ts';
import { groupBy } from '../../../model/group-by.ts';
import { linesMatching } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsOf, listAt, textAt, withoutCredentials } from '../values.ts';
import { readToml } from '../toml.ts';

/** The lockfile of Cargo, versions 1 to 4 (doc.rust-lang.org/cargo, "Cargo.toml vs Cargo.lock"). */
export const cargoLock: ManifestFormat = {
  id: 'cargo-lock',
  title: 'Cargo.lock of Cargo',
  reads: (path) => isNamed(path, 'Cargo.lock'),
  parse: (file) => parsing(file, () => read(file)),
};

function read(file: ManifestFile): ComponentList {
  const lock = fieldsOf(readToml(file.text));
  if (lock === undefined || !(lock.has('package') || lock.has('version'))) {
    throw new Unreadable('it has neither packages nor a version');
  }
  const lines = linesMatching(file.text, /^\[\[package\]\]/);
  const packages = listAt(lock, 'package').map((value, index) =>
    packageIn(value, lines[index] ?? 1),
  );
  const builder = new ListBuilder(file.path, cargoLock.id, 'crates.io');
  for (const each of packages) if (each.source !== '') addPackage(builder, each);
  const keyOf = resolverOf(packages);
  for (const each of packages) {
    for (const written of each.dependencies) {
      const key = keyOf(written);
      if (key === undefined || !builder.has(key)) continue;
      if (each.source !== '') builder.connect(each.key, key);
      else requireIt(builder, file.path, each, key);
    }
  }
  return builder.finish();
}

interface Package {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  /** Empty: a package of the workspace itself. */
  readonly source: string;
  readonly checksum: string | undefined;
  /** `name`, or `name version` where there are several. */
  readonly dependencies: readonly string[];
  readonly line: number;
}

function packageIn(value: unknown, line: number): Package {
  const fields = fieldsOf(value);
  const [name, version] = [textAt(fields, 'name') ?? '', textAt(fields, 'version') ?? ''];
  return {
    key: `${name} ${version}`,
    name,
    version,
    source: textAt(fields, 'source') ?? '',
    checksum: textAt(fields, 'checksum'),
    dependencies: listAt(fields, 'dependencies').filter((one) => typeof one === 'string'),
    line,
  };
}

function addPackage(
  builder: ListBuilder,
  { key, name, version, source, checksum, line }: Package,
): void {
  const [kind = '', url = ''] = source.split('+', 2);
  builder.add(key, {
    name,
    version,
    line,
    integrity: checksum === undefined ? [] : [`sha256:${checksum}`],
    source:
      kind === 'git'
        ? { kind: 'git', ...gitOf(url) }
        : { kind: 'registry', url: withoutCredentials(url) },
  });
}

function resolverOf(packages: readonly Package[]): (written: string) => string | undefined {
  const byName = groupBy(packages, ({ name }) => name);
  return (written) => {
    const [name = '', version] = written.split(' ', 2);
    if (version !== undefined) return `${name} ${version}`;
    const known = byName.get(name) ?? [];
    return known.length === 1 ? known[0]?.key : undefined;
  };
}

function requireIt(
  builder: ListBuilder,
  path: string,
  { name: workspace, line }: Package,
  key: string,
): void {
  const [name = ''] = key.split(' ', 1);
  const declaredAt = { path, line };
  builder.require({ workspace, name, constraint: '', scope: 'prod', declaredAt }, key);
}

function gitOf(url: string): { readonly url: string; readonly commit?: string } {
  const [address = '', commit] = url.split('#', 2);
  const clean = withoutCredentials(address.split('?', 1)[0] ?? '');
  return commit === undefined ? { url: clean } : { url: clean, commit };
}
