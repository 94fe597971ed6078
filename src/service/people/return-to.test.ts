import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { returnPath } from './return-to.ts';

const ORIGIN = 'https://lockstep.example';

describe('where a browser goes after a sign-in', () => {
  test('whatever was asked for, it stays with us', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      '?',
      '#',
      '%2f',
      '\t',
      'evil.example',
    );
    const asked = fc.oneof(
      fc.string(),
      fc.array(pieces).map((all) => `/${all.join('')}`),
    );
    fc.assert(
      fc.property(asked, (wanted) => {
        const place = returnPath(wanted, ORIGIN);
        assert.ok(place.startsWith('/'));
        assert.equal(new URL(place, ORIGIN).origin, ORIGIN);
        assert.equal(returnPath(place, ORIGIN), place);
      }),
    );
  });

  test('a path with its query and fragment is kept', () => {
    assert.equal(returnPath('/findings?a=b&c=%2F#d', ORIGIN), '/findings?a=b&c=%2F#d');
    assert.equal(returnPath(undefined, ORIGIN), '/');
    assert.equal(returnPath(`/${'a'.repeat(1_001)}`, ORIGIN), '/');
  });
});
