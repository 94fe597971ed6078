import type { CodeRule } from './code-rule.ts';

export const corsCredentialsAnyOrigin: CodeRule = {
  id: 'code/cors-credentials-any-origin',
  title: 'Any site may read the answers of a logged in user',
  severity: 'high',
  cwe: [942, 346],
  owasp: ['A02:2025'],
  what: 'Every origin is allowed, with credentials.',
  why: "Any page that a user visits reads the user's data here and acts as the user.",
  fix: 'List the origins.',
  tags: ['cors', 'http'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/942.html',
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const express = require('express');
const cors = require('cors');
const app = express();
app.use(cors({ origin: true, credentials: true }));
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const express = require('express');
const cors = require('cors');
const app = express();
app.use(cors({ origin: 'https://app.example.com', credentials: true }));
`,
      },
    ],
  },
};
