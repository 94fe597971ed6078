import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { aliasesOf, candidates } from './go-mod.ts';

const root = 'module example.com/shop // the shop\n\ngo 1.22\n\nrequire example.com/log v1.2.3\n';
const tool =
  'module "example.com/shop/tool"\n\nreplace (\n\texample.com/log v1.2.3 => ../lib/log\n\texample.com/x => example.com/y v1.0.0\n)\nreplace example.com/out => ../../../out\n';
const aliases = [...aliasesOf('go.mod', root), ...aliasesOf('cmd/tool/go.mod', tool)];

describe('the folders that import paths of Go mean', () => {
  for (const [specifier, from, expected] of [
    ['example.com/shop', 'main.go', ['']],
    ['example.com/shop/internal/db', 'main.go', ['internal/db']],
    ['example.com/shop/tool/run', 'cmd/tool/main.go', ['cmd/tool/run', 'tool/run']],
    ['example.com/log', 'cmd/tool/main.go', ['cmd/lib/log']],
    ['example.com/log/json', 'cmd/tool/main.go', ['cmd/lib/log/json']],
    ['example.com/shopping', 'main.go', []],
    ['example.com/x', 'cmd/tool/main.go', []],
    ['example.com/out', 'cmd/tool/main.go', []],
    ['net/http', 'main.go', []],
  ] as const) {
    test(`${specifier} in ${from}: ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(candidates(specifier, from, aliases), expected);
    });
  }

  test('a text that is no go.mod states nothing', () => {
    for (const text of ['', 'module', 'module (', '=>', '=> ./x', 'replace => ../x', '{{']) {
      assert.deepEqual(aliasesOf('a/go.mod', text), [], text);
    }
  });
});
