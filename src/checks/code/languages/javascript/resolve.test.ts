import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { PathAlias } from '../language.ts';
import { aliasesIn } from '../stated-names.ts';
import { statedIn } from './aliases.ts';
import { candidates } from './resolve.ts';

function aliasesOf(path: string, text: string): readonly PathAlias[] {
  return aliasesIn([statedIn(path, text)]);
}

describe('where a specifier leads', () => {
  const tsconfig = aliasesOf(
    'web/tsconfig.json',
    '{ // base\n "compilerOptions": { "baseUrl": "./src", /* "x": 1 */ "paths": { "@/*": ["*"], "@db": ["./db/index.ts",], "u": "//no" }, }, }',
  );
  const library = aliasesOf(
    'packages/core/package.json',
    JSON.stringify({
      name: '@acme/core',
      main: './dist/index.js',
      exports: {
        '.': { types: './dist/main.d.ts', import: './dist/esm/main.js' },
        './log': './lib/log.js',
      },
      imports: { '#db/*': './src/db/*.js' },
    }),
  );
  const rows: readonly [string, string, string, string][] = [
    ['a folder has an index', '../b', 'src/x/a.ts', 'src/b/index.ts'],
    ['.js stands for .ts', './b.js', 'src/a.ts', 'src/b.ts'],
    ['.mjs stands for .mts', './b.mjs', 'src/a.ts', 'src/b.mts'],
    ['.js stands for .tsx', './b.js', 'src/a.ts', 'src/b.tsx'],
    ['the root has an index', '..', 'src/a.ts', 'index.ts'],
    ['paths hold below their tsconfig', '@/db', 'web/src/a.ts', 'web/src/db.ts'],
    ['a path without a star', '@db', 'web/src/a.ts', 'web/src/db/index.ts'],
    ['baseUrl is a root', 'shared/log', 'web/src/a.ts', 'web/src/shared/log.ts'],
    [
      'a workspace package by its name',
      '@acme/core',
      'apps/api/a.ts',
      'packages/core/src/index.ts',
    ],
    [
      'its exports lead to their source',
      '@acme/core',
      'apps/api/a.ts',
      'packages/core/src/main.ts',
    ],
    ['a subpath of it', '@acme/core/log', 'apps/api/a.ts', 'packages/core/src/log.ts'],
    ['a file in it', '@acme/core/src/x', 'apps/api/a.ts', 'packages/core/src/x.ts'],
    ['imports of its own', '#db/users', 'packages/core/src/a.ts', 'packages/core/src/db/users.ts'],
  ];
  for (const [why, specifier, from, expected] of rows) {
    test(why, () => {
      const found = candidates(specifier, from, [...tsconfig, ...library]);
      assert.ok(found.includes(expected), found.join('\n'));
    });
  }

  const configs: Readonly<Record<string, string>> = {
    'tsconfig.json': '{ "compilerOptions": { "baseUrl": "lib", "paths": { "@/*": ["x/*"] } } }',
    'apps/a/tsconfig.json': '{ "extends": "../../config/tsconfig.base.json" }',
    'config/tsconfig.base.json':
      '{ "extends": ["./tsconfig.one.json", "./tsconfig.two"], "compilerOptions": {} }',
    'config/tsconfig.one.json': '{ "compilerOptions": { "paths": { "~/*": ["../one/*"] } } }',
    'config/tsconfig.two.json':
      '{ "extends": "./tsconfig.base.json", "compilerOptions": { "paths": { "~/*": ["../two/*", "${configDir}/own/*"] } } }',
    'apps/b/jsconfig.json':
      '{ "extends": "../../tsconfig", "compilerOptions": { "paths": { "%/*": ["y/*"] } } }',
    'apps/c/tsconfig.json': '{ "extends": "../../../tsconfig.json" }',
    'apps/d/tsconfig.json': '{ "extends": "@acme/tsconfig" }',
  };
  const inherited = aliasesIn(Object.entries(configs).map(([at, text]) => statedIn(at, text)));
  const leads: readonly [string, string, string, string][] = [
    ['what a file extends holds for it', '~/c', 'apps/a/x.ts', 'two/c.ts'],
    ['from its own folder', '~/c', 'apps/a/x.ts', 'apps/a/own/c.ts'],
    ['baseUrl of what it extends', '%/c', 'apps/b/x.ts', 'lib/y/c.ts'],
  ];
  for (const [why, specifier, from, expected] of leads) {
    test(why, () => {
      const found = candidates(specifier, from, inherited);
      assert.ok(found.includes(expected), found.join('\n'));
    });
  }

  test('what a file extends is replaced by what it states', () => {
    assert.ok(!candidates('~/c', 'apps/a/x.ts', inherited).includes('one/c.ts'));
    const own = aliasesIn([
      statedIn('apps/c/tsconfig.json', configs['apps/c/tsconfig.json'] ?? ''),
      statedIn('tsconfig.json', configs['tsconfig.json'] ?? ''),
    ]).filter(({ scope }) => scope === 'apps/c');
    assert.deepEqual(own, []);
  });

  test('a package is no file', () => {
    assert.deepEqual(candidates('express', 'src/a.ts', [...tsconfig, ...library]), []);
    assert.deepEqual(candidates('@/db', 'other/a.ts', tsconfig), []);
  });

  test('no configuration throws, and no path leads out of the target', () => {
    const word = fc.constantFrom('../..', 'a', '*', './dist/x.js', '', '#a', '.', './b/*');
    const value = fc.oneof(word, fc.array(word), fc.dictionary(word, word), fc.constant(null));
    const fields = fc.record(
      { name: value, exports: value, imports: value, main: value, compilerOptions: value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fields, fc.string(), (some, junk) => {
        for (const name of ['a/package.json', 'tsconfig.json']) {
          aliasesOf(name, junk);
          for (const { targets } of aliasesOf(name, JSON.stringify(some))) {
            assert.ok(targets.every((target) => !target.includes('..')));
          }
        }
      }),
    );
  });
});
