import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageLock3, parse, stated } from '../tests/stated.ts';

test('package-lock 3: the nearest installed package is what a name means, links are no packages', () => {
  assert.deepEqual(stated('x/package-lock.json', packageLock3), [
    '11 a@1.2.0 prod direct > b',
    '12 b@2.0.0 prod',
    '13 real@2.0.1 optional direct',
    '14 b@1.0.0 prod direct',
    '16 t@1.0.0 dev direct > b',
  ]);
});

test('package-lock 1: packages nest, and the manifest beside says what was declared', () => {
  const lock = `{
  "lockfileVersion": 1,
  "dependencies": {
    "a": {
      "version": "1.0.0",
      "requires": { "b": "2", "@s/c": "1" },
      "dependencies": {
        "b": { "version": "2.0.0", "requires": { "@s/c": "1" } }
      }
    },
    "b": { "version": "1.0.0", "dev": true },
    "@s/c": { "version": "npm:other@3.0.0" },
    "g": { "version": "git+ssh://git@host.example/g.git#abc" }
  }
}
`;
  const manifest =
    '{\n  "dependencies": {\n    "a": "1"\n  },\n  "devDependencies": { "b": "1" }\n}';
  assert.deepEqual(stated('package-lock.json', lock, { 'package.json': manifest }), [
    '4 a@1.0.0 prod direct > b other',
    '8 b@2.0.0 prod > other',
    '11 b@1.0.0 dev direct',
    '12 other@3.0.0 prod',
    '13 g@ prod',
  ]);
  const parsed = parse('package-lock.json', lock, { 'package.json': manifest });
  assert.ok(parsed.kind === 'parsed');
  assert.deepEqual(parsed.list.requirements[0], {
    workspace: '',
    name: 'a',
    constraint: '1',
    scope: 'prod',
    declaredAt: { path: 'package.json', line: 3 },
    component: 0,
  });
  assert.deepEqual(parsed.list.components[4]?.source, {
    kind: 'git',
    url: 'git+ssh://host.example/g.git',
    commit: 'abc',
  });
});

test('yarn: both formats, with the scopes that the manifest gives', () => {
  const manifest = '{ "dependencies": { "a": "^1.0.0" }, "devDependencies": { "b": "~2" } }';
  const classic = `# yarn lockfile v1


a@^1.0.0:
  version "1.1.0"
  resolved "https://user:word@registry.example/a/-/a-1.1.0.tgz#00"
  integrity sha512-AA==
  dependencies:
    "@s/c" "^3"

b@~2, b@^2.1:
  version "2.2.0"

"@s/c@^3":
  version "3.0.0"
`;
  assert.deepEqual(stated('yarn.lock', classic, { 'package.json': manifest }), [
    '4 a@1.1.0 prod direct > @s/c',
    '11 b@2.2.0 dev direct',
    '14 @s/c@3.0.0 prod',
  ]);
  const parsed = parse('yarn.lock', classic);
  assert.ok(parsed.kind === 'parsed');
  assert.deepEqual(parsed.list.components[0]?.source, {
    kind: 'registry',
    url: 'https://registry.example/a/-/a-1.1.0.tgz',
  });
  const berry = `__metadata:
  version: 8

"a@npm:^1.0.0":
  version: 1.1.0
  resolution: "a@npm:1.1.0"
  dependencies:
    c: "npm:^3"
  checksum: 10c0/aa

"c@npm:^3":
  version: 3.0.0
  resolution: "c@npm:3.0.0"

"shop@workspace:.":
  version: 0.0.0-use.local
  resolution: "shop@workspace:."
  dependencies:
    a: "npm:^1.0.0"
`;
  assert.deepEqual(stated('yarn.lock', berry, { 'package.json': manifest }), [
    '4 a@1.1.0 prod direct > c',
    '11 c@3.0.0 prod',
  ]);
});

