import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { analyse } from './analyse.ts';

const knowledge = knowledgeOf();

function rulesIn(text: string): readonly string[] {
  const lowered = languageOf('x.js')?.lower('x.js', text);
  const modules = lowered === undefined ? [] : [lowered.module];
  return analyse(modules, knowledge, { aliases: [] }).flows.map(({ rule }) => rule);
}

const NAME = "const name = new URLSearchParams(location.search).get('name');\n";

describe('in a page data is followed', () => {
  const hits: Readonly<Record<string, readonly [string, string]>> = {
    'past a class of characters that does not refuse markup': [
      'xss-dom',
      `${NAME}if (!/[&]/.test(name)) document.body.innerHTML = name;`,
    ],
    'past a refusal that is not heeded': [
      'xss-dom',
      `${NAME}if (/[<>]/.test(name)) document.body.innerHTML = name;`,
    ],
    'where it is the host': ['open-redirect-dom', `${NAME}location = \`https://\${name}/x\`;`],
    'where the beginning of a selector is cut off': ['unsafe-jquery', '$(location.hash.slice(1));'],
    'where an element was asked for and is none': [
      'unsafe-jquery-plugin',
      '$.fn.tip = function (o) { if (!o.target.jquery) $(o.target); };',
    ],
    'into a plugin that is put among others': [
      'unsafe-jquery-plugin',
      '$.extend($.fn, { tip(o) { $(o.target); } });',
    ],
    'out of the query of the address': [
      'xss-dom',
      "document.body.innerHTML = location.href.split('?')[1];",
    ],
    'as the format of a date': [
      'xss-dom',
      `${NAME}const moment = require('moment'); document.body.innerHTML = moment().format(name);`,
    ],
    'through a function some of whose arguments are given': [
      'xss-dom',
      `${NAME}function show(text) { document.body.innerHTML = text; } ['a'].forEach(show.bind(null, name));`,
    ],
    'out of a field': [
      'xss-through-dom',
      "document.querySelector('#a').addEventListener('input', (e) => { $('#b').html(e.target.value); });",
    ],
  };
  for (const [name, [rule, text]] of Object.entries(hits)) {
    test(name, () => {
      assert.ok(rulesIn(text).includes(rule));
    });
  }
});

describe('in a page data is not followed', () => {
  const silent: Readonly<Record<string, string>> = {
    'behind a class of characters that is refused': `${NAME}if (!/[<>'"&]/.test(name)) document.body.innerHTML = name;`,
    'behind one in which nothing was found': `${NAME}if (/[<>]/.exec(name) === null) document.body.innerHTML = name;`,
    'as the address without its query': "location = location.href.split('?')[0] + '?page=2';",
    'behind a host that is set': `${NAME}location = \`https://\${settings.host}/x?name=\${name}\`;`,
    'as the beginning of the address':
      "const own = location.href; location = own.substring(0, own.lastIndexOf('/'));",
    'as a date': `${NAME}const moment = require('moment'); document.body.innerHTML = moment(name).format();`,
    'behind a test for an element': `${NAME}if (isElement(name)) document.body.innerHTML = name;`,
    'as a length': 'document.body.innerHTML = location.search.length;',
    'as a selector that begins with #': '$(location.hash); $("#" + location.search.slice(1));',
    'behind a test for a set of elements':
      '$.fn.tip = function (o) { if (o.target.jquery) $(o.target); };',
    'behind a test for what elements have':
      "$.fn.tip = function (o) { if (typeof o.target.nodeType !== 'undefined') $(o.target); };",
    'behind a type that is no text':
      "$.fn.tip = function (o) { if (typeof o.target !== 'string') $(o.target); };",
    'as an option that is said to be markup': '$.fn.tip = function (o) { $(o.html); };',
    'as a function that nobody said is a plugin': 'exports.tip = function (o) { $(o.target); };',
    'out of an attribute that is set': "$('#a').html($('#b').attr('title', 'x'));",
  };
  for (const [name, text] of Object.entries(silent)) {
    test(name, () => {
      const rules = rulesIn(text).filter((rule) =>
        /^(?:xss|unsafe-jquery|open-redirect)/u.test(rule),
      );
      assert.deepEqual(rules, []);
    });
  }
});

function answer(type: string): readonly string[] {
  return rulesIn(`const app = require('express')();
app.get('/x', (req, res) => { ${type} res.end('x' + req.query.x); });`);
}

describe('an answer is markup unless its type says otherwise', () => {
  for (const type of [
    'text/plain;charset=utf8',
    'application/json; charset=iso-8859-1',
    'image/webp',
    'text/x-log',
  ]) {
    test(type, () => {
      assert.ok(!answer(`res.setHeader('Content-Type', '${type}');`).includes('xss-reflected'));
    });
  }
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/htmlx']) {
    test(type, () => {
      assert.ok(answer(`res.setHeader('Content-Type', '${type}');`).includes('xss-reflected'));
    });
  }
});

function ofKoa(before: string): readonly string[] {
  return rulesIn(`const Koa = require('koa');
new Koa().use((ctx, next) => { ${before} ctx.body = 'x' + ctx.query.x; });
`);
}

describe('an answer of Koa is markup unless its headers say otherwise', () => {
  for (const before of [
    "ctx.type = 'text/markdown';",
    "ctx.set('Content-Type', 'text/csv; charset=utf-8');",
    "ctx.set('Content-Disposition', 'attachment; filename=x.html');",
    "ctx.attachment('x.html');",
  ]) {
    test(before, () => {
      assert.deepEqual(ofKoa(before), []);
    });
  }
  for (const before of [
    "ctx.type = 'text/html';",
    "ctx.set('X-Other', 'attachment');",
    "ctx.set('Content-Disposition', 'inline');",
  ]) {
    test(before, () => {
      assert.deepEqual(ofKoa(before), ['xss-reflected']);
    });
  }
});
