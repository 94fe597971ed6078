import type { CodeRule } from './code-rule.ts';

export const loggingConfigListen: CodeRule = {
  id: 'code/logging-config-listen',
  title: 'A port that takes code',
  severity: 'high',
  cwe: [94],
  owasp: ['A02:2025'],
  what: '`logging.config.listen` opens a port whose messages configure the loggers.',
  why: 'Parts of such a message are evaluated: whoever can connect runs code.',
  fix: 'Read the configuration from a file, or check each message with `verify`.',
  tags: ['configuration', 'code'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/94.html',
    'https://docs.python.org/3/library/logging.config.html#security-considerations',
  ],
  examples: {
    hit: [
      {
        path: 'x.py',
        text: `import logging.config

server = logging.config.listen(9999)
server.start()
`,
      },
    ],
    ok: [
      {
        path: 'x.py',
        text: `import logging.config

logging.config.fileConfig('logging.ini')
`,
      },
    ],
  },
};
