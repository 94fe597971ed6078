import type { Remark } from '../block.ts';
import type { Level } from './level.ts';

const switches = new Set(['proxy_ssl_verify', 'grpc_ssl_verify', 'uwsgi_ssl_verify']);

// Connections of nginx itself to a TLS server behind, whose certificate nobody looks at.
export function* upstreamRemarks(level: Level): Generator<Remark> {
  for (const { name, args, span } of level.directives) {
    if (!switches.has(name) || args[0] !== 'off') continue;
    yield {
      ruleId: 'tls/verification-off',
      message: `${name} off: nginx takes any certificate of the server behind`,
      span,
      scope: level.scope,
      facts: [`${name} off`],
      confidence: 'high',
      snippet: {
        server: 'nginx',
        text: `${name} on;\n${name.replace('_verify', '_trusted_certificate')} /etc/ssl/certs/ca-certificates.crt;\n${name.replace('_verify', '_server_name')} on;`,
      },
    };
  }
}
