import { isTemplate } from '../block.ts';
import type { Remark } from '../block.ts';
import { inForce, isWhole } from './level.ts';
import type { Level } from './level.ts';
import type { Directive } from './parse.ts';

const switches = new Set(['proxy_ssl_verify', 'grpc_ssl_verify', 'uwsgi_ssl_verify']);

// Connections of nginx itself to a TLS server behind, whose certificate nobody looks at.
export function* upstreamRemarks(level: Level): Generator<Remark> {
  for (const directive of level.directives) {
    const { name, args, span } = directive;
    if (isUnverified(directive, level)) yield unverified(directive, level);
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

const local = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\]|unix)(?:[:/]|$)/;

/**
 * `proxy_pass https://…` to another machine with no `proxy_ssl_verify` in sight: nginx does not verify unless told to.
 * Said only where all that could set it is in view.
 */
function isUnverified({ name, args: [url = ''] }: Directive, level: Level): boolean {
  if (name !== 'proxy_pass' || !url.startsWith('https://') || isTemplate(url)) return false;
  if (local.test(url.slice('https://'.length, 300))) return false;
  return isWhole(level) && inForce(level, ['proxy_ssl_verify']) === undefined;
}

function unverified({ args: [url = ''], span }: Directive, level: Level): Remark {
  return {
    ruleId: 'tls/upstream-not-verified',
    message: `nginx does not verify the certificate of ${url.slice(0, 100)}: proxy_ssl_verify is off by default`,
    span,
    scope: level.scope,
    facts: ['proxy_pass over TLS', 'no proxy_ssl_verify in this file'],
    confidence: 'medium',
    snippet: {
      server: 'nginx',
      text: 'proxy_ssl_verify on;\nproxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;\nproxy_ssl_server_name on;',
    },
  };
}
