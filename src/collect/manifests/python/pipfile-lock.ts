import type {
  ComponentList,
  ComponentSource,
  ManifestFile,
  ManifestFormat,
} from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { jsonKeyLines } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt, textAt, withoutCredentials, type Fields } from '../values.ts';

/** The lockfile of Pipenv: it does not say what needs what, nor what was declared. */
export const pipfileLock: ManifestFormat = {
  id: 'pipfile-lock',
  title: 'Pipfile.lock of Pipenv',
  reads: (path) => isNamed(path, 'Pipfile.lock'),
  parse: (file) => parsing(file, () => read(file)),
};

function read(file: ManifestFile): ComponentList {
  const lock = fieldsOf(JSON.parse(file.text));
  if (lock === undefined || !lock.has('default')) throw new Unreadable('it has no section default');
  const lines = jsonKeyLines(file.text);
  const builder = new ListBuilder(file.path, pipfileLock.id, 'PyPI');
  for (const section of lock.keys()) {
    if (section === '_meta') continue;
    for (const [name, value] of fieldsAt(lock, section)) {
      const fields = fieldsOf(value);
      const source = sourceOf(fields);
      // The project itself.
      if (source.kind === 'path' && source.path === '.') continue;
      const version = (textAt(fields, 'version') ?? '').replace(/^={2,3}/, '');
      builder.add(`${normaliseName('PyPI', name)} ${version}`, {
        name,
        version,
        line: lines.of(section, name) ?? 1,
        scope: section === 'default' ? 'prod' : 'dev',
        integrity: listAt(fields, 'hashes').filter((hash) => typeof hash === 'string'),
        source,
      });
    }
  }
  return builder.finish();
}

function sourceOf(fields: Fields | undefined): ComponentSource {
  const git = textAt(fields, 'git');
  if (git !== undefined) {
    const [url, commit] = [withoutCredentials(git), textAt(fields, 'ref')];
    return commit === undefined ? { kind: 'git', url } : { kind: 'git', url, commit };
  }
  const file = textAt(fields, 'file');
  if (file !== undefined && /^https?:/.test(file)) {
    return { kind: 'archive', url: withoutCredentials(file) };
  }
  const path = textAt(fields, 'path') ?? file;
  return path === undefined ? { kind: 'registry' } : { kind: 'path', path };
}
