import type { CodeRule } from './code-rule.ts';

export const sshHostKeyUnchecked: CodeRule = {
  id: 'code/ssh-host-key-unchecked',
  title: 'The key of an SSH host is not checked',
  severity: 'medium',
  cwe: [295, 322],
  owasp: ['A04:2025'],
  what: "An SSH connection is opened without comparing the host's key with a known one.",
  why: 'Whoever is on the way pretends to be the host and gets the password and everything that follows.',
  fix: 'Give `hostVerifier` and compare with the known key.',
  tags: ['ssh'],
  version: 1,
  references: ['https://cwe.mitre.org/data/definitions/295.html', 'https://github.com/mscdex/ssh2'],
  examples: {
    hit: [
      {
        path: 'x.js',
        text: `const { Client } = require('ssh2');
const client = new Client();
client.connect({ host: 'build.example.com', username: 'ci', privateKey: process.env.KEY });
`,
      },
      {
        path: 'x.py',
        text: `import paramiko

client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"golang.org/x/crypto/ssh"
)

func config() *ssh.ClientConfig {
	return &ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}
}
`,
      },
    ],
    ok: [
      {
        path: 'x.js',
        text: `const { Client } = require('ssh2');
const client = new Client();
client.connect({
  host: 'build.example.com',
  username: 'ci',
  privateKey: process.env.KEY,
  hostVerifier: (key) => key.toString('base64') === process.env.HOST_KEY,
});
`,
      },
      {
        path: 'x.py',
        text: `import paramiko

client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.RejectPolicy())
`,
      },
      {
        path: 'x.go',
        text: `package main

import (
	"golang.org/x/crypto/ssh"
)

func config(key ssh.PublicKey) *ssh.ClientConfig {
	return &ssh.ClientConfig{HostKeyCallback: ssh.FixedHostKey(key)}
}
`,
      },
    ],
  },
};
