import type { CodeRule } from './code-rule.ts';

export const libraryCodeInjection: CodeRule = {
  id: 'code/library-code-injection',
  title: 'A library runs its parameter as code',
  severity: 'medium',
  cwe: [94],
  owasp: ['A05:2025'],
  family: 'code',
  sources: ['library'],
  what: 'A parameter of an exported function is evaluated as program text.',
  why: 'Callers pass names, paths and templates that users chose; a library that compiles them hands those users the process.',
  fix: 'Walk the value as data instead of compiling it; where compiling is the purpose, say so in its name and documentation.',
  missing: 'not kept from being code',
  remedy: 'Interpret the parameter as data.',
  tags: ['injection', 'code', 'library'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/94.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Injection_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = function get(object, path) {
  return new Function('o', 'return o.' + path)(object);
};
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = function get(object, path) {
  return path.split('.').reduce((value, key) => value[key], object);
};
`,
      },
    ],
  },
};
