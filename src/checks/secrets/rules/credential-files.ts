import { Buffer } from 'node:buffer';
import { entropy } from '../engine/entropy.ts';
import { placeholderReason } from '../engine/reject.ts';
import type { Judgement, SecretRule } from '../rule.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';
import { judgePassword } from './passwords.ts';

const fix =
  'Change the password or revoke the token first: removing the file does not remove it from history. Then keep the file out of the repository (.gitignore) and let the pipeline write it from a secret store.';
const inBase64 = (text: string): string => Buffer.from(text).toString('base64');

export const credentialFiles: readonly SecretRule[] = provider(
  {
    name: 'credential file',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    source: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    gains: 'sign in with what the file holds',
  },
  shaped(
    'netrc-password',
    'Password in a .netrc file',
    /machine\s{1,4}(?<host>[\w.-]{1,253})\s{1,8}login\s{1,4}(?<user>\S{1,128})\s{1,8}password\s{1,4}(?<secret>[^\s"'<>]{3,256})/,
    {
      keywords: ['machine '],
      what: 'An entry `machine … login … password …`.',
      fix,
      source: 'https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html',
      validate: judgeEntry,
      hit: [`machine api.shop.internal login ci password ${fill(20)}\n`],
      ok: ['machine api.shop.internal login ci password $TOKEN\n'],
    },
  ),
  shaped(
    'pgpass-password',
    'Password in a .pgpass file',
    /:(?:5432|\*):[^:\n]{1,64}:(?<user>[^:\n]{1,64}):(?<secret>[^\s:]{3,128})/,
    {
      keywords: [':5432:', ':*:'],
      path: /(?:^|[/.])pgpass(?:\.conf)?$/,
      what: 'A line `host:port:database:user:password` of a PostgreSQL password file.',
      fix,
      source: 'https://www.postgresql.org/docs/current/libpq-pgpass.html',
      validate: judgeEntry,
      file: '.pgpass',
      hit: [`db.shop.internal:5432:orders:orders:${fill(14)}\n`],
      ok: ['# host:5432:database:user:password\n'],
    },
  ),
  shaped(
    'npmrc-password',
    'Registry credential in .npmrc',
    /(?:_authtoken|_auth|_password)\s{0,4}=\s{0,4}["']?(?<secret>[^\s"'$]{8,500})/i,
    {
      keywords: ['_authtoken', '_auth', '_password'],
      path: /(?:^|\/)\.?npmrc$/,
      severity: 'critical',
      what: 'A literal `_authToken`, `_auth` or `_password` of an npm configuration.',
      fix,
      source: 'https://docs.npmjs.com/cli/configuring-npm/npmrc',
      gains: 'read and publish packages of the registry',
      minEntropy: 2.8,
      file: '.npmrc',
      hit: [
        `//registry.shop.internal/:_authToken=${fill(36)}\n`,
        `_auth = ${inBase64(`ci:${fill(12)}`)}\n`,
      ],
      ok: ['//registry.shop.internal/:_authToken=${NPM_TOKEN}\n', 'always_auth=true\n'],
    },
  ),
  shaped(
    'docker-config-auth',
    'Registry credential in a Docker configuration',
    /"auth"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9+/]{12,2000}={0,2})"/,
    {
      keywords: ['"auth"'],
      what: 'An `auth` value that decodes to `user:password`.',
      fix,
      source: 'https://docs.docker.com/reference/cli/docker/login/#credential-stores',
      gains: 'read private images and replace published ones',
      validate: judgeDockerAuth,
      hit: [`{"auths":{"registry.shop.internal":{"auth":"${inBase64(`ci:${fill(20)}`)}"}}}\n`],
      ok: [`{"auths":{"registry.shop.internal":{"auth":"${inBase64('user:password')}"}}}\n`],
    },
  ),
  shaped(
    'kubernetes-secret',
    'Value in a Kubernetes Secret manifest',
    /kind:\s{0,4}["']?Secret["']?\s{0,4}\n(?<secret>(?:(?!---)[^\n]{0,4000}\n){0,80}(?:(?!---)[^\n]{1,4000})?)/,
    {
      keywords: ['kind: secret', 'kind: "secret"'],
      items:
        /^\s{2,8}["']?(?<key>[\w.-]{1,253})["']?:\s{1,4}["']?(?<secret>[A-Za-z0-9+/]{8,4000}={0,2})["']?\s{0,4}$/dgm,
      severity: 'high',
      confidence: 'medium',
      what: 'A base64 value under `data:` of a manifest of kind Secret: base64 hides nothing.',
      fix: 'Change the value first, then keep it out of the repository: seal it (Sealed Secrets, SOPS) or let the cluster fetch it from a secret store.',
      source: 'https://kubernetes.io/docs/concepts/configuration/secret/',
      gains: 'use it as the workload does',
      rejectsPlaceholders: false,
      validate: judgeKubernetesValue,
      hit: [
        `apiVersion: v1\nkind: Secret\nmetadata:\n  name: orders\ndata:\n  DB_PASSWORD: ${inBase64(fill(16))}\n`,
      ],
      ok: [
        `apiVersion: v1\nkind: Secret\nmetadata:\n  name: orders-credentials\ndata:\n  DB_PASSWORD: ${inBase64('changeme')}\n`,
        `apiVersion: v1\nkind: ConfigMap\ndata:\n  DB_PASSWORD: ${inBase64(fill(16))}\n`,
      ],
    },
  ),
  shaped(
    'nuget-config-password',
    'Clear text password in NuGet.config',
    /"ClearTextPassword"\s{1,4}value="(?<secret>[^"\n%$]{3,200})"/i,
    {
      keywords: ['"cleartextpassword"'],
      what: 'A `ClearTextPassword` of a package source.',
      fix,
      source: 'https://learn.microsoft.com/nuget/reference/nuget-config-file',
      gains: 'read and publish packages of the registry',
      validate: (secret) => judgePassword(secret),
      hit: [`<add key="ClearTextPassword" value="${fill(20)}" />\n`],
      ok: ['<add key="ClearTextPassword" value="%FEED_PASSWORD%" />\n'],
    },
  ),
  shaped(
    'kubeconfig-key',
    'Client key or token in a kubeconfig',
    /client-key-data:\s{1,4}["']?(?<secret>LS0tLS1CRUdJTi[A-Za-z0-9+/]{100,8000}={0,2})/,
    {
      keywords: ['client-key-data'],
      severity: 'critical',
      rejectsPlaceholders: false,
      rank: 'checked',
      what: 'The private key of a user of a cluster, in base64.',
      fix: 'Take the certificate of this user out of use (or rotate the authority that signed it), and keep kubeconfig files out of repositories.',
      source:
        'https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/',
      gains: 'control the cluster as this user',
      hit: [`    client-key-data: LS0tLS1CRUdJTi${fill(400, 'base64')}\n`],
      ok: [`    certificate-authority-data: LS0tLS1CRUdJTi${fill(400, 'base64')}\n`],
    },
  ),
);

function judgeEntry(secret: string, { groups }: RegExpExecArray): Judgement {
  return judgePassword(secret, { user: groups?.['user'], host: groups?.['host'] });
}

function judgeDockerAuth(secret: string): Judgement {
  const text = Buffer.from(secret, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1 || !/^[\x20-\x7e]{5,1500}$/.test(text)) return { rejected: 'not user:password' };
  return judgePassword(text.slice(colon + 1), { user: text.slice(0, colon) });
}

/** Chosen: shorter or poorer values are names and numbers. */
const minValueLength = 8;
const minValueBits = 2.8;

function judgeKubernetesValue(secret: string, { groups }: RegExpExecArray): Judgement {
  if (/^(?:name|namespace|type|kind|apiVersion|app|component)$/.test(groups?.['key'] ?? '')) {
    return { rejected: 'metadata' };
  }
  const bytes = Buffer.from(secret, 'base64');
  // What is not base64 of the length it claims to be is an ordinary word.
  if (bytes.toString('base64') !== secret) return { rejected: 'not base64' };
  const text = bytes.toString('latin1').trim();
  const rejected = againstValue(text);
  if (rejected !== undefined) return { rejected };
  const judgement = judgePassword(text);
  return 'rejected' in judgement ? judgement : { accepted: ['Secret manifest', 'base64'] };
}

function againstValue(text: string): string | undefined {
  if (text.length < minValueLength || entropy(text) < minValueBits) return 'too simple';
  if (/^-----BEGIN (?:CERTIFICATE|PUBLIC KEY)/.test(text)) return 'public';
  if (/^https?:\/\/[^@]{0,300}$/.test(text)) return 'address';
  return placeholderReason(text);
}
