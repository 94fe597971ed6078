import type { CodeRule } from './code-rule.ts';

export const pollutingMerge: CodeRule = {
  id: 'code/polluting-merge',
  title: 'A deep copy follows the keys of its data into prototypes',
  severity: 'medium',
  cwe: [1321],
  owasp: ['A05:2025'],
  family: 'prototype',
  sources: ['keys'],
  what: 'A function goes down an object by the names of members of another one, or by the parts of a path, and writes there.',
  why: 'With `__proto__` among the names it goes down into the prototype of all objects, and what it writes there every object has: JSON that a client sent is enough.',
  fix: 'Skip `__proto__`, `constructor` and `prototype`; go down own members of the target only (`Object.hasOwn`), or copy into objects made by `Object.create(null)`.',
  missing: 'the name is not checked',
  remedy: 'Skip `__proto__`, `constructor` and `prototype`.',
  tags: ['prototype'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/1321.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `function merge(target, source) {
  for (const key in source) {
    if (typeof target[key] === 'object') merge(target[key], source[key]);
    else target[key] = source[key];
  }
}
`,
      },
      {
        path: 'y.js',
        text: `function set(target, path, value) {
  const names = path.split('.');
  for (let at = 0; at < names.length - 1; at++) {
    target = target[names[at]] = target[names[at]] || {};
  }
  target[names[names.length - 1]] = value;
}
`,
      },
      {
        path: 'z.ts',
        text: `export function assign(target: any, source: any): void {
  Object.keys(source).forEach((key) => {
    if (target[key]) assign(target[key], source[key]);
    else target[key] = source[key];
  });
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `function merge(target, source) {
  for (const key in source) {
    if (key === '__proto__' || key === 'constructor') continue;
    if (typeof target[key] === 'object') merge(target[key], source[key]);
    else target[key] = source[key];
  }
}
`,
      },
      {
        path: 'y.js',
        text: `function merge(target, source) {
  for (const key in source) {
    if (Object.prototype.hasOwnProperty.call(target, key)) merge(target[key], source[key]);
    else target[key] = source[key];
  }
}
`,
      },
      {
        path: 'z.js',
        text: `function copy(source) {
  const made = {};
  for (const key in source) made[key] = typeof source[key] === 'object' ? copy(source[key]) : source[key];
  return made;
}
`,
      },
    ],
  },
};
