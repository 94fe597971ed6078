import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ManifestFormat } from '../../model/component.ts';
import { readManifests } from './read-manifests.ts';

test('files beside a manifest have a budget in all, and what is beyond it is told', async () => {
  const seen: number[] = [];
  const format: ManifestFormat = {
    id: 'toy',
    title: 'a toy',
    reads: (path) => path === 'toy',
    companions: () => ['a', 'b', 'c'],
    parse: ({ path }, companions) => {
      seen.push(companions.size);
      const list = {
        path,
        format: 'toy',
        components: [],
        requirements: [],
        extent: 'whole',
      } as const;
      return { kind: 'parsed', list, problems: [] };
    },
  };
  const big = 'x'.repeat(40 * 2 ** 20);
  const { missed } = await readManifests(['toy'], [format], async (path) => ({
    kind: 'text',
    text: path === 'toy' ? '' : big,
  }));
  assert.deepEqual(seen, [1]);
  assert.deepEqual(
    missed.map(({ what, reason }) => [what, reason]),
    [['toy', 'limit']],
  );
});
