import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { firstLines } from '../lines.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt, textAt, withoutCredentials, type Fields } from '../values.ts';

/** The lockfile of SwiftPM, versions 1 to 3: pins of repositories; it does not say what needs what. */
export const packageResolved: ManifestFormat = {
  id: 'package-resolved',
  title: 'Package.resolved of Swift Package Manager',
  reads: (path) => isNamed(path, 'Package.resolved'),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const lock = fieldsOf(JSON.parse(file.text));
  const holder = lock?.has('object') === true ? fieldsAt(lock, 'object') : lock;
  if (!Array.isArray(holder?.get('pins'))) throw new Unreadable('it has no list pins');
  const lines = firstLines(
    file.text,
    /"(?:location|repositoryURL)"\s{0,9}:\s{0,9}"([^"]{1,1000})"/,
  );
  const builder = new ListBuilder(file.path, packageResolved.id, 'SwiftURL');
  for (const value of listAt(holder, 'pins')) {
    const fields = fieldsOf(value);
    const location = textAt(fields, 'location') ?? textAt(fields, 'repositoryURL');
    // Registries name packages by an identity, of which advisories do not speak.
    if (fields === undefined || location === undefined || location === '') {
      problems.push({ detail: 'a pin without the address of its repository' });
      continue;
    }
    const url = withoutCredentials(location);
    const line = lines.get(location) ?? lines.get(location.replaceAll('/', '\\/')) ?? 1;
    builder.add(url, { name: nameOf(url), line, ...stateOf(fields, url) });
  }
  return builder.finish();
}

/** Repositories are what Swift calls packages: host and path, as OSV and package URLs have it. */
function nameOf(url: string): string {
  return url
    .replace(/^(?:[a-z+]{2,10}:\/\/|git@)/, '')
    .replace(/^([^/:]{1,200}):/, '$1/')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}

/** A branch or a commit is no version. */
function stateOf(
  fields: Fields,
  url: string,
): {
  readonly version: string;
  readonly source: { readonly kind: 'git'; readonly url: string; readonly commit?: string };
} {
  const state = fieldsAt(fields, 'state');
  const commit = textAt(state, 'revision');
  const source = { kind: 'git', url, ...(commit === undefined ? {} : { commit }) } as const;
  return { version: textAt(state, 'version') ?? '', source };
}
