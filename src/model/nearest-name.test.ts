import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestName } from './nearest-name.ts';

const names = ['secrets/private-key', 'secrets/github-token', 'observe', 'warn', 'block'];

test('a swapped, missing, extra or wrong letter is understood', () => {
  assert.equal(nearestName('secrets/privat-key', names), 'secrets/private-key');
  assert.equal(nearestName('secrets/gihtub-tokens', names), 'secrets/github-token');
  assert.equal(nearestName('WRAN', names), 'warn');
  assert.equal(nearestName('obsreve', names), 'observe');
});

test('what is like nothing gets no guess', () => {
  assert.equal(nearestName('code/sql-injection', names), undefined);
  assert.equal(nearestName('x', names), undefined);
  assert.equal(nearestName('', names), undefined);
  assert.equal(nearestName('block'.repeat(1000), names), undefined);
});

test('of equally near names the first is offered', () => {
  assert.equal(nearestName('bat', ['cat', 'bad']), 'cat');
});
