import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill } from '../rules/fill.ts';
import type { Subject } from './value.ts';
import { reasonAgainst, reasonsAgainst } from './value.ts';

const base = {
  kind: 'password',
  strong: true,
  form: 'quoted',
  madeUp: false,
  prose: false,
} as const;

function reason(value: string, about: Partial<Subject> = {}): string | undefined {
  return reasonAgainst({ ...base, name: 'db_password', ...about, value });
}

const rejected: Readonly<Record<string, readonly (readonly [string, Partial<Subject>?])[]>> = {
  'too short': [['abc'], ['a1b2c3', { kind: 'token' }]],
  'type or absence': [['string'], ['null'], ['string[]'], ['undefined']],
  'white space': [['Enter your password'], [String.raw`one\ntwo`]],
  placeholder: [['changeme'], ['<password>'], ['${PASSWORD}'], ['xxxxxxxx']],
  'identifier or hash': [['f81d4fae-7dec-11d0-a765-00a0c91e6bf6'], [`sha256:${fill(64, 'hex')}`]],
  encrypted: [['ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)'], ['{cipher}682bc583f4641835fa2db']],
  expression: [['%(password)s'], ['com.shop.Config'], ['config.password', { form: 'bare' }]],
  'name of a credential': [['password'], ['my_password'], ['test123'], ['admin'], ['passwd1']],
  'same as its key': [['tropic-sync', { name: 'tropicSync' }]],
  path: [['/run/secrets/db'], ['key.pem'], ['C:\\keys\\a'], ['secrets/shop/db']],
  'address or URL': [['https://shop.internal/'], ['ops@shop.internal'], ['10.0.0.1']],
  'public key or certificate': [['ssh-rsa AAAAB3'.replace(' ', ':')], ['-----BEGIN']],
  'name of an algorithm': [['bcrypt'], ['HS256'], ['sha512']],
  'outcome of a test': [
    ['green', { name: 'pass' }],
    ['success', { name: 'on_pass' }],
  ],
  markup: [['#login-box'], ['a&nbsp;b']],
  'non-ASCII words': [['contrase\u00f1a']],
  'made up': [['orders_sync_password', { madeUp: true }]],
  'word of a sentence': [['required.', { prose: true, form: 'bare' }]],
  'not random': [
    ['Orders_By_Day', { kind: 'token', name: 'access_token' }],
    ['orders-by-date-2', { kind: 'key', name: 'api_key' }],
    [fill(12), { kind: 'key', name: 'key', strong: false }],
    ['force', { form: 'flag' }],
  ],
};

for (const [expected, values] of Object.entries(rejected)) {
  test(`a value is no secret for the reason: ${expected}`, () => {
    for (const [value, about] of values) assert.equal(reason(value, about), expected, value);
  });
}

test('every reason is tested', () => {
  const names = reasonsAgainst.map(([name]) => name).toSorted();
  assert.deepEqual(Object.keys(rejected).toSorted(), names);
});

test('nothing speaks against values that people choose or draw by lot', () => {
  for (const value of ['banana', 'hunter2', 'Passw0rd!', 'P@$$w0rd!', 'supersecret', fill(16)]) {
    assert.equal(reason(value), undefined, value);
  }
  for (const value of [fill(32), fill(40, 'hex'), fill(24, 'base64'), 'a1b2-c3d4e5f6a7']) {
    assert.equal(reason(value, { kind: 'token', name: 'access_token' }), undefined, value);
  }
});
