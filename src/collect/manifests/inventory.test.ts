import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ManifestFile, ParsedManifest } from '../../model/component.ts';
import { manifestFormats } from './formats.ts';
import { mayStateComponents } from './manifest-names.ts';

function parse(
  path: string,
  text: string,
  beside: Readonly<Record<string, string>> = {},
): ParsedManifest {
  const format = manifestFormats.find((each) => each.reads(path));
  assert.ok(format !== undefined, `nothing reads ${path}`);
  assert.ok(mayStateComponents(path), `${path} would not be looked at`);
  const file = { path, text };
  const wanted = new Set(format.companions?.(file) ?? []);
  const companions = new Map<string, ManifestFile>();
  for (const [name, content] of Object.entries(beside)) {
    if (wanted.has(name)) companions.set(name, { path: name, text: content });
  }
  return format.parse(file, companions);
}

/** `line name@version scope direct > dependencies` of each component, in the order of the file. */
function stated(
  path: string,
  text: string,
  beside: Readonly<Record<string, string>> = {},
): readonly string[] {
  const parsed = parse(path, text, beside);
  if (parsed.kind === 'failed') return [`failed: ${parsed.detail}`];
  const { components } = parsed.list;
  const told = components.map(({ line, name, version, scope, direct, dependsOn }) => {
    const needs = dependsOn.map((at) => components[at]?.name).join(' ');
    return `${line} ${name}@${version} ${scope}${direct ? ' direct' : ''}${needs === '' ? '' : ` > ${needs}`}`;
  });
  return [...told, ...parsed.problems.map(({ detail, line }) => `problem ${line}: ${detail}`)];
}

const packageLock3 = `{
  "name": "shop",
  "lockfileVersion": 3,
  "packages": {
    "": {
      "dependencies": { "a": "^1.0.0", "alias": "npm:real@2" },
      "devDependencies": { "t": "1" },
      "workspaces": ["lib"]
    },
    "lib": { "dependencies": { "b": "1" } },
    "node_modules/a": { "version": "1.2.0", "dependencies": { "b": "^2" } },
    "node_modules/a/node_modules/b": { "version": "2.0.0" },
    "node_modules/alias": { "name": "real", "version": "2.0.1", "optional": true },
    "node_modules/b": { "version": "1.0.0" },
    "node_modules/lib": { "resolved": "lib", "link": true },
    "node_modules/t": { "version": "1.0.0", "dev": true, "dependencies": { "b": "1", "gone": "1" } }
  }
}
`;

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

test('requirements.txt: pins are versions, ranges are constraints, nothing is guessed', () => {
  const text = `# comment
Django[argon2]==4.2.1 ; python_version > "3.8"  # why
requests >= 2.0, < 3
attrs==23.1.0 \\
    --hash=sha256:${'ab'.repeat(32)}
-e git+https://user:word@host.example/x.git@main#egg=x
y @ https://host.example/y-1.0.zip
./local
-r more.txt
what is this?
`;
  assert.deepEqual(stated('requirements.txt', text), [
    '2 Django@4.2.1 prod direct',
    '3 requests@ prod direct',
    '4 attrs@23.1.0 prod direct',
    '6 x@ prod direct',
    '7 y@ prod direct',
    'problem 10: no requirement that is known',
    'problem undefined: a file that it includes (-r) is not there',
  ]);
  const parsed = parse('requirements.txt', text);
  assert.ok(parsed.kind === 'parsed');
  const [, requests, attrs, x] = parsed.list.components;
  assert.equal(requests?.constraint, '>= 2.0, < 3');
  assert.deepEqual(attrs?.integrity, [`sha256:${'ab'.repeat(32)}`]);
  assert.deepEqual(x?.source, { kind: 'git', url: 'https://host.example/x.git@main' });
  assert.equal(parsed.list.extent, 'declared');
});

