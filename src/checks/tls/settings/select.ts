import type { KeywordSearch } from './keyword-search.ts';
import { searchFor } from './keyword-search.ts';

/** Readers of the check. `environment`: assignments of `NODE_TLS_REJECT_UNAUTHORIZED` outside of JavaScript. */
export type ReaderName =
  | 'nginx'
  | 'apache'
  | 'haproxy'
  | 'node'
  | 'environment'
  | 'keyed'
  | 'dh-parameters';

const scripts = new Set(['js', 'mjs', 'cjs', 'ts', 'mts', 'cts', 'jsx', 'tsx', 'vue', 'svelte']);
/** Configurations, and templates of them; files without an ending are looked at too. */
const configurations = new Set([
  'conf',
  'cnf',
  'config',
  'cfg',
  'nginx',
  'vhost',
  'htaccess',
  'inc',
  'include',
  'tpl',
  'tmpl',
  'template',
  'j2',
  'jinja2',
  'erb',
  'in',
  'ctmpl',
  'dist',
  'example',
  'sample',
  'default',
  'ssl',
  'tls',
  '',
]);
const environments = new Set([
  'yml',
  'yaml',
  'json',
  'sh',
  'bash',
  'env',
  'toml',
  'service',
  'tf',
  'ps1',
  'cmd',
  'bat',
  'properties',
  'gradle',
  'mk',
  'dockerfile',
  '',
]);
const pems = new Set(['pem', 'dh', 'dhparam', 'key', 'crt', '']);

/** Of Kubernetes, Envoy, Traefik, Caddy and the like; a Caddyfile has no ending. */
const keyed = new Set(['yml', 'yaml', 'json', 'toml', 'tpl', 'j2', 'caddyfile', '']);

const scriptWords = searchFor([
  'rejectUnauthorized',
  'checkServerIdentity',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'minVersion',
  'maxVersion',
  'secureProtocol',
  'secureOptions',
  'honorCipherOrder',
  'ecdhCurve',
  'strictSSL',
  'ciphers',
  'DEFAULT_CIPHERS',
  'DEFAULT_MIN_VERSION',
  'DEFAULT_MAX_VERSION',
  'DEFAULT_ECDH_CURVE',
]);
const nginxWords = searchFor([
  'ssl_protocols',
  'ssl_ciphers',
  'ssl_ecdh_curve',
  'ssl_conf_command',
  'ssl_early_data',
  'ssl_certificate',
  '_ssl_verify',
  'proxy_pass https:',
]);
const apacheWords = searchFor([
  'SSLProtocol',
  'SSLCipherSuite',
  'SSLEngine',
  'SSLOpenSSLConfCmd',
  'SSLCompression',
  'SSLProxy',
  'SSLInsecureRenegotiation',
]);
const haproxyWords = searchFor([
  'ssl-default-bind',
  'ssl-min-ver',
  ' ssl crt',
  'verify none',
  'ssl-server-verify',
]);
const environmentWords = searchFor([
  'NODE_TLS_REJECT_UNAUTHORIZED',
  '--tls-min-v1.0',
  '--tls-min-v1.1',
]);
const dhWords = searchFor(['BEGIN DH PARAMETERS']);

/** Keys that are looked for, as they stand in the text. */
export const keyedWords: readonly string[] = [
  'ssl-protocols',
  'ssl-ciphers',
  'ssl-ecdh-curve',
  'proxy-ssl-verify',
  'tls_minimum_protocol_version',
  'insecureSkipVerify',
  'insecure_skip_verify',
  'insecureSkipTLSVerify',
  'insecure-skip-tls-verify',
];

/** Reader with the kinds of files that it is for, and the words of which the file must have one. In this order. */
const choices: readonly (readonly [ReaderName, ReadonlySet<string>, KeywordSearch])[] = [
  ['node', scripts, scriptWords],
  ['nginx', configurations, nginxWords],
  ['apache', configurations, apacheWords],
  ['haproxy', configurations, haproxyWords],
  ['environment', environments, environmentWords],
  ['keyed', keyed, searchFor(keyedWords)],
  ['dh-parameters', pems, dhWords],
];

/** Files without an ending that can hold a configuration are small; binaries and logs are not. */
const maxNamelessBytes = 1_000_000;

/** The readers that a file is for: by its name first, which costs nothing, then by words in it. */
export function readersFor(path: string, bytes: Uint8Array): readonly ReaderName[] {
  const ending = endingOf(path);
  if (ending === '' && bytes.length > maxNamelessBytes) return [];
  return choices
    .filter(([, endings, hasWord]) => endings.has(ending) && hasWord(bytes))
    .map(([name]) => name);
}

/** Lower case, without the dot; `Dockerfile.dev` and `.env.local` are what they begin with. */
function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name.startsWith('dockerfile') || name.startsWith('containerfile')) return 'dockerfile';
  if (name === '.env' || name.startsWith('.env.')) return 'env';
  if (name.startsWith('.htaccess')) return 'htaccess';
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}
