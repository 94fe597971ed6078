import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, stated } from '../tests/stated.ts';

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

test('Pipfile.lock: versions of two sections are two components, and the project is none', () => {
  const text = `{
  "default": {
    "a": { "version": "==1.0" },
    "g": { "git": "https://user:word@host.example/g.git", "ref": "abc" },
    "lib": { "path": "./lib" },
    "shop": { "editable": true, "path": "." }
  },
  "develop": { "A": { "version": "==2.0" }, "w": { "file": "https://host.example/w.whl" } }
}
`;
  assert.deepEqual(stated('Pipfile.lock', text), [
    '3 a@1.0 prod',
    '4 g@ prod',
    '5 lib@ prod',
    '8 A@2.0 dev',
    '8 w@ dev',
  ]);
  const parsed = parse('Pipfile.lock', text);
  assert.ok(parsed.kind === 'parsed');
  assert.deepEqual(
    parsed.list.components.map(({ source }) => source),
    [
      { kind: 'registry' },
      { kind: 'git', url: 'https://host.example/g.git', commit: 'abc' },
      { kind: 'path', path: './lib' },
      { kind: 'registry' },
      { kind: 'archive', url: 'https://host.example/w.whl' },
    ],
  );
});

function datesIn(path: string, text: string): readonly (string | undefined)[] {
  const parsed = parse(path, text);
  assert.ok(parsed.kind === 'parsed');
  return parsed.list.components.map(({ publishedAt }) => publishedAt);
}

test('uv.lock and pylock.toml state when the artefacts of a version were uploaded: the first counts', () => {
  const uv = `version = 1

[[package]]
name = "a"
version = "1"
sdist = { url = "https://files.example/a.tar.gz", upload-time = "2024-05-02T10:00:00Z" }
wheels = [{ url = "https://files.example/a.whl", upload-time = "2024-05-01T10:00:00.5Z" }]

[[package]]
name = "b"
version = "1"
sdist = { url = "https://files.example/b.tar.gz", upload-time = "soon" }
`;
  const pylock = `lock-version = "1.0"

[[packages]]
name = "a"
version = "1"
sdist = { name = "a.tar.gz", upload-time = 2024-05-02T10:00:00Z, hashes = {} }
`;
  assert.deepEqual(datesIn('uv.lock', uv), ['2024-05-01T10:00:00.500Z', undefined]);
  assert.deepEqual(datesIn('pylock.toml', pylock), ['2024-05-02T10:00:00.000Z']);
});

test('uv.lock: extras are edges, members of the workspace declare what the lockfile repeats of them', () => {
  const text = `version = 1

[[package]]
name = "a"
version = "1"

[package.optional-dependencies]
x = [{ name = "b" }]

[[package]]
name = "b"
version = "2"

[[package]]
name = "lib"
version = "0"
source = { editable = "lib" }
dependencies = [{ name = "a" }]

[package.dev-dependencies]
dev = [{ name = "t" }]

[package.metadata]
requires-dist = [{ name = "a", specifier = ">=1" }]

[[package]]
name = "t"
version = "3"
`;
  const project = '[project]\nname = "shop"\ndependencies = ["b"]\n';
  assert.deepEqual(stated('uv.lock', text, { 'pyproject.toml': project }), [
    '3 a@1 prod direct > b',
    '10 b@2 prod direct',
    '26 t@3 dev direct',
  ]);
  const parsed = parse('uv.lock', text);
  assert.ok(parsed.kind === 'parsed');
  assert.deepEqual(
    parsed.list.requirements.map(({ workspace, name, constraint }) => [
      workspace,
      name,
      constraint,
    ]),
    [
      ['lib', 'a', '>=1'],
      ['lib', 't', ''],
    ],
  );
});
