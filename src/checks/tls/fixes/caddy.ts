import type { Fixes, Wish } from './wish.ts';

/** For the block of a site. Caddy leads from http:// to https:// and takes good suites by itself. */
export const caddyFixes: Fixes = {
  protocols: ({ versions }) =>
    inTls(versions.includes('TLS1.2') ? 'protocols tls1.2 tls1.3' : 'protocols tls1.3 tls1.3'),
  suites,
  groups: ({ groups }) => {
    const known = groups.filter(({ name }) => curves.has(name));
    return inTls(`curves ${known.map(({ name }) => name.toLowerCase()).join(' ')}`);
  },
  'dh-parameters': suites,
  'client-certificate': () =>
    inTls(
      'client_auth {',
      '  mode require_and_verify',
      '  trust_pool file /etc/caddy/clients.pem',
      '}',
    ),
  hsts: ({ hstsSeconds }) => `header Strict-Transport-Security "max-age=${hstsSeconds}"`,
  headers: () => 'header >Set-Cookie (.*) "$1; Secure"',
};

/** Those that Caddy 2.10 knows by name. */
const curves: ReadonlySet<string> = new Set(['X25519MLKEM768', 'x25519', 'secp256r1', 'secp384r1']);

function suites({ suites: wanted, versions }: Wish): string {
  if (!versions.includes('TLS1.2')) return inTls('protocols tls1.3 tls1.3');
  return inTls(`ciphers ${wanted.map(({ name }) => name).join(' ')}`);
}

function inTls(...lines: readonly string[]): string {
  return ['tls {', ...lines.map((line) => `  ${line}`), '}'].join('\n');
}
