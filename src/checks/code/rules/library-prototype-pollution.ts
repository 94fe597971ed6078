import type { CodeRule } from './code-rule.ts';

export const libraryPrototypePollution: CodeRule = {
  id: 'code/library-prototype-pollution',
  title: "A library writes members that its caller's data names",
  severity: 'medium',
  cwe: [1321],
  owasp: ['A05:2025'],
  family: 'prototype',
  sources: ['library'],
  what: 'An exported function writes `target[key]` for keys from its parameters, after following another key from them.',
  why: 'Callers merge JSON that users sent; `__proto__` in it changes the prototype of all objects of the process.',
  fix: 'Skip `__proto__`, `constructor` and `prototype`, or write own members only.',
  missing: 'its keys are not checked',
  remedy: 'Skip `__proto__`, `constructor` and `prototype`.',
  tags: ['prototype', 'library'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1321.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = function set(target, group, name, value) {
  target[group][name] = value;
};
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = function set(target, group, name, value) {
  if (group === '__proto__' || group === 'constructor' || group === 'prototype') return;
  target[group][name] = value;
};
`,
      },
    ],
  },
};
