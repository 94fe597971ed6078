import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matchesGlob } from '../model/glob.ts';
import type { Policy } from '../model/policy.ts';
import { defaultPolicy } from './default-policy.ts';
import { initPolicy } from './init-policy.ts';
import { parsePolicy } from './parse-policy.ts';
import { names } from './tests/fixture.ts';

const checks = [{ id: 'secrets', title: 'Secrets' }];

async function written(parts: Partial<Parameters<typeof initPolicy>[0]>): Promise<Policy> {
  const found = { files: 3, languages: ['Go (3 files)'], manifests: [], foreignFolders: [] };
  const facts = { product: 'shop', checks, testFolders: [], ...found, ...parts };
  return (await parsePolicy(initPolicy(facts), 'lockstep.yaml', names)).policy;
}

describe('initPolicy', () => {
  for (const product of ['shop', 'true', 'null', 'No', 'a: b', '"', '- x', '№ 5', '1e3', 'a #b']) {
    it(`keeps the product ${JSON.stringify(product)} as text`, async () => {
      assert.equal((await written({ product })).product.name, product);
    });
  }

  it('observes everything, like the default', async () => {
    const policy = await written({});
    assert.deepEqual(policy, {
      ...defaultPolicy,
      product: { ...defaultPolicy.product, name: 'shop' },
      rules: [
        ...defaultPolicy.rules,
        { pattern: '*', stage: 'observe', position: { line: 18, column: 3 } },
      ],
    });
  });

  it('leaves out a name that is no name, and cuts one that is too long', async () => {
    assert.equal((await written({ product: ' ' })).product.name, '');
    assert.equal((await written({ product: 'x'.repeat(300) })).product.name, 'x'.repeat(200));
  });

  it('excludes the folder that was found and no other', async () => {
    const { paths } = await written({ foreignFolders: ['vendor', 'a*/[b]', 'a "b" '] });
    assert.deepEqual(paths.exclude, ['/vendor/', '/a\\*/\\[b\\]/', '/a "b" /']);
    const [, second = ''] = paths.exclude;
    assert.ok(matchesGlob(second, 'a*/[b]/file'));
    assert.ok(!matchesGlob(second, 'ab/b/file'));
  });

  it('cannot be made to say more by the names of folders', async () => {
    const folder = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    const hostile = fc.oneof(folder, fc.constant('a\nwaivers: x'), fc.constant('a\rchecks: []'));
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), hostile, async (product, name) => {
        const policy = await written({
          product,
          manifests: [name],
          foreignFolders: [name],
          testFolders: [name],
        });
        const { paths, product: read, rules, ...rest } = policy;
        const { paths: _, product: standard, rules: __, ...defaults } = defaultPolicy;
        assert.deepEqual(rest, defaults);
        assert.equal(paths.exclude.length, 1);
        assert.deepEqual({ ...read, name: '' }, standard);
        assert.equal(rules.length, 2);
      }),
      { seed: 20_261_124, numRuns: 300 },
    );
  });
});