test('lockfiles of Python in TOML: the project says what was declared', () => {
  const project = '[project]\ndependencies = ["A-b>=1"]\n[dependency-groups]\ntest = ["pytest"]\n';
  const uv = `version = 1

[[package]]
name = "a-b"
version = "1.0"
source = { registry = "https://registry.example/simple" }
dependencies = [{ name = "c" }]
sdist = { url = "https://registry.example/a.tar.gz", hash = "sha256:00" }

[[package]]
name = "c"
version = "2.0"
source = { registry = "https://registry.example/simple" }

[[package]]
name = "pytest"
version = "8.0"

[[package]]
name = "shop"
version = "0.1"
source = { editable = "." }
dependencies = [{ name = "a-b" }]
`;
  assert.deepEqual(stated('uv.lock', uv, { 'pyproject.toml': project }), [
    '3 a-b@1.0 prod direct > c',
    '10 c@2.0 prod',
    '15 pytest@8.0 dev direct',
  ]);
  const poetry = `[[package]]
name = "A.B"
version = "1.0"
optional = false

[package.dependencies]
c = ">=2"

[[package]]
name = "c"
version = "2.0"
optional = true

[metadata]
lock-version = "2.0"
`;
  assert.deepEqual(stated('poetry.lock', poetry, { 'pyproject.toml': project }), [
    '1 A.B@1.0 prod direct > c',
    '9 c@2.0 optional',
  ]);
});

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

test('however long a comment is, and however deep a path, what stands beside it is read', () => {
  const comment = `a==1 #${'x'.repeat(20_000)}\n${' #'.repeat(200_000)}\nb==2\n`;
  assert.deepEqual(stated('requirements.txt', comment), ['1 a@1 prod direct', '3 b@2 prod direct']);
  const deep = 'a/'.repeat(20_000);
  const needs = Array.from({ length: 2_000 }, (_, at) => `"x${at}": "1"`).join(', ');
  const bun = `{"lockfileVersion":1,"packages":{"${deep}b":["b@1.0.0","",{"dependencies":{${needs}}}]}}`;
  assert.deepEqual(stated('bun.lock', bun), ['1 b@1.0.0 prod']);
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

test('no password of an address is kept, wherever it stands', () => {
  const url = 'https://user:hunter2@host.example/a';
  const places: readonly (readonly [string, string])[] = [
    [
      'package-lock.json',
      `{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"${url}","resolved":"${url}"},"node_modules/${url}":{"version":"1"}}}`,
    ],
    [
      'package-lock.json',
      `{"lockfileVersion":1,"dependencies":{"a":{"version":"${url}"},"${url}":{"version":"1","resolved":"git+${url}.git#1"}}}`,
    ],
    [
      'yarn.lock',
      `# yarn lockfile v1\n"${url}", "a@${url}":\n  version "1"\n  resolved "${url}"\n`,
    ],
    ['yarn.lock', `__metadata:\n  version: 8\n"a@${url}":\n  version: 1\n  resolution: "${url}"\n`],
    [
      'pnpm-lock.yaml',
      `lockfileVersion: '9.0'\npackages:\n  '${url}':\n    resolution: {tarball: '${url}'}\n  'a@${url}':\n    resolution: {repo: '${url}', commit: x}\n`,
    ],
    ['bun.lock', `{"lockfileVersion":1,"packages":{"a":["a@${url}"],"b":["${url}"]}}`],
    ['requirements.txt', `${url}\ngit+${url}\na @ ${url}\n-e git+${url}#egg=b\n`],
    ['Pipfile.lock', `{"default":{"a":{"git":"${url}","version":"${url}"}}}`],
    [
      'poetry.lock',
      `[[package]]\nname = "a"\nversion = "1"\n[package.source]\ntype = "legacy"\nurl = "${url}"\n`,
    ],
    [
      'uv.lock',
      `version = 1\n[[package]]\nname = "a"\nversion = "1"\nsource = { git = "${url}" }\n`,
    ],
    ['go.mod', `module m\nrequire a v1\nreplace a => ${url} v2\n`],
    [
      'Cargo.lock',
      `version = 3\n[[package]]\nname = "a"\nversion = "1"\nsource = "git+${url}#1"\n`,
    ],
    [
      'Gemfile.lock',
      `GIT\n  remote: ${url}\n  specs:\n    a (1)\nGEM\n  remote: ${url}\n  specs:\n    b (1)\n`,
    ],
    ['mix.lock', `%{\n  "a": {:git, "${url}", "abcdef0", []},\n}\n`],
    ['Package.resolved', `{"pins":[{"location":"${url}","state":{"version":"1"}}]}`],
    [
      'pubspec.lock',
      `packages:\n  a:\n    version: "1"\n    source: hosted\n    description: { url: "${url}" }\n`,
    ],
  ];
  for (const [path, text] of places) {
    const parsed = parse(path, text);
    assert.equal(parsed.kind, 'parsed', path);
    const { components } = parsed.kind === 'parsed' ? parsed.list : { components: [] };
    assert.notEqual(components.length, 0, path);
    assert.doesNotMatch(JSON.stringify(parsed), /hunter2/u, path);
  }
});

/** One of each format, to be broken. */
const whole: readonly (readonly [string, string])[] = [
  ['package-lock.json', packageLock3],
  ['yarn.lock', '# yarn lockfile v1\na@1:\n  version "1"\n'],
  ['yarn.lock', '__metadata:\n  version: 8\n"a@npm:1":\n  version: 1\n'],
  [
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: x}\n",
  ],
  ['requirements.txt', 'a==1\nb>=2 # x\n'],
  ['Pipfile.lock', '{"default":{"a":{"version":"==1"}}}'],
  ['poetry.lock', '[[package]]\nname = "a"\nversion = "1"\n'],
  ['go.mod', 'module m\ngo 1.20\nrequire a.b/c v1.0.0\n'],
  ['Cargo.lock', 'version = 3\n[[package]]\nname = "a"\nversion = "1"\nsource = "registry+x"\n'],
  ['Gemfile.lock', 'GEM\n  specs:\n    a (1)\n'],
  ['composer.lock', '{"packages":[{"name":"a/b","version":"1"}]}'],
  ['packages.lock.json', '{"dependencies":{"net8":{"a":{"type":"Direct","resolved":"1"}}}}'],
  ['gradle.lockfile', 'a:b:1=x\n'],
  ['bun.lock', '{"lockfileVersion":1,"packages":{"a":["a@1.0.0","",{},"sha512-x"],},}'],
  ['mix.lock', `%{\n  "a": {:hex, :a, "1.0.0", "${'0a'.repeat(32)}", [:mix], [], "hexpm"},\n}\n`],
  ['Package.resolved', '{"pins":[{"location":"https://h.example/a","state":{"version":"1"}}]}'],
  ['Podfile.lock', 'PODS:\n  - A (1.0)\n'],
  ['pubspec.lock', 'packages:\n  a:\n    version: "1"\n    source: hosted\n'],
];

test('whatever is done to a lockfile, it is read, partly read or refused, and nothing is thrown', () => {
  const change = fc.tuple(
    fc.constantFrom(...whole),
    fc.nat(400),
    fc.nat(40),
    fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('{', '[', '"', '\0', '\n', ': ', '&a *a', '__proto__'),
    ),
  );
  fc.assert(
    fc.property(change, ([[path, text], at, removed, put]) => {
      parse(path, text.slice(0, at) + put + text.slice(at + removed));
    }),
    { seed: 20_261_125, numRuns: 1_000 },
  );
});

