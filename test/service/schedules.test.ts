import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import tls from 'node:tls';
import { plainCredentials } from '../tls/credentials.ts';
import { commitAll, put, runGit } from '../../src/io/tests/temp-tree.ts';
import { testDatabases } from '../../src/store/tests/databases.ts';
import { startGitServer, type GitServer } from '../../src/service/repositories/tests/git-server.ts';
import { testService, type Answered, type TestService } from '../../src/service/tests/service.ts';
import { runSchedules } from '../../src/service/schedules/run-schedules.ts';

const VULNERABLE = `const { exec } = require('child_process');
require('express')().get('/', (req, res) => exec('ls ' + req.query.name));
`;
const TOKEN = ['tk', 'n0t-a-real-0ne', 'y'].join('_');
const POLICY = 'version: 1\nproduct: shop\nrules: { "code/command-injection": block }\n';
const DAY_MS = 86_400_000;

/** A service, and what is asked of it as an administrator. */
class Inventory {
  readonly service: TestService;
  readonly url: string;

  constructor(service: TestService, url: string) {
    this.service = service;
    this.url = url;
  }

  ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<Answered> {
    return this.service.ask({ method, url, as: 'admin', body });
  }

  /** Adds a repository. */
  add(more: object = {}): Promise<Answered> {
    const body = { product: 'shop', url: this.url, credentials: 'bot', ...more };
    return this.ask('POST', '/v1/repositories', body);
  }

  /** The list that is asked for. */
  // oxlint-disable-next-line no-explicit-any -- tests look into answers freely
  async list(url: string): Promise<any> {
    return Object.values((await this.ask('GET', url)).body)[0];
  }

  /** Waits for a scan, by its events. */
  // oxlint-disable-next-line no-explicit-any -- tests look into answers freely
  async ended(scan: string): Promise<any> {
    await this.service.app.inject({
      url: `/v1/scans/${scan}/events`,
      headers: { authorization: `Bearer ${await this.service.token('viewer')}` },
    });
    return (await this.ask('GET', `/v1/scans/${scan}`)).body;
  }
}

