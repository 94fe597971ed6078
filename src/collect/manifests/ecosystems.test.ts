import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, stated } from './tests/stated.ts';

test('go.mod: replaced modules are what is built, and the standard library is a module', () => {
  const mod = `module host.example/shop

go 1.21.3

require (
\thost.example/a v1.2.3
\thost.example/b v2.0.0+incompatible // indirect
\thost.example/c v0.1.0
)

replace host.example/a v1.2.3 => host.example/fork v1.2.4

replace host.example/c => ../c
`;
  const sum = 'host.example/fork v1.2.4 h1:AAAA=\nhost.example/fork v1.2.4/go.mod h1:BBBB=\n';
  assert.deepEqual(stated('go.mod', mod, { 'go.sum': sum }), [
    '6 host.example/fork@1.2.4 prod direct',
    '7 host.example/b@2.0.0+incompatible prod',
    '8 host.example/c@0.1.0 prod direct',
    '3 stdlib@1.21.3 prod direct',
  ]);
  const parsed = parse('go.mod', mod, { 'go.sum': sum });
  assert.ok(parsed.kind === 'parsed');
  assert.deepEqual(parsed.list.components[0]?.integrity, ['h1:AAAA=']);
  assert.deepEqual(parsed.list.components[2]?.source, { kind: 'path', path: '../c' });
});

test('Cargo.lock, Gemfile.lock, composer.lock, NuGet, Gradle, Pipenv and pub are read with their graphs', () => {
  const cargo = `version = 3

[[package]]
name = "shop"
version = "0.1.0"
dependencies = ["a 2.0.0"]

[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://registry.example/index"
checksum = "00"

[[package]]
name = "a"
version = "2.0.0"
source = "git+https://host.example/a?branch=x#abc"
dependencies = ["a 1.0.0"]
`;
  assert.deepEqual(stated('Cargo.lock', cargo), ['8 a@1.0.0 prod', '14 a@2.0.0 prod direct > a']);
  const gems = `GEM
  remote: https://registry.example/
  specs:
    rails (7.0.1)
      rack (>= 2)
    rack (3.0.0-x86_64-linux)
    broken

DEPENDENCIES
  rails (~> 7.0)!
`;
  assert.deepEqual(stated('Gemfile.lock', gems), [
    '4 rails@7.0.1 prod direct > rack',
    '6 rack@3.0.0 prod',
    'problem 7: a gem without a version',
  ]);
  const composer = `{
  "packages": [
    {
      "name": "Acme/A",
      "version": "v1.0.0",
      "require": { "php": ">=8", "acme/b": "1" },
      "license": ["MIT", "GPL-2.0-only"]
    }
  ],
  "packages-dev": [
    {
      "name": "acme/b",
      "version": "1.0.0"
    }
  ]
}
`;
  const json = '{ "require": { "php": "8", "acme/a": "^1" } }';
  assert.deepEqual(stated('composer.lock', composer, { 'composer.json': json }), [
    '4 Acme/A@1.0.0 prod direct > acme/b',
    '12 acme/b@1.0.0 dev',
  ]);
  const nuget = `{
  "version": 1,
  "dependencies": {
    "net8.0": {
      "A": { "type": "Direct", "requested": "[1, )", "resolved": "1.0.0", "contentHash": "AA==", "dependencies": { "b": "2" } },
      "B": { "type": "Transitive", "resolved": "2.0.0" },
      "shop.core": { "type": "Project" }
    }
  }
}
`;
  assert.deepEqual(stated('packages.lock.json', nuget), [
    '5 A@1.0.0 prod direct > B',
    '6 B@2.0.0 prod',
  ]);
  const gradle =
    '# comment\ng:a:1.0=compileClasspath,testCompileClasspath\ng:t:2=testRuntimeClasspath\nempty=\nx\n';
  assert.deepEqual(stated('app/gradle.lockfile', gradle), [
    '2 g:a@1.0 prod',
    '3 g:t@2 dev',
    'problem 5: not group:artifact:version=configurations',
  ]);
  const pipfile =
    '{\n "_meta": {},\n "default": {\n  "a": { "version": "==1.0" }\n },\n "develop": { "b": { "version": "==2" } }\n}';
  assert.deepEqual(stated('Pipfile.lock', pipfile), ['4 a@1.0 prod', '6 b@2 dev']);
  const pub = `packages:
  a:
    dependency: "direct main"
    source: hosted
    version: "1.0.0"
  flutter:
    dependency: "direct main"
    source: sdk
    version: "0.0.0"
`;
  assert.deepEqual(stated('pubspec.lock', pub), ['2 a@1.0.0 prod direct']);
});