test('names of prototypes are names, nesting has an end, and an unknown version is no empty lockfile', () => {
  const proto =
    '{"lockfileVersion":3,"packages":{"node_modules/__proto__":{"version":"1"},"node_modules/constructor":{"version":"2"}}}';
  assert.deepEqual(stated('package-lock.json', proto), [
    '1 __proto__@1 prod',
    '1 constructor@2 prod',
  ]);
  const deep = `${'{"dependencies":{"a":'.repeat(20_000)}1${'}}'.repeat(20_000)}`;
  const nested = `{"lockfileVersion":1,${deep.slice(1)}`;
  for (const [path, text] of [
    ['package-lock.json', nested],
    ['package-lock.json', '{"lockfileVersion": 9, "packages": {}}'],
    ['package-lock.json', 'null'],
    ['pnpm-lock.yaml', 'lockfileVersion: 12'],
    ['yarn.lock', ''],
    ['Cargo.lock', 'a = 1'],
    ['poetry.lock', ''],
    ['composer.lock', '{}'],
    ['Gemfile.lock', 'x'],
    ['go.mod', ''],
    ['pubspec.lock', ''],
  ] as const) {
    assert.equal(parse(path, text).kind, 'failed', `${path}: ${text.slice(0, 40)}`);
  }
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 30 }, (_, at) => `k${at}: &k${at} [*a,*a,*a]\n`).join('')}packages: {}\n`;
  assert.equal(parse('pubspec.lock', bomb).kind, 'parsed');
});
