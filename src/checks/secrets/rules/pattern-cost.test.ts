import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretRules } from './registry.ts';

/** The bytes that one part of a pattern can match. */
type Bytes = ReadonlySet<number>;
interface Part {
  readonly min: number;
  readonly max: number;
  readonly kind: 'bytes' | 'group' | 'look';
  readonly bytes: Bytes;
  readonly choices: readonly (readonly Part[])[];
}

const everything: Bytes = new Set(Array.from({ length: 256 }, (_, byte) => byte));

/**
 * How often the engine can come back to one place of a text: the product of the lengths that quantifiers can try in vain. A
 * quantifier whose next byte cannot be one of its own has one length only; the others multiply.
 */
function cost(pattern: RegExp): number {
  return costOf(parse(pattern.source, pattern.flags.replace(/[dgy]/g, '')), new Set());
}

function costOf(choices: readonly (readonly Part[])[], after: Bytes): number {
  return Math.max(...choices.map((parts) => costOfParts(parts, after)));
}

function costOfParts(parts: readonly Part[], after: Bytes): number {
  return parts.reduce((product, part, index) => {
    const next = firstOf(parts.slice(index + 1), after);
    return product * costOfPart(part, next);
  }, 1);
}

function costOfPart(part: Part, next: Bytes): number {
  if (part.kind === 'look') return 1;
  const lengths = overlap(part.bytes, next) ? part.max - part.min + 1 : 1;
  if (part.kind === 'bytes') return lengths;
  // What repeats is followed by itself: what is open in it is open each time.
  const again = part.max > 1 ? union(next, firstOfChoices(part.choices, next)) : next;
  return lengths * costOf(part.choices, again) ** part.max;
}

/** What can come first in the parts, or behind them when they can be empty. */
function firstOf(parts: readonly Part[], after: Bytes): Bytes {
  const [part, ...rest] = parts;
  if (part === undefined) return after;
  if (part.kind === 'look') {
    if (part.choices.length === 0) return part.bytes;
    // At the end of a pattern a look can fail behind any byte; elsewhere the part behind it decides.
    return rest.some(({ kind, min }) => kind !== 'look' && min > 0)
      ? firstOf(rest, after)
      : everything;
  }
  const first = part.kind === 'bytes' ? part.bytes : firstOfChoices(part.choices, after);
  return part.min > 0 ? first : union(first, firstOf(rest, after));
}

function firstOfChoices(choices: readonly (readonly Part[])[], after: Bytes): Bytes {
  return choices.map((parts) => firstOf(parts, after)).reduce(union);
}

function union(a: Bytes, b: Bytes): Bytes {
  return new Set([...a, ...b]);
}

function overlap(a: Bytes, b: Bytes): boolean {
  return [...a].some((byte) => b.has(byte));
}

/** Tokens: the start of a group, a class, an escape, one character; then a quantifier. */
const lexeme =
  /(\(\?(?:<[A-Za-z]+>|<?[=!]|:)|\()|(\[(?:\\.|[^\]\\])*\]|\\x[0-9a-f]{2}|\\.|[^()|])|(\|)|(\))/suy;
const quantifier = /(?:\{(\d+)(?:,(\d+))?\}|(\?))\??/uy;

function parse(source: string, flags: string): readonly (readonly Part[])[] {
  let at = 0;
  const read = (shape: RegExp): RegExpExecArray | null => {
    shape.lastIndex = at;
    const found = shape.exec(source);
    if (found !== null) at = shape.lastIndex;
    return found;
  };
  const choices = (): Part[][] => {
    const all: Part[][] = [[]];
    for (let found = read(lexeme); found !== null && found[4] === undefined; found = read(lexeme)) {
      const [, open, single = ''] = found;
      if (found[3] !== undefined) {
        all.push([]);
        continue;
      }
      const inner = open === undefined ? [] : choices();
      all.at(-1)?.push(part(open, single, { inner, ...bounds(read(quantifier)) }));
    }
    return all;
  };
  const part = (
    open: string | undefined,
    single: string,
    { inner, least, most }: { inner: Part[][]; least: number; most: number },
  ): Part => {
    const isLook = open === undefined ? /^(?:\\[bB]|[\^$])$/.test(single) : /[=!]$/.test(open);
    const kind = isLook ? 'look' : open === undefined ? 'bytes' : 'group';
    const bytes =
      open === undefined
        ? matching(single, flags)
        : inner
            .flat()
            .map((each) => each.bytes)
            .reduce(union, new Set());
    return { min: least, max: most, kind, bytes, choices: inner };
  };
  return choices();
}

function bounds(found: RegExpExecArray | null): { least: number; most: number } {
  if (found === null) return { least: 1, most: 1 };
  const [, least = '0', most = found[1] ?? '1'] = found;
  return { least: Number(least), most: Number(most) };
}

function matching(single: string, flags: string): Bytes {
  if (single === '$') return new Set([0x0a]);
  if (/^(?:\\[bB]|\^)$/.test(single)) return everything;
  const shape = new RegExp(`^${single}$`, flags);
  return new Set([...everything].filter((byte) => shape.test(String.fromCharCode(byte))));
}

test('open lengths multiply, and those that the next byte ends do not', () => {
  assert.equal(cost(/a{1,9}b/), 1);
  assert.equal(cost(/a{1,9}[ab]/), 9);
  assert.equal(cost(/[ab]{1,9}a{1,5}b/), 9);
  assert.equal(cost(/a{1,9}a{1,5}(?!x)/), 45);
  assert.equal(cost(/(?:a{1,9}){1,3}b/), 9 ** 3);
  assert.equal(cost(/(?:a{1,9};){1,3}b/), 1);
  assert.equal(cost(/(?:a|b{2,4}b)c?/), 3);
  assert.equal(cost(/a{1,9}(?!x)b/), 1);
  assert.equal(cost(/a{1,9}\b/), 9);
  assert.equal(cost(/a{1,9}\s{0,4}$/), 5);
});

/** Measured: the costliest, an OpenAI key with two open ends of 161 lengths each. */
const maxCost = 26_000;

test('no pattern comes back to one place too often', () => {
  const costs = secretRules.flatMap(({ id, pattern, items = pattern }) => [
    { id, times: cost(pattern) },
    { id, times: cost(items) },
  ]);
  assert.deepEqual(
    costs.filter(({ times }) => !(times <= maxCost)),
    [],
  );
});
