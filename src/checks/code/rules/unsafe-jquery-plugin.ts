import type { CodeRule } from './code-rule.ts';

export const unsafeJqueryPlugin: CodeRule = {
  id: 'code/unsafe-jquery-plugin',
  title: 'An option of a jQuery plugin may become markup',
  severity: 'low',
  cwe: [79, 116],
  owasp: ['A05:2025'],
  family: 'html',
  sources: ['library'],
  what: 'A plugin gives an option that is meant as a selector to `$()` or to a method that also takes markup.',
  why: 'Who uses the plugin expects a selector, and may hand on text of the address: `$()` makes elements of text that looks like HTML, and runs what they hold.',
  fix: 'Use `$(document).find(option)`; say in the documentation where markup is expected.',
  missing: 'not kept from being markup',
  remedy: 'Use `find()`.',
  tags: ['xss', 'dom', 'browser', 'jquery'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://api.jquery.com/jQuery/',
    'https://learn.jquery.com/plugins/basic-plugin-creation/',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `$.fn.mirror = function (options) {
  $(options.target).text(this.text());
};
`,
      },
      {
        path: 'y.js',
        text: `jQuery.fn.extend({
  mirror(options) {
    $('<p>').appendTo(options.parent);
  },
});
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `$.fn.mirror = function (options) {
  $(document).find(options.target).text(this.text());
  $('#' + options.id).show();
};
`,
      },
      {
        path: 'y.js',
        text: `$.fn.mirror = function (options) {
  if (options.target.jquery) $(options.target).show();
};
`,
      },
    ],
  },
};
