import type { ComponentList, ManifestFile, ManifestFormat } from '../../../model/component.ts';
import { normaliseName } from '../../../model/package-name.ts';
import { jsonKeyLines } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt, textAt, withoutCredentials } from '../values.ts';

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
      const git = textAt(fields, 'git');
      builder.add(normaliseName('PyPI', name), {
        name,
        version: (textAt(fields, 'version') ?? '').replace(/^={2,3}/, ''),
        line: lines.of(section, name) ?? 1,
        scope: section === 'default' ? 'prod' : 'dev',
        integrity: listAt(fields, 'hashes').filter((hash) => typeof hash === 'string'),
        ...(git === undefined ? {} : { source: { kind: 'git', url: withoutCredentials(git) } }),
      });
    }
  }
  return builder.finish();
}
