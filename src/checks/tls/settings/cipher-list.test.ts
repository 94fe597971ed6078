import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allSuites } from '../tables/suites.ts';
import { expandCipherList } from './cipher-list.ts';
import { isNegotiable } from './negotiable.ts';

const suites = allSuites();

function namesIn(list: string): readonly string[] {
  return expandCipherList(list, suites).suites.map((suite) => suite.openssl ?? suite.name);
}

test('words add, signs take away, kill and move', () => {
  assert.deepEqual(namesIn('AES128-SHA:AES256-SHA'), ['AES128-SHA', 'AES256-SHA']);
  assert.deepEqual(namesIn('AES128-SHA AES256-SHA,DES-CBC3-SHA;RC4-SHA').length, 4);
  assert.deepEqual(namesIn('AES128-SHA:AES256-SHA:+AES128'), ['AES256-SHA', 'AES128-SHA']);
  assert.deepEqual(namesIn('AES128-SHA:AES256-SHA:-AES128:AES128-SHA'), [
    'AES256-SHA',
    'AES128-SHA',
  ]);
  assert.deepEqual(namesIn('AES128-SHA:AES256-SHA:!AES128:AES128-SHA'), ['AES256-SHA']);
  assert.deepEqual(namesIn('AES128-SHA:AES256-SHA:@STRENGTH'), ['AES256-SHA', 'AES128-SHA']);
});

test('words joined by a plus must all hold', () => {
  assert.deepEqual(namesIn('kRSA+AESGCM+AES256'), ['AES256-GCM-SHA384']);
  assert.deepEqual(namesIn('kRSA+unheard-of'), []);
});

test('unknown words are told and passed over', () => {
  const { suites: chosen, unknown } = expandCipherList('FOO:AES128-SHA:!BAR', suites);
  assert.deepEqual(unknown, ['FOO', '!BAR']);
  assert.equal(chosen.length, 1);
});

test('DEFAULT is a word only at the beginning', () => {
  assert.ok(namesIn('DEFAULT').length > 20);
  assert.ok(!namesIn('DEFAULT').some((name) => /NULL|ADH|RC4|CAMELLIA/.test(name)));
  assert.ok(!namesIn('DEFAULT:!SHA1').some((name) => name.endsWith('-SHA')));
  assert.deepEqual(namesIn('AES128-SHA:DEFAULT'), ['AES128-SHA']);
});

test('suites of old libraries come by their own names and words only', () => {
  assert.ok(!namesIn('ALL').some((name) => name.startsWith('EXP') || name.startsWith('ECDH-')));
  assert.deepEqual(namesIn('EXP-RC4-MD5'), ['EXP-RC4-MD5']);
  assert.ok(namesIn('EXP').includes('EXP-RC4-MD5'));
  assert.ok(namesIn('LOW').includes('DES-CBC-SHA'));
  assert.ok(namesIn('kECDHr').includes('ECDH-RSA-AES128-SHA'));
});

test('the security level is read', () => {
  assert.equal(expandCipherList('DEFAULT:@SECLEVEL=0', suites).securityLevel, 0);
  assert.equal(expandCipherList('DEFAULT', suites).securityLevel, undefined);
});

test('anonymous and null suites count only where the list asks for them', () => {
  assert.ok(!offered('HIGH').some((name) => name.startsWith('ADH') || name.startsWith('AECDH')));
  assert.ok(offered('HIGH:aNULL').includes('ADH-AES256-SHA'));
  assert.ok(offered('ALL:@SECLEVEL=0').includes('AECDH-AES256-SHA'));
  assert.ok(offered('AES128-SHA:NULL-SHA').includes('NULL-SHA'));
  assert.ok(!offered('ALL:!aNULL').some((name) => /PSK|SRP|DSS/.test(name)));
});

test('any text is taken, and each suite comes once', () => {
  const word = fc.constantFrom(
    'ALL',
    'AES',
    '!',
    '-',
    '+',
    '@STRENGTH',
    ':',
    'kRSA',
    'DEFAULT',
    '@SECLEVEL=9',
    ' ',
    'ü',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const names = namesIn(words.join(''));
      assert.equal(new Set(names).size, names.length);
    }),
    { seed: 5, numRuns: 300 },
  );
});

function offered(list: string): readonly string[] {
  return expandCipherList(list, suites)
    .suites.filter((suite) => isNegotiable(suite, list))
    .map((suite) => suite.openssl ?? '');
}
