import type { CodeRule } from './code-rule.ts';

export const xssThroughDom: CodeRule = {
  id: 'code/xss-through-dom',
  title: 'Text of the page becomes markup',
  severity: 'medium',
  cwe: [79, 116],
  owasp: ['A05:2025'],
  family: 'html',
  sources: ['page'],
  what: 'What stands in a field, in an attribute or as text of an element is read and written back as HTML, or given to `$()`.',
  why: 'What was escaped for the page is text again when it is read: `&lt;img onerror=…&gt;` becomes an element. It is an attack where others can put text there: by a form that is filled in for the victim, by data that the page shows.',
  fix: 'Set `textContent`, use `.text()`, find elements with `document.querySelector`.',
  missing: 'not escaped for HTML',
  remedy: 'Set `textContent`, or escape it once more.',
  tags: ['xss', 'dom', 'browser'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://developer.mozilla.org/en-US/docs/Web/API/Element/innerHTML',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const title = document.querySelector('#name').value;
document.querySelector('#title').innerHTML = '<b>' + title + '</b>';
`,
      },
      {
        path: 'y.js',
        text: `$('.tip').on('click', function () {
  $('#tip').html($(this).attr('data-text'));
});
`,
      },
      {
        path: 'z.jsx',
        text: `import { useState } from 'react';
export function Field({ box }) {
  return <input onChange={(event) => { box.current.innerHTML = event.target.value; }} />;
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const title = document.querySelector('#name').value;
document.querySelector('#title').textContent = title;
`,
      },
      {
        path: 'y.js',
        text: `$('.tip').attr('data-text', 'x').appendTo('#tips');
$('#copy').append($('.tip').val('x'));
`,
      },
    ],
  },
};
