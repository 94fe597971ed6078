import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from './tests/stated.ts';

/** `from > to constraint`, of each edge in the order of the file. */
function edges(path: string, text: string): readonly string[] {
  const parsed = parse(path, text);
  assert.ok(parsed.kind === 'parsed', path);
  const { components } = parsed.list;
  return components.flatMap(({ name, dependsOn, constraints }) =>
    dependsOn.map(
      (to, at) => `${name} > ${components[to]?.name} ${constraints?.[at] ?? 'unknown'}`,
    ),
  );
}

/** A lockfile in which `a` needs `b`, and what it declared for that. */
const lockfiles: readonly (readonly [path: string, text: string, constraint: string])[] = [
  [
    'package-lock.json',
    '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0","dependencies":{"b":"^2.0.0"},"peerDependencies":{"b":"*"}},"node_modules/b":{"version":"2.1.0"}}}',
    '^2.0.0',
  ],
  [
    'package-lock.json',
    '{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0","requires":{"b":"^2.0.0"}},"b":{"version":"2.1.0"}}}',
    '^2.0.0',
  ],
  [
    'yarn.lock',
    '# yarn lockfile v1\na@1:\n  version "1.0.0"\n  dependencies:\n    b "^2.0.0"\nb@^2.0.0:\n  version "2.1.0"\n',
    '^2.0.0',
  ],
  [
    'yarn.lock',
    '__metadata:\n  version: 8\n"a@npm:1":\n  version: 1.0.0\n  dependencies:\n    b: "npm:^2.0.0"\n"b@npm:^2.0.0":\n  version: 2.1.0\n',
    '^2.0.0',
  ],
  [
    'yarn.lock',
    '__metadata:\n  version: 8\n"a@npm:1":\n  version: 1.0.0\n  dependencies:\n    x: "npm:b@^2.0.0"\n"x@npm:b@^2.0.0":\n  version: 2.1.0\n  resolution: "b@npm:2.1.0"\n',
    'npm:b@^2.0.0',
  ],
  [
    'bun.lock',
    '{"lockfileVersion":1,"packages":{"a":["a@1.0.0","",{"dependencies":{"b":"^2.0.0"}},""],"b":["b@2.1.0","",{},""]}}',
    '^2.0.0',
  ],
  [
    'pnpm-lock.yaml',
    "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: x}\n    peerDependencies:\n      b: '>=2'\n  b@2.1.0:\n    resolution: {integrity: x}\nsnapshots:\n  a@1.0.0(b@2.1.0):\n    dependencies:\n      b: 2.1.0\n  b@2.1.0: {}\n",
    '>=2',
  ],
  [
    'poetry.lock',
    '[[package]]\nname = "a"\nversion = "1"\n[package.dependencies]\nb = ">=2,<3"\n[[package]]\nname = "b"\nversion = "2"\n',
    '>=2,<3',
  ],
  [
    'poetry.lock',
    '[[package]]\nname = "a"\nversion = "1"\n[package.dependencies]\nb = [{version = ">=2"}, {version = "<2", markers = "x"}]\n[[package]]\nname = "b"\nversion = "2"\n',
    '>=2 || <2',
  ],
  [
    'pdm.lock',
    '[[package]]\nname = "a"\nversion = "1"\ndependencies = ["B[x]>=2,<3; python_version>\'3\'"]\n[[package]]\nname = "b"\nversion = "2"\n',
    '>=2,<3',
  ],
  [
    'composer.lock',
    '{"packages":[{"name":"a","version":"1.0.0","require":{"b":"^2.0 || ^3"}},{"name":"b","version":"2.1.0"}]}',
    '^2.0 || ^3',
  ],
  [
    'Gemfile.lock',
    'GEM\n  specs:\n    a (1.0)\n      b (>= 2, < 4)\n      c\n    b (3.0)\n',
    '>= 2, < 4',
  ],
  [
    'packages.lock.json',
    '{"dependencies":{"net8":{"a":{"resolved":"1.0.0","dependencies":{"B":"[2.0.0, )"}},"b":{"resolved":"2.1.0"}}}}',
    '[2.0.0, )',
  ],
  [
    'mix.lock',
    `%{\n  "a": {:hex, :a, "1.0.0", "${'0a'.repeat(32)}", [:mix], [{:b, "~> 2.0", [hex: :b]}], "hexpm"},\n  "b": {:hex, :b, "2.1.0", "${'0b'.repeat(32)}", [:mix], [], "hexpm"},\n}\n`,
    '~> 2.0',
  ],
  ['Podfile.lock', 'PODS:\n  - a (1.0):\n    - b/Core (~> 2)\n  - b (2.0)\n', '~> 2'],
];

test('what a package declared of another is kept beside the edge, where the lockfile says it', () => {
  for (const [path, text, constraint] of lockfiles) {
    assert.deepEqual(edges(path, text), [`a > b ${constraint}`], path);
  }
});

test('where the lockfile does not say it, there are no constraints, and no empty ones beside known ones are lost', () => {
  const cargo =
    'version = 3\n[[package]]\nname = "a"\nversion = "1"\nsource = "registry+x"\ndependencies = ["b"]\n[[package]]\nname = "b"\nversion = "2"\nsource = "registry+x"\n';
  assert.deepEqual(edges('Cargo.lock', cargo), ['a > b unknown']);
  const gems = 'GEM\n  specs:\n    a (1.0)\n      b\n      c (~> 1)\n    b (3.0)\n    c (1.0)\n';
  assert.deepEqual(edges('Gemfile.lock', gems), ['a > b ', 'a > c ~> 1']);
});

test('several locked versions of one package of Python are components of their own', () => {
  const lock = `[[package]]
name = "a"
version = "1"
dependencies = [{ name = "b", version = "2" }, { name = "c" }]

[[package]]
name = "b"
version = "1"

[[package]]
name = "b"
version = "2"

[[package]]
name = "c"
version = "1"

[[package]]
name = "c"
version = "2"
`;
  const parsed = parse('uv.lock', lock);
  assert.ok(parsed.kind === 'parsed');
  const told = parsed.list.components.map(({ name, version, dependsOn }) => [
    `${name}@${version}`,
    ...dependsOn,
  ]);
  assert.deepEqual(told, [['a@1', 2, 3, 4], ['b@1'], ['b@2'], ['c@1'], ['c@2']]);
});
