import type { Rule, RuleExample } from '../../../model/rule.ts';
import { fill } from '../rules/fill.ts';

const fix =
  'Change it where it is accepted first: removing the line does not remove it from history. Then keep it in a secret store or an environment variable and read it from there.';
const reference =
  'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html';

/** What is told from the name of a key and its value, without the shape of a provider. */
export const genericRules: readonly Rule[] = [
  generic('password', 'Password', 'sign in with it', {
    hit: [
      { text: `db_password = "${fill(12)}!"\n`, path: 'src/settings.py' },
      { text: 'spring:\n  datasource:\n    password: Sommer2019!\n', path: 'application.yml' },
      { text: `<password>${fill(12)}</password>\n`, path: 'settings.xml' },
      { text: `mysqldump --password ${fill(12)} shop\n`, path: 'backup.sh' },
      { text: '"password": "tr0ub4dor"\n', path: 'config.json' },
    ],
    ok: [
      { text: 'password = "changeme"\n', why: 'a placeholder', path: 'a.py' },
      { text: 'password = "${DB_PASSWORD}"\n', why: 'comes from elsewhere', path: 'a.py' },
      { text: 'password: "Enter your password"\n', why: 'a label', path: 'a.ts' },
      { text: 'password: string;\n', why: 'a type', path: 'a.ts' },
      { text: 'password = getPassword();\n', why: 'a call', path: 'a.ts' },
      { text: 'password_file: /run/secrets/db\n', why: 'a path', path: 'a.yml' },
    ],
  }),
  generic('secret', 'Secret', 'forge or read what it protects', {
    hit: [
      { text: `client_secret: ${fill(32)}\n`, path: 'config.yml' },
      { text: `const cookieSecret = '${fill(24)}';\n` },
    ],
    ok: [
      { text: 'client_secret: !vault secret/shop\n', path: 'config.yml', why: 'a reference' },
      { text: "const secret = 'my-secret-name';\n", why: 'words' },
    ],
  }),
  generic('token', 'Token', 'call the service in the same name', {
    hit: [{ text: `"access_token": "${fill(40)}"\n`, path: 'session.json' }],
    ok: [{ text: "const tokenType = 'bearer';\n", why: 'not a token' }],
  }),
  generic('key', 'API or encryption key', 'call the service, or read what the key protects', {
    hit: [{ text: `ENCRYPTION_KEY=${fill(32, 'hex')}\n`, path: '.env' }],
    ok: [
      { text: `public_key = "${fill(40)}"\n`, path: 'a.py', why: 'meant to be known' },
      { text: "const primaryKey = 'order_id';\n", why: 'a column' },
    ],
  }),
];

function generic(
  slug: string,
  title: string,
  gains: string,
  examples: { readonly hit: readonly RuleExample[]; readonly ok: readonly RuleExample[] },
): Rule {
  return {
    id: `secrets/generic-${slug}`,
    title: `${title} in source or configuration`,
    severity: 'high',
    cwe: [798, 312],
    owasp: ['A07:2025'],
    what: `A literal assigned to a name that ends like that of a ${slug}. Judged by name, value and place; no provider's shape is needed.`,
    why: `Whoever can read this text, its history or a copy of it can ${gains}.`,
    fix,
    tags: ['secret', 'generic'],
    version: 1,
    references: [reference],
    examples,
  };
}
