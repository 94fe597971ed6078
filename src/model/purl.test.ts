import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { purlOf } from './purl.ts';

test('a package URL is written as the specification of its type asks', () => {
  const table = [
    ['npm', '@angular/animation', '12.3.1', 'pkg:npm/%40angular/animation@12.3.1'],
    ['PyPI', 'Django_Rest.x', '1.11.1', 'pkg:pypi/django-rest-x@1.11.1'],
    [
      'Go',
      'github.com/Acme/X/v2',
      '2.0.0+incompatible',
      'pkg:golang/github.com/acme/x/v2@2.0.0%2Bincompatible',
    ],
    [
      'Maven',
      'org.apache.xmlgraphics:batik-anim',
      '1.9.1',
      'pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1',
    ],
    ['crates.io', 'rand', '0.7.2', 'pkg:cargo/rand@0.7.2'],
    ['RubyGems', 'ruby-advisory-db-check', '0.12.4', 'pkg:gem/ruby-advisory-db-check@0.12.4'],
    ['Packagist', 'Laravel/Framework', '5.5.0', 'pkg:composer/laravel/framework@5.5.0'],
    [
      'NuGet',
      'EnterpriseLibrary.Common',
      '6.0.1304',
      'pkg:nuget/EnterpriseLibrary.Common@6.0.1304',
    ],
    ['npm', 'JSONStream', '1.0.0', 'pkg:npm/JSONStream@1.0.0'],
    ['Pub', 'characters', '', 'pkg:pub/characters'],
    ['npm', 'a', '1:2 3', 'pkg:npm/a@1:2%203'],
  ] as const;
  for (const [ecosystem, name, version, purl] of table) {
    assert.equal(purlOf({ ecosystem, name, version }), purl);
  }
});

test('whatever a lockfile calls a package, its URL is one word of ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, version) => {
      assert.match(purlOf({ ecosystem: 'npm', name, version }), /^pkg:npm\/[!-~]*$/u);
    }),
    { seed: 20_261_125 },
  );
});
