import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { verifyAudit } from '../store/audit.ts';
import { testDatabases } from '../store/tests/databases.ts';
import { revokeToken } from '../store/tokens.ts';
import { readLog } from '../rollout/log/read-log.ts';
import { roles, rolesOfPeople, type Role } from './access.ts';
import { testIssuer, type TestIssuer } from './tests/issuer.ts';
import { MAX_REPORT_BYTES, testService, type Answered, type TestService } from './tests/service.ts';

const RUN = '/v1/runs?product=shop&repository=example/shop&branch=main&commit=c1&default=true';

interface SarifFinding {
  readonly rule: string;
  readonly path: string;
  readonly line?: number;
  readonly text?: string;
}

function sarif(findings: readonly SarifFinding[], tool = 'Semgrep OSS'): object {
  return {
    version: '2.1.0',
    runs: [
      {
        results: findings.map(({ rule, path, line = 1, text = rule }) => ({
          ruleId: rule,
          message: { text },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: path },
                region: { startLine: line, snippet: { text } },
              },
            },
          ],
        })),
        tool: {
          driver: {
            name: tool,
            rules: [
              {
                id: 'sqli',
                properties: {
                  'security-severity': '9.8',
                  tags: ['security', 'external/cwe/cwe-089'],
                },
              },
            ],
          },
        },
      },
    ],
  };
}

function sbom(...names: readonly string[]): string {
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: names.map((name) => ({
      type: 'library',
      name,
      version: '2.14.1',
      purl: `pkg:maven/org.apache.logging.log4j/${name}@2.14.1`,
    })),
  });
}

