import type { CodeRule } from './code-rule.ts';

export const incompleteHostPattern: CodeRule = {
  id: 'code/incomplete-host-pattern',
  title: 'A pattern for a host matches other hosts',
  severity: 'medium',
  cwe: [20, 185],
  owasp: ['A01:2025'],
  what: 'In a regular expression for a host a `.` stands for any character, or `.+` before the host matches a whole address.',
  why: '`/^https://www.example.com/` also matches `https://wwwxexample.com/`, which anybody may register.',
  fix: String.raw`Write \`\\.\`, and \`[^/]+\` in place of \`.+\`; better: parse the address and compare \`hostname\`.`,
  tags: ['regex', 'url', 'validation'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/185.html',
    'https://cwe.mitre.org/data/definitions/20.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (url) => /^https:\\/\\/www.example.com\\//.test(url);
`,
      },
      {
        path: 'y.js',
        text: `module.exports = new RegExp('^https?://.+\\\\.example\\\\.com/');
`,
      },
      {
        path: 'x.py',
        text: `CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://app.example.com$"]
`,
      },
      {
        path: 'X.java',
        text: `import java.util.regex.Pattern;
class X {
  static final Pattern HOST = Pattern.compile("^https://app.example.com/");
}
`,
      },
      {
        path: 'x.go',
        text: `package x

import "regexp"

var host = regexp.MustCompile("^https://app.example.com/")
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (url) => /^https:\\/\\/www\\.example\\.com\\//.test(url);
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (text) => text.replace(/https:\\/\\/www.example.com\\//g, '/');
`,
      },
      {
        path: 'x.py',
        text: `CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://app\\.example\\.com$"]
`,
      },
      {
        path: 'X.java',
        text: `import java.util.regex.Pattern;
class X {
  static final Pattern HOST = Pattern.compile("^https://app\\\\.example\\\\.com/");
}
`,
      },
      {
        path: 'x.go',
        text: `package x

import "regexp"

var host = regexp.MustCompile(\`^https://app\\.example\\.com/\`)
`,
      },
    ],
  },
};
