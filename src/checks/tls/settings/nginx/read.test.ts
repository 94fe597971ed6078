import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TlsBlock } from '../block.ts';
import { readNginx } from './read.ts';

function blocksOf(text: string): readonly TlsBlock[] {
  return readNginx(text).blocks;
}

function onlyBlock(text: string): TlsBlock {
  const blocks = blocksOf(text).filter((block) =>
    block.scope.some((name) => name.startsWith('server')),
  );
  assert.equal(blocks.length, 1);
  const [block] = blocks;
  assert.ok(block);
  return block;
}

function textAt(text: string, { start, end }: { start: number; end: number }): string {
  return text.slice(start, end);
}

test('versions that are not listed are off, and the directive is the place', () => {
  const text = 'server { listen 443 ssl; ssl_protocols TLSv1 TLSv1.2; }';
  const { versions } = onlyBlock(text);
  assert.deepEqual(versions?.value, {
    SSLv2: false,
    SSLv3: false,
    'TLS1.0': true,
    'TLS1.1': false,
    'TLS1.2': true,
    'TLS1.3': false,
  });
  assert.equal(versions && textAt(text, versions.span), 'ssl_protocols TLSv1 TLSv1.2');
});

test('a server inherits from http what it does not say itself', () => {
  const block = onlyBlock(
    'http { ssl_ciphers HIGH; ssl_protocols TLSv1.2; server { listen 443 ssl; ssl_protocols TLSv1.3; } }',
  );
  assert.equal(block.ciphers?.value, 'HIGH');
  assert.deepEqual(block.ciphers?.scope, ['http']);
  assert.equal(block.versions?.value?.['TLS1.2'], false);
  assert.equal(block.versions?.value?.['TLS1.3'], true);
});

test('what an include of the server may set is not inherited', () => {
  const block = onlyBlock(
    'http { ssl_ciphers HIGH; server { listen 443 ssl; include snippets/ssl.conf; } }',
  );
  assert.equal(block.ciphers, undefined);
  assert.equal(block.order, undefined);
});

test('comments and quoted text are not directives', () => {
  const block = onlyBlock(`server { listen 443 ssl; # ssl_protocols SSLv3;
    add_header X "; ssl_protocols SSLv3;"; ssl_ciphers "a b # c"; }`);
  assert.equal(block.versions, undefined);
  assert.equal(block.ciphers?.value, 'a b # c');
});

test('variables and templates cannot be told', () => {
  for (const value of [
    '$ciphers',
    '${CIPHERS}',
    '{{ ciphers }}',
    '<%= @ciphers %>',
    '__CIPHERS__',
  ]) {
    const block = onlyBlock(
      `server { listen 443 ssl; ssl_ciphers ${value}; ssl_protocols ${value}; }`,
    );
    assert.ok(block.ciphers !== undefined, value);
    assert.equal(block.ciphers.value, undefined, value);
    assert.equal(block.versions?.value, undefined, value);
  }
});

test('statements of a template engine are passed over', () => {
  const block = onlyBlock(
    '{% for site in sites %}server { listen 443 ssl; {% set x = 1 %}ssl_protocols TLSv1.2;{# note #} }{% endfor %}',
  );
  assert.equal(block.versions?.value?.['TLS1.2'], true);
});

test('what a template has in a branch cannot be told, and a whole server in one can', () => {
  const branches = [
    '{% if old %}ssl_protocols TLSv1;{% else %}ssl_protocols TLSv1.2;{% endif %}',
    '{{- if .Old }} ssl_protocols TLSv1; {{- else }} ssl_protocols TLSv1.2; {{ end }}',
    '{{#if old}} ssl_protocols TLSv1; {{/if}}',
    '<% if @old -%> ssl_protocols TLSv1; <% end %>',
    'ssl_protocols {% if old %}TLSv1{% else %}TLSv1.2{% endif %};',
    'ssl_protocols {{ if .Old }}TLSv1{{ end }} TLSv1.2;',
  ];
  for (const branch of branches) {
    const { versions, ciphers } = onlyBlock(
      `server { listen 443 ssl; ${branch} ssl_ciphers HIGH; }`,
    );
    assert.ok(versions !== undefined, branch);
    assert.equal(versions.value, undefined, branch);
    assert.equal(ciphers?.value, 'HIGH', branch);
  }
  const whole = onlyBlock(
    '{{ if .TLS }} server { listen 443 ssl; ssl_protocols TLSv1; } {{ end }}',
  );
  assert.equal(whole.versions?.value?.['TLS1.0'], true);
});

test('a server without TLS is no block, unless it sets TLS directives', () => {
  assert.deepEqual(blocksOf('server { listen 80; }'), []);
  assert.equal(blocksOf('server { listen 80; ssl_protocols SSLv3; }').length, 1);
  assert.equal(blocksOf('ssl_protocols SSLv3;').length, 1);
});

test('the default order is known only where nothing is out of view', () => {
  assert.equal(onlyBlock('http { server { listen 443 ssl; } }').order?.value, 'client');
  assert.equal(onlyBlock('server { listen 443 ssl; }').order, undefined);
  assert.equal(onlyBlock('http { include x; server { listen 443 ssl; } }').order, undefined);
  const text = 'http { ssl_prefer_server_ciphers on; server { listen 443 ssl; } }';
  assert.equal(onlyBlock(text).order?.value, 'server');
});

