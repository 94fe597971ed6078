import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatAddress, isLoopback, isPrivate, parseAddress, refusalOf } from './address.ts';

describe('addresses', () => {
  test('are read and written in their one form', () => {
    const forms: Readonly<Record<string, string>> = {
      '127.0.0.1': '127.0.0.1',
      '::1': '::1',
      '2001:DB8:0:0:0:0:0:1': '2001:db8::1',
      '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
      '::ffff:192.0.2.1': '::ffff:c000:201',
      '1:0:0:2:0:0:0:3': '1:0:0:2::3',
      '::': '::',
    };
    for (const [text, form] of Object.entries(forms)) {
      assert.equal(formatAddress(parseAddress(text) ?? []), form, text);
    }
  });

  test('are nothing else: no zone, no short or octal forms', () => {
    for (const text of [
      '1.2.3',
      '01.2.3.4',
      '256.1.1.1',
      'fe80::1%eth0',
      '1::2::3',
      ':1',
      '1:2:3:4:5:6:7',
      '1.2.3.4:5',
      '::1.2.3',
      '',
    ]) {
      assert.equal(parseAddress(text), undefined, text);
    }
  });

  test('round trip, and are those that Node takes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ maxLength: 20 })), (text) => {
        const bytes = parseAddress(text);
        assert.equal(bytes !== undefined, isIPv4(text) || isIPv6(text), text);
        if (bytes !== undefined) assert.deepEqual(parseAddress(formatAddress(bytes)), bytes);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test('of metadata services, link-local, multicast and the like are refused, however they are written', () => {
    for (const address of [
      '169.254.169.254',
      '::ffff:169.254.169.254',
      '::169.254.169.254',
      '64:ff9b::a9fe:a9fe',
      '2002:a9fe:a9fe::1',
      'fd00:ec2::254',
      'fd20:ce::254',
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
      'fe80::1',
      'febf::1',
      '0.0.0.0',
      '0.1.2.3',
      '::',
      '::ffff:0.0.0.0',
      '224.0.0.1',
      '239.255.255.255',
      'ff02::1',
      '255.255.255.255',
      '240.0.0.1',
      'shop.example',
    ]) {
      assert.notEqual(refusalOf(address), undefined, address);
    }
  });

  test('of machines are not refused', () => {
    for (const address of [
      '127.0.0.1',
      '::1',
      '10.0.0.1',
      '192.168.1.1',
      '192.0.2.1',
      '100.100.100.201',
      'fd00:ec2::253',
      'fec0::1',
      '2001:db8::1',
    ]) {
      assert.equal(refusalOf(address), undefined, address);
    }
  });

  test('know what is loopback and what is private', () => {
    assert.ok(isLoopback('127.8.9.1') && isLoopback('::1') && isLoopback('::ffff:127.0.0.1'));
    assert.ok(!isLoopback('10.0.0.1') && !isLoopback('localhost'));
    for (const address of ['10.1.1.1', '172.31.0.1', '192.168.0.1', '100.64.0.1', 'fd12::1']) {
      assert.ok(isPrivate(address), address);
    }
    assert.ok(!isPrivate('172.32.0.1') && !isPrivate('8.8.8.8') && !isPrivate('2001:db8::1'));
  });
});
