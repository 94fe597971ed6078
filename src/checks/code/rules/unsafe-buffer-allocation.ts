import type { CodeRule } from './code-rule.ts';

export const unsafeBufferAllocation: CodeRule = {
  id: 'code/unsafe-buffer-allocation',
  title: 'Memory that is not cleared',
  severity: 'low',
  cwe: [226, 908],
  owasp: ['A04:2025'],
  confidence: 'low',
  what: 'A buffer is made by a call that leaves the old contents of the memory in it.',
  why: 'What is not overwritten, keys and data of others, is sent along.',
  fix: 'Use `Buffer.alloc`.',
  tags: ['memory'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/226.html',
    'https://nodejs.org/api/buffer.html#static-method-bufferallocunsafesize',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = () => Buffer.allocUnsafe(1024);
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = () => Buffer.alloc(1024);
`,
      },
    ],
  },
};
