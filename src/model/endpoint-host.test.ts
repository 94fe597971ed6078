import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { endpointName, parseEndpointName, readHost } from './endpoint-host.ts';

describe('hosts', () => {
  test('are written in one way', () => {
    const hosts: Readonly<Record<string, string>> = {
      'Shop.Example': 'shop.example',
      'shop.example.': 'shop.example',
      'bücher.example': 'xn--bcher-kva.example',
      localhost: 'localhost',
      'db_1.internal': 'db_1.internal',
      '192.0.2.1': '192.0.2.1',
      '[2001:DB8::1]': '2001:db8::1',
      '::1': '::1',
    };
    for (const [text, host] of Object.entries(hosts)) {
      const reading = readHost(text);
      assert.equal('host' in reading ? reading.host : reading.what, host);
    }
  });

  test('are nothing that hides another host or acts on a terminal', () => {
    for (const text of [
      '',
      '.',
      'a..b',
      '-a.example',
      'a b',
      'user@shop.example',
      'shop.example/x',
      '0x7f.1',
      '127.1',
      '\uFF11\uFF12\uFF17.0.0.1',
      '2130706433',
      '1.2.3.4.5',
      'fe80::1%lo',
      'a\u001b[2J',
      'a\u202Eb.example.',
      `${'a'.repeat(64)}.example`,
      `${'a.'.repeat(130)}b`,
      'shop.example:443',
      '[::1',
    ]) {
      const reading = readHost(text);
      assert.ok(!('host' in reading), `${JSON.stringify(text)} gives ${JSON.stringify(reading)}`);
    }
  });

  test('stay as they are when read again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.ipV6(), fc.string()), (text) => {
        const reading = readHost(text);
        if ('host' in reading) assert.deepEqual(readHost(reading.host), reading);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe('the name of an endpoint', () => {
  test('says what is asked: place, protocol, and another name than the host', () => {
    assert.equal(
      endpointName({ host: 'shop.example', port: 443, serverName: 'shop.example' }),
      'shop.example:443',
    );
    assert.equal(
      endpointName({ host: 'mail.example', port: 25, starttls: 'smtp' }),
      'mail.example:25/smtp',
    );
    assert.equal(
      endpointName({ host: '10.0.0.7', port: 443, serverName: 'shop.example' }),
      '10.0.0.7:443#shop.example',
    );
    assert.equal(endpointName({ host: '::1', port: 8443 }), '[::1]:8443');
  });

  test('can be read back, and nothing else can', () => {
    for (const name of [
      'shop.example:443',
      'mail.example:25/smtp',
      '10.0.0.7:443#shop.example',
      '[::1]:8443',
      '10.0.0.7:25/smtp#mail.example',
    ]) {
      const place = parseEndpointName(name);
      assert.ok(place !== undefined, name);
      assert.equal(endpointName(place), name);
    }
    for (const name of [
      '',
      'shop.example',
      'Shop.example:443',
      'shop.example:70000',
      'shop.example:443/http',
      'shop.example:443#shop.example',
      'a b:1',
      ':443',
      'shop.example:0443',
    ]) {
      assert.equal(parseEndpointName(name), undefined, name);
    }
  });
});
