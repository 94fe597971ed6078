import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { folderOf, isNamed, parsing, Unreadable } from '../parse.ts';
import { childOf, childrenOf, readXml, type XmlElement } from '../xml.ts';

/**
 * Digests by which Gradle verifies what it fetches (docs.gradle.org, "Verifying dependencies"): every module of the build,
 * its plugins too. It may keep modules that are no longer used, so a lockfile beside it says better.
 */
export const verificationMetadata: ManifestFormat = {
  id: 'gradle-verification-metadata',
  title: 'verification-metadata.xml of Gradle',
  reads: (path) => isNamed(path, 'verification-metadata.xml'),
  yieldsTo: {
    groups: (path) => {
      const project = folderOf(folderOf(path).slice(0, -1));
      return [[`${project}gradle.lockfile`]];
    },
    governs: (_, group) => group.size > 0,
  },
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const root = readXml(file.text);
  if (root.name !== 'verification-metadata') {
    throw new Unreadable('it is no verification metadata of Gradle');
  }
  const builder = new ListBuilder(file.path, verificationMetadata.id, 'Maven');
  for (const component of childrenOf(childOf(root, 'components'), 'component')) {
    const { attributes, line } = component;
    const [group, artifact, version] = ['group', 'name', 'version'].map(
      (name) => attributes.get(name) ?? '',
    );
    if (!group || !artifact || !version) {
      problems.push({ detail: 'a component without a group, name or version', line });
      continue;
    }
    const name = `${group}:${artifact}`;
    builder.add(`${name} ${version}`, { name, version, line, integrity: digestsOf(component) });
  }
  return builder.finish();
}

/** Digests of a module's artefacts that are code; the rest is metadata. */
const MAX_DIGESTS = 100;

function digestsOf(component: XmlElement): readonly string[] {
  return childrenOf(component, 'artifact')
    .filter(({ attributes }) => /\.(?:jar|aar|war|klib)$/.test(attributes.get('name') ?? ''))
    .flatMap(({ children }) => children)
    .flatMap(({ name, attributes }) => {
      const value = attributes.get('value') ?? '';
      const isDigest = /^sha(?:256|512)$/.test(name) && /^[0-9a-f]{64,128}$/i.test(value);
      return isDigest ? [`${name}:${value.toLowerCase()}`] : [];
    })
    .slice(0, MAX_DIGESTS);
}
