import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { rankOf } from '../rollout/sample.ts';
import { testDatabases } from '../store/tests/databases.ts';
import { testService, type TestService } from './tests/service.ts';

const DAY_MS = 86_400_000;

interface Sent {
  readonly product?: string;
  readonly branch?: string;
  /** Paths, each of one finding; its rule is the part before the slash. */
  readonly paths: readonly string[];
  readonly days?: number;
}

for (const kind of testDatabases()) {
  describe(`what the console asks, on ${kind.name}`, () => {
    let service: TestService;
    before(async () => {
      service = await testService(kind);
    });
    after(() => service.stop());
    beforeEach(() => service.database.query('truncate products cascade'));

    const send = async ({ product = 'shop', branch = 'main', paths, days = 0 }: Sent) => {
      const query = new URLSearchParams({
        product,
        format: 'sarif',
        repository: `example/${product}`,
        branch,
        commit: `${branch}-${days}`,
        default: String(branch === 'main'),
      });
      const url = `/v1/runs?${query.toString()}`;
      const answer = await service.ask({
        method: 'POST',
        url,
        as: 'pipeline',
        body: JSON.stringify(sarif(paths, days)),
      });
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
    };
    const get = async (url: string) => {
      const answer = await service.ask({ url, as: 'security' });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer.body;
    };
    const levels = async (query = ''): Promise<readonly string[]> =>
      (await get(`/v1/standing?${query}`)).products.map(
        ({ name, threat }: { name: string; threat: { level: number } }) =>
          `${name} ${threat.level}`,
      );

    test('products stand in order of threat: what nothing examined first, by pages that meet', async () => {
      await send({ product: 'calm', paths: [] });
      await send({ product: 'bad', paths: ['critical/a.ts', 'low/b.ts'] });
      await send({ product: 'old', paths: [], days: 45 });
      await service.database.query(
        `insert into products (name, exposure) values ('new', 'internet')`,
      );
      assert.deepEqual(await levels(), ['new 5', 'bad 4', 'old 3', 'calm 1']);
      const first = await get('/v1/standing?limit=2');
      assert.deepEqual(await levels(`limit=2&cursor=${first.next}`), ['old 3', 'calm 1']);
      assert.deepEqual(await levels('order=name'), ['bad 4', 'calm 1', 'new 5', 'old 3']);
      assert.deepEqual(await levels('text=AL'), ['calm 1']);
      assert.deepEqual(first.products[1].open, [1, 0, 0, 1, 0]);
    });

    test('a product says what was examined of it, and of no other product', async () => {
      await send({ paths: ['high/a.ts'] });
      await send({ product: 'other', paths: ['critical/a.ts'] });
      const page = await get('/v1/standing/shop');
      assert.equal(page.outcome, 'pass');
      assert.equal(page.threat.level, 3);
      assert.deepEqual(
        page.parts.map(
          (part: { source: string; repository: string }) => `${part.source} ${part.repository}`,
        ),
        ['tool example/shop'],
      );
      const token = await service.token('viewer', 'other');
      assert.equal((await service.ask({ url: '/v1/standing/shop', token })).status, 404);
      const seen = await service.ask({ url: '/v1/standing', token });
      assert.deepEqual(
        seen.body.products.map(({ name }: { name: string }) => name),
        ['other'],
      );
    });

    test('what is suppressed or waived threatens nobody', async () => {
      await send({ paths: ['critical/a.ts', 'medium/b.ts'] });
      await service.database.query(`update findings set effect = 'waived' where severity = 4`);
      assert.deepEqual(await levels(), ['shop 2']);
    });

    const trend = async (query: string) =>
      (await get(`/v1/trend?product=shop&${query}`)).days.map(
        (day: { opened: number; fixed: number; open: number }) => [day.opened, day.fixed, day.open],
      );

    test('the trend tells of each day what came, what went and what was left', async () => {
      await send({ paths: ['high/a.ts', 'low/b.ts'], days: 3 });
      await send({ paths: ['high/a.ts', 'high/c.ts'], days: 1 });
      await send({ branch: 'feature', paths: ['high/d.ts'], days: 1 });
      assert.deepEqual(await trend('days=5'), [
        [0, 0, 0],
        [2, 0, 2],
        [0, 0, 2],
        [1, 1, 2],
        [0, 0, 2],
      ]);
      assert.deepEqual(await trend('days=2&severity=3'), [
        [1, 0, 2],
        [0, 0, 2],
      ]);
    });

    test('findings are found by each part of a filter, and counted by what they have in common', async () => {
      await send({ paths: ['high/a.ts', 'high/b.ts', 'low/A_%.ts'] });
      const found = async (query: string) =>
        (await get(`/v1/findings?${query}`)).findings.map(({ path }: { path: string }) => path);
      assert.deepEqual(await found('text=a_%25'), ['low/A_%.ts']);
      assert.deepEqual(await found('text=HIGH/b'), ['high/b.ts']);
      assert.deepEqual(await found('check=tool&severity=3'), ['high/a.ts', 'high/b.ts']);
      assert.deepEqual(await found('check=too'), []);
      assert.deepEqual(await found('effect=blocks'), []);
      assert.deepEqual(await found('repository=example/shop&rule=tool/low'), ['low/A_%.ts']);
      const [{ id, fingerprint }] = (await get('/v1/findings?rule=tool/low')).findings;
      assert.deepEqual(await found(`fingerprint=${fingerprint}`), ['low/A_%.ts']);
      await judge(id, 'developer');
      assert.deepEqual(await found('judged=true'), ['low/A_%.ts']);
      assert.deepEqual(await found('judged=false&severity=3'), ['high/a.ts', 'high/b.ts']);
      const groups = async (by: string) => (await get(`/v1/findings/groups?by=${by}`)).groups;
      assert.deepEqual(await groups('rule'), [
        { key: 'tool/high', count: 2, worst: 3 },
        { key: 'tool/low', count: 1, worst: 1 },
      ]);
      assert.deepEqual(await groups('product'), [{ key: 'shop', count: 3, worst: 3 }]);
    });

    const judge = async (id: number, as: 'developer' | 'owner') => {
      const answer = await service.ask({
        method: 'POST',
        url: `/v1/findings/${id}/verdicts`,
        as,
        body: { verdict: 'not-useful' },
      });
      assert.equal(answer.status, 201);
    };
    const queue = async (as: 'developer' | 'owner') =>
      (await service.ask({ url: '/v1/triage?product=shop', as })).body;

    test('triage asks about what changes brought, in the order of chance, and nobody twice', async () => {
      await send({ paths: ['high/old.ts'], days: 2 });
      const names = Array.from({ length: 12 }, (_, index) => `high/new${index}.ts`);
      await send({ paths: ['high/old.ts', ...names], days: 1 });
      const { findings } = await get('/v1/findings?text=new');
      const inOrder = findings
        .toSorted(
          (a: { fingerprint: string }, b: { fingerprint: string }) =>
            rankOf('lockstep', a.fingerprint) - rankOf('lockstep', b.fingerprint),
        )
        .map(({ id }: { id: number }) => id);
      assert.deepEqual(await queue('developer'), { findings: inOrder, waiting: 12 });
      await judge(inOrder[0], 'developer');
      assert.deepEqual((await queue('developer')).findings, inOrder.slice(1));
      // Of findings that one person judged, a tenth is asked about a second time: of somebody else.
      for (const id of inOrder.slice(1)) await judge(id, 'developer');
      assert.deepEqual(await queue('developer'), { findings: [], waiting: 0 });
      const doubles = findings
        .filter(
          ({ fingerprint }: { fingerprint: string }) =>
            rankOf('lockstep second', fingerprint) < 0.1,
        )
        .map(({ id }: { id: number }) => id);
      assert.deepEqual((await queue('owner')).findings.toSorted(), doubles.toSorted());
    });

    test('advice is what lockstep explain says, of its own rules only', async () => {
      const advice = await get('/v1/advice?rule=code/sql-injection');
      assert.match(advice.fix, /parameter/u);
      const foreign = await service.ask({ url: '/v1/advice?rule=tool/high', as: 'viewer' });
      assert.equal(foreign.status, 404);
    });
  });
}

const SEVERITIES = { critical: '9.8', high: '7.5', medium: '5.3', low: '3.1' };

function sarif(paths: readonly string[], days: number): object {
  const driver = {
    name: 'Tool',
    rules: Object.entries(SEVERITIES).map(([id, severity]) => ({
      id,
      properties: { 'security-severity': severity },
    })),
  };
  const endTimeUtc = new Date(Date.now() - days * DAY_MS).toISOString();
  return {
    version: '2.1.0',
    runs: [
      {
        tool: { driver },
        invocations: [{ executionSuccessful: true, endTimeUtc }],
        results: paths.map((uri) => ({
          ruleId: uri.split('/')[0],
          message: { text: `found in ${uri}` },
          locations: [
            { physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } },
          ],
        })),
      },
    ],
  };
}
