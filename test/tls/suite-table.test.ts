import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { suiteByCode } from '../../src/checks/tls/tables/suites.ts';
import { lacksPrograms } from './programs.ts';

const wordsOfOpenssl: Readonly<Record<string, string>> = {
  any: 'any',
  RSA: 'rsa',
  DH: 'dhe',
  ECDH: 'ecdhe',
  PSK: 'psk',
  DHEPSK: 'dhe-psk',
  ECDHEPSK: 'ecdhe-psk',
  RSAPSK: 'rsa-psk',
  SRP: 'srp',
};

const skip = lacksPrograms('openssl');

// oxlint-disable-next-line complexity -- one row is compared, column by column
test('codes, names, key exchange and key length are those that OpenSSL has', { skip }, () => {
  const list = ['ciphers', '-V', '-stdname', 'ALL:COMPLEMENTOFALL:eNULL:@SECLEVEL=0'];
  const output = execFileSync('openssl', list, { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const line =
    /0x(..),0x(..) - (\S+) +- (\S+) .*Kx=(\S+) +Au=(\S+) +Enc=([^(\s]+)(?:\((\d+)\))? +Mac=(\S+)/gu;
  let count = 0;
  for (const match of output.matchAll(line)) {
    const [, high = '', low = '', name, openssl, kx = '', au, enc, bits, mac] = match;
    const suite = suiteByCode(Number.parseInt(high + low, 16));
    const where = `${high}${low} ${name}`;
    assert.equal(suite?.name, name, where);
    assert.equal(suite?.openssl, openssl, where);
    assert.equal(suite?.keyExchange, wordsOfOpenssl[kx], where);
    const effective = enc === '3DES' ? '112' : (bits ?? '0');
    assert.equal(String(suite?.bits), effective, where);
    assert.equal(suite?.mac === 'aead', mac === 'AEAD', where);
    assert.equal(suite?.authentication === 'none', au === 'None', where);
    count += 1;
  }
  assert.ok(count > 100, `${count} compared`);
});
