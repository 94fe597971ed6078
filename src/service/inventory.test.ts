import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { keepSight, type EndpointSight } from '../store/endpoints.ts';
import { testDatabases } from '../store/tests/databases.ts';
import { runSchedules } from './schedules/run-schedules.ts';
import { testService, type Answered, type TestService } from './tests/service.ts';

/** Seen on a day of May, without a change. */
function sight(day: number, more: Partial<EndpointSight> = {}): EndpointSight {
  return {
    state: 'observed',
    observedAt: `2026-05-${String(day).padStart(2, '0')}T03:00:00.000Z`,
    grade: 'A',
    certificateEndsAt: '2027-01-01T00:00:00.000Z',
    drift: [],
    doubts: [],
    observation: undefined,
    ...more,
  };
}

for (const kind of testDatabases()) {
  describe(`the inventory on ${kind.name}`, () => {
    let service: TestService;
    before(async () => {
      service = await testService(kind);
    });
    beforeEach(() => service.database.query('truncate products cascade'));
    after(() => service.stop());

    const ask = (
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      url: string,
      body?: object,
    ): Promise<Answered> => service.ask({ method, url, as: 'admin', body });
    const addEndpoint = async (host: string, product = 'shop'): Promise<number> =>
      (await ask('POST', '/v1/endpoints', { product, host })).body.id;
    const see = (id: number, seen: EndpointSight): Promise<void> =>
      service.database.transaction((transaction) => keepSight(transaction, id, seen));
    const hosts = async (query: string, token?: string): Promise<readonly string[]> => {
      const url = `/v1/endpoints${query}`;
      const { body } = await service.ask(
        token === undefined ? { url, as: 'admin' } : { url, token },
      );
      return body.endpoints.map(({ host }: { host: string }) => host);
    };

    const run = (now: string): Promise<number> =>
      runSchedules(service.database, async () => undefined, new Date(now));

    test('how an endpoint was seen is a period until something of it changes', async () => {
      const id = await addEndpoint('a.example');
      const none = await ask('GET', `/v1/endpoints/${id}/history`);
      assert.deepEqual(none.body.periods, []);
      await see(id, sight(1));
      await see(id, sight(2));
      await see(id, sight(3, { state: 'unreachable', grade: '?', doubts: ['it is silent'] }));
      await see(id, sight(4, { grade: 'B', drift: ['offers TLS 1.0'] }));
      await see(id, sight(5, { grade: 'B' }));
      await see(id, sight(6, { grade: 'B', drift: ['another key'] }));
      const { body } = await ask('GET', `/v1/endpoints/${id}/history`);
      assert.deepEqual(
        body.periods.map(
          (each: { since: string; until: string; times: number; grade: string; drift: string[] }) =>
            `${each.since.slice(8, 10)}-${each.until.slice(8, 10)} ${each.times} ${each.grade} ${each.drift.join()}`,
        ),
        ['06-06 1 B another key', '04-05 2 B offers TLS 1.0', '03-03 1 null ', '01-02 2 A '],
      );
      assert.deepEqual(body.periods[2].doubts, ['it is silent']);
      const first = await ask('GET', `/v1/endpoints/${id}/history?limit=3`);
      const rest = await ask('GET', `/v1/endpoints/${id}/history?cursor=${first.body.next}`);
      assert.deepEqual([first.body.periods.length, rest.body.periods.length], [3, 1]);
      const now = await ask('GET', `/v1/endpoints/${id}`);
      assert.deepEqual([now.body.grade, now.body.drift], ['B', ['another key']]);
    });

    test('endpoints in the order that is asked for, page by page; what is not known comes first', async () => {
      const grades: Readonly<Record<string, readonly [grade: string, end: string | undefined]>> = {
        'a.example': ['A-', '2026-09-01T00:00:00Z'],
        'b.example': ['F', '2027-09-01T00:00:00Z'],
        'c.example': ['A+', '2026-08-01T00:00:00Z'],
        'd.example': ['?', undefined],
        'e.example': ['T', '2026-07-01T00:00:00Z'],
        'f.example': ['A', '2028-01-01T00:00:00Z'],
        'g.example': ['B', '2026-10-01T00:00:00Z'],
      };
      for (const [host, [grade, certificateEndsAt]] of Object.entries(grades)) {
        await see(await addEndpoint(host), sight(1, { grade, certificateEndsAt }));
      }
      await addEndpoint('new.example', 'other');
      const orders = {
        worst: 'd new e b g a f c',
        expiry: 'd new e c a g b f',
        name: 'new a b c d e f g',
      };
      for (const [order, expected] of Object.entries(orders)) {
        const seen: string[] = [];
        let cursor = '';
        do {
          const url = `/v1/endpoints?order=${order}&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`;
          const { body } = await ask('GET', url);
          seen.push(...body.endpoints.map(({ host }: { host: string }) => host.split('.')[0]));
          cursor = body.next ?? '';
        } while (cursor !== '');
        assert.equal(seen.join(' '), expected, order);
      }
      assert.deepEqual(await hosts('?product=other'), ['new.example']);
      const token = await service.token('viewer', 'other');
      assert.deepEqual(await hosts('', token), ['new.example']);
      assert.deepEqual(await hosts('?product=shop', token), []);
      const foreign = await ask('GET', '/v1/endpoints?product=shop&limit=1');
      const { id } = foreign.body.endpoints[0];
      for (const url of [`/v1/endpoints/${id}`, `/v1/endpoints/${id}/history`]) {
        assert.equal((await service.ask({ url, token })).status, 404);
      }
    });

    for (const [path, body] of [
      ['repositories', { product: 'shop', url: 'http://127.0.0.1:1/shop.git' }],
      ['endpoints', { product: 'shop', host: '127.0.0.1', port: 1 }],
    ] as const) {
      test(`${path}: what is paused keeps its schedule, and is not examined by it`, async () => {
        const { id } = (await ask('POST', `/v1/${path}`, body)).body;
        const listed = async (): Promise<{ schedule: string; paused: boolean; dueAt: unknown }> =>
          (await ask('GET', `/v1/${path}`)).body[path][0];
        assert.equal(await run('2026-01-10T12:00:00Z'), 0);
        assert.notEqual((await listed()).dueAt, null);
        const { schedule } = await listed();
        await ask('PATCH', `/v1/${path}/${id}`, { paused: true });
        assert.equal(await run('2026-02-10T12:00:00Z'), 0);
        assert.equal(await run('2026-03-10T12:00:00Z'), 0);
        assert.deepEqual(
          [(await listed()).schedule, (await listed()).paused, (await listed()).dueAt],
          [schedule, true, null],
        );
        await ask('PATCH', `/v1/${path}/${id}`, { paused: false });
        assert.equal(await run('2026-03-10T12:00:00Z'), 0);
        assert.equal(await run('2026-03-12T12:00:00Z'), 1);
      });

      test(`${path}: a change that names a version overwrites nothing that others have changed`, async () => {
        const { id } = (await ask('POST', `/v1/${path}`, body)).body;
        const [{ version }] = (await ask('GET', `/v1/${path}`)).body[path];
        const change = (changes: object): Promise<Answered> =>
          ask('PATCH', `/v1/${path}/${id}`, changes);
        assert.equal((await change({ schedule: '0 5 * * *', version })).status, 200);
        const late = await change({ schedule: '0 6 * * *', version });
        assert.equal(late.status, 409);
        assert.match(late.body.detail, /changed it since you opened it/u);
        const [now] = (await ask('GET', `/v1/${path}`)).body[path];
        assert.equal(now.schedule, '0 5 * * *');
        assert.equal((await change({ schedule: '0 6 * * *', version: now.version })).status, 200);
        assert.equal((await change({ schedule: '0 7 * * *' })).status, 200);
      });
    }

    test('what people are and what a channel is told is not overwritten unseen', async () => {
      const invited = await ask('POST', '/v1/users', { name: 'ada', grants: [] });
      await ask('POST', '/v1/channels', {
        name: 'chat',
        kind: 'webhook',
        url: 'http://127.0.0.1:1/x',
      });
      const [channel] = (await ask('GET', '/v1/channels')).body.channels;
      const [{ version }] = (await ask('GET', '/v1/users')).body.users;
      const rows: readonly (readonly [url: string, version: string, changes: object])[] = [
        [`/v1/users/${invited.body.id}`, version, { grants: [{ role: 'viewer' }] }],
        [`/v1/channels/${channel.id}`, channel.version, { severity: 'high' }],
      ];
      for (const [url, seen, changes] of rows) {
        assert.equal((await ask('PATCH', url, { ...changes, version: seen })).status, 200, url);
        assert.equal((await ask('PATCH', url, { ...changes, version: seen })).status, 409, url);
      }
      await ask('DELETE', `/v1/channels/${channel.id}`);
    });

    test('a problem names the field that it is about', async () => {
      const rows: readonly (readonly [method: 'POST' | 'PATCH', url: string, object, string])[] = [
        ['POST', '/v1/repositories', { product: 'shop', url: '/etc' }, 'url'],
        ['POST', '/v1/repositories', { product: 'shop', url: 'x', schedule: 'never' }, 'url'],
        ['POST', '/v1/repositories', { url: 'x' }, 'product'],
        ['POST', '/v1/endpoints', { product: 'shop', host: 'a', schedule: 'never' }, 'schedule'],
        ['POST', '/v1/endpoints', { product: 'shop', host: 'a', port: 70_000 }, 'port'],
        ['POST', '/v1/group-roles', { group: 'g', role: 'viewer', product: 'none' }, 'product'],
        ['POST', '/v1/trusts', { name: 't', issuer: 'ftp:x', conditions: { a: 'b' } }, 'issuer'],
        ['POST', '/v1/users', { name: '', grants: [] }, 'name'],
      ];
      for (const [method, url, body, field] of rows) {
        const answer = await ask(method, url, body);
        assert.ok(answer.status >= 400 && answer.status < 500, url);
        assert.equal(answer.body.field, field, `${url} ${JSON.stringify(answer.body)}`);
      }
      assert.equal((await ask('GET', '/v1/endpoints/1')).body.field, undefined);
    });
  });
}
