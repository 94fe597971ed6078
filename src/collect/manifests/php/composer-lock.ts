import type { ComponentList, ManifestFile, ManifestFormat } from '../../../model/component.ts';
import { jsonKeyLines } from '../lines.ts';
import { ListBuilder, type Stated } from '../list-builder.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt, textAt, textsAt, type Fields } from '../values.ts';

/** The lockfile of Composer (getcomposer.org, "composer.lock"). */
export const composerLock: ManifestFormat = {
  id: 'composer-lock',
  title: 'composer.lock of Composer',
  reads: (path) => isNamed(path, 'composer.lock'),
  companions: ({ path }) => [`${folderOf(path)}composer.json`],
  parse: (file, companions) => parsing(file, () => read(file, companions)),
};

function read(file: ManifestFile, companions: ReadonlyMap<string, ManifestFile>): ComponentList {
  const lock = fieldsOf(JSON.parse(file.text));
  if (lock === undefined || !Array.isArray(lock.get('packages'))) {
    throw new Unreadable('it has no list packages');
  }
  const lines = nameLines(file.text);
  const builder = new ListBuilder(file.path, composerLock.id, 'Packagist');
  for (const [section, scope] of lists) {
    for (const value of listAt(lock, section)) {
      const name = textAt(fieldsOf(value), 'name');
      const fields = fieldsOf(value);
      if (fields === undefined || name === undefined) continue;
      builder.add(name.toLowerCase(), {
        name,
        scope,
        line: lines.get(name) ?? 1,
        ...statedIn(fields),
      });
    }
  }
  for (const value of lists.flatMap(([section]) => listAt(lock, section))) {
    const fields = fieldsOf(value);
    const from = (textAt(fields, 'name') ?? '').toLowerCase();
    for (const [name, constraint] of textsAt(fields, 'require')) {
      builder.connect(from, name.toLowerCase(), constraint);
    }
  }
  requireDeclared(builder, companions.get(`${folderOf(file.path)}composer.json`));
  return builder.finish();
}

const lists = [
  ['packages', 'prod'],
  ['packages-dev', 'dev'],
] as const;

function statedIn(fields: Fields): Pick<Stated, 'version' | 'integrity' | 'licence'> {
  const licences = listAt(fields, 'license').filter((one) => typeof one === 'string');
  const shasum = textAt(fieldsAt(fields, 'dist'), 'shasum') ?? '';
  return {
    version: (textAt(fields, 'version') ?? '').replace(/^v(?=\d)/, ''),
    integrity: shasum === '' ? [] : [`sha1:${shasum}`],
    ...(licences.length === 0 ? {} : { licence: licences.join(' OR ') }),
  };
}

function requireDeclared(builder: ListBuilder, manifest: ManifestFile | undefined): void {
  const fields = manifest === undefined ? undefined : manifestFields(manifest.text);
  if (manifest === undefined) return;
  const lines = jsonKeyLines(manifest.text);
  for (const [section, scope] of [
    ['require', 'prod'],
    ['require-dev', 'dev'],
  ] as const) {
    for (const [name, constraint] of textsAt(fields, section)) {
      // `php` and `ext-json` are the platform.
      if (!name.includes('/')) continue;
      const line = lines.of(section, name) ?? 1;
      const declaredAt = { path: manifest.path, line };
      builder.require({ workspace: '', name, constraint, scope, declaredAt }, name.toLowerCase());
    }
  }
}

function manifestFields(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Each package begins with its name. */
function nameLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const name = /^\s{1,40}"name": "([^"]{1,200})"/.exec(line)?.[1];
    if (name !== undefined && !lines.has(name)) lines.set(name, index + 1);
  }
  return lines;
}
