import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secrets } from '../src/checks/secrets/index.ts';
import { corpusCounts } from '../src/rollout/corpus-counts.ts';

test('every count is of a rule that there is, once, and of no later version', () => {
  const versions = new Map(secrets.rules.map(({ id, version }) => [id, version]));
  assert.equal(new Set(corpusCounts.map((count) => count.rule)).size, corpusCounts.length);
  for (const count of corpusCounts) {
    assert.ok((versions.get(count.rule) ?? 0) >= count.version, count.rule);
    assert.ok(secrets.version >= count.engine, count.rule);
    assert.ok(count.truePositives + count.falsePositives > 0, count.rule);
  }
});
