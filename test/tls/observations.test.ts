import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { tls } from '../../src/checks/tls/index.ts';
import { defaultTlsSettings } from '../../src/model/tls-settings.ts';

/** Recorded by record-observations.ts from servers of the set, whose certificates are self-signed and for `localhost`. */
const selfSigned = 'cert-hostname cert-self-signed';

/** What each is judged as, by the profile `intermediate`: grade, and every rule that fails, without `tls/`. */
const expected: Readonly<Record<string, readonly [grade: string, rules: string]>> = {
  'nginx-good': ['A', `group-not-in-profile no-post-quantum ${selfSigned} hsts-missing`],
  'nginx-dual': ['A', `no-post-quantum ${selfSigned} hsts-missing`],
  'nginx-weak': [
    'F',
    `tls10 tls11 suite-null suite-anonymous suite-cbc suite-not-in-profile no-server-order dh-weak dh-common rsa-key-exchange group-not-in-profile no-post-quantum signature-weak ${selfSigned} hsts-missing`,
  ],
  'nginx-tls10-only': [
    'C',
    `tls10 no-tls12 no-tls13 suite-cbc no-aead suite-not-in-profile rsa-key-exchange group-not-in-profile ${selfSigned} hsts-missing`,
  ],
  'openssl-anonymous': [
    'F',
    'tls10 tls11 no-tls13 suite-null suite-anonymous no-server-order dh-weak dh-common group-not-in-profile hsts-missing no-alpn',
  ],
  'openssl-client-certificate': [
    // Renegotiation cannot be tried without a client certificate, and decides about a grade.
    '?',
    `suite-cbc suite-not-in-profile no-server-order rsa-key-exchange group-not-in-profile no-post-quantum ${selfSigned}`,
  ],
  'node-0.10-heartbleed': [
    'F',
    `sslv2 sslv3 tls10 tls11 no-tls13 suite-rc4 suite-64bit-block suite-cbc no-forward-secrecy suite-not-in-profile rsa-key-exchange renegotiation-client no-extended-master-secret no-fallback-scsv heartbleed ccs-injection ${selfSigned} hsts-missing no-alpn`,
  ],
  'node-0.10': [
    'F',
    `sslv2 sslv3 tls10 tls11 no-tls13 suite-null suite-rc4 suite-weak-key suite-64bit-block suite-cbc no-forward-secrecy suite-not-in-profile rsa-key-exchange renegotiation-client no-extended-master-secret ${selfSigned} hsts-missing no-alpn`,
  ],
  'node-24': [
    'A',
    `suite-cbc suite-not-in-profile group-not-in-profile renegotiation-client ${selfSigned} hsts-missing`,
  ],
};

for (const [id, [grade, rules]] of Object.entries(expected)) {
  test(`what was seen of ${id} is judged again without it, to the same end`, async () => {
    assert.ok(tls.endpoints !== undefined);
    const file = new URL(`observations/${id}.ndjson`, import.meta.url);
    const record = tls.endpoints.parse(JSON.parse(readFileSync(file, 'utf8')), id);
    const [result] = await tls.endpoints.evaluate([record], {
      settings: defaultTlsSettings,
      of: new Map(),
      now: '2026-12-01T00:00:00.000Z',
    });
    assert.equal(result?.summary.grade.letter, grade);
    const found = result?.detections.map(({ ruleId }) => ruleId).toSorted();
    assert.deepEqual(
      found,
      rules
        .split(' ')
        .map((rule) => `tls/${rule}`)
        .toSorted(),
    );
  });
}
