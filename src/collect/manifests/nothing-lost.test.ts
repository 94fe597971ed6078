import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestFormats } from './formats.ts';
import { readManifests } from './read-manifests.ts';
import { stated } from './tests/stated.ts';
import { withoutCredentials } from './values.ts';

const component = (name: string): object => ({
  type: 'library',
  'bom-ref': 'x',
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
});

const group = (name: string): string =>
  `<ItemGroup><PackageReference Include="${name}" Version="9.0.1"/></ItemGroup>`;

test('requirements: a file that -r names without a space is read', async () => {
  const files = new Map([
    ['requirements.txt', '-rbase.txt\n'],
    ['base.txt', 'django==2.0\n'],
  ]);
  const read = await readManifests(['requirements.txt'], manifestFormats, async (path) => {
    const text = files.get(path);
    return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
  });
  const names = read.lists.flatMap(({ components }) => components.map(({ name }) => name));
  assert.deepEqual(names, ['django']);
  assert.deepEqual(read.missed, []);
});

test('Gemfile.lock: another version for another platform is told too', () => {
  const specs = '    a (1.13.0)\n    a (1.13.0-java)\n    a (1.10.0-x86_64-darwin)\n';
  const text = `GEM\n  remote: https://rubygems.example/\n  specs:\n${specs}\nDEPENDENCIES\n  a\n`;
  assert.deepEqual(stated('Gemfile.lock', text), ['4 a@1.13.0 prod direct', '6 a@1.10.0 prod']);
});

test('SBOM: two components under one id are two', () => {
  const components = [component('a'), component('b'), component('b')];
  const document = { bomFormat: 'CycloneDX', specVersion: '1.6', components };
  assert.deepEqual(stated('bom.json', JSON.stringify(document)), [
    '1 a@1.0.0 prod',
    '1 b@1.0.0 prod',
  ]);
});

test('Package.resolved: a pin of a registry is told as not understood, a slash behind an address is no name', () => {
  const state = { version: '1.0.0' };
  const pins = [
    { identity: 'mona.A', kind: 'registry', location: '', state },
    { identity: 'mona.B', kind: 'registry', state },
    { identity: 'c', kind: 'remoteSourceControl', location: 'https://git.example/o/c/', state },
  ];
  assert.deepEqual(stated('Package.resolved', JSON.stringify({ version: 3, pins })), [
    '1 git.example/o/c@1.0.0 prod',
    'problem undefined: a pin without the address of its repository',
    'problem undefined: a pin without the address of its repository',
  ]);
});

test('Dockerfile: a shift and an arrow in a text hide no image that follows', () => {
  const text = 'FROM a:1\nRUN echo $((1<<N))\nFROM b:1\nRUN echo "x <<EOF"\nFROM c:1\n';
  const told = ['1 a@1 prod direct', '3 b@1 prod direct', '5 c@1 prod direct'];
  assert.deepEqual(stated('Dockerfile', text), told);
});

test('yarn.lock: an alias without a range has the name of what it stands for', () => {
  const text =
    '# yarn lockfile v1\n\n"foo@npm:real":\n  version "1.0.0"\n\n"b@npm:^1.0.0":\n  version "1.0.0"\n';
  assert.deepEqual(stated('yarn.lock', text), ['3 real@1.0.0 prod', '6 b@1.0.0 prod']);
});

test('MSBuild: references under a condition are told', () => {
  const cases = `<When Condition="x">${group('A')}</When><Otherwise>${group('B')}</Otherwise>`;
  const told = ['1 A@9.0.1 prod direct', '1 B@9.0.1 prod direct'];
  assert.deepEqual(stated('a.csproj', `<Project><Choose>${cases}</Choose></Project>`), told);
});

test('a list of packages of another shape does not pass for an empty one', () => {
  for (const [path, text] of [
    ['package-lock.json', '{"lockfileVersion":3,"packages":[]}'],
    ['bom.json', '{"bomFormat":"CycloneDX","specVersion":"1.6","components":{}}'],
    ['sbom.json', '{"spdxVersion":"SPDX-2.3","packages":{}}'],
  ] as const) {
    assert.match(stated(path, text)[0] ?? '', /^failed: /, path);
  }
});

test('a password with quotes goes as a whole', () => {
  assert.equal(withoutCredentials(`https://u:p'w@h.example/a?b`), 'https://h.example/a');
  assert.equal(withoutCredentials(`git+ssh://u:p"w@h.example/a`), 'git+ssh://h.example/a');
  assert.equal(withoutCredentials(`"https://h.example/a" b@c`), '"https://h.example/a" b@c');
});
