import type { Fixes, Wish } from './wish.ts';

function oldest({ versions }: Wish): string {
  return versions.includes('TLS1.2') ? 'TLSv1.2' : 'TLSv1.3';
}

function suites(wish: Wish): string {
  const { suites: wanted, suitesTls13, versions } = wish;
  return [
    'global',
    ...(versions.includes('TLS1.2')
      ? [`  ssl-default-bind-ciphers ${wanted.map(({ openssl }) => openssl).join(':')}`]
      : [`  ssl-default-bind-options ssl-min-ver ${oldest(wish)}`]),
    ...(suitesTls13.length > 0 ? [`  ssl-default-bind-ciphersuites ${suitesTls13.join(':')}`] : []),
  ].join('\n');
}

/** Sections as they stand in haproxy.cfg; `bind` lines may say otherwise and go first. */
export const haproxyFixes: Fixes = {
  protocols: (wish) => `global\n  ssl-default-bind-options ssl-min-ver ${oldest(wish)}`,
  suites,
  'suite-order': () =>
    '# Take prefer-client-ciphers out of bind lines and ssl-default-bind-options.',
  groups: ({ groups }) =>
    [
      ...(groups.some(({ name }) => name.includes('MLKEM'))
        ? ['# Hybrids with ML-KEM need OpenSSL 3.5 or newer.']
        : []),
      'global',
      `  ssl-default-bind-curves ${groups.map(({ openssl }) => openssl).join(':')}`,
    ].join('\n'),
  'dh-parameters': (wish) => `# No DHE suites, so no Diffie-Hellman group.\n${suites(wish)}`,
  session: () => 'global\n  ssl-default-bind-options no-tls-tickets',
  'early-data': () => '# Take allow-0rtt out of the bind lines.',
  'client-certificate': () =>
    '# On the bind line, behind crt:\n# ca-file /etc/haproxy/clients.pem verify required',
  hsts: ({ hstsSeconds }) =>
    `# In the frontend:\nhttp-response set-header Strict-Transport-Security "max-age=${hstsSeconds}"`,
  redirect: () =>
    '# In the frontend:\nhttp-request redirect scheme https code 301 unless { ssl_fc }',
  headers: () =>
    "# In the frontend:\nhttp-response replace-header Set-Cookie '^((?:(?!;\\s*[Ss]ecure).)*)$' '\\1; Secure'",
};
