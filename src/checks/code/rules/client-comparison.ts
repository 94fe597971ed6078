import type { CodeRule } from './code-rule.ts';

export const clientComparison: CodeRule = {
  id: 'code/client-comparison',
  title: 'A cookie is compared with what the same client sends',
  severity: 'medium',
  cwe: [807, 290],
  owasp: ['A07:2025'],
  what: 'A decision rests on whether a cookie that is not signed equals a parameter of the same request.',
  why: 'Cookies are sent by the client like everything else: whoever wants the answer of another user sends both as they should be.',
  fix: 'Compare with what the server knows: the session, or a signed cookie.',
  tags: ['authorisation', 'cookies'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/807.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `module.exports = (req, res, next) => {
  if (req.cookies.userId !== req.params.userId) return res.sendStatus(403);
  next();
};
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `module.exports = (req, res, next) => {
  if (req.signedCookies.userId !== req.params.userId) return res.sendStatus(403);
  next();
};
`,
      },
      {
        path: 'y.js',
        text: `module.exports = (req, res, next) => {
  if (req.cookies.csrfToken !== req.body.csrfToken) return res.sendStatus(403);
  next();
};
`,
      },
    ],
  },
};
