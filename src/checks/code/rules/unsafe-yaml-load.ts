import type { CodeRule } from './code-rule.ts';

export const unsafeYamlLoad: CodeRule = {
  id: 'code/unsafe-yaml-load',
  title: 'YAML is loaded with functions',
  severity: 'high',
  cwe: [502],
  owasp: ['A08:2025'],
  what: 'YAML is loaded with a schema that makes functions or objects of any class.',
  why: 'Whoever writes the text runs code.',
  fix: 'Use the default schema of js-yaml 4, or `safeLoad` before.',
  tags: ['deserialisation', 'yaml'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/502.html',
    'https://github.com/nodeca/js-yaml',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const yaml = require('js-yaml');
module.exports = (text) => yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA });
`,
      },
      {
        path: 'x.py',
        text: `import yaml

def read(text):
    return yaml.load(text, Loader=yaml.UnsafeLoader)
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const yaml = require('js-yaml');
module.exports = (text) => yaml.load(text);
`,
      },
      {
        path: 'x.py',
        text: `import yaml

def read(text):
    return yaml.load(text, Loader=yaml.SafeLoader)
`,
      },
    ],
  },
};
