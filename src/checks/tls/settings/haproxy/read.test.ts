import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valuesOf } from '../values-of.ts';
import { readHaproxy } from './read.ts';

const whole = `global
  ssl-default-bind-ciphers HIGH:!aNULL # all
  ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256
  ssl-default-bind-options ssl-min-ver TLSv1.0 no-tls-tickets
  ssl-default-bind-curves X25519:P-256
  tune.ssl.default-dh-param 1024

frontend www
  bind :80
  bind :443 ssl crt /etc/haproxy/a.pem alpn h2,http/1.1
  redirect scheme https code 301 unless { ssl_fc }
  http-response set-header Strict-Transport-Security "max-age=300"

frontend strict
  bind :8443 ssl crt a.pem ssl-min-ver TLSv1.2 ciphers ECDHE+AESGCM verify required ca-file ca.pem allow-0rtt

backend app
  server one 10.0.0.1:443 ssl verify none
  server two 10.0.0.2:443 ssl verify required ca-file ca.pem
`;

test('a bind line has the defaults of global where it says nothing', () => {
  const [first] = readHaproxy(whole).blocks;
  assert.deepEqual(first?.scope, ['frontend www']);
  assert.deepEqual(first.ciphers?.scope, ['global']);
  assert.deepEqual(valuesOf(first), {
    ciphers: 'HIGH:!aNULL',
    ciphersuites: 'TLS_AES_128_GCM_SHA256',
    versions: {
      SSLv2: false,
      SSLv3: false,
      'TLS1.0': true,
      'TLS1.1': true,
      'TLS1.2': true,
      'TLS1.3': true,
    },
    tickets: false,
    groups: 'X25519:P-256',
    dhBits: 1024,
    order: 'server',
    alpn: ['h2', 'http/1.1'],
    hsts: 'max-age=300',
    redirect: true,
  });
});

test('words of a bind line go before those of global', () => {
  const second = readHaproxy(whole).blocks[1];
  assert.equal(second?.versions?.value?.['TLS1.1'], false);
  assert.equal(second?.ciphers?.value, 'ECDHE+AESGCM');
  assert.equal(second?.clientCertificate?.value, 'required');
  assert.equal(second?.earlyData?.value, true);
});

test('servers behind that nobody verifies are pointed to by the word', () => {
  const { remarks } = readHaproxy(whole);
  assert.equal(remarks.length, 1);
  const [remark] = remarks;
  assert.equal(remark && whole.slice(remark.span.start, remark.span.end), 'verify none');
  assert.match(remark?.message ?? '', /server one$/);
});

test('no-… and force-… words are versions too', () => {
  assert.deepEqual(versions('no-sslv3 no-tlsv10'), { SSLv3: false, 'TLS1.0': false });
  assert.deepEqual(versions('force-tlsv12'), {
    SSLv2: false,
    SSLv3: false,
    'TLS1.0': false,
    'TLS1.1': false,
    'TLS1.2': true,
    'TLS1.3': false,
  });
  assert.equal(versions('ssl-min-ver "${MIN}"'), undefined);
});

test('what a template has in a branch cannot be told', () => {
  const [block] = readHaproxy(`global
{% if old %}
  ssl-default-bind-ciphers ALL
{% endif %}
  ssl-default-bind-curves P-256
frontend a
  bind :443 ssl crt x {% if old %}ssl-min-ver TLSv1.0{% endif %}
`).blocks;
  assert.deepEqual(block && valuesOf(block), {
    ciphers: undefined,
    groups: 'P-256',
    versions: undefined,
    order: 'server',
  });
});

test('global alone is judged where the file has no bind line', () => {
  const { blocks } = readHaproxy('global\n ssl-default-bind-options no-sslv3\n');
  assert.deepEqual(
    blocks.map(({ scope }) => scope),
    [['global']],
  );
});

function versions(words: string): unknown {
  return readHaproxy(`frontend a\n bind :443 ssl crt x ${words}\n`).blocks[0]?.versions?.value;
}
