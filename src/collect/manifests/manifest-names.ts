import { isDockerfile } from './images/dockerfile-name.ts';
import { libraryOf } from './vendored/library-name.ts';

/** Names, in lower case, of lockfiles, manifests, and the files that are read beside them. */
const names: ReadonlySet<string> = new Set([
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  'pyproject.toml',
  'pipfile',
  'pipfile.lock',
  'poetry.lock',
  'pdm.lock',
  'uv.lock',
  'setup.cfg',
  'go.mod',
  'go.sum',
  'go.work',
  'cargo.toml',
  'cargo.lock',
  'gemfile',
  'gemfile.lock',
  'gems.rb',
  'gems.locked',
  'composer.json',
  'composer.lock',
  'packages.lock.json',
  'packages.config',
  'directory.packages.props',
  'directory.build.props',
  'gradle.lockfile',
  'buildscript-gradle.lockfile',
  'verification-metadata.xml',
  'pom.xml',
  'mix.exs',
  'mix.lock',
  'pubspec.yaml',
  'pubspec.lock',
  'package.resolved',
  'package.swift',
  'podfile',
  'podfile.lock',
]);

/** Of names that vary: `requirements-dev.txt`, `pylock.ci.toml`, `Dockerfile.web`, `shop.csproj`, `bom.cdx.json`. */
const patterns: readonly RegExp[] = [
  /requirements?[^/]{0,80}\.(?:txt|in)$/,
  /constraints?[^/]{0,80}\.txt$/,
  /^pylock\.[^/]{0,80}toml$/,
  /\.(?:cs|fs|vb)proj$/,
  /\.deps\.json$/,
  /\.gradle\.lockfile$/,
  /^action\.ya?ml$/,
  /\.(?:cdx|cyclonedx|spdx3?|bom)\.(?:json|xml|rdf|ya?ml)$|^s?bom\.(?:json|xml)$|\.spdx3?$/,
];

/**
 * Whether a file of this path may state components, or stand beside one that does. Decided by the path alone and without
 * loading a reader: most runs have thousands of paths and few manifests.
 */
export function mayStateComponents(path: string): boolean {
  const lower = path.toLowerCase();
  const name = lower.slice(lower.lastIndexOf('/') + 1);
  if (names.has(name) || patterns.some((pattern) => pattern.test(name))) return true;
  if (isDockerfile(path) || libraryOf(path) !== undefined) return true;
  const inFolder = /(?:^|\/)(?:\.github\/workflows|requirements)\/[^/]{1,200}$/.exec(lower);
  return inFolder !== null && /\.(?:ya?ml|txt|in)$/.test(name);
}

/** Folders whose content a package manager unpacked, from what its lockfile states. */
const unpacked = /(?:^|\/)(?:node_modules|jspm_packages|site-packages|\.?venv|\.tox|\.yarn|Pods)\//;

/** Whether a file is a library of others that was copied into the repository by hand, also into `vendor`. */
export function isCopiedLibrary(path: string): boolean {
  return libraryOf(path) !== undefined && !unpacked.test(path);
}
