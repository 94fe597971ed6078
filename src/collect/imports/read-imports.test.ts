import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { ImportsOf } from '../../model/source-imports.ts';
import { lazyImports } from './read-imports.ts';

/** Reads the files, written to a folder of their own; further paths may be named that do not exist. */
function reading(files: Readonly<Record<string, string>>, more: readonly string[] = []): ImportsOf {
  const root = mkdtempSync(path.join(tmpdir(), 'lockstep-imports-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    const importsOf = lazyImports(root, [...Object.keys(files), ...more]);
    for (const ecosystem of ['npm', 'PyPI', 'Go']) importsOf(ecosystem);
    return importsOf;
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('what is shipped is told before what only tests or tools use', () => {
  const importsOf = reading({
    'a.test.ts': `import 'x'; import 'y'`,
    'src/b.ts': `\nimport 'x'`,
    'src/c.ts': `import 'x'`,
    'webpack.config.js': `require('z')`,
  });
  assert.deepEqual(Object.fromEntries(importsOf('npm')?.modules ?? []), {
    x: { path: 'src/b.ts', line: 2, symbols: [] },
    y: { path: 'a.test.ts', line: 1, symbols: [], aside: true },
    z: { path: 'webpack.config.js', line: 1, symbols: [], aside: true },
  });
  assert.equal(importsOf('npm')?.files, 4);
});

test('an ecosystem without sources is told apart from one that imports nothing', () => {
  const importsOf = reading({ 'a.py': 'x = 1', 'node_modules/a/b.js': `require('c')` });
  assert.equal(importsOf('npm'), undefined);
  assert.equal(importsOf('crates.io'), undefined);
  assert.equal(importsOf('PyPI')?.files, 1);
  assert.equal(importsOf('PyPI')?.modules.size, 0);
});

test('packages that lie in the target and output of builds are none of its sources', () => {
  const importsOf = reading({
    'a.js': '',
    'node_modules/a/b.js': `require('b')`,
    'vendor/a.js': `require('c')`,
    'dist/a.js': `require('d')`,
    'a.min.js': `require('e')`,
    'dist/a.go': 'package a\nimport "x"',
  });
  assert.deepEqual([...(importsOf('npm')?.modules.keys() ?? [])], []);
  assert.equal(importsOf('npm')?.files, 1);
  assert.equal(importsOf('Go')?.files, 1);
});

test('what was not read or understood is a gap, but not of tests and bundles', () => {
  const importsOf = reading(
    {
      'big.js': ' '.repeat(2 ** 21 + 1),
      'computed.js': `\nrequire(a)`,
      'a.test.js': `require(a)`,
      'bundle.js': `require(a)${';'.repeat(4000)}`,
    },
    ['gone.js'],
  );
  assert.deepEqual(
    importsOf('npm')?.gaps.map((gap) => gap.replace(/: .*/u, '')),
    [
      'big.js was not read',
      'computed.js:2 loads a module whose name is computed',
      'gone.js was not read',
    ],
  );
});

test('symbols of Go are joined, and not told where one file does not tell them', () => {
  const importsOf = reading({
    'a.go': 'package a\nimport "x"\nimport "y"\nvar _ = x.B + y.C',
    'b.go': 'package a\nimport "x"\nimport . "y"\nvar _ = x.A',
  });
  assert.deepEqual(importsOf('Go')?.modules.get('x')?.symbols, ['A', 'B']);
  assert.deepEqual(importsOf('Go')?.modules.get('y')?.symbols, []);
});

test('no link leads out of the target', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'lockstep-imports-'));
  try {
    mkdirSync(path.join(root, 'target'));
    mkdirSync(path.join(root, 'other'));
    writeFileSync(path.join(root, 'other/a.js'), `require('x')`);
    symlinkSync('../other', path.join(root, 'target/link'));
    symlinkSync('../other/a.js', path.join(root, 'target/a.js'));
    const imports = lazyImports(path.join(root, 'target'), ['link/a.js', 'a.js', '../other/a.js'])(
      'npm',
    );
    assert.equal(imports?.modules.size, 0);
    assert.equal(imports?.gaps.length, 3);
  } finally {
    rmSync(root, { recursive: true });
  }
});
