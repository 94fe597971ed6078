import assert from 'node:assert/strict';
import test from 'node:test';
import { keepTransport } from './http.ts';

test('of a cookie only its name and flags of transport stay', () => {
  const cookie = 'sid=secret; Path=/; Secure; HttpOnly; SameSite=Lax\nnameless-secret; Secure\nb=2';
  assert.deepEqual(keepTransport({ 'set-cookie': cookie }), {
    'set-cookie': 'sid; Secure; HttpOnly; SameSite=Lax\n; Secure\nb',
  });
});

test('a location keeps where it leads, not what it carries', () => {
  const location = 'https://user:pass@shop.example/login?token=secret#secret';
  assert.deepEqual(keepTransport({ location }), { location: 'https://shop.example/login' });
  assert.deepEqual(keepTransport({ location: '//u:p@shop.example/' }), {
    location: '//shop.example/',
  });
});

test('headers that do not concern transport are left where they are', () => {
  const headers = {
    authorization: 'secret',
    'x-api-key': 'secret',
    'strict-transport-security': 'max-age=1',
    server: 'nginx\u001b[2J',
  };
  assert.deepEqual(keepTransport(headers), {
    'strict-transport-security': 'max-age=1',
    server: 'nginx?[2J',
  });
});

test('a header is never taken from what all objects have', () => {
  assert.deepEqual(keepTransport({}), {});
});
