import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anchorFault, hostFault } from './host-patterns.ts';
import { looseAlternative } from './semi-anchored.ts';

const loose = ['^one|two', '^one|two|three', '^(one)|(two)', 'one|two$', '^one|two|three$'];
const bound = [
  '^one|^two',
  '^(?:one|two)|three',
  '(^one)|two',
  '^$|one',
  '^one$|two',
  '^one|%',
  String.raw`^\s+|\s+$`,
  String.raw`^one|\btwo`,
  'one|two',
  '^one|',
  '^(one|two)$',
];

for (const source of loose) {
  test(`${source} binds one alternative only`, () => {
    assert.notEqual(looseAlternative(source, ''), undefined);
  });
}

for (const source of bound) {
  test(`${source} is no slip`, () => {
    assert.equal(looseAlternative(source, ''), undefined);
  });
}

test('a dot before the name of a host is any character, unless it is escaped or repeated', () => {
  for (const source of [
    String.raw`^https:\/\/www.example.com\/`,
    '^app.example.org$',
    String.raw`^https?://(www.)?example\.com/`,
    String.raw`^https://.+\.example\.com/`,
  ]) {
    assert.notEqual(hostFault(source), undefined, source);
  }
  for (const source of [
    String.raw`^https:\/\/www\.example\.com\/`,
    '^https?://example.com/',
    String.raw`^https://[^/]+\.example\.com/`,
    String.raw`^https://.+\.example\.com$`,
    String.raw`^..\.example\.com$`,
    'See www.example.com for more',
  ]) {
    assert.equal(hostFault(source), undefined, source);
  }
});

test('a pattern for an address has a beginning and an end', () => {
  for (const source of [
    'https?://example.com/',
    '^https?://example.com',
    '(^https?://example.com)|(^https?://example.org)',
    String.raw`http:\/\/example\.com\/(\d+)`,
  ]) {
    assert.notEqual(anchorFault(source), undefined, source);
  }
  for (const source of [
    '^https?://example.com/',
    '^https?://example.com$',
    '^https?://example.com(?=/|$)',
    String.raw`example\.com\/(\d+)`,
    'See https://example.com/',
  ]) {
    assert.equal(anchorFault(source), undefined, source);
  }
});

test('any text is answered', () => {
  const part = fc.constantFrom(
    ...Array.from('a.|()[]^$\\+*?/'),
    'https?://',
    'www.example.com',
    '(?:',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const source = parts.join('');
      looseAlternative(source, '');
      hostFault(source);
      anchorFault(source);
    }),
  );
});

test('a long text takes no longer than its length says', () => {
  const started = process.cpuUsage().user;
  for (const unit of ['a.', 'http://', '(', '^https://a.', 'a|', '(a|b).', 'a-a-']) {
    const source = unit.repeat(2_000).slice(0, 1_000);
    hostFault(`${source}a.com`.slice(-1_000));
    anchorFault(`${source}a.com`.slice(-1_000));
    looseAlternative(`^${source}|b`, '');
  }
  assert.ok(process.cpuUsage().user - started < 2_000_000);
});
