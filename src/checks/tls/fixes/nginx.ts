import type { Fixes, Wish } from './wish.ts';

function suites({ suites: wanted, suitesTls13, versions }: Wish): string {
  const lines = [
    ...(versions.includes('TLS1.2')
      ? [`ssl_ciphers ${wanted.map(({ openssl }) => openssl).join(':')};`]
      : ['ssl_protocols TLSv1.3;']),
    ...(suitesTls13.length > 0 ? [`ssl_conf_command Ciphersuites ${suitesTls13.join(':')};`] : []),
  ];
  return lines.join('\n');
}

/** For `server`, or for `http` where it shall hold for all of them. */
export const nginxFixes: Fixes = {
  protocols: ({ versions }) => `ssl_protocols ${versions.map(protocol).join(' ')};`,
  suites,
  'suite-order': () => 'ssl_prefer_server_ciphers on;',
  groups: ({ groups }) =>
    [
      ...(groups.some(({ name }) => name.includes('MLKEM'))
        ? ['# Hybrids with ML-KEM need OpenSSL 3.5 or newer.']
        : []),
      `ssl_ecdh_curve ${groups.map(({ openssl }) => openssl).join(':')};`,
    ].join('\n'),
  'dh-parameters': (wish) => `# No DHE suites, so no Diffie-Hellman group.\n${suites(wish)}`,
  stapling: () => 'ssl_stapling on;\nssl_stapling_verify on;',
  session: () => 'ssl_session_timeout 1d;\nssl_session_tickets off;',
  'early-data': () => 'ssl_early_data off;',
  'client-certificate': () =>
    'ssl_client_certificate /etc/nginx/clients.pem;\nssl_verify_client on;',
  hsts: ({ hstsSeconds }) =>
    `add_header Strict-Transport-Security "max-age=${hstsSeconds}" always;`,
  redirect: ({ host }) =>
    [
      'server {',
      '  listen 80;',
      '  listen [::]:80;',
      `  server_name ${host};`,
      '  return 301 https://$host$request_uri;',
      '}',
    ].join('\n'),
  headers: () => 'proxy_cookie_flags ~ secure;',
};

function protocol(version: string): string {
  return version.replace('TLS', 'TLSv');
}
