import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { componentOfPurl, purlOf } from './purl.ts';
import { canonicalPurl, parsePurl } from './purl/parse.ts';
import { buildPurl } from './purl/write.ts';

test('a package URL is written as the specification of its type asks', () => {
  const table = [
    ['npm', '@angular/animation', '12.3.1', 'pkg:npm/%40angular/animation@12.3.1'],
    ['PyPI', 'Django_Rest.x', '1.11.1', 'pkg:pypi/django-rest-x@1.11.1'],
    [
      'Go',
      'github.com/Acme/X/v2',
      '2.0.0+incompatible',
      'pkg:golang/github.com/acme/x/v2@v2.0.0%2Bincompatible',
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
    ['Go', 'stdlib', '1.21.3', 'pkg:golang/stdlib@1.21.3'],
    ['GitHub Actions', 'a/b/sub/c', 'v4', 'pkg:github/a/b@v4#sub/c'],
    ['VSCode', 'ms.python', '1', 'pkg:vscode-extension/ms/python@1'],
    ['SwiftURL', 'github.com/A/b', '1.0.0', 'pkg:swift/github.com/A/b@1.0.0'],
    ['Packagist:https://packages.example/8', 'a/b', '1', 'pkg:composer/a/b@1'],
    ['docker', 'ghcr.io/a/b', 'sha256:00', 'pkg:docker/ghcr.io/a/b@sha256:00'],
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

test('a package URL names the component that it was made of', () => {
  const table = [
    ['npm', '@angular/animation', '12.3.1'],
    ['PyPI', 'zope-interface', '5.0'],
    ['Go', 'github.com/acme/x/v2', '2.0.0+incompatible'],
    ['Go', 'stdlib', '1.21.3'],
    ['Maven', 'org.acme.x:batik-anim', '1.9.1'],
    ['crates.io', 'rand', ''],
    ['RubyGems', 'nokogiri', '1.2.3-java'],
    ['Packagist', 'laravel/framework', '5.5.0'],
    ['NuGet', 'Enterprise.Common', '6.0'],
    ['Pub', 'a_b', '1'],
    ['Hex', 'phoenix', '1'],
    ['SwiftURL', 'github.com/A/b', '1.0.0'],
    ['CocoaPods', 'AFNetworking', '4'],
    ['Hackage', 'aeson', '2'],
    ['CRAN', 'A3', '1.0-4'],
    ['ConanCenter', 'openssl', '3'],
    ['VSCode', 'ms.python', '1'],
    ['GitHub Actions', 'actions/cache/restore', 'v4'],
    ['docker', 'ghcr.io/a/b', 'sha256:00'],
    ['deb', 'debian/curl', '1:7.5-1+b1'],
  ] as const;
  for (const [ecosystem, name, version] of table) {
    const component = { ecosystem, name, version };
    assert.deepEqual(componentOfPurl(purlOf(component)), component);
  }
});

test('what other tools write is understood: letters, an unencoded scope, keys in capitals', () => {
  const table = [
    ['pkg:npm/@babel/core@7.0.0', 'npm @babel/core 7.0.0'],
    ['pkg:npm/@babel/core', 'npm @babel/core '],
    [
      'pkg:golang/github.com/Masterminds/semver@v3.2.1#sub',
      'Go github.com/Masterminds/semver 3.2.1',
    ],
    ['PKG://PyPI/Django@1.0?File_Name=a', 'PyPI Django 1.0'],
    ['pkg:githubactions/actions/checkout@v4', 'GitHub Actions actions/checkout v4'],
    ['pkg:conan/openssl.org/openssl@3', 'ConanCenter openssl 3'],
  ] as const;
  for (const [purl, expected] of table) {
    const told = componentOfPurl(purl);
    assert.equal(`${told?.ecosystem} ${told?.name} ${told?.version}`, expected, purl);
  }
});

test('what is no package URL is none', () => {
  const none = ['', 'pkg:', 'pkg:npm', 'pkg:npm/', 'npm/a@1', 'pkg:npm/a%', 'pkg:npm/a%ff@1'];
  for (const text of [...none, 'pkg:n_m/a', 'pkg:npm/a?b=1&b=2', `pkg:npm/${'a'.repeat(9_000)}`]) {
    assert.equal(componentOfPurl(text), undefined, text);
    assert.equal(parsePurl(text), undefined, text);
    assert.equal(canonicalPurl(text), undefined, text);
  }
});

test('whatever parts make a package URL, it is parsed into parts that make the same', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const types = fc.constantFrom('npm', 'pypi', 'git', 'golang', 'pub', 'mlflow', 'x.y-z');
  const parts = fc.record({
    type: types,
    namespace: text,
    name: text,
    version: text,
    qualifiers: fc.dictionary(fc.stringMatching(/^[a-z._-]{1,4}$/), text).map((each) => {
      return new Map(Object.entries(each));
    }),
    subpath: text,
  });
  fc.assert(
    fc.property(parts, (given) => {
      const purl = buildPurl(given);
      if (purl === undefined) return;
      assert.match(purl, /^[!-~]{1,9999}$/);
      const parsed = parsePurl(purl);
      if (parsed === undefined) assert.fail(purl);
      assert.equal(buildPurl(parsed), purl);
      assert.equal(canonicalPurl(purl), purl);
    }),
    { seed: 20_261_125 },
  );
});

test('no text breaks the parser', () => {
  const piece = fc.constantFrom('pkg:', 'npm', '/', '@', '%', '%2F', '#', '?', '&', '=', 'a', '..');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const canonical = canonicalPurl(pieces.join(''));
      if (canonical !== undefined) assert.equal(canonicalPurl(canonical), canonical);
    }),
    { seed: 20_261_125, numRuns: 2_000 },
  );
});
