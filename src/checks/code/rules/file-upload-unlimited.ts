import type { CodeRule } from './code-rule.ts';

export const fileUploadUnlimited: CodeRule = {
  id: 'code/file-upload-unlimited',
  title: 'Uploads without a limit of size',
  severity: 'low',
  cwe: [770, 400],
  owasp: ['A06:2025'],
  what: 'A middleware for uploads is set up without a limit of the size of files.',
  why: 'One client fills the memory or the disk.',
  fix: 'Set `limits: { fileSize: … }`.',
  tags: ['upload', 'availability'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/770.html',
    'https://github.com/expressjs/multer',
    'https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const multer = require('multer');
module.exports = multer({ dest: 'uploads/' });
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const multer = require('multer');
module.exports = multer({ dest: 'uploads/', limits: { fileSize: 1000000 } });
`,
      },
    ],
  },
};
