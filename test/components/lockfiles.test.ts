import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { manifestFormats } from '../../src/collect/manifests/formats.ts';
import type { ManifestFile, ParsedManifest } from '../../src/model/component.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

/** Folder of google/osv-scalibr's test data (Apache-2.0) → format, and how many files of it state how many components in all. */
const folders: readonly (readonly [string, string, number, number, number])[] = [
  ['dart/pubspec', 'pubspec-lock', 8, 14, 2],
  ['dotnet/packageslockjson', 'packages-lock', 1, 8, 1],
  ['dotnet/packagesconfig', 'packages-config', 3, 4, 1],
  ['dotnet/nugetcpm', 'dotnet-project', 5, 3, 1],
  ['dotnet/depsjson', 'deps-json', 2, 3, 2],
  ['golang/gomod', 'go-mod', 13, 27, 2],
  ['java/pomxml', 'pom-xml', 18, 32, 2],
  ['java/gradleverificationmetadataxml', 'gradle-verification-metadata', 10, 53, 1],
  ['java/gradlelockfile', 'gradle-lockfile', 5, 8, 0],
  ['javascript/packagelockjson', 'package-lock', 29, 199, 2],
  ['javascript/pnpmlock', 'pnpm-lock', 32, 109, 2],
  ['javascript/yarnlock', 'yarn-lock', 25, 75, 1],
  ['javascript/bunlock', 'bun-lock', 17, 63, 2],
  ['erlang/mixlock', 'mix-lock', 5, 27, 0],
  ['swift/packageresolved', 'package-resolved', 2, 6, 2],
  ['swift/podfilelock', 'podfile-lock', 2, 6, 2],
  ['php/composerlock', 'composer-lock', 6, 10, 2],
  ['python/pdmlock', 'pdm-lock', 7, 12, 2],
  ['python/pipfilelock', 'pipfile-lock', 7, 12, 2],
  ['python/poetrylock', 'poetry-lock', 9, 20, 2],
  ['python/pylock', 'pylock', 6, 27, 2],
  ['python/requirements', 'requirements', 13, 54, 0],
  ['python/uvlock', 'uv-lock', 7, 20, 2],
  ['ruby/gemfilelock', 'gemfile-lock', 12, 101, 0],
  ['rust/cargolock', 'cargo-lock', 8, 15, 1],
];

/** Files of these folders that are read beside a lockfile, or are none. */
const beside = /package\.json$|pyproject\.toml$|go\.sum$|\.sum$|Cargo\.toml$|\.md$|\/Dockerfile\b/u;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const file = path.join(folder, name);
      return statSync(file).isDirectory() ? filesBelow(file) : [file];
    });
}

function parse(file: string, formatId: string): ParsedManifest {
  const format = manifestFormats.find(({ id }) => id === formatId);
  assert.ok(format !== undefined, formatId);
  const manifest = { path: file, text: readFileSync(file, 'utf8') };
  const companions = new Map<string, ManifestFile>();
  for (const name of format.companions?.(manifest) ?? []) {
    const found = statSync(name, { throwIfNoEntry: false });
    if (found?.isFile() !== true) continue;
    companions.set(name, { path: name, text: readFileSync(name, 'utf8') });
  }
  return format.parse(manifest, companions);
}

test(
  'lockfiles of other scanners are read or refused as what they are',
  { skip: lackingFixtures },
  () => {
    const root = fixtures('osv-scalibr-lockfiles');
    const told = folders.map(([folder, id]) => {
      const place = path.join(root, 'extractor/filesystem/language', folder, 'testdata');
      const parsed = filesBelow(place)
        .filter((file) => !beside.test(file))
        .map((file) => parse(file, id));
      const lists = parsed.flatMap((each) => (each.kind === 'parsed' ? [each.list] : []));
      const components = lists.reduce((sum, list) => sum + list.components.length, 0);
      return [folder, id, lists.length, components, parsed.length - lists.length];
    });
    assert.deepEqual(told, folders);
  },
);

/** Lockfiles of real projects: components, declared ones, edges between them. */
const real: readonly (readonly [string, string, number, number, number])[] = [
  ['gem-railsgoat/Gemfile.lock', 'gemfile-lock', 167, 38, 267],
  ['go-trivy/go.mod', 'go-mod', 474, 126, 0],
  ['npm-parse-server/package-lock.json', 'package-lock', 1804, 84, 3164],
  ['npm-threat-dragon/package-lock.json', 'package-lock', 2957, 91, 6212],
  ['pip-pygoat/requirements.txt', 'requirements', 34, 34, 0],
  ['pipenv-checkov/Pipfile.lock', 'pipfile-lock', 161, 0, 0],
  ['yarn-berry-babel/yarn.lock', 'yarn-lock', 1586, 130, 3100],
  ['yarn-v1-gatekeeper/yarn.lock', 'yarn-lock', 1129, 5, 2147],
];

test(
  'lockfiles of real projects are read whole, each component at a line that names it',
  { skip: lackingFixtures },
  () => {
    const root = fixtures('real-lockfiles');
    for (const [name, id, components, direct, edges] of real) {
      const file = path.join(root, name);
      const parsed = parse(file, id);
      assert.ok(parsed.kind === 'parsed', name);
      assert.deepEqual(parsed.problems, [], name);
      const { list } = parsed;
      const lines = readFileSync(file, 'utf8').split('\n');
      const astray = list.components.filter((each) => {
        const last = each.name.split('/').at(-1) ?? '';
        return (
          each.name !== 'stdlib' &&
          lines[each.line - 1]?.toLowerCase().includes(last.toLowerCase()) !== true
        );
      });
      assert.deepEqual(
        astray.map((each) => `${each.line} ${each.name}`),
        [],
        name,
      );
      const counts = [
        list.components.length,
        list.components.filter((each) => each.direct).length,
        list.components.reduce((sum, { dependsOn }) => sum + dependsOn.length, 0),
      ];
      assert.deepEqual(counts, [components, direct, edges], name);
    }
  },
);
