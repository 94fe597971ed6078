import type { Judgement, SecretRule } from '../rule.ts';
import type { Kind } from './build.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';
import { judgePassword } from './passwords.ts';

/** RFC 3986 §3.2.1: everything between `//` and the last `@` before the path; quotes and spaces end the URL. */
const credentials = String.raw`(?<user>[^\s:@/?#"'<>\x60\\|]{0,100}):(?<secret>[^\s"'<>\x60/\\|]{1,200})@(?<host>[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])`;

export const urls: readonly SecretRule[] = provider(
  {
    name: 'URL with a password',
    revoke: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
    source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
    gains: 'sign in to the server with it',
  },
  url('postgres-url', 'PostgreSQL URL with password', [
    'postgres',
    'postgresql',
    'postgresql+psycopg2',
    'postgresql+asyncpg',
    'postgis',
    'cockroachdb',
  ]),
  url('mysql-url', 'MySQL URL with password', [
    'mysql',
    'mysql2',
    'mariadb',
    'mysql+pymysql',
    'mysql+mysqldb',
    'mysqlx',
  ]),
  url('mongodb-url', 'MongoDB URL with password', ['mongodb', 'mongodb+srv']),
  url('redis-url', 'Redis URL with password', ['redis', 'rediss', 'valkey']),
  url('amqp-url', 'AMQP URL with password', ['amqp', 'amqps', 'pyamqp']),
  url('sqlserver-url', 'SQL Server or Oracle URL with password', [
    'mssql',
    'sqlserver',
    'mssql+pyodbc',
    'oracle',
    'oracle+cx_oracle',
  ]),
  url('ftp-url', 'FTP or SSH URL with password', ['ftp', 'ftps', 'sftp', 'ssh', 'scp']),
  url('mail-url', 'Mail server URL with password', ['smtp', 'smtps', 'imap', 'imaps', 'pop3']),
  url('ldap-url', 'LDAP URL with password', ['ldap', 'ldaps']),
  url('queue-url', 'Message broker URL with password', [
    'mqtt',
    'mqtts',
    'nats',
    'kafka',
    'stomp',
    'clickhouse',
    'neo4j',
    'bolt',
    'elasticsearch',
    'influxdb',
    'couchdb',
    'cassandra',
    'snowflake',
    'redshift',
    'trino',
    'presto',
    'memcached',
  ]),
  url(
    'http-url-password',
    'HTTP URL with password',
    ['http', 'https', 'ws', 'wss', 'git+https', 'socks5'],
    'medium',
  ),
  shaped(
    'git-url-token',
    'Access token in a git URL',
    /(?<=:\/\/(?<head>[\w-]{20,100}))(?<secret>):x-(?:oauth-basic|access-token|token-auth)@/,
    {
      keywords: [':x-oauth-basic@', ':x-access-token@', ':x-token-auth@'],
      what: 'A URL of a git server whose user name is an access token, with the word that stands for its password.',
      fix: 'Revoke the token where it was made: removing the line does not remove it from history. Then let a credential helper or the pipeline hand it to git.',
      hit: [`git clone https://${fill(40, 'hex')}:x-oauth-basic@github.com/shop/orders\n`],
      ok: [
        'git clone https://$TOKEN:x-oauth-basic@github.com/shop/orders\n',
        'git clone https://x-access-token:$TOKEN@github.com/shop/orders\n',
      ],
    },
  ),
);

function url(
  slug: string,
  title: string,
  schemes: readonly string[],
  severity: 'high' | 'medium' = 'high',
): Kind {
  const names = schemes.map((scheme) => scheme.replaceAll('+', String.raw`\+`)).join('|');
  const scheme = schemes[0] ?? '';
  return shaped(slug, title, new RegExp(`(?:${names}):\\/\\/${credentials}`, 'i'), {
    keywords: schemes.map((each) => `${each}://`),
    severity,
    rank: 'format',
    what: `A ${title.replace(/ with .*/, '')} that holds a user name and a password.`,
    fix: 'Change the password on the server first: removing the line does not remove it from history. Then read the whole URL, or its password, from a secret store or an environment variable.',
    validate: (secret, match) => judgeUrl(secret, match),
    hit: [`${scheme}://orders:${fill(16)}@db.shop.internal/orders\n`],
    ok: [
      `${scheme}://user:password@db.shop.internal/orders\n`,
      `${scheme}://orders:\${DB_PASSWORD}@db.shop.internal/orders\n`,
      `${scheme}://orders:<password>@db.shop.internal/orders\n`,
      `${scheme}://db.shop.internal:5432/orders@2x\n`,
      `${scheme}://orders:${fill(16)}@example.com/orders\n`,
    ],
  });
}

function judgeUrl(secret: string, { groups }: RegExpExecArray): Judgement {
  return judgePassword(secret, { user: groups?.['user'], host: groups?.['host'] });
}
