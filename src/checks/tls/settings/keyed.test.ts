import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKeyed } from './keyed.ts';
import { valuesOf } from './values-of.ts';

test('ingress-nginx is read from its ConfigMap and from annotations', () => {
  const { blocks, remarks } = readKeyed(`kind: ConfigMap
data:
  ssl-protocols: "TLSv1 TLSv1.2" # tills
  ssl-ciphers: 'HIGH:!aNULL'
---
metadata:
  annotations:
    nginx.ingress.kubernetes.io/ssl-ciphers: AES128-SHA
    nginx.ingress.kubernetes.io/proxy-ssl-verify: "off"
    nginx.ingress.kubernetes.io/proxy-ssl-protocols: "TLSv1"
`);
  const [protocols, ciphers, annotation] = blocks.map(valuesOf);
  assert.equal(JSON.stringify(protocols).includes('"TLS1.0":true'), true);
  assert.deepEqual(ciphers, { ciphers: 'HIGH:!aNULL' });
  assert.deepEqual(annotation, { ciphers: 'AES128-SHA' });
  assert.equal(blocks.length, 3);
  assert.deepEqual(
    remarks.map(({ facts }) => facts),
    [['proxy-ssl-verify: off']],
  );
});

test('the lowest version of Envoy is told for both sides', () => {
  const { blocks } = readKeyed(`- "@type": type.googleapis.com/x.DownstreamTlsContext
  common_tls_context:
    tls_params: 
      tls_minimum_protocol_version: TLSv1_1
- "@type": type.googleapis.com/x.UpstreamTlsContext
  tls_minimum_protocol_version: TLS_AUTO
`);
  assert.deepEqual(
    blocks.map(({ role, versions }) => [
      role,
      versions?.value?.['TLS1.0'],
      versions?.value?.['TLS1.1'],
    ]),
    [
      ['server', false, true],
      ['client', undefined, undefined],
    ],
  );
});

test('programs that are told not to verify', () => {
  const hits = [
    '  insecureSkipVerify: true\n',
    '  "insecureSkipVerify": true,\n',
    'insecure_skip_verify = true\n',
    '  - insecure-skip-tls-verify: true\n',
    '  transport http {\n    tls_insecure_skip_verify\n  }\n',
  ];
  for (const text of hits) assert.equal(readKeyed(text).remarks.length, 1, text);
  const others = [
    '  insecureSkipVerify: false\n',
    '  # insecureSkipVerify: true\n',
    '  insecureSkipVerify:\n    type: boolean\n',
    '  description: set insecureSkipVerify: true for tests\n',
    '  insecureSkipVerify: {{ .Values.insecure }}\n',
  ];
  for (const text of others) assert.equal(readKeyed(text).remarks.length, 0, text);
});
