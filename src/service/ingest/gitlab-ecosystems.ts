/** What GitLab's reports leave out: in which ecosystem a package is. By the files that its analyzers read. */
const files: ReadonlyMap<string, string> = new Map([
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['package.json', 'npm'],
  ['yarn.lock', 'npm'],
  ['pnpm-lock.yaml', 'npm'],
  ['requirements.txt', 'PyPI'],
  ['pipfile.lock', 'PyPI'],
  ['poetry.lock', 'PyPI'],
  ['uv.lock', 'PyPI'],
  ['setup.py', 'PyPI'],
  ['pom.xml', 'Maven'],
  ['build.gradle', 'Maven'],
  ['build.gradle.kts', 'Maven'],
  ['gradle.lockfile', 'Maven'],
  ['build.sbt', 'Maven'],
  ['go.sum', 'Go'],
  ['go.mod', 'Go'],
  ['gemfile.lock', 'RubyGems'],
  ['composer.lock', 'Packagist'],
  ['packages.lock.json', 'NuGet'],
  ['cargo.lock', 'crates.io'],
  ['conan.lock', 'ConanCenter'],
  ['pubspec.lock', 'Pub'],
]);

/** Empty: it cannot be told. */
export function gitlabEcosystem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return files.get(name.toLowerCase()) ?? '';
}
