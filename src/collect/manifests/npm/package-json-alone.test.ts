import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestFormats } from '../formats.ts';
import { readManifests } from '../read-manifests.ts';
import { parse, stated } from '../tests/stated.ts';

test('package.json alone: single versions are versions, ranges constraints, what lies in the target no component', () => {
  const text = `{
  "dependencies": {
    "a": "^1.0.0",
    "b": "=2.0.0",
    "@s/alias": "npm:@r/real@3.1.0-rc.1",
    "any": "",
    "lib": "workspace:*",
    "local": "file:../x",
    "g": "git+ssh://git@host.example/g.git#abc",
    "h": "owner/repo#main",
    "t": "https://user:word@host.example/t.tgz?token=x"
  },
  "peerDependencies": { "p": ">=1" },
  "devDependencies": { "d": "~1" }
}
`;
  assert.deepEqual(stated('x/package.json', text), [
    '3 a@ prod direct',
    '4 b@2.0.0 prod direct',
    '5 @r/real@3.1.0-rc.1 prod direct',
    '6 any@ prod direct',
    '9 g@ prod direct',
    '10 h@ prod direct',
    '11 t@ prod direct',
    '13 p@ peer direct',
    '14 d@ dev direct',
  ]);
  const parsed = parse('package.json', text);
  assert.ok(parsed.kind === 'parsed');
  const { components, extent, requirements } = parsed.list;
  assert.equal(extent, 'declared');
  assert.equal(components[0]?.constraint, '^1.0.0');
  assert.deepEqual(components[4]?.source, {
    kind: 'git',
    url: 'git+ssh://host.example/g.git',
    commit: 'abc',
  });
  assert.deepEqual(components[5]?.source, {
    kind: 'git',
    url: 'github:owner/repo',
    commit: 'main',
  });
  assert.deepEqual(components[6]?.source, { kind: 'archive', url: 'https://host.example/t.tgz' });
  assert.equal(requirements.length, 11);
  assert.equal(parse('package.json', '[]').kind, 'failed');
  assert.equal(parse('package.json', '{').kind, 'failed');
});

/** Paths of the lists of a target. */
async function listsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const known = new Map(Object.entries(files));
  const { lists } = await readManifests(
    [...known.keys()].toSorted(),
    manifestFormats,
    async (path) => {
      const text = known.get(path);
      return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
    },
  );
  return lists.map(({ path }) => path);
}

test('a package.json yields to the lockfile beside it, and to that of the workspace that it is a member of', async () => {
  const manifest = '{"dependencies":{"a":"1"}}';
  const classic = '# yarn lockfile v1\n';
  assert.deepEqual(await listsOf({ 'package.json': manifest }), ['package.json']);
  assert.deepEqual(await listsOf({ 'package.json': manifest, 'yarn.lock': classic }), [
    'yarn.lock',
  ]);
  const lock = '{"lockfileVersion":3,"packages":{}}';
  assert.deepEqual(
    await listsOf({
      'npm-shrinkwrap.json': lock,
      'package-lock.json': lock,
      'package.json': manifest,
    }),
    ['npm-shrinkwrap.json'],
  );
  assert.deepEqual(
    await listsOf({
      'package.json': '{"workspaces":["packages/*","!packages/old"]}',
      'yarn.lock': classic,
      'packages/new/package.json': manifest,
      'packages/old/package.json': manifest,
      'example/package.json': manifest,
    }),
    ['example/package.json', 'packages/old/package.json', 'yarn.lock'],
  );
  assert.deepEqual(
    await listsOf({
      'package.json': manifest,
      'pnpm-workspace.yaml': "packages:\n  # all\n  - 'packages/**'\n  - tools\nother: x\n",
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      'packages/a/b/package.json': manifest,
      'tools/package.json': manifest,
      'tools/x/package.json': manifest,
    }),
    ['pnpm-lock.yaml', 'tools/x/package.json'],
  );
});
