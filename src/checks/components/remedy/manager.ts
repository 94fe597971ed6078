import type { ComponentList } from '../../../model/component.ts';
import type { PackageManager } from '../../../model/remedy.ts';

const ofFormat: ReadonlyMap<string, PackageManager> = new Map([
  ['package-lock', 'npm'],
  ['pnpm-lock', 'pnpm'],
  ['yarn-lock', 'yarn'],
  ['bun-lock', 'bun'],
  ['pipfile-lock', 'pipenv'],
  ['poetry-lock', 'poetry'],
  ['pdm-lock', 'pdm'],
  ['uv-lock', 'uv'],
  ['gradle-lockfile', 'gradle'],
]);

/** Where the format does not say it: the usual one. */
const ofEcosystem: ReadonlyMap<string, PackageManager> = new Map([
  ['npm', 'npm'],
  ['PyPI', 'pip'],
  ['Go', 'go'],
  ['crates.io', 'cargo'],
  ['RubyGems', 'bundler'],
  ['Packagist', 'composer'],
  ['NuGet', 'nuget'],
  ['Maven', 'maven'],
  ['Pub', 'pub'],
  ['Hex', 'mix'],
  ['SwiftURL', 'swift'],
  ['CocoaPods', 'cocoapods'],
]);

/** The program that made the list, or is to install from it; undefined for what no such program manages. */
export function managerOf(
  { format }: ComponentList,
  ecosystem: string,
): PackageManager | undefined {
  const [plain = ''] = ecosystem.split(':', 1);
  return ofFormat.get(format) ?? ofEcosystem.get(plain);
}

/** The manifest that takes an override, beside the lockfile; undefined where the manager has none. */
export function overrideFile(list: ComponentList, manager: PackageManager): string | undefined {
  const name = overrideFiles.get(manager);
  if (name === undefined) return undefined;
  // A requirements file and a manifest that is no lockfile take it themselves.
  if (name === '') return list.path;
  return list.path.slice(0, list.path.lastIndexOf('/') + 1) + name;
}

const overrideFiles: ReadonlyMap<PackageManager, string> = new Map([
  ['npm', 'package.json'],
  ['pnpm', 'package.json'],
  ['yarn', 'package.json'],
  ['bun', 'package.json'],
  ['pip', ''],
  ['pipenv', 'Pipfile'],
  ['go', 'go.mod'],
  ['maven', ''],
  ['composer', 'composer.json'],
  ['bundler', 'Gemfile'],
  ['pub', 'pubspec.yaml'],
]);

/** Managers that can only ask for a version too: where another package forbids it, they find no solution. */
export const onlyAdding: ReadonlySet<PackageManager> = new Set([
  'pip',
  'pipenv',
  'poetry',
  'uv',
  'composer',
  'bundler',
  'cargo',
]);

/** Where a manager takes a version for what is not declared; undefined where there is no such thing. */
export function overrideSection(manager: PackageManager): string | undefined {
  return sections.get(manager);
}

const sections: ReadonlyMap<PackageManager, string> = new Map([
  ['npm', 'overrides'],
  ['pnpm', 'pnpm.overrides'],
  ['yarn', 'resolutions'],
  ['bun', 'overrides'],
  ['pip', 'a requirement of its own'],
  ['pipenv', 'a package of its own'],
  ['poetry', 'a dependency of its own'],
  ['pdm', 'tool.pdm.resolution.overrides'],
  ['uv', 'tool.uv.constraint-dependencies'],
  ['go', 'require, // indirect'],
  ['composer', 'require'],
  ['bundler', 'a gem of its own'],
  ['nuget', 'a PackageReference of its own'],
  ['maven', 'dependencyManagement'],
  ['gradle', 'constraints'],
  ['pub', 'dependency_overrides'],
  ['mix', 'override: true'],
]);

/** Names of lockfiles that also stand for what people declared, and of the manifest beside each. */
const besides: ReadonlyMap<string, string> = new Map([
  ['package-lock.json', 'package.json'],
  ['npm-shrinkwrap.json', 'package.json'],
  ['pnpm-lock.yaml', 'package.json'],
  ['yarn.lock', 'package.json'],
  ['bun.lock', 'package.json'],
  ['composer.lock', 'composer.json'],
  ['Gemfile.lock', 'Gemfile'],
  ['gems.locked', 'gems.rb'],
  ['Cargo.lock', 'Cargo.toml'],
  ['pubspec.lock', 'pubspec.yaml'],
  ['Pipfile.lock', 'Pipfile'],
  ['poetry.lock', 'pyproject.toml'],
  ['pdm.lock', 'pyproject.toml'],
  ['uv.lock', 'pyproject.toml'],
]);

/**
 * Where people declare it: lockfiles that repeat declarations name themselves, but nobody edits them. In another file the
 * line is not known: 1.
 */
export function declaredWhere(at: { readonly path: string; readonly line: number }): {
  readonly path: string;
  readonly line: number;
} {
  const slash = at.path.lastIndexOf('/') + 1;
  const manifest = besides.get(at.path.slice(slash));
  return manifest === undefined ? at : { path: at.path.slice(0, slash) + manifest, line: 1 };
}
