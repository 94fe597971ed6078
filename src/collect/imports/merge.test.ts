import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileImports } from './file-imports.ts';
import { MergedImports } from './merge.ts';

test('words that are not kept are a gap: one of them may name a package', () => {
  const merged = new MergedImports();
  const mentions = new Set(Array.from({ length: 500_001 }, (_, index) => `word${index}`));
  const file: FileImports = {
    ecosystem: 'npm',
    modules: new Map(),
    mentions,
    members: new Set(),
    gaps: [],
  };
  merged.add('a.ts', file);
  assert.deepEqual(merged.result().gaps, ['the sources have more than 500000 words']);
});
