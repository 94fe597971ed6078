import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packageLock3, parse, stated } from './tests/stated.ts';

test('a version that is an object is no version that is known', () => {
  const odd = '{"toString":1,"valueOf":1}';
  for (const [path, text] of [
    ['package-lock.json', `{"lockfileVersion":${odd},"packages":{}}`],
    ['bun.lock', `{"lockfileVersion":${odd},"packages":{}}`],
    ['pnpm-lock.yaml', `lockfileVersion: ${odd.replaceAll(':', ': ')}\n`],
  ] as const) {
    assert.equal(parse(path, text).kind, 'failed', path);
  }
});

test('however long a comment is, and however deep a path, what stands beside it is read', () => {
  const comment = `a==1 #${'x'.repeat(20_000)}\n${' #'.repeat(200_000)}\nb==2\n`;
  assert.deepEqual(stated('requirements.txt', comment), ['1 a@1 prod direct', '3 b@2 prod direct']);
  const deep = 'a/'.repeat(20_000);
  const needs = Array.from({ length: 2_000 }, (_, at) => `"x${at}": "1"`).join(', ');
  const bun = `{"lockfileVersion":1,"packages":{"${deep}b":["b@1.0.0","",{"dependencies":{${needs}}}]}}`;
  assert.deepEqual(stated('bun.lock', bun), ['1 b@1.0.0 prod']);
});

test('no password of an address and no token in its query is kept, wherever it stands', () => {
  const url = 'https://user:p@hunter2@host.example/a?token=hunter2';
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
    [
      'package-lock.json',
      `{"lockfileVersion":3,"packages":{"":{"dependencies":{"b":"${url}"}},"node_modules/a":{"version":"1","license":"SEE ${url} and ${url}","dependencies":{"b":"${url}"}},"node_modules/b":{"version":"1"}}}`,
    ],
    ['composer.lock', `{"packages":[{"name":"a","version":"1","license":["${url}"]}]}`],
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
    [
      '.github/workflows/a.yml',
      `jobs: { a: { steps: [{ uses: "a/b@${url}" }, { uses: "a/c@1" }] } }\n`,
    ],
    [
      'pom.xml',
      `<project><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${url.replace('&', '')}</version></dependency></dependencies></project>`,
    ],
    [
      'a.csproj',
      `<Project><ItemGroup><PackageReference Include="A" Version="${url}" /></ItemGroup></Project>`,
    ],
    ['Dockerfile', `ARG A=${url}\nFROM ${url}\nFROM a:1\nFROM $A\n`],
    ['package.json', `{"dependencies":{"a":"${url}","b":"npm:c@${url}","${url}":"1"}}`],
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
  [
    'pom.xml',
    '<project><properties><v>1</v></properties><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${v}</version></dependency></dependencies></project>',
  ],
  [
    'a.csproj',
    '<Project><ItemGroup><PackageReference Include="A" Version="1" /></ItemGroup></Project>',
  ],
  ['packages.config', '<packages><package id="A" version="1" /></packages>'],
  [
    'gradle/verification-metadata.xml',
    '<verification-metadata><components><component group="g" name="a" version="1"/></components></verification-metadata>',
  ],
  [
    'a.deps.json',
    '{"libraries":{"A/1":{"type":"package"}},"targets":{"x":{"P/1":{"dependencies":{"A":"1"}}}}}',
  ],
  ['jquery.js', '/*! jQuery v1.2.3 */'],
  ['package.json', '{"dependencies":{"a":"^1","b":"git+ssh://u:p@h.example/b"}}'],
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
  ['.github/workflows/a.yml', 'jobs:\n  a:\n    steps:\n      - uses: a/b@v1 # c\n'],
  ['Dockerfile', 'ARG V=1\nFROM --platform=x a/b:${V:-2} AS c\nRUN <<E\nx\nE\nCOPY --from=d . .\n'],
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

function pom(body: string, version: string): string {
  return `<project>${body}<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${version}</version></dependency></dependencies></project>`;
}

test('XML: no entity is expanded, nesting and properties have an end, and torn files are refused', () => {
  const entity = `<!DOCTYPE project [<!ENTITY a "b">]>${pom('', '&a;')}`;
  assert.equal(parse('pom.xml', entity).kind, 'failed');
  for (const text of [
    '<a>'.repeat(100_000),
    `<project>${'<a>'.repeat(200)}${'</a>'.repeat(200)}</project>`,
    '<project',
    '<project><a></project>',
    `<project>${'<!--'.repeat(10_000)}`,
    `<project a="${'"x'.repeat(10_000)}`,
    '<project><__proto__/></project>',
    '<other/>',
    '',
  ]) {
    for (const path of [
      'pom.xml',
      'a.csproj',
      'packages.config',
      'gradle/verification-metadata.xml',
    ]) {
      assert.equal(parse(path, text).kind, 'failed', `${path}: ${text.slice(0, 40)}`);
    }
  }
  const properties = Array.from(
    { length: 30 },
    (_, at) => `<p${at}>\${p${at + 1}}\${p${at + 1}}</p${at}>`,
  );
  const told = stated('pom.xml', pom(`<properties>${properties.join('')}</properties>`, '${p0}'));
  assert.deepEqual(told, ['1 g:a@ prod direct']);
  const loop = '<properties><p>${q}</p><q>${p}</q></properties>';
  assert.deepEqual(stated('pom.xml', pom(loop, '${p}')), ['1 g:a@ prod direct']);
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
  // Aliases may stand for more than the file holds.
  for (const [path, head] of [
    ['pnpm-lock.yaml', "lockfileVersion: '9.0'\n"],
    ['yarn.lock', '__metadata:\n  version: 8\n'],
    ['pubspec.lock', 'packages: {}\n'],
    ['Podfile.lock', 'PODS: []\n'],
  ] as const) {
    for (const value of ['[x,x,x]', '{x: x}', `"${'x'.repeat(1_000)}"`]) {
      const bomb = (times: number): string =>
        `${head}a: &a ${value}\n${Array.from({ length: times }, (_, at) => `k${at}: *a\n`).join('')}`;
      const refused = parse(path, bomb(101));
      assert.equal(refused.kind === 'failed' && refused.detail, 'it has more than 100 aliases');
      assert.equal(parse(path, bomb(100)).kind, 'parsed');
    }
  }
});
