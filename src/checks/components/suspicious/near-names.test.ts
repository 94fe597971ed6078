import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearName } from './near-names.ts';

/** Ecosystem, name, the name that it imitates (empty: none); names of malicious packages from OSV's MAL- records where near. */
const names: readonly (readonly [string, string, string])[] = [
  ['npm', 'stcak-trace', 'stack-trace'],
  ['npm', 'browsersilst', 'browserslist'],
  ['npm', 'colorss', 'colors'],
  ['npm', 'types-node', '@types/node'],
  ['npm', 'crossenv', 'cross-env'],
  ['npm', 'l0dash', 'lodash'],
  ['npm', 'mocha-js', 'mocha'],
  ['npm', '@typs/node', '@types'],
  ['npm', 'lodash', ''],
  ['npm', '@types/anything-new', ''],
  ['npm', 'es7-ext', ''],
  ['npm', 'a-name-like-no-other-package', ''],
  ['PyPI', 'reequests', 'requests'],
  ['PyPI', 'Python.Dateutils', 'python-dateutil'],
  ['PyPI', 'beautifullsoup4', 'beautifulsoup4'],
  ['PyPI', 'Typing_Extensions', ''],
  ['RubyGems', 'nokogirri', 'nokogiri'],
  ['RubyGems', 'active-support', 'activesupport'],
  ['crates.io', 'rustdecimal', 'rust_decimal'],
  ['crates.io', 'serde-json', 'serde_json'],
  ['NuGet', 'Newtonsoft.Jsonn', 'newtonsoft.json'],
  ['Go', 'github.com/boltdb-go/bolt', 'github.com/boltdb/bolt'],
  ['Go', 'githud.com/gin-gonic/gin', 'github.com'],
  ['Go', 'github.com/a-fork/bolt', ''],
  ['Go', 'github.com/boltdb/bolt/v2', ''],
  ['Maven', 'org.apache:comons', ''],
];

test('names that are nearly popular ones are told with the one they imitate', () => {
  for (const [ecosystem, name, popular] of names) {
    const told = nearName({ ecosystem, name });
    assert.equal(told !== undefined, popular !== '', `${ecosystem} ${name}: ${told?.fact}`);
    if (told === undefined) continue;
    assert.ok(told.fact.includes(popular), told.fact);
    assert.equal(told.signal, 'name-near-popular');
  }
});

test('a name in letters of another script is told as what it is read as', () => {
  const told = nearName({ ecosystem: 'NuGet', name: 'Nеthеrеum.Wеb3' });
  assert.equal(told?.signal, 'name-look-alike');
  assert.ok(told.fact.endsWith('nethereum.web3'));
  assert.equal(nearName({ ecosystem: 'NuGet', name: 'Журнал.Событий' }), undefined);
  assert.equal(nearName({ ecosystem: 'NuGet', name: 'Bücher.Café' }), undefined);
});
