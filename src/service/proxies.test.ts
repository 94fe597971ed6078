import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testDatabases } from '../store/tests/databases.ts';
import { testService, type TestService } from './tests/service.ts';

const [kind] = testDatabases();
const PROXY = '10.0.0.1';

describe('who asks through a proxy', () => {
  let service: TestService;
  before(async () => {
    if (kind !== undefined) service = await testService(kind, { proxies: ['10.0.0.0/24'] });
  });
  after(() => service.stop());

  /** Guesses a token, once more than is suffered from one address. */
  async function guess(from: string, forwardedFor: string): Promise<number> {
    let status = 0;
    for (let count = 0; count <= 60; count += 1) {
      const headers = { 'x-forwarded-for': forwardedFor };
      ({ status } = await service.ask({
        url: '/v1/products',
        token: 'lockstep_no',
        from,
        headers,
      }));
    }
    return status;
  }

  test('is told by the header of a proxy that is believed, and shares no limit with others', async () => {
    assert.equal(await guess(PROXY, '203.0.113.1'), 429);
    const other = { url: '/v1/products', token: 'lockstep_no', from: PROXY };
    const headers = { 'x-forwarded-for': '203.0.113.2' };
    assert.equal((await service.ask({ ...other, headers })).status, 401);
    // What a client put before it counts for nothing.
    const forged = { 'x-forwarded-for': '203.0.113.3, 203.0.113.1' };
    assert.equal((await service.ask({ ...other, headers: forged })).status, 429);
  });

  test('is told by the address of anybody else, whatever the header says', async () => {
    assert.equal(await guess('198.51.100.1', '203.0.113.4'), 429);
    const headers = { 'x-forwarded-for': '203.0.113.5' };
    const asked = { url: '/v1/products', token: 'lockstep_no', from: '198.51.100.1', headers };
    assert.equal((await service.ask(asked)).status, 429);
  });
});
