import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ManifestProblem,
} from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { isNamed, parsing } from '../parse.ts';

/** The lockfile of Gradle (docs.gradle.org, "Locking versions"): `group:artifact:version=configurations`. */
export const gradleLockfile: ManifestFormat = {
  id: 'gradle-lockfile',
  title: 'gradle.lockfile and buildscript-gradle.lockfile of Gradle',
  reads: (path) => isNamed(path, 'gradle.lockfile') || isNamed(path, 'buildscript-gradle.lockfile'),
  parse: (file) => parsing(file, (problems) => read(file, problems)),
};

function read(file: ManifestFile, problems: ManifestProblem[]): ComponentList {
  const builder = new ListBuilder(file.path, gradleLockfile.id, 'Maven');
  for (const [index, raw] of file.text.split('\n').entries()) {
    const content = raw.trim();
    if (content === '' || content.startsWith('#') || content.startsWith('empty=')) continue;
    const match = /^([^:=\s]{1,300}):([^:=\s]{1,300}):([^:=\s]{1,200})=(.{0,4000})$/.exec(content);
    if (match === null) {
      problems.push({ detail: 'not group:artifact:version=configurations', line: index + 1 });
      continue;
    }
    const [, group = '', artifact = '', version = '', configurations = ''] = match;
    const isTest = configurations.split(',').every((each) => /test/i.test(each));
    builder.add(`${group}:${artifact}:${version}`, {
      name: `${group}:${artifact}`,
      version,
      line: index + 1,
      scope: isTest ? 'dev' : 'prod',
    });
  }
  return builder.finish();
}
