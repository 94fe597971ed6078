import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { put, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertCode, assertRefused, User } from './lockstep.ts';

const lock = `{
  "lockfileVersion": 3,
  "packages": {
    "": { "dependencies": { "express": "^4" } },
    "node_modules/express": { "version": "4.0.0", "license": "MIT", "dependencies": { "qs": "1" } },
    "node_modules/qs": { "version": "1.0.0" }
  }
}
`;

describe('sbom', { concurrency: 2 }, () => {
  test('what the lockfiles of a repository state is written, twice the same', async (context) => {
    const root = tempRepository(context, {
      'web/package-lock.json': lock,
      'api/go.mod': 'module m\n\ngo 1.22.1\n\nrequire example.test/a v1.0.0\n',
      'node_modules/x/package-lock.json': lock.replaceAll('express', 'other'),
      'skipped/package-lock.json': 'broken',
      'lockstep.yaml': 'version: 1\npaths: { exclude: [skipped/] }\n',
    });
    const user = new User(context);
    const end = await user.run(root, 'sbom');
    assertCode(end, 0);
    assert.equal(end.stderr, '');
    const purls = [...end.stdout.matchAll(/"purl": "([^"]+)"/gu)].map(([, purl]) => purl);
    assert.deepEqual(purls, [
      'pkg:golang/example.test/a@v1.0.0',
      'pkg:golang/stdlib@1.22.1',
      'pkg:npm/express@4.0.0',
      'pkg:npm/qs@1.0.0',
    ]);
    assert.match(end.stdout, /"location": "web\/package-lock\.json:5"/u);
    assert.equal((await user.run(root, 'sbom')).stdout, end.stdout);
    assertCode(await user.run(root, 'sbom', '-f', 'spdx-2.3', '-o', 'bom.spdx.json'), 0);
    // The SBOM that lies there now is a copy of the lockfiles, and an SBOM alone is read as one.
    assert.equal((await user.run(root, 'sbom')).stdout, end.stdout);
    const alone = tempTree(context, { 'vendor.cdx.json': end.stdout });
    const read = await user.run(alone, 'sbom');
    assertCode(read, 0);
    assert.deepEqual(
      [...read.stdout.matchAll(/"purl": "([^"]+)"/gu)].map(([, purl]) => purl),
      purls,
    );
    assert.match(readFileSync(path.join(root, 'bom.spdx.json'), 'utf8'), /"SPDX-2\.3"/u);
  });

  test('a lockfile that cannot be read is named, and the SBOM says that it is incomplete', async (context) => {
    const root = tempTree(context, { 'package-lock.json': lock, 'a/Cargo.lock': 'torn = [' });
    const end = await new User(context).run(root, 'sbom');
    assertCode(end, 2);
    assert.match(
      end.stderr,
      /^lockstep: not in the SBOM: a\/Cargo\.lock: it is torn, or not of the format/u,
    );
    assert.match(end.stdout, /"aggregate": "incomplete"/u);
  });

  test('where nothing states components, or nothing of it can be read, there is no empty SBOM', async (context) => {
    const user = new User(context);
    const none = await user.run(tempTree(context, { 'a.txt': 'x' }), 'sbom');
    assertCode(none, 3);
    assert.equal(none.stdout, '');
    assert.match(none.stderr, /nothing in .* states components/u);
    const torn = await user.run(tempTree(context, { 'yarn.lock': 'x' }), 'sbom');
    assertCode(torn, 2);
    assert.equal(torn.stdout, '');
  });

  test('nothing outside of the target is read', async (context) => {
    const outer = tempTree(context, {
      'more.txt': 'outside==1\n',
      'linked.txt': 'outside==2\n',
      'target/requirements.txt': '-r ../more.txt\n-r /etc/hostname\n-r sub/linked.txt\ninside==1\n',
    });
    const root = path.join(outer, 'target');
    symlinkSync(outer, path.join(root, 'sub'));
    symlinkSync(path.join(outer, 'more.txt'), path.join(root, 'dev-requirements.txt'));
    const end = await new User(context).run(root, 'sbom');
    assertCode(end, 2);
    assert.doesNotMatch(end.stdout, /outside/u);
    assert.match(end.stdout, /pkg:pypi\/inside@1/u);
  });

  test('two SBOMs are compared, whatever their formats', async (context) => {
    const root = tempTree(context, { 'package-lock.json': lock });
    const user = new User(context);
    assertCode(await user.run(root, 'sbom', '-o', 'old.json'), 0);
    put(root, 'package-lock.json', lock.replace('4.0.0', '4.1.0').replaceAll('qs', 'ms'));
    assertCode(await user.run(root, 'sbom', '-f', 'spdx-2.3', '-o', 'new.json'), 0);
    const end = await user.run(root, 'sbom', 'diff', 'old.json', 'new.json');
    assertCode(end, 0);
    assert.equal(
      end.stdout,
      '+ pkg:npm/ms@1.0.0\n- pkg:npm/qs@1.0.0\n~ pkg:npm/express  4.0.0 -> 4.1.0\n',
    );
    assertCode(await user.run(root, 'sbom', '-f', 'spdx-3', '-o', 'three.spdx3.json'), 0);
    for (const same of ['new.json', 'three.spdx3.json']) {
      assert.equal(
        (await user.run(root, 'sbom', 'diff', 'new.json', same)).stdout,
        'no difference\n',
      );
    }
  });

  test('wrong use is refused with what mends it', async (context) => {
    const root = tempTree(context, { 'package-lock.json': lock, 'x.json': '{}', 'torn.json': '{' });
    const user = new User(context);
    for (const [args, said] of [
      [['-f', 'cyclone'], 'formats: cyclonedx-1.6'],
      [['a', 'b'], 'more than one path'],
      [['diff', 'x.json'], 'diff needs two SBOMs'],
      [['diff', 'x.json', 'x.json'], 'x.json: it is neither CycloneDX nor SPDX'],
      [['diff', 'torn.json', 'x.json'], 'torn.json: it is torn'],
      [['diff', 'none.json', 'x.json'], 'none.json: cannot be read'],
      [['-o', 'no/such/file.json'], 'no/such'],
      [['no-such-folder'], 'no-such-folder'],
    ] as const) {
      assertRefused(await user.run(root, 'sbom', ...args), said);
    }
  });
});
