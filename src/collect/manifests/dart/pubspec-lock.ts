import type { ComponentList, ManifestFile, ManifestFormat } from '../../../model/component.ts';
import { firstLines } from '../lines.ts';
import { ListBuilder, type Stated } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, textAt, withoutCredentials, type Fields } from '../values.ts';
import { readYaml } from '../yaml.ts';

/** The lockfile of pub (dart.dev/tools/pub): it does not say what needs what. */
export const pubspecLock: ManifestFormat = {
  id: 'pubspec-lock',
  title: 'pubspec.lock of pub',
  reads: (path) => isNamed(path, 'pubspec.lock'),
  parse: (file) => parsing(file, () => read(file)),
};

function read(file: ManifestFile): ComponentList {
  const lock = fieldsOf(readYaml(file.text));
  if (lock === undefined || !lock.has('packages')) throw new Unreadable('it has no packages');
  const lines = firstLines(file.text, /^ {2}"?([A-Za-z0-9_]{1,200})"?:$/);
  const builder = new ListBuilder(file.path, pubspecLock.id, 'Pub');
  for (const [name, value] of fieldsAt(lock, 'packages')) {
    const fields = fieldsOf(value);
    if (fields !== undefined) {
      addPackage(builder, file.path, { name, fields, line: lines.get(name) ?? 1 });
    }
  }
  return builder.finish();
}

function addPackage(
  builder: ListBuilder,
  path: string,
  { name, fields, line }: { readonly name: string; readonly fields: Fields; readonly line: number },
): void {
  const source = sourceOf(fields);
  if (source === undefined) return;
  const relation = textAt(fields, 'dependency') ?? '';
  const scope = relation === 'direct dev' ? 'dev' : 'prod';
  const hash = textAt(fieldsAt(fields, 'description'), 'sha256');
  const version = textAt(fields, 'version') ?? '';
  const integrity = hash === undefined ? [] : [`sha256:${hash}`];
  builder.add(name, { name, version, line, scope, source, integrity });
  if (!relation.startsWith('direct')) return;
  const declaredAt = { path, line };
  builder.require({ workspace: '', name, constraint: '', scope, declaredAt }, name);
}

/** Undefined for what comes with the SDK: it is no package of its own. */
function sourceOf(fields: Fields): NonNullable<Stated['source']> | undefined {
  const description = fieldsAt(fields, 'description');
  const url = withoutCredentials(textAt(description, 'url') ?? '');
  switch (textAt(fields, 'source') ?? '') {
    case 'sdk':
      return undefined;
    case 'git':
      return { kind: 'git', url };
    case 'path':
      return { kind: 'path', path: textAt(description, 'path') ?? '' };
    default:
      return url === '' ? { kind: 'registry' } : { kind: 'registry', url };
  }
}
