import type { CodeRule } from './code-rule.ts';

export const ldapAnonymousBind: CodeRule = {
  id: 'code/ldap-anonymous-bind',
  title: 'A directory is asked without a password',
  severity: 'medium',
  cwe: [521, 287],
  owasp: ['A07:2025'],
  what: 'A bind to a directory is made with an empty password.',
  why: 'Most directories answer an empty password with success as nobody: a login that is checked this way always passes.',
  fix: 'Refuse empty passwords before the bind.',
  tags: ['ldap', 'authentication'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/521.html',
    'https://www.rfc-editor.org/rfc/rfc4513',
  ],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const ldap = require('ldapjs');
const client = ldap.createClient({ url: 'ldaps://directory' });
client.bind('cn=reader', '', () => {});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/go-ldap/ldap/v3"
)

func bind(c *ldap.Conn) {
	c.UnauthenticatedBind("cn=reader")
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const ldap = require('ldapjs');
const client = ldap.createClient({ url: 'ldaps://directory' });
client.bind('cn=reader', process.env.LDAP_PASSWORD, () => {});
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"github.com/go-ldap/ldap/v3"
)

func bind(c *ldap.Conn, password string) {
	c.Bind("cn=reader", password)
}
`,
      },
    ],
  },
};