test('commands for OpenSSL are read by their names', () => {
  const block = onlyBlock(`server { listen 443 ssl;
    ssl_conf_command Ciphersuites TLS_AES_256_GCM_SHA384;
    ssl_conf_command MinProtocol TLSv1.1;
    ssl_conf_command Options UnsafeLegacyRenegotiation,Compression; }`);
  assert.equal(block.ciphersuites?.value, 'TLS_AES_256_GCM_SHA384');
  assert.equal(block.versions?.value?.['TLS1.0'], false);
  assert.equal(block.versions?.value?.['TLS1.1'], true);
  assert.equal(block.insecureRenegotiation?.value, true);
  assert.equal(block.compression?.value, true);
});

test('sessions, early data, stapling and client certificates', () => {
  const block =
    onlyBlock(`server { listen 443 quic; ssl_session_tickets off; ssl_session_timeout 1d12h;
    ssl_early_data on; ssl_stapling on; ssl_verify_client optional_no_ca; ssl_ecdh_curve X25519:prime256v1; }`);
  assert.equal(block.tickets?.value, false);
  assert.equal(block.sessionSeconds?.value, 129_600);
  assert.equal(block.earlyData?.value, true);
  assert.equal(block.stapling?.value, true);
  assert.equal(block.clientCertificate?.value, 'optional');
  assert.equal(block.groups?.value, 'X25519:prime256v1');
});

test('HSTS is missing only where nothing out of view can send it', () => {
  const missing = [
    'http { server { listen 443 ssl; root /srv; } }',
    'server { listen 443 ssl; add_header X-Frame-Options DENY; root /srv; }',
  ];
  for (const text of missing) assert.equal(onlyBlock(text).hsts?.value, null, text);
  const unknown = [
    'server { listen 443 ssl; root /srv; }',
    'http { server { listen 443 ssl; location / { proxy_pass http://app; } } }',
    'http { server { listen 443 ssl; include headers.conf; } }',
    'http { server { listen 443 ssl; location / { include headers.conf; } } }',
    'http { server { listen 443 ssl; return 301 https://www.shop.example$request_uri; } }',
    'stream { server { listen 443 ssl; } }',
    'http { server { listen 443 ssl; location / { header_filter_by_lua_block { x = {} } } } }',
  ];
  for (const text of unknown) assert.equal(onlyBlock(text).hsts, undefined, text);
});

test('HSTS of http is lost in a server with headers of its own', () => {
  const http = 'add_header Strict-Transport-Security "max-age=1";';
  const inherits = onlyBlock(`http { ${http} server { listen 443 ssl; } }`);
  assert.equal(inherits.hsts?.value, 'max-age=1');
  const loses = onlyBlock(`http { ${http} server { listen 443 ssl; add_header X y; } }`);
  assert.equal(loses.hsts?.value, null);
});

test('a location with headers of its own loses HSTS of the server', () => {
  assert.deepEqual(rules(server('location /a { location /a/b { add_header X y; } }')), [
    'tls/hsts-not-inherited',
  ]);
  assert.deepEqual(rules(server('location / { expires 1h; }')), []);
  assert.deepEqual(rules(server('location / { add_header X y; include h.conf; }')), []);
  assert.deepEqual(rules(server('add_header_inherit merge; location / { add_header X y; }')), []);
});

test('a redirect is told from the server for port 80 with the same name', () => {
  assert.equal(redirect(plain('return 301 https://$host$request_uri;')), true);
  assert.equal(redirect(plain('location / { return 308 https://a.example; }')), true);
  assert.equal(redirect(plain('root /srv;')), false);
  assert.equal(redirect(plain('location / { proxy_pass http://app; }')), undefined);
  assert.equal(redirect(plain('include x.conf;')), undefined);
  assert.equal(redirect(tlsServer), undefined);
  assert.equal(redirect('server { listen 80; listen 443 ssl; root /srv; }'), false);
});

test('connections to servers behind that nobody verifies', () => {
  const { remarks } = readNginx(
    'http { location / { proxy_ssl_verify off; grpc_ssl_verify on; } }',
  );
  assert.deepEqual(
    remarks.map(({ ruleId, scope }) => [ruleId, scope]),
    [['tls/verification-off', ['http', 'location /']]],
  );
});

test('blocks of Lua are passed over, with the braces in them', () => {
  const block = onlyBlock(`server { listen 443 ssl;
    content_by_lua_block { local t = { a = { 1 } } ssl_protocols = 'SSLv3'; }
    ssl_protocols TLSv1.2; }`);
  assert.equal(block.versions?.value?.SSLv3, false);
});

test('blocks in each other by the ten thousand end well', () => {
  const { blocks } = readNginx(
    `${'a {'.repeat(10_000)}${'}'.repeat(10_000)} server { listen 443 ssl; }`,
  );
  assert.equal(blocks.length, 1);
});

const tlsServer = 'server { listen 443 ssl; server_name a.example; }';

function plain(rest: string): string {
  return `${tlsServer} server { listen [::]:80; server_name a.example; ${rest} }`;
}

function redirect(text: string): boolean | undefined {
  return onlyBlock(text).redirect?.value;
}

function server(location: string): string {
  return `server { listen 443 ssl; add_header Strict-Transport-Security "max-age=1"; ${location} }`;
}

function rules(text: string): readonly string[] {
  return readNginx(text).remarks.map((each) => each.ruleId);
}
