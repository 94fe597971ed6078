import type { Fixes, Wish } from './wish.ts';

/** Parts of `DownstreamTlsContext`, of a route and of a virtual host. */
export const envoyFixes: Fixes = {
  protocols: ({ versions }) =>
    parameters(
      `tls_minimum_protocol_version: ${versions.includes('TLS1.2') ? 'TLSv1_2' : 'TLSv1_3'}`,
      'tls_maximum_protocol_version: TLSv1_3',
    ),
  suites,
  groups: ({ groups }) =>
    parameters(`ecdh_curves: [${groups.map(({ name }) => curves[name] ?? name).join(', ')}]`),
  'dh-parameters': suites,
  session: () => 'disable_stateless_session_resumption: true',
  'client-certificate': () =>
    [
      'require_client_certificate: true',
      'common_tls_context:',
      '  validation_context:',
      '    trusted_ca:',
      '      filename: /etc/envoy/clients.pem',
    ].join('\n'),
  stapling: () => 'ocsp_staple_policy: STRICT_STAPLING',
  hsts: ({ hstsSeconds }) =>
    [
      'response_headers_to_add:',
      '  - header:',
      '      key: strict-transport-security',
      `      value: max-age=${hstsSeconds}`,
      '    append_action: OVERWRITE_IF_EXISTS_OR_ADD',
    ].join('\n'),
  redirect: () =>
    [
      'routes:',
      '  - match:',
      '      prefix: /',
      '    redirect:',
      '      https_redirect: true',
    ].join('\n'),
};

/** BoringSSL has names of its own for these. */
const curves: Readonly<Record<string, string>> = {
  x25519: 'X25519',
  secp256r1: 'P-256',
  secp384r1: 'P-384',
};

function suites({ suites: wanted, versions }: Wish): string {
  if (!versions.includes('TLS1.2')) return parameters('tls_minimum_protocol_version: TLSv1_3');
  return parameters('cipher_suites:', ...wanted.map(({ openssl }) => `  - ${openssl}`));
}

function parameters(...lines: readonly string[]): string {
  return ['common_tls_context:', '  tls_params:', ...lines.map((line) => `    ${line}`)].join('\n');
}
