import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileRules } from './compile-rules.ts';
import { testRules } from './rule-tests.ts';

async function tested(examples: string, code?: string): Promise<readonly string[]> {
  const text = `version: 1\nrules:\n  - { id: r, title: T, languages: [javascript], match: f($X)${examples} }\n`;
  const { compiled, problems } = await compileRules([{ path: 'r.yaml', text }]);
  assert.deepEqual(problems, []);
  const files = code === undefined ? [] : [{ path: 'r.js', text: code }];
  return (await testRules(compiled, files)).map(({ state, failures, hits, oks }) =>
    [`${state} ${hits}/${oks}`, ...failures].join('; '),
  );
}

describe('a test of rules', () => {
  it('runs the examples of a rule', async () => {
    assert.deepEqual(await tested(', examples: { hit: [f(1)], ok: [g(1)] }'), ['passed 1/1']);
    assert.deepEqual(await tested(', examples: { hit: [g(1)], ok: [f(1)] }'), [
      'failed 1/1; example in line 3 is not found; example in line 3 is found, and must not be',
    ]);
    assert.deepEqual(await tested(', examples: { hit: ["f("], ok: [g()] }'), [
      'failed 1/1; example in line 3 cannot be read as code',
    ]);
  });

  it('tells a rule that nothing was said about from one that passed', async () => {
    assert.deepEqual(await tested(''), ['untested 0/0']);
    assert.deepEqual(await tested(', examples: { hit: [f(1)] }'), ['untested 1/0']);
  });

  it('compares what is found with the comments in a file', async () => {
    assert.deepEqual(await tested('', '// ruleid: r\nf(1)\n// ok: r, other\ng(1)\n'), [
      'passed 1/1',
    ]);
    assert.deepEqual(await tested('', '// ruleid: r\ng(1)\n// ok: r\nf(1)\nf(2)\n'), [
      'failed 1/1; r.js:2 is not found; r.js:4 is found, and must not be; r.js:5 is found, and must not be',
    ]);
    assert.deepEqual(
      await tested('', '// ruleid: r\n// ok: other\nf(1)\n// ok: r\ng(1)\n// todook: r\nf(2)\n'),
      ['passed 1/1'],
    );
  });
});
