import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languageOf } from '../languages/all.ts';
import { knowledgeOf } from '../models/knowledge.ts';
import { analyse } from './analyse.ts';

const knowledge = knowledgeOf();

/** Rules that are reported, each with its file, and files that could not be read. */
function found(files: Readonly<Record<string, string>>): readonly string[] {
  const lowered = Object.entries(files).flatMap(([path, text]) => {
    const each = languageOf(path)?.lower(path, text);
    return each === undefined ? [] : [each];
  });
  const troubles = lowered.flatMap(({ trouble }) => trouble ?? []);
  const modules = lowered.map(({ module }) => module);
  const { flows } = analyse(modules, knowledge, { aliases: [] });
  return [...troubles, ...flows.map(({ rule, sink }) => `${rule} ${sink.path}`)];
}

function page(data: string): string {
  return `const app = require('express')();
app.get('/x', (req, res) => {
  const rows = ['a'];
  res.render('shop/page', ${data});
});
`;
}

const HIT = ['xss-reflected views/shop/page.ejs'];

describe('a template of pages', () => {
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['puts out as it is', '{ name: req.query.name }', '<p><%- name %></p>', HIT],
    ['escapes', '{ name: req.query.name }', '<p><%= name; -%></p>', []],
    ['gets something else', "{ name: 'x', other: req.query.a }", '<p><%- name %></p>', []],
    ['takes a member', '{ a: { b: req.query.name } }', '<% if (a) { -%><%- a.b -%><% } %>', HIT],
    [
      'is a program',
      '{ rows, name: req.query.name }',
      '<%# it says %> <% rows.forEach((row) => { // each %>\n<li><%= row %> <%- name %></li><% }) %><% include head %>',
      HIT,
    ],
    ['ends early', '{ name: req.query.name }', '<p><%- name', []],
    ['says a percent sign', '{ name: req.query.name }', '<%% <%- name %>', []],
  ];
  for (const [name, data, template, expected] of cases) {
    test(`that ${name}`, () => {
      const files = { 'app.js': page(data), 'views/shop/page.ejs': template };
      assert.deepEqual(found(files), expected);
    });
  }

  test('of Handlebars and Mustache puts out as it is between three braces', () => {
    const template = '<p>{{#if name}}{{{name}}} {{ name }} {{{this.name}}}{{/if}}</p>';
    const files = { 'app.js': page('{ name: req.query.name }'), 'views/shop/page.hbs': template };
    assert.deepEqual(found(files), ['xss-reflected views/shop/page.hbs']);
  });

  test('gets what a name holds that nobody declares', () => {
    const app = page('{ out: output }').replace(
      'const rows',
      'output = { term: req.query.term };\n  const rows',
    );
    const files = { 'app.js': app, 'views/shop/page.ejs': '<%- out.term %>' };
    assert.deepEqual(found(files), HIT);
  });

  test('of another name gets nothing', () => {
    const files = { 'app.js': page('{ name: req.query.a }'), 'views/page2.ejs': '<%- name %>' };
    assert.deepEqual(found(files), []);
  });
});

const errorHandler = (body: string): string =>
  `const app = require('express')();\nconst { exec } = require('child_process');\napp.use((e, q, s, next) => { ${body} });\n`;

const servletWith = (type: string): string => `package a;
import javax.servlet.http.*;
import org.example.Encoder;
class A extends HttpServlet {
  private ${type} encoder;
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    encoder.matches(request.getParameter("a"));
  }
}`;

test('a function with an error before the request gets the error', () => {
  assert.deepEqual(found({ 'a.js': errorHandler('exec(e.body)') }), []);
  assert.deepEqual(found({ 'a.js': errorHandler('exec(q.body)') }), ['command-injection a.js']);
});

test('a class of a library that has methods of texts is no text', () => {
  assert.deepEqual(found({ 'A.java': servletWith('Encoder') }), []);
  assert.deepEqual(found({ 'A.java': servletWith('String') }), ['regex-injection A.java']);
});
