import { Buffer } from 'node:buffer';
import type { Judgement, SecretRule } from '../rule.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';
import { judgePassword } from './passwords.ts';

const fix =
  'Change the password or revoke the token first: removing the line does not remove it from history. Then let the program read it from a secret store or an environment variable.';
const sample = Buffer.from(`orders:${fill(14)}`).toString('base64');

export const headers: readonly SecretRule[] = provider(
  {
    name: 'HTTP credentials',
    revoke: 'https://www.rfc-editor.org/rfc/rfc7235',
    source: 'https://www.rfc-editor.org/rfc/rfc7235',
    gains: 'call the service in the same name',
  },
  shaped(
    'basic-authorization',
    'HTTP Basic credentials',
    /basic (?<secret>[A-Za-z0-9+/_-]{8,300}={0,2})(?![A-Za-z0-9+/_=-])/i,
    {
      keywords: ['basic '],
      rank: 'near',
      what: 'The word `Basic` and base64 that decodes to `user:password`.',
      fix,
      source: 'https://www.rfc-editor.org/rfc/rfc7617',
      validate: (secret) => judgeBasic(secret),
      hit: [`Authorization: Basic ${sample}\n`, `headers["Authorization"] = "Basic ${sample}"\n`],
      ok: [
        'This is a basic introduction to the subject.\n',
        `Authorization: Basic ${Buffer.from('username:password').toString('base64')}\n`,
        'Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\n',
      ],
    },
  ),
  shaped(
    'bearer-authorization',
    'HTTP bearer token',
    /authorization["'\]]{0,2}\s{0,4}[:=,]\s{0,4}[\\"'\x60]{0,2}(?:bearer|token)\s{1,4}(?<secret>[\w.~+/-]{20,2000}={0,2})(?![\w.~+/=-])/i,
    {
      keywords: ['authorization'],
      severity: 'medium',
      confidence: 'medium',
      what: 'An `Authorization` header with a literal bearer token.',
      fix,
      source: 'https://www.rfc-editor.org/rfc/rfc6750',
      minEntropy: 3.5,
      validate: (secret) => isMixed(secret),
      hit: [`curl -H "Authorization: Bearer ${fill(40)}" https://api.shop.internal/\n`],
      ok: [
        'curl -H "Authorization: Bearer $TOKEN_OF_THE_DEPLOYMENT" https://api.shop.internal/\n',
        "headers: { Authorization: 'Bearer some-access-token-value' }\n",
      ],
    },
  ),
  shaped(
    'curl-password',
    'Password in a curl command',
    /curl [^\n]{0,300}?(?:-u|--user|--proxy-user)[ =]{0,2}["']?(?<user>[^\s:"'$<>{}]{1,64}):(?<secret>[^\s"'$<>]{3,128})/,
    {
      keywords: ['curl '],
      confidence: 'medium',
      what: 'A curl command line with `-u user:password`.',
      fix,
      source: 'https://curl.se/docs/manpage.html#-u',
      validate: (secret, match) => judgePassword(secret, { user: match.groups?.['user'] }),
      hit: [`curl -s -u orders:${fill(14)} https://api.shop.internal/\n`],
      ok: [
        'curl -s -u orders:$PASSWORD https://api.shop.internal/\n',
        'curl -u user:password https://api.shop.internal/\n',
      ],
    },
  ),
  shaped(
    'sshpass-password',
    'Password in an sshpass command',
    /sshpass\s{1,4}-p\s{0,4}["']?(?<secret>[^\s"'$<>]{3,128})/,
    {
      keywords: ['sshpass'],
      confidence: 'medium',
      what: 'A command line `sshpass -p password`.',
      fix,
      source: 'https://linux.die.net/man/1/sshpass',
      validate: (secret) => judgePassword(secret),
      hit: [`sshpass -p '${fill(12)}' ssh deploy@build.shop.internal\n`],
      ok: ['sshpass -p "$PASSWORD" ssh deploy@build.shop.internal\n'],
    },
  ),
  shaped(
    'mysql-password',
    'Password in a MySQL command',
    /(?:mysql|mariadb)(?:dump|admin|-dump|-admin)? [^\n]{0,200}?(?<=\s)-p(?<secret>[^\s"'$<>|;&`]{3,128})/,
    {
      keywords: ['mysql ', 'mysqldump ', 'mysqladmin ', 'mariadb ', 'mariadb-dump '],
      confidence: 'medium',
      what: 'A command line of a MySQL or MariaDB client with `-ppassword`.',
      fix,
      source: 'https://dev.mysql.com/doc/refman/8.4/en/connecting.html',
      // `-p3306:3306` is a port of a container, `-port` a slip.
      validate: (secret) =>
        /^[\d:.]{1,21}$|^ort/.test(secret) ? { rejected: 'a port' } : judgePassword(secret),
      hit: [`mysqldump -h db.shop.internal -u orders -p${fill(12)} orders > dump.sql\n`],
      ok: [
        'mysql -u orders -p"$MYSQL_PASSWORD" orders\n',
        'mysql -u root -p orders < dump.sql\n',
        'docker run --name mysql -d -p3306:3306 mysql -p3307\n',
      ],
    },
  ),
  shaped(
    'docker-login-password',
    'Password in a docker login command',
    /(?:docker|podman|helm registry|oras|skopeo|crane|nerdctl|buildah) login [^\n]{0,200}?(?:-p|--password)[ =]["']?(?<secret>[^\s"'$<>]{6,200})/,
    {
      keywords: [
        'docker login',
        'podman login',
        'helm registry login',
        'oras login',
        'skopeo login',
        'crane login',
        'nerdctl login',
        'buildah login',
      ],
      what: 'A command line that signs in to a container registry with a literal password.',
      fix,
      source: 'https://docs.docker.com/reference/cli/docker/login/',
      validate: (secret) => judgePassword(secret),
      hit: [`docker login -u ci -p ${fill(14)} registry.shop.internal\n`],
      ok: [
        'docker login -u ci --password-stdin registry.shop.internal\n',
        'docker login -u ci -p $TOKEN registry.shop.internal\n',
      ],
    },
  ),
);

function judgeBasic(secret: string): Judgement {
  const text = Buffer.from(secret, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  // RFC 7617: the user name has no colon, and neither part has control characters.
  if (colon < 1 || !/^[\x20-\x7e]{3,200}$/.test(text)) return { rejected: 'not user:password' };
  // The example of RFC 7617 §2.
  if (text.startsWith('Aladdin:')) return { rejected: 'documented example' };
  return judgePassword(text.slice(colon + 1), { user: text.slice(0, colon) });
}

function isMixed(secret: string): Judgement {
  return /[0-9]/.test(secret) && /[A-Za-z]/.test(secret)
    ? { accepted: ['letters and digits'] }
    : { rejected: 'only words' };
}
