import type { CodeRule } from './code-rule.ts';

export const cipherEcb: CodeRule = {
  id: 'code/cipher-ecb',
  title: 'A cipher in ECB mode',
  severity: 'medium',
  cwe: [327],
  owasp: ['A04:2025'],
  what: 'A block cipher is used in ECB mode.',
  why: 'Equal blocks of plain text become equal blocks of cipher text: structure shows, and blocks can be exchanged unnoticed.',
  fix: 'Use an authenticated mode: GCM, CCM, OCB, or ChaCha20-Poly1305.',
  tags: ['crypto', 'cipher'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/327.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key) => crypto.createCipheriv('aes-128-ecb', key, null);
`,
      },
      {
        path: 'X.java',
        text: `import javax.crypto.Cipher;
class X {
  Cipher cipher() throws Exception {
    return Cipher.getInstance("AES");
  }
}
`,
      },
      {
        path: 'x.py',
        text: `from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

def cipher(key):
    return Cipher(algorithms.AES(key), modes.ECB())
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/aes"
)

func seal(key, out, text []byte) {
	block, err := aes.NewCipher(key)
	if err == nil {
		block.Encrypt(out, text)
	}
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
module.exports = (key, iv) => crypto.createCipheriv('aes-128-gcm', key, iv);
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
        text: `from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

def cipher(key, nonce):
    return Cipher(algorithms.AES(key), modes.GCM(nonce))
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/aes"
	"crypto/cipher"
)

func seal(key, nonce, text []byte) {
	block, err := aes.NewCipher(key)
	if err == nil {
		sealed, _ := cipher.NewGCM(block)
		sealed.Seal(nil, nonce, text, nil)
	}
}
`,
      },
    ],
  },
};
