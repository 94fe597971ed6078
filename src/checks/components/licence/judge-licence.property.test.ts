import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LicenceSettings } from '../../../model/component-settings.ts';
import { judgeLicence } from './judge-licence.ts';

const leaf = fc.constantFrom(
  'MIT',
  'Apache-2.0',
  'GPL-2.0-only',
  'GPL-2.0-or-later',
  'GPL-3.0+',
  'MPL-1.1+',
  'GPL-2.0-only WITH Classpath-exception-2.0',
  'LicenseRef-acme',
  'Foo',
);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
  ),
}));

const entries = fc.uniqueArray(leaf, { maxLength: 3 });
const settings: fc.Arbitrary<LicenceSettings> = fc.record({
  allow: entries,
  deny: entries,
  review: entries,
  unknown: fc.constantFrom('ignore', 'review', 'deny'),
  scopes: fc.constant([]),
});

const order = ['allowed', 'unknown', 'review', 'denied'];
const rank = (stated: string, by: LicenceSettings): number =>
  order.indexOf(judgeLicence(stated, by).verdict);

function holds(claim: (a: string, b: string, c: string, by: LicenceSettings) => boolean): void {
  fc.assert(fc.property(expression, expression, expression, settings, claim));
}

test('AND and OR do not mind the order, nor how they are grouped', () => {
  holds((a, b, c, by) =>
    ['AND', 'OR'].every(
      (op) =>
        rank(`${a} ${op} ${b}`, by) === rank(`${b} ${op} ${a}`, by) &&
        rank(`(${a} ${op} ${b}) ${op} ${c}`, by) === rank(`${a} ${op} (${b} ${op} ${c})`, by),
    ),
  );
});

test('a choice never makes it worse, a further condition never better', () => {
  holds(
    (a, b, _, by) =>
      rank(`${a} OR ${b}`, by) === Math.min(rank(a, by), rank(b, by)) &&
      rank(`${a} AND ${b}`, by) === Math.max(rank(a, by), rank(b, by)),
  );
});

test('AND binds stronger than OR', () => {
  holds((a, b, c, by) => rank(`${a} OR ${b} AND ${c}`, by) === rank(`${a} OR (${b} AND ${c})`, by));
});

test('what is written out means the same when it is read again', () => {
  fc.assert(
    fc.property(expression, settings, (stated, by) => {
      const once = judgeLicence(stated, by);
      const twice = judgeLicence(once.expression, by);
      assert.deepEqual([twice.verdict, twice.expression], [once.verdict, once.expression]);
    }),
  );
});

test('denying more never makes it better, and allowing one more in a closed list never worse', () => {
  fc.assert(
    fc.property(expression, leaf, settings, (stated, more, by) => {
      const denied = { ...by, deny: [...by.deny, more] };
      const allowed = { ...by, allow: [...by.allow, more] };
      return (
        // A pair that is named stands above its licence, so only lists of the same names compare.
        more.includes(' WITH ') ||
        (rank(stated, denied) >= rank(stated, by) &&
          (by.allow.length === 0 || rank(stated, allowed) <= rank(stated, by)))
      );
    }),
  );
});

test('no text makes it fail, however odd or long', () => {
  const by: LicenceSettings = { allow: [], deny: [], review: [], unknown: 'review', scopes: [] };
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (stated) => {
      assert.ok(judgeLicence(stated, by).because.length < 1_000);
    }),
  );
  for (const text of [
    '('.repeat(1_900),
    'MIT OR '.repeat(280) + 'MIT',
    'x'.repeat(1_000_000),
    'a+ '.repeat(600),
  ]) {
    assert.ok(judgeLicence(text, by).because.length < 1_000);
  }
});
