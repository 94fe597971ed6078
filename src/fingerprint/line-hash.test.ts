import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineHashes } from './line-hash.ts';

/** The definition, written down as slowly as possible. */
function byDefinition(text: string, line: number): string {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  const hashOf = (from: number): string => {
    const units = lines.slice(from).join('\n').replaceAll(/[ \t]/gu, '');
    let hash = 0n;
    for (let index = 0; index < 100; index++) {
      const value = index === units.length ? 65_535 : units.charCodeAt(index) || 0;
      hash = BigInt.asUintN(64, hash * 37n + BigInt(value));
    }
    return hash.toString(16);
  };
  const hash = hashOf(line - 1);
  const count = lines.slice(0, line).filter((_, index) => hashOf(index) === hash).length;
  return `${hash}:${count}`;
}

const anyText = fc
  .array(
    fc.oneof(fc.constantFrom(' ', '\t', '\n', '\r\n', 'x', '}'), fc.string({ unit: 'binary' })),
  )
  .map((parts) => parts.join('').replaceAll(/\r(?!\n)/gu, ''));

test('the line hash of every line is the one of the definition', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const lines = text.split('\n').map((_, index) => index + 1);
      const hashes = lineHashes(text, new Set(lines), []);
      for (const line of lines) assert.equal(hashes.get(line), byDefinition(text, line));
    }),
  );
});

test('lines of more than a block are hashed by their first hundred units', () => {
  const long = 'é'.repeat(150);
  const hashes = lineHashes(`${long}1\n${long}2\n`, new Set([1, 2]), []);
  assert.equal(hashes.get(1), byDefinition(long, 1));
  assert.equal(hashes.get(2), byDefinition(long, 1).replace(':1', ':2'));
});

function lineWith(value: string): string | undefined {
  const text = `a\nkey = ${value}; b\n`;
  const start = text.indexOf(value);
  return lineHashes(text, new Set([2]), [{ start, end: start + value.length }]).get(2);
}

test('hidden parts leave no trace, not even of their length or line breaks', () => {
  assert.equal(lineWith('secret'), lineWith('very\nlong\r\nsecret'));
});

test('a line that begins inside a hidden part is hashed from the end of that part', () => {
  const text = 'BEGIN\nHIDDEN\nEND rest\n';
  const hidden = [{ start: 0, end: text.indexOf(' rest') }];
  const hashes = lineHashes(text, new Set([1, 3]), hidden);
  assert.equal(hashes.get(3)?.split(':')[0], byDefinition('rest\n', 1).split(':')[0]);
});
