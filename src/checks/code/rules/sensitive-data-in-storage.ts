import type { CodeRule } from './code-rule.ts';

export const sensitiveDataInStorage: CodeRule = {
  id: 'code/sensitive-data-in-storage',
  title: 'A secret is stored in clear',
  severity: 'medium',
  cwe: [312, 922],
  owasp: ['A04:2025'],
  family: 'sensitive',
  sources: ['secret'],
  what: 'A password or a key is written to browser storage, a cookie or a file as it is.',
  why: 'Every script of the page reads `localStorage`, so any injected one takes it along; files end up in backups.',
  fix: 'Keep sessions in cookies with `HttpOnly`; store passwords as a hash (Argon2id, scrypt, bcrypt), keys in a secret store.',
  missing: 'neither hashed nor encrypted',
  remedy: 'Do not store it, or store its hash.',
  tags: ['exposure', 'secret', 'browser'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/312.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `function remember(form) {
  localStorage.setItem('password', form.password);
}
remember(document.querySelector('form').elements);
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `function remember(form) {
  localStorage.setItem('user', form.user);
}
remember(document.querySelector('form').elements);
`,
      },
    ],
  },
};
