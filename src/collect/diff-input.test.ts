import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import fc from 'fast-check';
import { LockstepError } from '../model/error.ts';
import { parseDiff } from './diff-input.ts';

function parse(...lines: readonly string[]): ReturnType<typeof parseDiff> {
  return parseDiff(Buffer.from(lines.join('\n')));
}

test('added and unchanged lines get their numbers in the new file', () => {
  const files = parse(
    'diff --git a/src/a.ts b/src/a.ts',
    'index 111..222 100644',
    '--- a/src/a.ts',
    '+++ b/src/a.ts',
    '@@ -10,3 +20,4 @@ function',
    ' one',
    '-two',
    '+zwei',
    '+drei',
    ' four',
    '@@ -40 +51 @@',
    '--- looks like a header',
    '+++ looks like a header too',
    '\\ No newline at end of file',
  );
  assert.deepEqual(files, [
    {
      path: 'src/a.ts',
      lines: [
        { line: 20, text: 'one', added: false },
        { line: 21, text: 'zwei', added: true },
        { line: 22, text: 'drei', added: true },
        { line: 23, text: 'four', added: false },
        { line: 51, text: '++ looks like a header too', added: true },
      ],
    },
  ]);
});

test('new, deleted, renamed and binary files are told apart', () => {
  const files = parse(
    'diff --git a/new b/new',
    'new file mode 100644',
    '--- /dev/null',
    '+++ b/new',
    '@@ -0,0 +1 @@',
    '+x',
    'diff --git a/gone b/gone',
    'deleted file mode 100644',
    '--- a/gone',
    '+++ /dev/null',
    '@@ -1 +0,0 @@',
    '-x',
    'diff --git a/old name b/new name',
    'similarity index 90%',
    'rename from old name',
    'rename to new name',
    '--- a/old name\t',
    '+++ b/new name\t',
    '@@ -1 +1 @@',
    '-x',
    '+y',
    'diff --git a/p.png b/p.png',
    'Binary files a/p.png and b/p.png differ',
  );
  assert.deepEqual(
    files.map(({ path, lines }) => [path, lines.map(({ text }) => text)]),
    [
      ['new', ['x']],
      ['new name', ['y']],
    ],
  );
});

test('names in quotes, without prefixes, with mnemonic prefixes and of diff(1) are understood', () => {
  const hunk = ['@@ -0,0 +1 @@', '+x'];
  const pathOf = (...header: readonly string[]): string | undefined =>
    parse(...header, ...hunk)[0]?.path;
  assert.equal(pathOf('--- "a/caf\\303\\251\\n\\"x"', '+++ "b/caf\\303\\251\\n\\"x"'), 'café\n"x');
  assert.equal(pathOf('--- "a/\\377"', '+++ "b/\\377"'), '\\xff');
  assert.equal(pathOf('diff --git a/x a/x', '--- a/x', '+++ a/x'), 'a/x');
  assert.equal(pathOf('diff --git b/x b/x', '--- /dev/null', '+++ b/x'), 'b/x');
  assert.equal(pathOf('diff --git i/x w/x', '--- i/x', '+++ w/x'), 'x');
  assert.equal(pathOf('--- old/x\t2026-01-01 00:00:00', '+++ new/x\t2026-01-01 00:00:01'), 'new/x');
});

test('Windows line ends, cut spaces and the UTF-16 of PowerShell do no harm', () => {
  const text = '--- a/x\r\n+++ b/x\r\n@@ -1,2 +1,3 @@\r\n one\r\n\r\n+two\r\n';
  const expected = [
    { line: 1, text: 'one', added: false },
    { line: 2, text: '', added: false },
    { line: 3, text: 'two', added: true },
  ];
  assert.deepEqual(parseDiff(Buffer.from(text))[0]?.lines, expected);
  assert.deepEqual(parseDiff(Buffer.from(`\uFEFF${text}`, 'utf16le'))[0]?.lines, expected);
});

test('a combined diff, a broken one and what is none are refused with the line', () => {
  const refused = (pattern: RegExp, ...lines: readonly string[]): void => {
    assert.throws(
      () => parse(...lines),
      (error) => error instanceof LockstepError && pattern.test(error.message),
    );
  };
  refused(/line 1 begins a combined diff/, 'diff --cc a');
  refused(/line 3 begins a combined diff/, '--- a/x', '+++ b/x', '@@@ -1 -1 +1 @@@');
  refused(/line 4 .* neither/, '--- a/x', '+++ b/x', '@@ -1 +1 @@', 'what');
  refused(/line 1 .* hunk of no file/, '@@ -1 +1 @@');
  refused(/not a unified diff/, 'hello');
  assert.deepEqual(parse(''), []);
});

test('no text makes the parser throw anything but a message for the user', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/x',
      '+++ "b/\\',
      '@@ -1,9 +1,9 @@',
      '@@ -',
      '+a',
      '-a',
      ' a',
      '\\',
      'rename to y',
      '',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      try {
        const files = parse(...lines);
        const held = files.reduce((sum, file) => sum + file.lines.length, 0);
        assert.ok(held <= lines.join('\n').split('\n').length);
      } catch (error) {
        assert.ok(error instanceof LockstepError);
      }
    }),
    { numRuns: 1000 },
  );
});
