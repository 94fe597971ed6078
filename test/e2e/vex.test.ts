import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, test, type TestContext } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import { digestOf } from '../../src/policy/canonical-json.ts';
import { parseVex } from '../../src/policy/vex/parse-vex.ts';
import { indexOf } from '../components/advisory-index.ts';
import { assertCode, assertRefused, User, type End } from './lockstep.ts';

const lock = `{
  "lockfileVersion": 3,
  "packages": {
    "": { "dependencies": { "express": "^4" } },
    "node_modules/express": { "version": "4.0.0", "license": "MIT", "dependencies": { "qs": "1" } },
    "node_modules/qs": { "version": "1.0.0" }
  }
}
`;

const record = {
  id: 'GHSA-35jh-r3h4-6jhm',
  aliases: ['CVE-2026-1000'],
  modified: '2026-05-30T00:00:00Z',
  summary: 'Prototype pollution',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'qs' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
    },
  ],
};

/** A user whose machine has one advisory. */
function knowing(context: TestContext): (root: string, ...args: readonly string[]) => Promise<End> {
  const { folder } = indexOf({ npm: [record] }, '2026-05-31T00:00:00.000Z');
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const user = new User(context);
  return (root, ...args) => user.runWith({ env: { LOCKSTEP_ADVISORIES: folder } }, root, ...args);
}

/** `CVE component status` of what was written. */
function saidIn({ stdout }: End): readonly string[] {
  const read = parseVex(stdout, 'a.json');
  assert.ok(read.kind === 'parsed', stdout);
  return read.statements.flatMap(({ vulnerabilities: [id], scopes, status }) =>
    scopes.map(({ subject: [purl] }) => `${id} ${purl} ${status}`),
  );
}

describe('vex', { concurrency: 2 }, () => {
  test('what nobody decided is under investigation, in each format, twice the same', async (context) => {
    const run = knowing(context);
    const root = tempRepository(context, { 'package-lock.json': lock });
    for (const format of ['openvex', 'cyclonedx', 'csaf']) {
      const end = await run(root, 'vex', '-f', format);
      assertCode(end, 0);
      assert.deepEqual(saidIn(end), ['CVE-2026-1000 pkg:npm/qs@1.0.0 under_investigation']);
      assert.equal((await run(root, 'vex', '-f', format)).stdout, end.stdout);
    }
    const named = await run(root, 'vex', '--author', 'Acme', '--product', 'pkg:oci/shop');
    assert.match(named.stdout, /"author": "Acme"/u);
    assert.match(named.stdout, /"@id": "pkg:oci\/shop"/u);
  });

  test('a verdict with a reason is what the document says', async (context) => {
    const run = knowing(context);
    const root = tempRepository(context, { 'package-lock.json': lock });
    const listed = await run(root, 'components', '-f', 'json');
    const [, fingerprint = ''] = /"fingerprint": "([^"]+)"/u.exec(listed.stdout) ?? [];
    const because = ['--reason', 'never given input', '--by', 'k.ito'];
    const verdict = 'false-positive-not-applicable';
    assertCode(await run(root, 'verdict', fingerprint, verdict, ...because), 0);
    const end = await run(root, 'vex');
    assert.deepEqual(saidIn(end), ['CVE-2026-1000 pkg:npm/qs@1.0.0 not_affected']);
    assert.match(end.stdout, /never given input/u);
    assert.doesNotMatch(end.stdout, /k\.ito/u);
  });

  test('what a document excuses does not block, and is stated again with its author', async (context) => {
    const run = knowing(context);
    const vex = JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': 'https://qs.example/1',
      author: 'The authors of qs',
      timestamp: '2026-05-31T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: { name: 'CVE-2026-1000' },
          products: [{ '@id': 'pkg:npm/qs@1.0.0' }],
          status: 'not_affected',
          justification: 'vulnerable_code_not_present',
        },
      ],
    });
    const policy = 'version: 1\nproduct: shop\nrules: { components/*: block }\n';
    const root = tempRepository(context, { 'package-lock.json': lock, 'lockstep.yaml': policy });
    assertCode(await run(root, 'components'), 1);
    put(root, 'vex/qs.json', vex);
    put(
      root,
      'lockstep.yaml',
      `${policy}components: { vex: { vex/qs.json: "${digestOf(vex)}" } }\n`,
    );
    runGit(root, 'add', '-A');
    commitAll(root, 'vex');
    const end = await run(root, 'components');
    assertCode(end, 0);
    assert.match(end.stdout.replaceAll(/\s+/gu, ' '), /not affected, says The authors of qs/u);
    const written = await run(root, 'vex', '-f', 'csaf');
    assert.deepEqual(saidIn(written), ['CVE-2026-1000 pkg:npm/qs@1.0.0 not_affected']);
    assert.match(written.stdout, /as The authors of qs says in https:\/\/qs\.example\/1#1/u);
  });

  test('without advisories it cannot tell, and without findings there is nothing to state', async (context) => {
    const root = tempTree(context, { 'package-lock.json': lock });
    const unknown = await new User(context).run(root, 'vex');
    assertCode(unknown, 2);
    assert.equal(unknown.stdout, '');
    assert.match(unknown.stderr, /not in the document: package-lock\.json/u);
    const harmless = tempTree(context, { 'package-lock.json': lock.replace('1.0.0', '1.0.1') });
    const clean = await knowing(context)(harmless, 'vex');
    assertCode(clean, 3);
    assert.match(clean.stderr, /nothing to state/u);
  });

  test('flags that make no document are refused', async (context) => {
    const [user, root] = [new User(context), tempTree(context, { 'package-lock.json': lock })];
    assertRefused(await user.run(root, 'vex', '-f', 'html'), 'unknown format "html"');
    assertRefused(await user.run(root, 'vex', '--product', 'shop'), 'no package URL');
    assertRefused(await user.run(root, 'vex', '--namespace', 'acme'), 'no URI');
    assertRefused(await user.run(root, 'vex', '--author', ' '), '--author takes');
  });
});
