import assert from 'node:assert/strict';
import { test } from 'node:test';
import { versionCondition } from './version-condition.ts';

const rows: readonly (readonly [string, string, string, string])[] = [
  ['2.14.1', 'Maven', '2.14.1', 'yes'],
  ['2.14.1', 'Maven', '2.14.10', 'no'],
  ['<2.17', 'Maven', '2.14.1', 'yes'],
  ['<2.17', 'Maven', '2.17', 'no'],
  ['<2.17', 'Maven', '2.17.0', 'no'],
  ['<2.17', 'Maven', '2.9.0', 'yes'],
  ['<=2.17', 'Maven', '2.17.0', 'yes'],
  ['>=2.0 <2.17.1', 'Maven', '2.17.0', 'yes'],
  ['>=2.0,<2.17.1', 'Maven', '1.2.17', 'no'],
  ['>=2.0-beta9', 'Maven', '2.0-beta9', 'yes'],
  ['>1', 'npm', '1.0.0', 'no'],
  ['=1.0', 'PyPI', '1.0.0', 'yes'],
  ['<2', 'npm', 'no version', 'unknown'],
  ['<2', 'Unheard of', '1', 'unknown'],
];
for (const [text, ecosystem, version, expected] of rows) {
  test(`${version} of ${ecosystem} ${text}: ${expected}`, () => {
    assert.equal(versionCondition(text)?.(ecosystem, version), expected);
  });
}

test('what is no condition is none', () => {
  for (const text of ['', ' ', '<', '<>1', '<1 2', '1 <2', '<'.repeat(50), '<1 '.repeat(11)]) {
    assert.equal(versionCondition(text), undefined, text);
  }
});
