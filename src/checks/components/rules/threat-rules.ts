import { common, type ComponentRule } from './rule.ts';

const hidden = `const https = require('https');\neval(Buffer.from('MQ==', 'base64').toString());\n`;
const reader = `const fs = require('fs');
exports.settings = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
`;

/** About the code of packages that are installed in the target. */
export const threatRules: readonly ComponentRule[] = [
  {
    id: 'components/threat',
    title: 'Installed package that acts like malware',
    severity: 'critical',
    cwe: [506],
    ...common,
    what: 'A file of an installed package does what together is no accident: hides code and runs it, reads credentials and sends them away, downloads a program at installation. Looked for with "lockstep components --installed".',
    why: 'It may run with all rights of whoever installs or starts it, before any database knows of it.',
    fix: 'Do not run it. Read the file; where it is malicious, remove the package and change the secrets of the machines that had it.',
    tags: ['malware', 'supply-chain'],
    references: ['https://github.com/ossf/malicious-packages'],
    examples: {
      hit: [
        { text: hidden, path: 'node_modules/left/index.js', why: 'decodes a text and runs it' },
      ],
      ok: [
        {
          text: reader,
          path: 'node_modules/left/index.js',
          why: 'reads what it is told to, and runs nothing',
        },
      ],
    },
  },
];