test('pnpm: what stands in a document of its own for pnpm itself is installed too', () => {
  const lock = `---
lockfileVersion: '9.0'
importers:
  .:
    configDependencies:
      plug:
        specifier: 1.0.0
        version: 1.0.0
    packageManagerDependencies:
      pnpm:
        specifier: 12.0.0
        version: 12.0.0
packages:
  plug@1.0.0:
    resolution: {integrity: sha512-AA==}
  pnpm@12.0.0:
    resolution: {integrity: sha512-BB==}
snapshots:
  plug@1.0.0: {}
  pnpm@12.0.0: {}
---
lockfileVersion: '9.0'
importers:
  lib:
    dependencies:
      a:
        specifier: ^1
        version: 1.0.0
packages:
  a@1.0.0:
    resolution: {integrity: sha512-CC==}
snapshots:
  a@1.0.0: {}
`;
  assert.deepEqual(stated('pnpm-lock.yaml', lock), [
    '14 plug@1.0.0 dev direct',
    '16 pnpm@12.0.0 dev direct',
    '30 a@1.0.0 prod direct',
  ]);
  const beside = { 'lib/package.json': '{"dependencies":{"a":"^1"}}' };
  const parsed = parse('pnpm-lock.yaml', lock, beside);
  assert.ok(parsed.kind === 'parsed');
  assert.equal(parsed.list.requirements[2]?.declaredAt.path, 'lib/package.json');
});

test('pnpm: line ends of Windows change nothing, and what lies in the target is no registry', () => {
  const lock = `lockfileVersion: '9.0'
importers:
  lib:
    dependencies:
      a:
        specifier: ^1
        version: 1.0.0
packages:
  a@1.0.0:
    resolution: {integrity: sha512-AA==}
  b@file:../b:
    resolution: {directory: ../b, type: directory}
  c@file:c.tgz:
    resolution: {integrity: sha512-CC==, tarball: file:c.tgz}
  d@https://host.example/d.tgz:
    resolution: {integrity: sha512-DD==, tarball: https://host.example/d.tgz}
    version: 4.0.0
`;
  const beside = { 'lib/package.json': '{\n\n"dependencies": { "a": "^1" } }' };
  const [unix, windows] = [lock, lock.replaceAll('\n', '\r\n')].map((text) =>
    parse('pnpm-lock.yaml', text, beside),
  );
  assert.ok(unix?.kind === 'parsed');
  assert.deepEqual(windows, unix);
  assert.deepEqual(
    unix.list.components.map(({ line, source }) => [line, source]),
    [
      [9, { kind: 'registry' }],
      [11, { kind: 'path', path: '../b' }],
      [13, { kind: 'path', path: 'c.tgz' }],
      [15, { kind: 'archive', url: 'https://host.example/d.tgz' }],
    ],
  );
  assert.deepEqual(unix.list.requirements[0]?.declaredAt, { path: 'lib/package.json', line: 3 });
});

test('pnpm: peers make no other package, members have their own requirements', () => {
  const lock9 = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      a:
        specifier: ^1
        version: 1.0.0(p@5.0.0)
  lib:
    devDependencies:
      p:
        specifier: '5'
        version: 5.0.0
      shop:
        specifier: workspace:*
        version: link:..

packages:

  a@1.0.0:
    resolution: {integrity: sha512-AA==}

  p@5.0.0:
    resolution: {integrity: sha512-BB==}

snapshots:

  a@1.0.0(p@5.0.0):
    dependencies:
      p: 5.0.0

  p@5.0.0: {}
`;
  assert.deepEqual(stated('pnpm-lock.yaml', lock9), [
    '21 a@1.0.0 prod direct > p',
    '24 p@5.0.0 prod direct',
  ]);
  const lock5 = `lockfileVersion: 5.4
specifiers:
  '@s/a': ^1
dependencies:
  '@s/a': 1.0.0_p@5.0.0
packages:
  /@s/a/1.0.0_p@5.0.0:
    resolution: {integrity: sha512-AA==}
    dependencies:
      p: 5.0.0
  /p/5.0.0:
    resolution: {integrity: sha512-BB==}
`;
  assert.deepEqual(stated('pnpm-lock.yaml', lock5), [
    '7 @s/a@1.0.0 prod direct > p',
    '11 p@5.0.0 prod',
  ]);
});
