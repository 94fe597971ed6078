import type { Fixes, Wish } from './wish.ts';

function suites({ suites: wanted, suitesTls13, versions }: Wish): string {
  const lines = [
    ...(versions.includes('TLS1.2')
      ? [`SSLCipherSuite ${wanted.map(({ openssl }) => openssl).join(':')}`]
      : ['SSLProtocol -all +TLSv1.3']),
    ...(suitesTls13.length > 0 ? [`SSLCipherSuite TLSv1.3 ${suitesTls13.join(':')}`] : []),
  ];
  return lines.join('\n');
}

/** For a virtual host with `SSLEngine on`, or outside of one for all. */
export const apacheFixes: Fixes = {
  protocols: ({ versions }) =>
    `SSLProtocol -all ${versions.map((version) => `+${version.replace('TLS', 'TLSv')}`).join(' ')}`,
  suites,
  'suite-order': () => 'SSLHonorCipherOrder on',
  groups: ({ groups }) =>
    [
      ...(groups.some(({ name }) => name.includes('MLKEM'))
        ? ['# Hybrids with ML-KEM need OpenSSL 3.5 or newer.']
        : []),
      `SSLOpenSSLConfCmd Curves ${groups.map(({ openssl }) => openssl).join(':')}`,
    ].join('\n'),
  'dh-parameters': (wish) => `# No DHE suites, so no Diffie-Hellman group.\n${suites(wish)}`,
  stapling: () =>
    '# Outside of virtual hosts:\nSSLStaplingCache shmcb:ssl_stapling(32768)\nSSLUseStapling on',
  session: () => 'SSLSessionTickets off',
  renegotiation: () => 'SSLInsecureRenegotiation off',
  compression: () => 'SSLCompression off',
  'client-certificate': () =>
    'SSLCACertificateFile /etc/apache2/clients.pem\nSSLVerifyClient require',
  hsts: ({ hstsSeconds }) =>
    `# mod_headers\nHeader always set Strict-Transport-Security "max-age=${hstsSeconds}"`,
  redirect: ({ host }) =>
    [
      '<VirtualHost *:80>',
      `  ServerName ${host}`,
      `  Redirect permanent / https://${host}/`,
      '</VirtualHost>',
    ].join('\n'),
  headers: () =>
    '# mod_headers\nHeader edit Set-Cookie "^((?:(?!;\\s*[Ss]ecure).)*)$" "$1; Secure"',
};
