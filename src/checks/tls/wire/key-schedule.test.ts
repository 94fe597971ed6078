import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import test from 'node:test';
import { hex } from './bytes.ts';
import {
  applicationSecrets,
  deriveSecret,
  earlySecret,
  expandLabel,
  handshakeSecrets,
  hashOf,
} from './key-schedule.ts';

/** RFC 8448 §3, "Simple 1-RTT Handshake". */
const vector = {
  shared: '8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d',
  helloHash: '860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8',
  early: '33ad0a1c607ec03b09e6cd9893680ce210adf300aa1f2660e1b22e10f170f92a',
  derived: '6f2615a108c702c5678f54fc9dbab69716c076189c48250cebeac3576c3611ba',
  handshake: '1dc826e93606aa6fdc0aadc12f741b01046aa6b99f691ed221a9f0ca043fbeac',
  client: 'b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21',
  server: 'b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38',
  serverKey: '3fce516009c21727d0f2e4e86ee403bc',
  serverIv: '5d313eb2671276ee13000b30',
  master: '18df06843d13a08bf2a449844c5f8a478001bc4d4c627984d5a41da8d0402919',
};

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'hex');
}

test('the key schedule gives the secrets of RFC 8448', () => {
  const early = earlySecret('sha256');
  assert.equal(hex(early), vector.early);
  assert.equal(hex(deriveSecret('sha256', early, 'derived', hashOf('sha256'))), vector.derived);
  const secrets = handshakeSecrets('sha256', early, bytes(vector.shared), bytes(vector.helloHash));
  assert.equal(hex(secrets.handshake), vector.handshake);
  const { master } = applicationSecrets('sha256', secrets.handshake, bytes(vector.helloHash));
  assert.equal(hex(master), vector.master);
  const secret = bytes(vector.server);
  const none = new Uint8Array();
  assert.equal(hex(expandLabel({ hash: 'sha256', secret }, 'key', none, 16)), vector.serverKey);
  assert.equal(hex(expandLabel({ hash: 'sha256', secret }, 'iv', none, 12)), vector.serverIv);
  assert.equal(hex(secrets.client), vector.client);
  assert.equal(hex(secrets.server), vector.server);
});
