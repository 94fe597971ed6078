import type { TlsRule } from '../rule.ts';
import { notApplicable } from './verdicts.ts';

/** Rules that only a configuration can break: readers find these by themselves, an endpoint does not show them. */
export const configurationRules: readonly TlsRule[] = [
  {
    id: 'tls/verification-off',
    title: 'Certificate verification is switched off',
    severity: 'high',
    cwe: [295],
    owasp: ['A07:2025', 'A02:2025'],
    what: 'Code or configuration tells a client not to check the certificate of the server: rejectUnauthorized: false, checkServerIdentity that does nothing, NODE_TLS_REJECT_UNAUTHORIZED=0, proxy_ssl_verify off, SSLProxyVerify none, verify none.',
    why: 'Whoever can reach the network path can answer in the name of the server, read everything and change it; the encryption then protects nothing.',
    fix: 'Verify, and give the client the authority that signed the certificate: ca or NODE_EXTRA_CA_CERTS in Node.js, proxy_ssl_trusted_certificate in nginx, SSLProxyCACertificateFile in Apache, ca-file in HAProxy.',
    tags: ['tls', 'configuration', 'client'],
    version: 1,
    references: [
      'https://cwe.mitre.org/data/definitions/295.html',
      'https://nodejs.org/api/tls.html#tlsconnectoptions-callback',
      'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_verify',
    ],
    examples: {
      hit: [
        {
          path: 'src/client.ts',
          text: 'const agent = new https.Agent({ rejectUnauthorized: false });\n',
        },
        {
          path: 'src/client.js',
          text: 'tls.connect({ host, port, checkServerIdentity: () => undefined });\n',
          why: 'the certificate of any other host is taken',
        },
        { path: 'src/main.js', text: "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';\n" },
        { path: 'Dockerfile', text: 'FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n' },
        {
          path: 'nginx.conf',
          text: 'http {\n  server {\n    location / {\n      proxy_pass https://backend;\n      proxy_ssl_verify off;\n    }\n  }\n}\n',
        },
        {
          path: 'haproxy.cfg',
          text: 'backend app\n  server app1 10.0.0.5:443 ssl verify none\n',
        },
      ],
      ok: [
        {
          path: 'src/client.ts',
          text: "const agent = new https.Agent({ ca: readFileSync('ca.pem'), rejectUnauthorized: true });\n",
        },
        {
          path: 'src/server.ts',
          text: 'https.createServer({ key, cert, rejectUnauthorized: false }, app);\n',
          why: 'of a server that asks for no client certificate it says nothing',
        },
        {
          path: 'src/main.js',
          text: "// never set NODE_TLS_REJECT_UNAUTHORIZED = '0'\nconst text = 'rejectUnauthorized: false';\n",
          why: 'comments and texts are not code',
        },
        {
          path: 'nginx.conf',
          text: 'http {\n  proxy_ssl_verify on;\n  # proxy_ssl_verify off;\n}\n',
        },
        {
          path: 'haproxy.cfg',
          text: 'backend app\n  server app1 10.0.0.5:443 ssl verify required ca-file /etc/ssl/ca.pem\n',
        },
      ],
    },
    about: 'implementation',
    judge: () => notApplicable,
  },
  {
    id: 'tls/hsts-not-inherited',
    title: 'HSTS header is lost in a location',
    severity: 'low',
    cwe: [319, 16],
    owasp: ['A02:2025'],
    what: 'An nginx server sets Strict-Transport-Security, and a location in it has an add_header of its own: nginx then inherits none of the headers of the server there.',
    why: 'Answers from that location do not tell browsers to stay with HTTPS. Where it is the first page that people open, the first request can be read and changed.',
    fix: 'Repeat add_header Strict-Transport-Security in the location, or set add_header_inherit merge (nginx 1.29.3 and later).',
    tags: ['tls', 'configuration', 'http'],
    version: 1,
    references: [
      'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header',
      'https://www.rfc-editor.org/rfc/rfc6797',
    ],
    examples: {
      hit: [
        {
          path: 'nginx.conf',
          text: 'server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  add_header Strict-Transport-Security "max-age=63072000" always;\n  location /static/ {\n    add_header Cache-Control "public";\n  }\n}\n',
        },
      ],
      ok: [
        {
          path: 'nginx.conf',
          text: 'server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  add_header Strict-Transport-Security "max-age=63072000" always;\n  location /static/ {\n    add_header Cache-Control "public";\n    add_header Strict-Transport-Security "max-age=63072000" always;\n  }\n  location / {\n    expires 1h;\n  }\n}\n',
        },
      ],
    },
    about: 'implementation',
    judge: () => notApplicable,
  },
  {
    id: 'tls/upstream-not-verified',
    title: 'The server behind is not verified',
    severity: 'low',
    cwe: [295],
    owasp: ['A07:2025', 'A02:2025'],
    what: 'nginx passes requests to another machine over TLS (proxy_pass https://…), and proxy_ssl_verify, which is off by default, is not set. Said only where no include could set it.',
    why: 'Whoever can answer for that machine in the network gets the requests, with cookies and passwords in them.',
    fix: 'Set proxy_ssl_verify on with proxy_ssl_trusted_certificate, and proxy_ssl_server_name on where the other side needs the name.',
    tags: ['tls', 'configuration', 'client'],
    version: 1,
    references: [
      'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_verify',
      'https://cwe.mitre.org/data/definitions/295.html',
    ],
    examples: {
      hit: [
        {
          path: 'nginx.conf',
          text: 'http {\n  include mime.types;\n  server {\n    listen 443 ssl;\n    location / { proxy_pass https://ledger.internal:8443; }\n  }\n}\n',
        },
      ],
      ok: [
        {
          path: 'nginx.conf',
          text: 'http {\n  proxy_ssl_verify on;\n  server {\n    listen 443 ssl;\n    location / { proxy_pass https://ledger.internal:8443; }\n    location /a { proxy_pass https://127.0.0.1:8443; }\n  }\n}\n',
        },
        {
          path: 'conf.d/shop.conf',
          text: 'server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  location / { proxy_pass https://ledger.internal:8443; }\n}\n',
          why: 'the file that includes this one may set it',
        },
      ],
    },
    about: 'implementation',
    judge: () => notApplicable,
  },
];
