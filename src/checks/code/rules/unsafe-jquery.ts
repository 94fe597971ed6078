import type { CodeRule } from './code-rule.ts';

export const unsafeJquery: CodeRule = {
  id: 'code/unsafe-jquery',
  title: 'Text of the address becomes a jQuery selector or markup',
  severity: 'high',
  cwe: [79],
  owasp: ['A05:2025'],
  family: 'html',
  sources: ['dom'],
  what: 'Text of the address or of a message is given to `$()` or a jQuery method that makes markup of a string.',
  why: '`$()` builds elements from text that looks like HTML: `<img src=x onerror=…>` runs script of the attacker. Before jQuery 1.9 (2013) it did so as well behind a `#`.',
  fix: 'Use `$(document).find(selector)`, `.text()`, and never a string that others chose as the only argument of `$`.',
  missing: 'not kept from being markup',
  remedy: 'Use `.text()` or `find()`.',
  tags: ['xss', 'dom', 'browser', 'jquery'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/DOM_based_XSS_Prevention_Cheat_Sheet.html',
    'https://api.jquery.com/jQuery/',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `$(window.location.hash.slice(1)).show();
`,
      },
      {
        path: 'y.js',
        text: `import $ from 'jquery';
$('#title').html(decodeURIComponent(location.hash));
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `$(document).find('#panel').text(window.location.hash);
`,
      },
      {
        path: 'y.js',
        text: `import $ from 'jquery';
$('#title').text(decodeURIComponent(location.hash));
`,
      },
    ],
  },
};
