import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileIgnore, isIgnoredByLayers, matchesGlob } from './glob.ts';

function ignored(lines: readonly string[], file: string, isDirectory = false): boolean {
  return compileIgnore(lines).ignores(file, isDirectory);
}

test('a name without a slash is ignored in every folder, with all below it', () => {
  assert.equal(ignored(['dist'], 'dist'), true);
  assert.equal(ignored(['dist'], 'a/b/dist/c.js'), true);
  assert.equal(ignored(['dist'], 'distribution'), false);
});

test('a slash at the start or in the middle binds a pattern to the folder of the file', () => {
  assert.equal(ignored(['/dist'], 'dist/a'), true);
  assert.equal(ignored(['/dist'], 'a/dist'), false);
  assert.equal(ignored(['a/dist'], 'b/a/dist'), false);
});

test('a slash at the end means folders only', () => {
  assert.equal(ignored(['build/'], 'build'), false);
  assert.equal(ignored(['build/'], 'build', true), true);
  assert.equal(ignored(['build/'], 'x/build/y'), true);
});

test('two stars stand for any number of folders, one never crosses a slash', () => {
  assert.equal(ignored(['a/**/z'], 'a/z'), true);
  assert.equal(ignored(['a/**/z'], 'a/b/c/z'), true);
  assert.equal(ignored(['a/**'], 'a/b'), true);
  assert.equal(ignored(['a/**'], 'a', true), false);
  assert.equal(ignored(['**/z'], 'z'), true);
  assert.equal(ignored(['a/*/z'], 'a/b/c/z'), false);
  assert.equal(ignored(['a/b**c'], 'a/bxxc'), true);
  assert.equal(ignored(['a/b**c'], 'a/bx/xc'), false);
});

test('the last pattern that matches decides, but nothing below an ignored folder comes back', () => {
  assert.equal(ignored(['*.log', '!keep.log'], 'a/keep.log'), false);
  assert.equal(ignored(['!keep.log', '*.log'], 'keep.log'), true);
  assert.equal(ignored(['logs/', '!logs/keep.log'], 'logs/keep.log'), true);
});

test('comments, escapes, spaces at the end and Windows line ends are read as git reads them', () => {
  assert.equal(ignored(['#a'], '#a'), false);
  assert.equal(ignored(['\\#a'], '#a'), true);
  assert.equal(ignored(['\\!a'], '!a'), true);
  assert.equal(ignored(['a   '], 'a'), true);
  assert.equal(ignored(['a\\ '], 'a '), true);
  assert.equal(ignored(['a\r'], 'a'), true);
  assert.equal(ignored(['a\\*'], 'a*'), true);
  assert.equal(ignored(['a\\*'], 'ab'), false);
});

test('classes know ranges, names and their negation; a broken one matches nothing', () => {
  assert.equal(ignored(['[a-c]x'], 'bx'), true);
  assert.equal(ignored(['[!a-c]x'], 'bx'), false);
  assert.equal(ignored(['[[:digit:]]'], '7'), true);
  assert.equal(ignored(['[]a]'], ']'), true);
  assert.equal(ignored(['[a-]'], '-'), true);
  assert.equal(ignored(['[a'], '[a'), false);
  assert.equal(ignored(['[[:nothing:]]'], 'n'), false);
});

test('matchesGlob takes a folder for all that is in it', () => {
  assert.equal(matchesGlob('test/fixtures/', 'test/fixtures/a/b.ts'), true);
  assert.equal(matchesGlob('src/**/*.ts', 'src/a/b.ts'), true);
  assert.equal(matchesGlob('src/**/*.ts', 'lib/a/b.ts'), false);
});

test('the ignore file nearest to a path has the first say', () => {
  const outer = { base: '', rules: compileIgnore(['*.env']), outer: undefined };
  const inner = { base: 'a', rules: compileIgnore(['!local.env', '/b']), outer };
  assert.equal(isIgnoredByLayers(inner, 'a/x.env', false), true);
  assert.equal(isIgnoredByLayers(inner, 'a/local.env', false), false);
  assert.equal(isIgnoredByLayers(inner, 'a/b', true), true);
});

test('hostile patterns cost no more than the product of both lengths', () => {
  const name = 'a'.repeat(5000);
  const deep = 'a/'.repeat(2000);
  const started = performance.now();
  assert.equal(ignored([`${'*a'.repeat(200)}*b`], name), false);
  assert.equal(ignored([`${'*a'.repeat(200)}*b`, `x/${'*?'.repeat(200)}b`], `x/${name}`), false);
  assert.equal(compileIgnore([`${'**/a/'.repeat(200)}b`]).verdict(`${deep}c`, false), undefined);
  assert.equal(compileIgnore([`${'**/*a*/'.repeat(200)}b`]).verdict(`${deep}c`, false), undefined);
  assert.ok(performance.now() - started < 5000, 'took longer than quadratic time allows');
});

/** What git itself says of each path. */
function askGit(
  root: string,
  lines: readonly string[],
  paths: readonly string[],
): ReadonlySet<string> {
  writeFileSync(path.join(root, '.gitignore'), lines.join('\n'));
  try {
    const output = execFileSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], {
      cwd: root,
      input: paths.join('\0'),
      env: { PATH: process.env['PATH'], HOME: root, GIT_CONFIG_NOSYSTEM: '1' },
    });
    return new Set(
      output
        .toString()
        .split('\0')
        .filter((text) => text !== ''),
    );
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 1) return new Set();
    throw error;
  }
}

test('agrees with git check-ignore on generated patterns and paths', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'lockstep-glob-'));
  execFileSync('git', ['init', '-q', root]);
  const names = ['a', 'b', 'ab', 'a.b', 'b-', '!a', '#b', 'c ', 'a]'];
  const folders = ['', ...names.map((name) => `${name}/`), 'a/b/', 'a/a/b/', 'b/a/'];
  for (const folder of folders) mkdirSync(path.join(root, folder), { recursive: true });
  // Paths that do not exist, so that git takes them for files, except for the folders made above.
  const files = folders.flatMap((folder) =>
    ['z', 'aa', 'bz.b', 'ba', '-', 'cc '].map((name) => folder + name),
  );
  const piece = fc.constantFrom(
    'a',
    'b',
    'z',
    '.',
    '*',
    '**',
    '?',
    '/',
    '/**/',
    '**/',
    '/**',
    '[ab]',
    '[!a]',
    '[^b]',
    '[a-c]',
    '[]a]',
    '[a',
    '[[:alpha:]]',
    '[a/]',
    '\\a',
    '\\*',
    ' ',
    '\\ ',
    '!',
    '#',
    '-',
    ']',
    '\\',
  );
  const line = fc
    .array(piece, { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(''))
    // Git strips the literal start before it matches and then takes these stars for a whole part: not as documented.
    .filter((text) => !/[^/*]\*\*+(\\?\/|$)|\*\*\\/.test(text));
  try {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        const expected = askGit(root, lines, files);
        const rules = compileIgnore(lines);
        const actual = new Set(files.filter((file) => rules.ignores(file, false)));
        assert.deepEqual(actual, expected);
      }),
      { numRuns: 150, seed: 20_261_124 },
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