for (const kind of testDatabases()) {
  describe(`the service on ${kind.name}`, () => {
    let service: TestService;
    before(async () => {
      service = await testService(kind);
    });
    after(() => service.stop());
    beforeEach(() => service.database.query('truncate products cascade'));

    const report = (
      body: unknown,
      {
        url = `${RUN}&format=sarif`,
        headers = {},
      }: { url?: string; headers?: Record<string, string> } = {},
    ): Promise<Answered> =>
      service.ask({ method: 'POST', url, as: 'pipeline', body: asBody(body), headers });
    const send = (subject: string, body: string): Promise<Answered> =>
      service.ask({
        method: 'POST',
        url: `/v1/sboms?product=shop&subject=${subject}`,
        as: 'pipeline',
        body,
        headers: { 'content-type': 'application/json' },
      });
    const places = (more: string, name = 'log4j-core'): Promise<Answered> =>
      service.ask({ url: `/v1/components?name=${name}${more}`, as: 'viewer' });
    const where = async (query: string): Promise<readonly string[]> =>
      (await service.ask({ url: `/v1/components?${query}`, as: 'viewer' })).body.components.map(
        (each: { subject: string; name: string }) => `${each.subject} ${each.name}`,
      );
    const gate = (commit: string): Promise<Answered> =>
      service.ask({ url: `/v1/gate?product=shop&commit=${commit}`, as: 'pipeline' });
    const findings = async (query = 'product=shop'): Promise<readonly { rule: string }[]> =>
      (await service.ask({ url: `/v1/findings?${query}`, as: 'viewer' })).body.findings;

    test('SARIF of another tool is stored, with what its rules say after its results', async () => {
      const answer = await report(
        sarif([
          { rule: 'sqli', path: 'src/a.ts' },
          { rule: 'x', path: 'b.ts' },
        ]),
      );
      assert.equal(answer.status, 201);
      assert.deepEqual(answer.body.counts, {
        new: 2,
        existing: 0,
        moved: 0,
        fixed: 0,
        reopened: 0,
      });
      const [first, second] = (
        await service.ask({ url: '/v1/findings?product=shop', as: 'viewer' })
      ).body.findings;
      assert.equal(
        `${first.rule} ${first.severity} ${first.source}`,
        'semgrep-oss/sqli 4 semgrep-oss',
      );
      assert.equal(`${second.rule} ${second.severity}`, 'semgrep-oss/x 2');
      const page = await service.ask({ url: `/v1/findings/${first.id}`, as: 'viewer' });
      assert.deepEqual(page.body.cwe, [89]);
    });

    test('the same report twice is one run; packed with gzip it is the same', async () => {
      const body = JSON.stringify(sarif([{ rule: 'sqli', path: 'a.ts' }]));
      const first = await report(body);
      const second = await report(gzipSync(body), { headers: { 'content-encoding': 'gzip' } });
      assert.deepEqual([first.status, second.status], [201, 200]);
      assert.equal(first.body.id, second.body.id);
    });

    test('what two tools say of one place is told of each, and merged into none', async () => {
      await report(sarif([{ rule: 'sqli', path: 'a.ts', line: 7 }]));
      await report(sarif([{ rule: 'sqli', path: 'a.ts', line: 8 }], 'Other'));
      const [one] = (await service.ask({ url: '/v1/findings?rule=other/sqli', as: 'viewer' })).body
        .findings;
      const page = await service.ask({ url: `/v1/findings/${one.id}`, as: 'viewer' });
      assert.deepEqual(
        page.body.alsoFoundBy.map(({ source }: { source: string }) => source),
        ['semgrep-oss'],
      );
    });

    test('a verdict survives that the finding goes and comes back', async () => {
      await report(sarif([{ rule: 'sqli', path: 'a.ts' }]));
      const [one] = (await service.ask({ url: '/v1/findings?product=shop', as: 'viewer' })).body
        .findings;
      const given = await service.ask({
        method: 'POST',
        url: `/v1/findings/${one.id}/verdicts`,
        as: 'developer',
        body: { verdict: 'false-positive-wrong', reason: 'a constant' },
      });
      assert.equal(given.status, 201);
      await report(sarif([]), { url: `${RUN}&format=sarif&commit=c2`.replace('commit=c1&', '') });
      assert.equal((await findings('product=shop&state=open')).length, 0);
      await report(sarif([{ rule: 'sqli', path: 'a.ts', line: 40 }]));
      const page = await service.ask({ url: `/v1/findings/${one.id}`, as: 'viewer' });
      assert.equal(page.body.state, 'open');
      assert.deepEqual(
        page.body.events.map((event: { kind: string }) => event.kind),
        ['opened', 'fixed', 'reopened'],
      );
      assert.equal(page.body.verdicts[0].verdict, 'false-positive-wrong');
      assert.equal(page.body.verdicts[0].by, 'token developer');
    });

    test('a verdict given here is a line of the log, and lines of a log can be brought here', async () => {
      await report(sarif([{ rule: 'sqli', path: 'a.ts' }]));
      const [one] = (await service.ask({ url: '/v1/findings?product=shop', as: 'viewer' })).body
        .findings;
      await service.ask({
        method: 'POST',
        url: `/v1/findings/${one.id}/verdicts`,
        as: 'security',
        body: { verdict: 'true-positive-fixed', reason: 'mended' },
      });
      const { payload } = await service.app.inject({
        url: '/v1/log?product=shop',
        headers: { authorization: `Bearer ${await service.token('viewer')}` },
      });
      const { entries, problems } = readLog([{ name: 'log', bytes: Buffer.from(payload) }]);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        entries.map((entry) => (entry.kind === 'verdict' ? entry.verdict : entry.kind)),
        ['run', 'true-positive-fixed'],
      );
      const sent = await service.ask({
        method: 'POST',
        url: '/v1/log?product=shop',
        as: 'security',
        body: `${payload}${payload.slice(payload.indexOf('{"kind":"verdict"')).replace('mended', 'changed')}nonsense\n`,
      });
      assert.deepEqual([sent.body.added, sent.body.known], [0, 2]);
      assert.deepEqual(sent.body.refused, [
        'line 3: changed after it was written',
        'line 4: not JSON',
      ]);
    });

    test('where a package is, is known from SBOMs, as they are now', async () => {
      assert.equal((await send('web', sbom('log4j-core', 'log4j-api'))).body.components, 2);
      assert.equal((await send('api', sbom('log4j-core'))).body.changed, true);
      assert.equal((await send('api', sbom('log4j-core'))).body.changed, false);
      const core = 'org.apache.logging.log4j:log4j-core';
      assert.deepEqual(await where('name=log4j-core'), [`api ${core}`, `web ${core}`]);
      assert.deepEqual(await where('name=log4j-core&version=2.17.0'), []);
      assert.deepEqual(await where('name=%25'.padEnd(11, 'x')), []);
      await send('api', sbom('log4j-api'));
      assert.deepEqual(await where('name=log4j-core'), [`web ${core}`]);
      assert.equal((await send('api', 'nonsense')).status, 422);
    });

    test('where a version is: by the order of its ecosystem, page by page, with how many each product has', async () => {
      for (const [index, version] of ['2.9.0', '2.14.1', '2.17.1', '3.0'].entries()) {
        await send(`s${index}`, sbom('log4j-core').replaceAll('2.14.1', version));
      }
      await send('other', sbom('log4j-api'));
      const below = await places(`&version=${encodeURIComponent('<2.17')}`);
      assert.deepEqual(subjectsOf(below), ['s0', 's1']);
      assert.deepEqual(below.body.products, [{ product: 'shop', subjects: 2 }]);
      assert.deepEqual(subjectsOf(await places('&version=2.14.1')), ['s1']);
      assert.equal((await places(`&version=${encodeURIComponent('<<2')}`)).status, 422);
      const first = await places('&limit=3');
      const second = await places(`&limit=3&cursor=${first.body.next}`);
      assert.deepEqual([subjectsOf(first), subjectsOf(second)], [['s0', 's1', 's2'], ['s3']]);
      assert.equal(second.body.products, undefined);
      const parts = ['log4j', 'org.apache', 'logging', 'core'];
      const found = await Promise.all(parts.map((name) => places('', name)));
      assert.deepEqual(
        found.map(({ body }) => body.components.length),
        [5, 5, 0, 0],
      );
    });

    test('the gate says the worst of all sources, and nothing of a commit that nobody examined', async () => {
      await report(sarif([]));
      const failed = {
        version: '2.1.0',
        runs: [
          {
            invocations: [{ executionSuccessful: false }],
            results: [],
            tool: { driver: { name: 'Broken' } },
          },
        ],
      };
      assert.equal((await gate('c1')).body.outcome, 'pass');
      await report(failed);
      assert.equal((await gate('c1')).body.outcome, 'incomplete');
      assert.equal((await gate('c9')).status, 404);
    });

    test('pages follow one another without a gap', async () => {
      await report(
        sarif(
          Array.from({ length: 7 }, (_, index) => ({
            rule: index % 2 ? 'sqli' : 'x',
            path: `${index}.ts`,
          })),
        ),
      );
      const seen: string[] = [];
      let cursor = '';
      do {
        const url = `/v1/findings?product=shop&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`;
        const { body } = await service.ask({ url, as: 'viewer' });
        seen.push(...body.findings.map((each: { path: string }) => each.path));
        cursor = body.next ?? '';
      } while (cursor !== '');
      assert.equal(seen.length, 7);
      assert.equal(new Set(seen).size, 7);
    });

    test('a token of one product sees and changes nothing of another', async () => {
      await report(sarif([{ rule: 'sqli', path: 'a.ts' }]));
      const [one] = (await service.ask({ url: '/v1/findings?product=shop', as: 'viewer' })).body
        .findings;
      const token = await service.token('owner', 'other');
      const ask = (
        url: string,
        method: 'GET' | 'POST' = 'GET',
        body?: unknown,
      ): Promise<Answered> =>
        service.ask({ method, url, token, ...(body === undefined ? {} : { body }) });
      assert.deepEqual((await ask('/v1/findings')).body.findings, []);
      assert.deepEqual((await ask('/v1/findings?product=shop')).body.findings, []);
      assert.deepEqual((await ask('/v1/runs?product=shop')).body.runs, []);
      assert.deepEqual(
        (await ask('/v1/products')).body.products.map((each: { name: string }) => each.name),
        ['other'],
      );
      assert.equal((await ask(`/v1/findings/${one.id}`)).status, 404);
      assert.equal((await ask('/v1/gate?product=shop&commit=c1')).status, 404);
      const verdict = { verdict: 'unclear', reason: 'x' };
      assert.equal((await ask(`/v1/findings/${one.id}/verdicts`, 'POST', verdict)).status, 404);
      assert.equal(
        (await ask(`${RUN}&format=sarif`, 'POST', JSON.stringify(sarif([])))).status,
        403,
      );
      assert.equal((await ask('/v1/tokens')).status, 403);
    });

    test('a token works until it is revoked; what it is stands nowhere', async () => {
      const admin = await service.token('admin');
      const made = await service.ask({
        method: 'POST',
        url: '/v1/tokens',
        token: admin,
        body: { name: 'ci', role: 'pipeline', days: 1 },
      });
      assert.equal(made.status, 201);
      const { id, token } = made.body;
      assert.equal((await service.ask({ url: '/v1/products', token })).status, 200);
      const rows = await service.database.query(
        'select t::text as text, a::text from tokens t, audit a',
      );
      assert.ok(!JSON.stringify(rows).includes(token.slice('lockstep_'.length)));
      assert.equal(
        (await service.ask({ method: 'DELETE', url: `/v1/tokens/${id}`, token: admin })).status,
        204,
      );
      assert.equal((await service.ask({ url: '/v1/products', token })).status, 401);
      // Another process of the service asks the same database.
      const joined = await kind.join();
      const elsewhere = await service.token('viewer');
      const [held] = await joined.query<{ id: number }>('select max(id) as id from tokens');
      assert.equal((await service.ask({ url: '/v1/products', token: elsewhere })).status, 200);
      assert.ok(await revokeToken(joined, held?.id ?? 0, undefined));
      await joined.close();
      assert.equal((await service.ask({ url: '/v1/products', token: elsewhere })).status, 401);
      assert.deepEqual((await verifyAudit(service.database)).problems, []);
    });

    test('the audit log cannot be changed, and a chain that was changed below is found out', async () => {
      await assert.rejects(
        service.database.query(`update audit set actor = 'nobody'`),
        /only added to/u,
      );
      await assert.rejects(service.database.query('delete from audit'), /only added to/u);
      await assert.rejects(service.database.query('truncate audit'), /only added to/u);
      await service.database.query('alter table audit disable trigger user');
      await service.database.query(`update audit set actor = 'nobody' where number = 1`);
      await service.database.query('alter table audit enable trigger user');
      assert.deepEqual((await verifyAudit(service.database)).problems, ['entry 1 was changed']);
    });

    describe('what is hostile is refused, and leaves nothing', () => {
      const deep = '['.repeat(100_000);
      const cases: readonly (readonly [string, unknown, number, Record<string, string>?])[] = [
        ['no JSON', 'nonsense', 422],
        ['torn JSON', '{"version":"2.1.0","runs":[', 422],
        ['deep JSON', deep, 422],
        ['another document', { hello: 'world' }, 422],
        ['results of the wrong type', { version: '2.1.0', runs: [{ results: [7] }] }, 422],
        ['no tool', { version: '2.1.0', runs: [{ results: [] }] }, 422],
        ['no gzip', 'x', 422, { 'content-encoding': 'gzip' }],
        ['too long', ' '.repeat(MAX_REPORT_BYTES + 1), 413],
        [
          'a gzip bomb',
          gzipSync(Buffer.alloc(MAX_REPORT_BYTES * 20, ' ')),
          413,
          { 'content-encoding': 'gzip' },
        ],
      ];
      for (const [name, body, status, headers] of cases) {
        test(name, async () => {
          const answer = await report(body, headers === undefined ? {} : { headers });
          assert.equal(answer.status, status);
          assert.equal(answer.body.status, status);
          const [row] = await service.database.query<{ count: number }>(
            'select count(*) from products',
          );
          assert.equal(row?.count, 0);
        });
      }
    });

    test('parameters of the wrong kind are told', async () => {
      for (const url of [
        '/v1/findings?limit=0',
        '/v1/findings?limit=x',
        '/v1/findings?severity=9',
        '/v1/findings?cursor=!!',
        '/v1/findings/abc',
        '/v1/findings/99999999999999999999',
        '/v1/runs/not-a-uuid',
        '/v1/gate?product=shop',
      ]) {
        assert.equal((await service.ask({ url, as: 'viewer' })).status, 400, url);
      }
    });
  });
}

