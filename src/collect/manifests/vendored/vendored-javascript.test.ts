import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse, stated } from '../tests/stated.ts';
import { libraryOf } from './library-name.ts';

/** Path, head of the file, and what it states. */
const copies: readonly (readonly [path: string, text: string, stated: string])[] = [
  ['js/jquery-3.4.1.min.js', 'x', '1 jquery@3.4.1 prod direct'],
  ['js/jquery.min.js', '/*! jQuery v3.4.1 | (c) JS Foundation */', '1 jquery@3.4.1 prod direct'],
  ['js/jquery.js', '/*!\n * jQuery JavaScript Library v1.12.4\n', '2 jquery@1.12.4 prod direct'],
  [
    'js/jquery-1.0.js',
    '/*!\r\n * jQuery JavaScript Library v1.12.4\r\n',
    '2 jquery@1.12.4 prod direct',
  ],
  ['lib/3.4.1/jquery.slim.min.js', '', '1 jquery@3.4.1 prod direct'],
  ['lib/bootstrap-3.3.7/bootstrap.js', '', '1 bootstrap@3.3.7 prod direct'],
  ['lib/vue@2.6.0/vue.global.prod.js', '', '1 vue@2.6.0 prod direct'],
  ['a/jquery-ui.js', '/*! jQuery UI - v1.12.1 - 2016-09-14', '1 jquery-ui@1.12.1 prod direct'],
  ['a/lodash.js', '/**\n * @license\n * Lodash <https://lodash.com/>\n', ''],
  [
    'a/lodash.min.js',
    '/**\n * @license\n * lodash 4.17.4 <https://x>',
    '3 lodash@4.17.4 prod direct',
  ],
  ['a/moment.min.js', '//! moment.js\n//! version : 2.18.1\n', '2 moment@2.18.1 prod direct'],
  ['a/handlebars-v4.0.5.js', '', '1 handlebars@4.0.5 prod direct'],
  [
    'a/react-dom.production.min.js',
    '/** @license React v16.14.0\n',
    '1 react-dom@16.14.0 prod direct',
  ],
  ['a/bootstrap-4.0.0-beta.2.js', '', '1 bootstrap@4.0.0-beta.2 prod direct'],
  ['a/chart-1.2.0.js', '', ''],
  [
    'a/chart.js',
    '/*!\n * Chart.js\n * http://chartjs.org/\n * Version: 1.0.2\n',
    '4 chart.js@1.0.2 prod direct',
  ],
  ['a/vue.js', 'export default {}', ''],
  ['a/jquery.js', `${' '.repeat(3_000)}jQuery v1.0.0`, ''],
  ['a/jquery.js', '/* needs jQuery v3 or jQuery v3.x */', ''],
];

test('a copied library is known by its banner, else by the version in its name or folder', () => {
  for (const [path, text, expected] of copies) {
    assert.deepEqual(stated(path, text), expected === '' ? [] : [expected], path);
  }
  const parsed = parse('js/jquery-3.4.1.js', '');
  assert.ok(parsed.kind === 'parsed');
  assert.deepEqual(parsed.list.components[0]?.source, { kind: 'path', path: 'js/jquery-3.4.1.js' });
  assert.equal(parsed.list.components[0]?.ecosystem, 'npm');
});

test('other files are not opened, and no name or text throws', () => {
  for (const path of [
    'jquery.carousel.js',
    'jquery-3.x.js',
    'main.js',
    'jquery.css',
    'app.jquery.js',
  ]) {
    assert.equal(libraryOf(path), undefined, path);
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 300 }), (name, text) => {
      libraryOf(`${name}.js`);
      parse('jquery.js', `jQuery v${text}`);
    }),
    { seed: 20_261_125, numRuns: 500 },
  );
});
