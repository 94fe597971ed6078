import type { CodeRule } from './code-rule.ts';

export const incompleteSanitisation: CodeRule = {
  id: 'code/incomplete-sanitisation',
  title: 'What is dangerous is escaped or removed in part',
  severity: 'medium',
  cwe: [116, 20],
  owasp: ['A05:2025'],
  what: 'A character is escaped or removed by `replace` with text or with a pattern without the flag `g`; a backslash is not escaped though the quote is; several characters are removed that what is left may form again; or a value within quotes of markup keeps the quote.',
  why: 'The second occurrence gets through, `\\\\"` closes what should be kept open, and `....//` without `../` is `../`.',
  fix: 'Use `replaceAll` or the flag `g`, escape the backslash first, repeat a removal until nothing changes; better: an escape function of a library.',
  tags: ['escaping'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/116.html',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/String/replaceAll',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (text) => text.replace("'", "''");
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (text) => text.replace('<', '&lt;');
`,
      },
      {
        path: 'up.js',
        text: `module.exports = (path) => path.replace(/\\.\\.\\//g, '');
`,
      },
      {
        path: 'handlers.js',
        text: `module.exports = (html) => html.replace(/\\son\\w+="[^"]*"/g, '');
`,
      },
      {
        path: 'attribute.js',
        text: `module.exports = (name) => '<b title="' + name.replace(/[<>]/g, '') + '">';
`,
      },
      {
        path: 'backslash.js',
        text: `module.exports = (text) => text.replace(/['"]/g, '\\\\$&');
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (text) => text.replaceAll("'", "''");
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (text) => text.replace(/</g, '&lt;');
`,
      },
      {
        path: 'up.js',
        text: `module.exports = (path) => {
  let kept = path;
  while (kept.includes('../')) kept = kept.replace(/\\.\\.\\//g, '');
  return kept;
};
`,
      },
      {
        path: 'brackets.js',
        text: `module.exports = (text) => text.replace('[', '').replace(']', '');
`,
      },
      {
        path: 'attribute.js',
        text: `module.exports = (name) => '<b title="' + name.replace(/[<>"&]/g, '') + '">';
`,
      },
      {
        path: 'backslash.js',
        text: `module.exports = (text) => text.replace(/[\\\\'"]/g, '\\\\$&');
`,
      },
      {
        path: 'comment.js',
        text: `module.exports = (html) => html.replace(/<!--BUILD[^]*?BUILD-->/g, '');
`,
      },
    ],
  },
};
