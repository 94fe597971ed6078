import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { compileRules } from '../../src/checks/code/patterns/compile-rules.ts';
import { testRules } from '../../src/checks/code/patterns/rule-tests.ts';

const docs = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
const examples = Array.from(
  docs.matchAll(/^```yaml\n(?<yaml>[\s\S]*?)^```$/gmu),
  (match) => match.groups?.['yaml'] ?? '',
);

describe('docs/rules.md', () => {
  it('has examples', () => {
    assert.equal(examples.length, 4);
  });

  for (const [index, text] of examples.entries()) {
    it(`shows rules that can be used, and find what they say: example ${index + 1}`, async () => {
      const { compiled, problems } = await compileRules([{ path: 'docs.yaml', text }]);
      assert.deepEqual(problems, []);
      for (const { rule, state, failures } of await testRules(compiled, [])) {
        assert.deepEqual(failures, []);
        assert.equal(state, 'passed', rule.id);
      }
    });
  }
});
