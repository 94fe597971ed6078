import type { CodeRule } from './code-rule.ts';

export const predictableSecret: CodeRule = {
  id: 'code/predictable-secret',
  title: 'Predictable randomness becomes a secret',
  severity: 'high',
  cwe: [338, 330],
  owasp: ['A04:2025'],
  family: 'random',
  sources: ['random'],
  what: 'A number of a generator that is not made for secrets, or the time, becomes a token, a password, a key or an identifier of a session.',
  why: 'A few outputs of such a generator tell its state: the attacker computes the tokens of others.',
  fix: 'Use the cryptographic generator: `crypto.randomBytes`, `crypto.randomUUID`, `crypto.getRandomValues`.',
  missing: 'can be predicted',
  remedy: 'Use `crypto.randomBytes`.',
  tags: ['crypto', 'random'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/338.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html',
    'https://nodejs.org/api/crypto.html#cryptorandombytessize-callback',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const jwt = require('jsonwebtoken');
const secret = Math.random().toString(36);
module.exports = (user) => jwt.sign({ user }, secret);
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String token = Long.toHexString(new java.util.Random().nextLong());
    response.getWriter().print(token.length());
  }
}
`,
      },
      {
        path: 'x.py',
        text: `import random

def reset():
    token = str(random.randint(0, 10**9))
    return token
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"math/rand"
)

func issue() int {
	token := rand.Int()
	return token
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const crypto = require('crypto');
const jwt = require('jsonwebtoken');
const secret = crypto.randomBytes(32).toString('hex');
module.exports = (user) => jwt.sign({ user }, secret);
`,
      },
      {
        path: 'X.java',
        text: `import javax.servlet.http.*;
public class X extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    java.security.SecureRandom random = new java.security.SecureRandom();
    String token = Long.toHexString(random.nextLong());
    response.getWriter().print(token.length());
  }
}
`,
      },
      {
        path: 'x.py',
        text: `import secrets

def reset():
    token = secrets.token_hex(16)
    return token
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"crypto/rand"
	"math/big"
)

func issue() *big.Int {
	token, _ := rand.Int(rand.Reader, big.NewInt(1<<60))
	return token
}
`,
      },
    ],
  },
};
