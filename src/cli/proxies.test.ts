import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxiesOf } from './proxies.ts';

test('proxies are addresses, networks and kinds of networks', () => {
  assert.deepEqual(proxiesOf(undefined), []);
  assert.deepEqual(proxiesOf('10.0.0.0/8,::1,uniquelocal'), ['10.0.0.0/8', '::1', 'uniquelocal']);
  for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0', '*', '::1/129', 'a, b']) {
    assert.throws(() => proxiesOf(wrong), /--trust-proxy takes addresses and networks/u, wrong);
  }
});
