import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Endpoint } from '../../model/endpoint.ts';
import { ConnectionGate } from './gate.ts';
import { GuardedNetwork } from './guarded-network.ts';
import { ToyNetwork } from './tests/toy-network.ts';

const endpoint: Endpoint = {
  name: 'shop.example:443',
  host: 'shop.example',
  port: 443,
  serverName: 'shop.example',
  zone: 'public',
  profile: 'intermediate',
};

function guard(
  addresses: readonly string[],
  options: { readonly asksOthers?: boolean; readonly isPublic?: boolean } = {},
): { readonly guarded: GuardedNetwork; readonly toy: ToyNetwork } {
  const toy = new ToyNetwork({
    'ocsp.example': ['192.0.2.80'],
    'evil.example': ['169.254.169.254'],
  });
  const limits = { connections: 9, perAddress: 9, perSecond: 99 };
  const guarded = new GuardedNetwork(toy, endpoint, {
    gate: new ConnectionGate(limits, () => 0),
    resolved: { kind: 'resolved', addresses },
    asksOthers: options.asksOthers ?? false,
    isPublic: options.isPublic ?? true,
    signal: toy.signal,
  });
  return { guarded, toy };
}

async function kindOf(guarded: GuardedNetwork, address: string): Promise<string> {
  return (await guarded.dial(address, 443, 1_000)).kind;
}

describe('the network of a scan', () => {
  test('leads to the addresses of the endpoint and to no other', async () => {
    const { guarded, toy } = guard(['192.0.2.1', '2001:db8::1']);
    assert.equal(await kindOf(guarded, '192.0.2.1'), 'connected');
    assert.equal(await kindOf(guarded, '2001:db8::1'), 'connected');
    assert.equal(await kindOf(guarded, '192.0.2.2'), 'failed');
    assert.deepEqual(toy.dialled, ['192.0.2.1:443', '2001:db8::1:443']);
    assert.deepEqual([...guarded.refused.keys()], ['192.0.2.2']);
  });

  test('never leads to a metadata service, though the name resolves to it', async () => {
    for (const address of [
      '169.254.169.254',
      '::ffff:169.254.169.254',
      'fd00:ec2::254',
      '0.0.0.0',
    ]) {
      const { guarded, toy } = guard([address, '192.0.2.1']);
      assert.deepEqual(await guarded.resolve('shop.example'), {
        kind: 'resolved',
        addresses: ['192.0.2.1'],
      });
      assert.equal(await kindOf(guarded, address), 'failed');
      const request = {
        address,
        port: 80,
        scheme: 'http',
        host: 'a',
        path: '/',
        timeoutMs: 1,
      } as const;
      assert.equal((await guarded.http(request)).kind, 'failed');
      assert.deepEqual(toy.dialled, []);
      assert.ok(guarded.refused.has(address));
    }
  });

  test('believes what the name resolved to before the scan, whatever it would say now', async () => {
    const { guarded } = guard(['192.0.2.1']);
    for (let n = 0; n < 3; n++) {
      assert.deepEqual(await guarded.resolve('shop.example'), {
        kind: 'resolved',
        addresses: ['192.0.2.1'],
      });
    }
    assert.equal((await guarded.resolve('ocsp.example')).kind, 'failed');
  });

  test('asks others only when told to, and never inwards from the internet', async () => {
    const { guarded } = guard(['192.0.2.1'], { asksOthers: true });
    assert.equal((await guarded.resolve('ocsp.example')).kind, 'resolved');
    assert.equal((await guarded.resolve('evil.example')).kind, 'failed');
    assert.equal(await kindOf(guarded, '192.0.2.80'), 'connected');
    assert.equal(await kindOf(guarded, '10.0.0.1'), 'failed');
    assert.equal(await kindOf(guarded, '127.0.0.1'), 'failed');
    const inside = guard(['10.0.0.1'], { asksOthers: true, isPublic: false }).guarded;
    assert.equal(await kindOf(inside, '10.0.0.2'), 'connected');
    assert.equal(await kindOf(inside, '169.254.169.254'), 'failed');
  });

  test('closes at its end what the scan left open', async () => {
    const { guarded, toy } = guard(['192.0.2.1']);
    await guarded.dial('192.0.2.1', 443, 1_000);
    const second = await guarded.dial('192.0.2.1', 443, 1_000);
    if (second.kind === 'connected') second.connection.close();
    assert.equal(toy.open, 1);
    guarded.end();
    assert.equal(toy.open, 0);
  });
});
