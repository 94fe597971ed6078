import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ManifestFormat } from '../../model/component.ts';
import { manifestFormats } from './formats.ts';
import { packageLock3 } from './tests/stated.ts';
import { requirements } from './python/requirements.ts';
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

test('an SBOM beside the lockfile that it was made of is not read a second time', async () => {
  const bom = `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[
    {"type":"library","name":"nameless"},{"type":"library","name":"a","purl":"pkg:npm/a@1.2.0"}]}`;
  const files = new Map([
    ['bom.json', bom],
    ['lib/bom.json', bom],
    ['package-lock.json', packageLock3],
  ]);
  const { lists, missed } = await readManifests(
    [...files.keys()],
    manifestFormats,
    async (path) => {
      const text = files.get(path);
      return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
    },
  );
  assert.deepEqual(
    lists.map(({ path }) => path),
    ['lib/bom.json', 'package-lock.json'],
  );
  assert.deepEqual(
    missed.map(({ what }) => what),
    ['lib/bom.json'],
  );
});

test('what a file includes from elsewhere is told without its password', async () => {
  const { missed } = await readManifests(['requirements.txt'], [requirements], async (path) =>
    path === 'requirements.txt'
      ? { kind: 'text', text: '-r https://user:hunter2@host.example/r.txt?t=hunter2\n' }
      : { kind: 'absent' },
  );
  assert.deepEqual(
    missed.map(({ detail }) => detail),
    ['it includes https://host.example/r.txt, which is not in the target'],
  );
});
