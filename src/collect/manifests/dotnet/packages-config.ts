import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing, Unreadable } from '../parse.ts';
import { childrenOf, readXml } from '../xml.ts';

/** The older list of NuGet (learn.microsoft.com, "packages.config reference"): every package, needed by others or not. */
export const packagesConfig: ManifestFormat = {
  id: 'packages-config',
  title: 'packages.config of NuGet',
  reads: (path) => isNamed(path.toLowerCase(), 'packages.config'),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const root = readXml(file.text);
  if (root.name !== 'packages') throw new Unreadable('it is no list of packages of NuGet');
  const builder = new ListBuilder(file.path, packagesConfig.id, 'NuGet');
  for (const { attributes, line } of childrenOf(root, 'package')) {
    const [name, version] = [attributes.get('id') ?? '', attributes.get('version') ?? ''];
    if (name === '' || version === '') {
      problems.push({ detail: 'a package without an id or a version', line });
      continue;
    }
    const isDev = attributes.get('developmentDependency')?.toLowerCase() === 'true';
    const key = `${name.toLowerCase()} ${version}`;
    builder.add(key, { name, version, line, scope: isDev ? 'dev' : 'prod' });
  }
  return builder.finish();
}