function problemsIn(path: string, text: string): readonly string[] {
  const parsed = parse(path, text);
  assert.ok(parsed.kind === 'parsed');
  return parsed.problems.map(({ detail, line }) => `${line}: ${detail}`);
}

test('what a merge left, and a go.mod that is cut off or torn, do not pass for read', () => {
  assert.deepEqual(
    problemsIn('Gemfile.lock', 'GEM\n  specs:\n<<<<<<< HEAD\n    a (1.0)\n=======\n    a (2.0)\n'),
    ['3: an unresolved merge conflict'],
  );
  assert.deepEqual(problemsIn('go.mod', 'module x\n\nrequire (\n\ta v1.0.0\n'), [
    '3: it is cut off: this block has no end',
  ]);
  assert.deepEqual(problemsIn('go.mod', 'module x\n{{{{\nrequire a\nlater "y"\n'), [
    '2: no directive',
    '3: a module without a version',
  ]);
});

test('a mix.lock that is cut off, or holds what is not known, does not pass for read', () => {
  const line = `  "a": {:hex, :a, "1.0.0", "${'0a'.repeat(32)}", [:mix], [], "hexpm"},`;
  const cut = parse('mix.lock', `%{\n${line}\n`);
  assert.equal(cut.kind, 'failed');
  const torn = parse('mix.lock', `%{\n${line}\n  {{{\n}\n`);
  assert.ok(torn.kind === 'parsed');
  assert.deepEqual(torn.problems, [{ detail: 'no package that is known', line: 3 }]);
  const empty = parse('mix.lock', '%{}\n');
  assert.ok(empty.kind === 'parsed');
  assert.deepEqual(empty.problems, []);
});

test('bun.lock, mix.lock, Package.resolved and Podfile.lock are read with what they tell', () => {
  const bun = `{
  "lockfileVersion": 1, // text
  "workspaces": {
    "": { "dependencies": { "a": "^1", "lib": "workspace:*" }, "devDependencies": { "@s/b": "1" } },
    "lib": { "dependencies": { "@s/b": "1" } },
  },
  "packages": {
    "a": ["a@1.0.0", "", { "dependencies": { "@s/b": "2" } }, "sha512-AA=="],
    "@s/b": ["@s/b@1.0.0", "", {}, "sha512-BB=="],
    "a/@s/b": ["@s/b@2.0.0", "", {}, "sha512-CC=="],
    "g": ["g@github:x/g#abc", {}, "x-g-abc"],
    "lib": ["lib@workspace:lib"], /* , } */
  },
}
`;
  assert.deepEqual(stated('bun.lock', bun), [
    '8 a@1.0.0 prod direct > @s/b',
    '9 @s/b@1.0.0 prod direct',
    '10 @s/b@2.0.0 prod',
    '11 g@ prod',
  ]);
  const mix = `%{
  "a": {:hex, :a, "1.0.0", "${'0a'.repeat(32)}", [:mix], [{:b, "~> 1.0", [hex: :b, repo: "hexpm", optional: false]}], "hexpm", "00"},
  "b": {:hex, :b, "1.1.0", "${'0b'.repeat(32)}", [:mix], [], "hexpm"},
  "c": {:git, "https://user:word@host.example/c.git", "abcdef0", []},
  "d": {:what},
}
`;
  assert.deepEqual(stated('mix.lock', mix), [
    '2 a@1.0.0 prod > b',
    '3 b@1.1.0 prod',
    '4 c@ prod',
    'problem 5: no package that is known',
  ]);
  const swift = `{ "version": 2, "pins": [
  { "identity": "a", "location": "https://host.example/x/a.git", "state": { "revision": "abc", "version": "1.0.0" } },
  { "identity": "b", "location": "git@host.example:x/b.git", "state": { "branch": "main", "revision": "abc" } }
] }`;
  assert.deepEqual(stated('Package.resolved', swift), [
    '2 host.example/x/a@1.0.0 prod',
    '3 host.example/x/b@ prod',
  ]);
  const pods = `PODS:
  - A (1.10):
    - B/Core (~> 2)
  - B/Core (2.0)
DEPENDENCIES:
  - A (~> 1)
SPEC CHECKSUMS:
  A: 00
`;
  assert.deepEqual(stated('Podfile.lock', pods), ['2 A@1.10 prod direct > B', '4 B@2.0 prod']);
});