describe('who may do what', () => {
  let service: TestService;
  let issuer: TestIssuer;
  before(async () => {
    const [kind] = testDatabases().toReversed();
    assert.ok(kind !== undefined);
    service = await testService(kind);
    issuer = await testIssuer();
    // The first one is deleted below, by way of asking whether one may.
    for (const name of ['deleted', 'ci']) {
      const body = { name, issuer: issuer.url, conditions: { repository: 'example/shop' } };
      const made = await service.ask({ method: 'POST', url: '/v1/trusts', as: 'admin', body });
      assert.equal(made.status, 201);
    }
  });
  after(async () => {
    await service.stop();
    await issuer.stop();
  });

  const everybody: readonly Role[] = roles;
  /** Of each route: who is let in. Everybody else gets 403, and whoever has no token 401. */
  const table: Readonly<Record<string, readonly Role[]>> = {
    'GET /v1/products': everybody,
    'GET /v1/standing': everybody,
    'GET /v1/standing/p': everybody,
    'GET /v1/trend?product=p': everybody,
    'GET /v1/deadlines?product=p': everybody,
    'GET /v1/policies?product=p': everybody,
    'GET /v1/policies/text?product=p&repository=r': everybody,
    'POST /v1/runs?product=p': ['security', 'owner', 'admin', 'pipeline'],
    'GET /v1/runs?product=p': everybody,
    'GET /v1/runs/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f': everybody,
    'GET /v1/findings': everybody,
    'GET /v1/findings/groups?by=rule': everybody,
    'GET /v1/findings/1': everybody,
    'GET /v1/triage?product=p': ['developer', 'security', 'owner', 'admin'],
    'GET /v1/advice?rule=code/sql-injection': everybody,
    'POST /v1/findings/1/verdicts': ['developer', 'security', 'owner', 'admin'],
    'GET /v1/gate?product=p&commit=c': everybody,
    'POST /v1/checks/code': ['developer', 'security', 'owner', 'admin', 'pipeline'],
    'POST /v1/checks/tls': ['developer', 'security', 'owner', 'admin', 'pipeline'],
    'POST /v1/checks/code/archive': ['developer', 'security', 'owner', 'admin', 'pipeline'],
    'GET /v1/scans/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f': everybody,
    'GET /v1/scans/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f/events': everybody,
    'GET /v1/endpoints': everybody,
    'GET /v1/endpoints/1': everybody,
    'GET /v1/endpoints/1/history': everybody,
    'POST /v1/endpoints': ['security', 'owner', 'admin'],
    'PATCH /v1/endpoints/1': ['security', 'owner', 'admin'],
    'DELETE /v1/endpoints/1': ['security', 'owner', 'admin'],
    'GET /v1/repositories': everybody,
    'POST /v1/repositories': ['security', 'owner', 'admin'],
    'PATCH /v1/repositories/1': ['security', 'owner', 'admin'],
    'DELETE /v1/repositories/1': ['security', 'owner', 'admin'],
    'POST /v1/repositories/1/scan': ['developer', 'security', 'owner', 'admin', 'pipeline'],
    'GET /v1/log?product=p': everybody,
    'POST /v1/log?product=p': ['developer', 'security', 'owner', 'admin', 'pipeline'],
    'POST /v1/overrides': ['developer', 'security', 'owner', 'admin'],
    'GET /v1/decisions?product=p': everybody,
    'GET /v1/runs/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f/decisions': everybody,
    'GET /v1/runs/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f/decision': everybody,
    'POST /v1/runs/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f/decision': [
      'security',
      'owner',
      'admin',
      'pipeline',
    ],
    'POST /v1/runs/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f/decision/replay': everybody,
    'GET /v1/rules?product=p': everybody,
    'GET /v1/rules/semgrep%2Fx?product=p': everybody,
    'GET /v1/effect?product=p': everybody,
    'GET /v1/effects': everybody,
    'GET /v1/waivers': everybody,
    'GET /v1/proposals': everybody,
    'GET /v1/proposals/1': everybody,
    'GET /v1/proposals/1/patch': everybody,
    'POST /v1/proposals': ['developer', 'security', 'owner', 'admin'],
    'POST /v1/proposals/1/approve': ['developer', 'security', 'owner'],
    'POST /v1/proposals/1/reject': ['developer', 'security', 'owner'],
    'POST /v1/proposals/1/withdraw': ['developer', 'security', 'owner', 'admin'],
    'GET /v1/agreement?product=p&repository=r': everybody,
    'GET /v1/components?name=log4j': everybody,
    'GET /v1/licences': everybody,
    'GET /v1/advisories': everybody,
    'GET /v1/advisories/in-force': everybody,
    'GET /v1/advisories/in-force/1': everybody,
    'GET /v1/sboms': everybody,
    'POST /v1/sboms?product=p&subject=s': ['security', 'owner', 'admin', 'pipeline'],
    'GET /v1/channels': ['security', 'owner', 'admin'],
    'POST /v1/channels': ['security', 'owner', 'admin'],
    'GET /v1/channels/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f': ['security', 'owner', 'admin'],
    'PATCH /v1/channels/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f': ['security', 'owner', 'admin'],
    'DELETE /v1/channels/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f': ['security', 'owner', 'admin'],
    'POST /v1/channels/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f/test': ['security', 'owner', 'admin'],
    'GET /v1/deliveries': ['security', 'owner', 'admin'],
    'GET /v1/deliveries/1': ['security', 'owner', 'admin'],
    'POST /v1/deliveries/1/retry': ['security', 'owner', 'admin'],
    'GET /v1/changes': everybody,
    'GET /v1/forges': ['admin'],
    'POST /v1/forges': ['admin'],
    'PATCH /v1/forges/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f': ['admin'],
    'DELETE /v1/forges/0b1c9a3e-2b1c-4c58-9a55-0a6b8c7d8e9f': ['admin'],
    'GET /metrics': everybody,
    'POST /auth/sign-out': [],
    'GET /v1/me': everybody,
    'DELETE /v1/me/sessions': [],
    'GET /v1/users': ['admin'],
    'POST /v1/users': ['admin'],
    'PATCH /v1/users/1': ['admin'],
    'DELETE /v1/users/1/sessions': ['admin'],
    'POST /v1/users/1/links': ['admin'],
    'GET /v1/group-roles': ['admin'],
    'POST /v1/group-roles': ['admin'],
    'DELETE /v1/group-roles/1': ['admin'],
    'GET /v1/trusts': ['admin'],
    'POST /v1/trusts': ['admin'],
    'DELETE /v1/trusts/1': ['admin'],
    'GET /v1/tokens': ['admin'],
    'POST /v1/tokens': ['admin'],
    'DELETE /v1/tokens/1': ['admin'],
    'GET /v1/audit': ['admin'],
  };

  /** What a person does with what is their own; a program has no such thing. */
  const ofEverybodySignedIn: readonly string[] = [
    'POST /auth/sign-out',
    'DELETE /v1/me/sessions',
    'GET /v1/tokens',
    'POST /v1/tokens',
    'DELETE /v1/tokens/1',
  ];

  test('the table names every route that is not public', () => {
    const { paths = {} } = service.app.swagger();
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const named = Object.keys(table).map((route) =>
      route
        .replace(/[?].*$/u, '')
        .replace('/rules/semgrep%2Fx', '/rules/{rule}')
        .replace(/\/(?:1|0b1c[0-9a-f-]+)(?=\/|$)/u, '/{id}')
        .replace('/checks/code', '/checks/{check}')
        .replace('/standing/p', '/standing/{product}'),
    );
    assert.deepEqual(
      routes.filter((route) => !/ \/(?:healthz|readyz)$/u.test(route)).toSorted(),
      named.toSorted(),
    );
  });

  for (const [index, [route, allowed]] of Object.entries(table).entries()) {
    test(route, async () => {
      const [word = '', url = ''] = route.split(' ');
      const method = (['POST', 'PATCH', 'DELETE'] as const).find((each) => each === word) ?? 'GET';
      // Each from an address of its own: strangers who ask too often are told to wait.
      const from = `192.0.2.${index}`;
      assert.equal((await service.ask({ method, url, from })).status, 401);
      assert.equal((await service.ask({ method, url, from, token: 'lockstep_wrong' })).status, 401);
      for (const role of roles) {
        const { status } = await service.ask({ method, url, as: role });
        assert.equal(status !== 403, allowed.includes(role), `${role}: ${status}`);
        assert.notEqual(status, 401, role);
        assert.notEqual(status, 500, role);
      }
      for (const role of rolesOfPeople) {
        const session = await service.person({ role });
        const { status } = await service.ask({ method, url, session });
        const isLetIn = allowed.includes(role) || ofEverybodySignedIn.includes(route);
        assert.equal(status !== 403, isLetIn, `a person who is ${role}: ${status}`);
        assert.notEqual(status, 500, role);
      }
      const { status } = await service.ask({ method, url, token: await issuer.sign() });
      assert.equal(status !== 403, allowed.includes('pipeline'), `a pipeline: ${status}`);
      assert.notEqual(status, 401, 'a pipeline');
    });
  }

  test('somebody without a role is told what to do, and sees who they are', async () => {
    const session = await service.person();
    const refused = await service.ask({ url: '/v1/products', session });
    assert.equal(refused.status, 403);
    assert.match(refused.body.detail, /person person-\d+ has no role yet: ask an administrator/u);
    const { status, body } = await service.ask({ url: '/v1/me', session });
    assert.equal(status, 200);
    assert.deepEqual(body.grants, []);
  });

  test('metrics tell requests by route, and nothing that a caller wrote', async () => {
    await service.ask({ url: '/v1/findings?rule=chosen-by-a-caller', as: 'viewer' });
    await service.ask({ url: '/chosen-by-a-caller', as: 'viewer' });
    const { payload } = await service.app.inject({
      url: '/metrics',
      headers: { authorization: `Bearer ${await service.token('viewer')}` },
    });
    assert.match(payload, /_count\{method="GET",route="\/v1\/findings",status="200"\} \d/u);
    assert.match(payload, /lockstep_jobs\{kind="scan",state="waiting"\} 0/u);
    assert.ok(!payload.includes('chosen-by-a-caller'));
  });

  test('who guesses tokens is told to come again later; who has one is answered', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 70; count += 1) {
      statuses.add(
        (await service.ask({ url: '/v1/products', token: `lockstep_${count}`, from: '192.0.2.1' }))
          .status,
      );
    }
    assert.deepEqual([...statuses], [401, 429]);
    const known = { url: '/v1/products', as: 'viewer', from: '192.0.2.1' } as const;
    assert.equal((await service.ask(known)).status, 200);
  });

  test('schema/openapi.json is what the service says of itself', () => {
    const document = `${JSON.stringify(service.app.swagger(), undefined, 2)}\n`;
    if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync('schema/openapi.json', document);
    assert.equal(readFileSync('schema/openapi.json', 'utf8'), document);
  });
});

function subjectsOf({ body }: Answered): readonly string[] {
  return body.components.map(({ subject }: { readonly subject: string }) => subject);
}

function asBody(body: unknown): string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}
