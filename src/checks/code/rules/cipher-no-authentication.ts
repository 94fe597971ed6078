import type { CodeRule } from './code-rule.ts';

export const cipherNoAuthentication: CodeRule = {
  id: 'code/cipher-no-authentication',
  title: 'Encryption that notices no change',
  severity: 'low',
  cwe: [353, 327],
  owasp: ['A04:2025'],
  confidence: 'low',
  what: 'A block cipher is used in CBC, CTR, CFB or OFB mode, which protect no integrity.',
  why: 'Whoever can change the cipher text changes the plain text, and where the receiver answers differently to wrong padding, reads it.',
  fix: 'Use GCM or ChaCha20-Poly1305, or add an HMAC over the cipher text and check it first.',
  tags: ['crypto', 'cipher'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/353.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key, iv) => crypto.createCipheriv('aes-256-cbc', key, iv);
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key, iv) => crypto.createCipheriv('aes-256-gcm', key, iv);
`,
      },
    ],
  },
};