async function portOf(server: tls.Server): Promise<number> {
  if (!server.listening) await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

for (const kind of testDatabases()) {
  describe(`schedules on ${kind.name}`, () => {
    let service: TestService;
    let inventory: Inventory;
    before(async () => {
      service = await testService(kind);
      // Nobody answers there: a scan of it has failed at once.
      inventory = new Inventory(service, 'http://127.0.0.1:1/shop.git');
    });
    beforeEach(() => service.database.query('truncate products cascade'));
    after(() => service.stop());

    const run = (now: Date): Promise<number> =>
      runSchedules(service.database, async () => undefined, now);

    test('a scan that is asked for while one runs is that one', async () => {
      const { body } = await inventory.add({ url: 'http://127.0.0.1:1/x' });
      const asked = await Promise.all(
        [1, 2, 3].map(() => inventory.ask('POST', `/v1/repositories/${body.id}/scan`)),
      );
      assert.equal(new Set(asked.map((each) => each.body.scan)).size, 1);
      await inventory.ended(asked[0]?.body.scan);
      const later = await inventory.ask('POST', `/v1/repositories/${body.id}/scan`);
      assert.notEqual(later.body.scan, asked[0]?.body.scan);
    });

    test('what is due is begun once, in whichever process; what was missed is not made up for', async () => {
      const { body } = await inventory.add({ schedule: '0 2 * * *', timeZone: 'Europe/Berlin' });
      const start = new Date('2026-01-10T12:00:00Z');
      assert.equal(await run(start), 0);
      const [planned] = await inventory.list('/v1/repositories');
      const due = new Date(planned.dueAt);
      assert.ok(planned.dueAt >= '2026-01-11T01:00:00' && planned.dueAt < '2026-01-11T01:30:00');
      assert.equal(await run(new Date(due.getTime() - 1)), 0);
      const at = new Date(due.getTime() + 5 * DAY_MS);
      const begun = await Promise.all([run(at), run(at), run(at)]);
      assert.deepEqual(begun.toSorted(), [0, 0, 1]);
      const [after5] = await inventory.list('/v1/repositories');
      assert.equal(after5.dueAt, new Date(due.getTime() + 6 * DAY_MS).toISOString());
      assert.equal((await service.database.query('select id from scans')).length, 1);
      await inventory.ask('PATCH', `/v1/repositories/${body.id}`, { schedule: '' });
      assert.equal(await run(new Date(at.getTime() + 9 * DAY_MS)), 0);
    });

    test('300 repositories with one schedule are spread, and those of a zone that is gone stop nobody', async () => {
      await service.database.query(`insert into products (name) values ('many')`);
      await service.database.query(
        `insert into repositories (product_id, url, branch, is_default, checks, credentials, schedule, time_zone, created_by)
         select p.id, 'https://git.invalid/' || n, '', true, '{}', '', '0 2 * * *', case n when 1 then 'Gone/Zone' else 'UTC' end, 'test'
         from products p, generate_series(1, 300) n where p.name = 'many'`,
      );
      assert.equal(await run(new Date('2026-01-10T12:00:00Z')), 0);
      const rows = await service.database.query<{ minute: string; count: number }>(
        `select date_trunc('minute', due_at)::text as minute, count(*) from repositories where time_zone = 'UTC' group by 1`,
      );
      assert.equal(rows.length, 30);
    });

    test('who has one product names no secret of all, and moves none elsewhere', async () => {
      const owner = await service.token('owner', 'shop');
      const as = (method: 'POST' | 'PATCH', url: string, body: object): Promise<Answered> =>
        service.ask({ method, url, token: owner, body });
      const url = 'https://git.example/shop.git';
      assert.equal(
        (await as('POST', '/v1/repositories', { product: 'shop', url, credentials: 'bot' })).status,
        403,
      );
      assert.equal((await as('POST', '/v1/repositories', { product: 'shop', url })).status, 201);
      assert.equal((await as('POST', '/v1/repositories', { product: 'shop', url })).status, 409);
      assert.equal((await as('POST', '/v1/repositories', { product: 'other', url })).status, 404);
      const { body } = await inventory.add();
      const change = (changes: object): Promise<Answered> =>
        as('PATCH', `/v1/repositories/${body.id}`, changes);
      assert.equal((await change({ schedule: '0 4 * * *' })).status, 200);
      assert.equal((await change({ url: 'https://evil.example/x' })).status, 403);
      assert.equal((await change({ credentials: '' })).status, 200);
      assert.equal((await change({ credentials: 'bot' })).status, 403);
    });

    test('addresses, branches and schedules that are none are refused with the reason', async () => {
      const rows: readonly (readonly [object, RegExp])[] = [
        [{ url: 'ext::sh -c x' }, /url: /u],
        [{ url: '--upload-pack=x' }, /url: /u],
        [{ url: '/etc' }, /url: /u],
        [{ url: 'https://user:token@git.example/x' }, /--git-credentials/u],
        [{ branch: '--upload-pack=x' }, /branch: /u],
        [{ schedule: 'hourly' }, /schedule: /u],
        [{ schedule: '* * * * *' }, /more often/u],
        [{ timeZone: 'Berlin' }, /schedule: /u],
      ];
      for (const [more, pattern] of rows) {
        const { status, body } = await inventory.add(more);
        assert.equal(status, 422, JSON.stringify(more));
        assert.match(body.detail, pattern);
      }
      assert.equal((await inventory.add({ credentials: '../x' })).status, 400);
      assert.equal((await inventory.add({ checks: ['tls'] })).status, 400);
    });
  });
}

describe('what is examined by a schedule', () => {
  let folder: string;
  let work: string;
  let server: GitServer;
  let service: TestService;
  let inventory: Inventory;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'lockstep-schedules-'));
    server = await startGitServer(path.join(folder, 'served'), { login: `bot:${TOKEN}` });
    const secret = server.origin.replace('://', `://bot:${TOKEN}@`);
    put(folder, 'secrets/bot', secret);
    work = path.join(folder, 'work');
    put(work, 'src/app.js', VULNERABLE);
    put(work, 'lockstep.yaml', POLICY);
    runGit(work, 'init', '-q', '-b', 'main');
    push('first');
    const [kind] = testDatabases().toReversed();
    assert.ok(kind !== undefined);
    service = await testService(kind, { git: { credentials: path.join(folder, 'secrets') } });
    inventory = new Inventory(service, `${server.origin}/shop.git`);
  });
  beforeEach(() => service.database.query('truncate products cascade'));
  after(async () => {
    await service.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function push(message: string): void {
    commitAll(work, message);
    const bare = path.join(folder, 'served', 'shop.git');
    rmSync(bare, { recursive: true, force: true });
    runGit(work, 'clone', '-q', '--bare', work, bare);
  }
  // oxlint-disable-next-line no-explicit-any -- tests look into answers freely
  const scanned = async (id: number): Promise<any> =>
    inventory.ended((await inventory.ask('POST', `/v1/repositories/${id}/scan`)).body.scan);

  test('a repository is examined by its own policy, as the run of a pipeline would be stored', async () => {
    const { status, body } = await inventory.add();
    assert.equal(status, 201);
    const scan = await scanned(body.id);
    assert.equal(
      `${scan.state} ${scan.exitCode} ${scan.report} ${scan.detail}`,
      'finished 1 null ',
    );
    const stored = (await inventory.ask('GET', `/v1/runs/${scan.runId}`)).body;
    assert.deepEqual(
      [stored.product, stored.repository, stored.branch, stored.source, stored.outcome],
      ['shop', `${server.origin}/shop.git`, 'main', 'lockstep', 'block'],
    );
    assert.equal(stored.commit, runGit(work, 'rev-parse', 'HEAD'));
    const gate = await inventory.ask('GET', `/v1/gate?product=shop&commit=${stored.commit}`);
    assert.equal(gate.body.outcome, 'block');
    // An endpoint that a repository names is not connected to.
    const listener = tls.createServer({}).on('connection', () => assert.fail('connected to'));
    const port = await portOf(listener.listen(0, '127.0.0.1'));
    put(work, 'lockstep.yaml', `${POLICY}endpoints: [{ host: 127.0.0.1, port: ${port} }]\n`);
    push('with an endpoint');
    const again = (await inventory.ask('GET', `/v1/runs/${(await scanned(body.id)).runId}`)).body;
    assert.deepEqual(again.counts, {
      new: 0,
      existing: stored.counts.new,
      moved: 0,
      fixed: 0,
      reopened: 0,
    });
    listener.close();
    const [listed] = await inventory.list('/v1/repositories?product=shop');
    assert.equal(listed.lastScan.state, 'finished');
    assert.ok(listed.examinedAt >= listed.lastScan.createdAt);
  });

  test('what cannot be fetched has failed, with its reason and without a secret: it is not examined', async () => {
    const { body } = await inventory.add({ branch: 'nowhere' });
    const scan = await scanned(body.id);
    assert.equal(
      `${scan.state} ${scan.detail}`,
      'failed it cannot be fetched: it has no branch of that name',
    );
    const [listed] = await inventory.list('/v1/repositories');
    assert.equal(`${listed.lastScan.state} ${listed.examinedAt}`, 'failed null');
    assert.deepEqual(await inventory.list('/v1/runs?product=shop'), []);
    const everything = await service.database.query(
      'select row_to_json(s)::text from scans s union all select row_to_json(r)::text from repositories r union all select row_to_json(a)::text from audit a',
    );
    assert.ok(!JSON.stringify(everything).includes(TOKEN));
    await inventory.ask('PATCH', `/v1/repositories/${body.id}`, {
      branch: 'main',
      credentials: '',
    });
    assert.match((await scanned(body.id)).detail, /wants credentials/u);
  });

  test('an endpoint is examined daily: its grade, its certificate, what has changed, what cannot be told', async () => {
    const first = plainCredentials('ecdsa');
    const listen = async (minVersion: 'TLSv1.2' | 'TLSv1.3', port: number): Promise<tls.Server> => {
      const made = tls.createServer({ cert: first.chain, key: first.key, minVersion }, (socket) =>
        socket.end(),
      );
      made.on('tlsClientError', () => undefined).listen(port, '127.0.0.1');
      await once(made, 'listening');
      return made;
    };
    const old = await listen('TLSv1.2', 0);
    const port = await portOf(old);
    const added = await inventory.ask('POST', '/v1/endpoints', {
      product: 'shop',
      host: '127.0.0.1',
      port,
    });
    assert.equal(added.status, 201);
    // oxlint-disable-next-line no-explicit-any -- tests look into answers freely
    const examined = async (): Promise<any> => {
      const now = new Date();
      const [{ dueAt }] = await inventory.list('/v1/endpoints');
      await runSchedules(service.database, service.send, dueAt === null ? now : new Date(dueAt));
      const [{ lastScan }] = await inventory.list('/v1/endpoints');
      if (lastScan === null) return examined();
      const scan = await inventory.ended(lastScan.id);
      assert.equal(scan.state, 'finished', scan.detail);
      return (await inventory.list('/v1/endpoints'))[0];
    };
    const seen = await examined();
    assert.equal(seen.schedule, '0 3 * * *');
    assert.match(seen.grade, /^[A-FT?][+-]?$/u);
    const left = Date.parse(seen.certificateEndsAt) - Date.now();
    assert.ok(left > 57 * DAY_MS && left < 60 * DAY_MS);
    assert.deepEqual(seen.drift, []);
    const stored = (await inventory.ask('GET', `/v1/runs/${seen.lastScan.runId}`)).body;
    assert.deepEqual(
      [stored.source, stored.repository, stored.branch],
      ['tls', `127.0.0.1:${port}`, 'live'],
    );
    old.close();
    const other = await listen('TLSv1.3', port);
    const changed = await examined();
    assert.ok(
      changed.drift.some((each: string) => each.includes('1.2')),
      changed.drift.join(),
    );
    other.close();
    const gone = await examined();
    assert.equal(gone.state, 'unreachable');
    assert.ok(gone.doubts.length > 0);
    assert.deepEqual([gone.grade, gone.examinedAt], [changed.grade, changed.examinedAt]);
    const last = (await inventory.ask('GET', `/v1/runs/${gone.lastScan.runId}`)).body;
    assert.equal(last.counts.fixed, 0);
    assert.ok(last.incomplete.length > 0);
    assert.equal((await inventory.ask('DELETE', `/v1/endpoints/${added.body.id}`)).status, 204);
    assert.deepEqual(await inventory.list('/v1/endpoints'), []);
  });
});
