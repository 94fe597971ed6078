import type { CodeRule } from './code-rule.ts';

export const weakCipher: CodeRule = {
  id: 'code/weak-cipher',
  title: 'A cipher that is broken',
  severity: 'high',
  cwe: [327],
  owasp: ['A04:2025'],
  what: 'DES, 3DES, RC2, RC4, Blowfish or another cipher with a known weakness or a block of 64 bits is used.',
  why: 'Keys are found by trying (DES), plain text leaks from what was recorded (RC4, Sweet32).',
  fix: 'Use AES-256-GCM or ChaCha20-Poly1305.',
  tags: ['crypto', 'cipher'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/327.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
    'https://sweet32.info/',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key, iv, text) => crypto.createCipheriv('des-ede3-cbc', key, iv).update(text, 'utf8', 'hex');
`,
      },
      {
        path: 'X.java',
        text: `import javax.crypto.Cipher;
class X {
  Cipher cipher() throws Exception {
    return Cipher.getInstance("DES/CBC/PKCS5Padding");
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from Crypto.Cipher import DES

def cipher(key):
    return DES.new(key, DES.MODE_CBC)
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/des"
)

func open(key []byte) {
	des.NewCipher(key)
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key, iv, text) => crypto.createCipheriv('aes-256-gcm', key, iv).update(text, 'utf8', 'hex');
`,
      },
      {
        path: 'X.java',
        text: `import javax.crypto.Cipher;
class X {
  Cipher cipher() throws Exception {
    return Cipher.getInstance("AES/GCM/NoPadding");
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from Crypto.Cipher import AES

def cipher(key):
    return AES.new(key, AES.MODE_GCM)
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/aes"
)

func open(key []byte) {
	aes.NewCipher(key)
}
`,
      },
    ],
  },
};
