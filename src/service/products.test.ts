import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { put, commitAll, runGit, tempTree } from '../io/tests/temp-tree.ts';
import type { NewLogEntry } from '../model/log-entry.ts';
import { digestOf } from '../policy/canonical-json.ts';
import { makeRecord, type DecisionRecord } from '../policy/record.ts';
import { lineOf, withId } from '../rollout/log/write-entry.ts';
import { rankOf } from '../rollout/sample.ts';
import { testDatabases } from '../store/tests/databases.ts';
import { startGitServer, type GitServer } from './repositories/tests/git-server.ts';
import { lockstepRun, sarifOf } from './tests/reports.ts';
import { testService, type TestService } from './tests/service.ts';

const DAY_MS = 86_400_000;
const policyOf = (more: string): string => `version: 1\nproduct: shop\n${more}`;
const STATED = policyOf(`tier: 2
exposure: internet
parties: { development: [team-shop], security: [appsec] }
checks: [code, secrets]
rules: { code/sql-injection: block, secrets/*: warn }
fix-within: { critical: 7d, high: 30d }
`);
/** By \`team-shop\` and \`appsec\`: in force for so many days yet. */
const waiver = (days: number, pathGlob: string): string => `
  - rule: code/path-traversal
    scope: { path: "${pathGlob}" }
    reason: nobody asks for it
    approved: { development: team-shop, security: appsec }
    expires: ${new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)}`;

const stoppedBuild: Omit<NewLogEntry & { readonly kind: 'run' }, 'at'> = {
  kind: 'run',
  product: 'shop',
  group: '',
  repository: 'example/shop',
  tool: '0.1.0',
  mode: 'since',
  commit: 'c2',
  branch: 'change',
  author: 'ann',
  outcome: 'block',
  decision: '',
  policy: '',
  wallMs: 900,
  files: 3,
  rules: [],
};

interface Sent {
  readonly product?: string;
  readonly repository?: string;
  readonly policy?: string;
  readonly days?: number;
  readonly agreement?: NonNullable<DecisionRecord['policy']['agreement']>;
}

for (const kind of testDatabases()) {
  describe(`products on ${kind.name}`, () => {
    let service: TestService;
    let served: string;
    let git: GitServer;
    before(async () => {
      service = await testService(kind);
      served = mkdtempSync(path.join(tmpdir(), 'lockstep-served-'));
      git = await startGitServer(served);
    });
    after(async () => {
      await service.stop();
      await git.stop();
      rmSync(served, { recursive: true, force: true });
    });
    beforeEach(() => service.database.query('truncate products, users cascade'));

    let commits = 0;
    /** A run of the command line on the default branch, with its record; it finds one thing of high severity. */
    const send = async ({
      product = 'shop',
      repository = `example/${product}`,
      policy = STATED,
      days = 0,
      agreement,
    }: Sent = {}): Promise<string> => {
      commits += 1;
      const now = new Date(Date.now() - days * DAY_MS).toISOString();
      const made = await lockstepRun({ policy, now, commit: `c${commits}` });
      const query = new URLSearchParams({
        product,
        repository,
        branch: 'main',
        commit: `c${commits}`,
        default: 'true',
      });
      const stored = await service.ask({
        method: 'POST',
        url: `/v1/runs?${query.toString()}`,
        as: 'pipeline',
        body: JSON.stringify(made.report),
      });
      assert.equal(stored.status, 201, JSON.stringify(stored.body));
      const record =
        agreement === undefined
          ? made.record
          : makeRecord({ ...made.record, policy: { ...made.record.policy, agreement } });
      const kept = await service.ask({
        method: 'POST',
        url: `/v1/runs/${stored.body.id}/decision`,
        as: 'pipeline',
        body: JSON.stringify(record),
      });
      assert.equal(kept.status, 201, JSON.stringify(kept.body));
      return stored.body.id;
    };
    const get = async (url: string) => {
      const answer = await service.ask({ url, as: 'viewer' });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer.body;
    };
    const names = async (query: string): Promise<readonly string[]> =>
      (await get(`/v1/standing?${query}`)).products.map(({ name }: { name: string }) => name);

    test('a run tells by its policy how critical and how exposed its product is, and what checks it', async () => {
      await send();
      const { products } = await get('/v1/standing');
      const [{ tier, exposure, owners, checks, threat, open, policies }] = products;
      assert.deepEqual([tier, exposure], [2, 'internet']);
      assert.deepEqual(owners, [{ name: 'team-shop', kind: 'party' }]);
      assert.deepEqual(
        [threat.level, threat.sentence],
        [4, 'A high finding is open and the internet can reach the product.'],
      );
      assert.deepEqual(open, [0, 1, 0, 0, 0]);
      assert.deepEqual(
        checks.map(({ check, at }: { check: string; at: string | null }) => [check, at !== null]),
        [
          ['code', true],
          ['secrets', false],
        ],
      );
      const [code, secrets] = checks;
      assert.deepEqual([code.stages.block, code.stages.warn, secrets.stages.observe], [1, 0, 0]);
      assert.ok(code.stages.observe > 10 && secrets.stages.warn > 10);
      assert.deepEqual(policies, { repositories: 1, agreed: 0, latest: null });
    });

    const stands = async () => {
      const { tier, exposure } = await get('/v1/standing/shop');
      return [tier, exposure];
    };

    test('what a policy leaves out is not known, whatever its default; of repositories the most critical counts', async () => {
      await send({ policy: policyOf('exposure: unknown\n') });
      assert.deepEqual(await stands(), [null, null]);
      await send({ repository: 'example/api', policy: policyOf('tier: 3\nexposure: internal\n') });
      assert.deepEqual(await stands(), [3, 'internal']);
      await send({ repository: 'example/web', policy: policyOf('tier: 1\nexposure: partner\n') });
      assert.deepEqual(await stands(), [1, 'partner']);
      await send({ repository: 'example/web', policy: policyOf('tier: 4\n') });
      assert.deepEqual(await stands(), [3, 'internal']);
    });

    test('owners are whom an admin made so, people and groups, and else the party of development', async () => {
      await send();
      await service.person({ role: 'owner', product: 'shop' }, { role: 'viewer' });
      await service.database.query(
        `insert into group_roles (group_name, role, product_id, created_by)
         select 'team shop', 'owner', id, 'test' from products`,
      );
      const { owners } = await get('/v1/standing/shop');
      assert.deepEqual(
        owners.map(({ name, kind: of }: { name: string; kind: string }) => `${of} ${name}`),
        ['group team shop', 'party team-shop', 'person person-1'],
      );
      assert.deepEqual(await names('owner=PERSON-1'), ['shop']);
      assert.deepEqual(await names('owner=nobody'), []);
    });

    test('products are filtered by each part of their state, and put in order, by pages that meet', async () => {
      await send({ product: 'a', policy: policyOf('tier: 3\n') });
      await send({
        product: 'b',
        policy: `${policyOf('tier: 1\n')}waivers:${waiver(3, 'a/**')}${waiver(40, 'b/**')}\n`,
        days: 20,
      });
      await send({ product: 'c', policy: policyOf('') });
      await send({
        product: 'd',
        days: 40,
        policy: `${policyOf('exposure: internal\n')}waivers:${waiver(-2, 'a/**')}\n`,
      });
      await service.database.query(`insert into products (name) values ('e')`);
      const found: Readonly<Record<string, readonly string[]>> = {
        'order=name': ['a', 'b', 'c', 'd', 'e'],
        'order=tier': ['c', 'd', 'e', 'b', 'a'],
        'order=age': ['e', 'd', 'b', 'a', 'c'],
        'order=waivers': ['d', 'b', 'a', 'c', 'e'],
        'order=threat': ['e', 'b', 'a', 'c', 'd'],
        'level=4': ['e', 'b'],
        'order=name&level=4': ['b', 'e'],
        'order=name&tier=1': ['b'],
        'order=name&tier=0': ['c', 'd', 'e'],
        'order=name&exposure=unknown': ['a', 'b', 'c', 'e'],
        'order=name&exposure=internal': ['d'],
        'order=name&lacks=code': ['e'],
        'order=name&lacks=tls': ['a', 'b', 'c', 'd', 'e'],
        'order=name&silent=15': ['b', 'd', 'e'],
        'order=name&waivers=some': ['b', 'd'],
        'order=name&waivers=ending': ['b'],
        'order=name&waivers=expired': ['d'],
        'order=name&agreed=false': ['a', 'b', 'c', 'd', 'e'],
        'order=name&agreed=true': [],
      };
      for (const [query, expected] of Object.entries(found)) {
        assert.deepEqual(await names(query), expected, query);
        const paged = [];
        for (let next = ''; ;) {
          const page = await get(`/v1/standing?${query}&limit=2${next && `&cursor=${next}`}`);
          paged.push(...page.products.map(({ name }: { name: string }) => name));
          if (page.next === undefined) break;
          next = page.next;
        }
        assert.deepEqual(paged, expected, `${query} by pages`);
      }
      const { products } = await get('/v1/standing?order=name&waivers=some');
      assert.deepEqual(
        products.map(({ waivers }: { waivers: object }) => waivers),
        [
          { inForce: 2, ending: 1, expired: 0 },
          { inForce: 0, ending: 0, expired: 1 },
        ],
      );
    });

    test('an agreement is told with who signed it: by keys as the run verified them, or in the service', async () => {
      const agreement = {
        digest: digestOf('statement'),
        at: '2026-06-01T00:00:00Z',
        signed: [
          { party: 'security', name: 'sam' },
          { party: 'development', name: 'ann' },
        ] as const,
      };
      await send({ agreement });
      await send({ repository: 'example/api' });
      assert.deepEqual((await get('/v1/standing/shop')).policies, {
        repositories: 2,
        agreed: 1,
        latest: {
          way: 'keys',
          at: '2026-06-01T00:00:00.000Z',
          by: [
            { party: 'development', name: 'ann' },
            { party: 'security', name: 'sam' },
          ],
        },
      });
      assert.deepEqual(await names('agreed=true'), []);
      await agreeInService('example/api', policyOf('tier: 1\n'));
      const { policies } = await get('/v1/policies?product=shop');
      assert.deepEqual(
        policies.map((each: { repository: string; agreement: { way: string } | null }) => [
          each.repository,
          each.agreement?.way,
        ]),
        [
          ['example/api', 'service'],
          ['example/shop', 'keys'],
        ],
      );
      assert.deepEqual(
        policies[0].agreement.by.map(({ party }: { party: string }) => party),
        ['development', 'security'],
      );
      assert.deepEqual(await names('agreed=true'), ['shop']);
    });

    const agreeInService = async (repository: string, policy: string): Promise<void> => {
      const body = { kind: 'policy', product: 'shop', repository, policy, reason: 'it is so' };
      const made = await service.ask({ method: 'POST', url: '/v1/proposals', as: 'owner', body });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const { id, digest } = made.body;
      for (const role of ['developer', 'security'] as const) {
        const session = await service.person({ role, product: 'shop' });
        const url = `/v1/proposals/${id}/approve`;
        const done = await service.ask({ method: 'POST', url, session, body: { digest } });
        assert.equal(done.status, 200, JSON.stringify(done.body));
      }
    };

    test('the policy that was in force last is told with its text, of each repository', async () => {
      await send({ days: 2 });
      await send({ policy: policyOf('tier: 4\n'), days: 1 });
      const { policies } = await get('/v1/policies?product=shop');
      assert.deepEqual(
        policies.map(({ repository, tier, digest }: Record<string, unknown>) => [
          repository,
          tier,
          digest,
        ]),
        [['example/shop', 4, digestOf(policyOf('tier: 4\n'))]],
      );
      const url = '/v1/policies/text?product=shop&repository=';
      assert.equal((await get(`${url}example/shop`)).text, policyOf('tier: 4\n'));
      const other = await service.ask({ url: `${url}example/other`, as: 'viewer' });
      assert.equal(other.status, 404);
    });

    const due = async (query = ''): Promise<readonly string[]> =>
      (await get(`/v1/deadlines?product=shop${query}`)).findings.map(
        ({ repository, dueAt }: { repository: string; dueAt: string }) =>
          `${repository} ${Math.round((Date.parse(dueAt) - Date.now()) / DAY_MS)}`,
      );

    test('what is overdue comes first; what nobody has to mend, or no policy sets a date for, has no deadline', async () => {
      await send({ repository: 'early', days: 50 });
      await send({ repository: 'late', days: 10 });
      await send({ repository: 'slow', days: 50, policy: policyOf('fix-within: { high: 90d }\n') });
      await send({ repository: 'free', days: 50, policy: policyOf('tier: 1\n') });
      assert.deepEqual(await due(), ['early -20', 'late 20', 'slow 40']);
      const { all, overdue, next } = await get('/v1/deadlines?product=shop&limit=1');
      assert.deepEqual([all, overdue], [3, 1]);
      assert.deepEqual(await due(`&limit=5&cursor=${next}`), ['late 20', 'slow 40']);
      await service.database.query(
        `update findings set effect = 'waived' where stream_id = (select id from streams where repository = 'early')`,
      );
      assert.deepEqual(await due(), ['late 20', 'slow 40']);
    });

    test('what people call a false alarm has no deadline, until somebody calls it right', async () => {
      await send({ days: 3 });
      const [{ id }] = (await get('/v1/findings?product=shop')).findings;
      for (const [verdict, count] of [
        ['false-positive-wrong', 0],
        ['true-positive-fixed', 1],
      ] as const) {
        const url = `/v1/findings/${id}/verdicts`;
        await service.ask({ method: 'POST', url, as: 'developer', body: { verdict } });
        assert.equal((await due()).length, count, verdict);
      }
    });

    test('the page of a product counts its packages, and those with an open advisory', async () => {
      await send();
      const bill = {
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        components: ['1.0', '2.0'].map((version) => ({
          type: 'library',
          name: 'left',
          version,
          purl: `pkg:npm/left@${version}`,
        })),
      };
      for (const subject of ['image', 'repository']) {
        const url = `/v1/sboms?product=shop&subject=${subject}`;
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify(bill);
        const { status } = await service.ask({
          method: 'POST',
          url,
          as: 'pipeline',
          body,
          headers,
        });
        assert.equal(status, 200);
      }
      await service.database.query(`update findings set detail = $1`, [
        {
          evidence: {
            kind: 'component',
            purl: 'pkg:npm/left@1.0',
            name: 'left',
            advisories: ['GHSA-1'],
          },
        },
      ]);
      const { components, blocking } = await get('/v1/standing/shop');
      assert.deepEqual(components, { sboms: 2, components: 2, vulnerable: 1 });
      assert.equal(blocking, 1);
    });

    test('nobody sees policies, deadlines or endpoints of a product that is not theirs', async () => {
      await send();
      await send({ product: 'other' });
      const token = await service.token('viewer', 'other');
      for (const url of [
        '/v1/policies?product=shop',
        '/v1/policies/text?product=shop&repository=example/shop',
        '/v1/deadlines?product=shop',
        '/v1/trend?product=shop',
        '/v1/standing/shop',
      ]) {
        assert.equal((await service.ask({ url, token })).status, 404, url);
      }
      const add = { product: 'shop', host: 'shop.example' };
      await service.ask({ method: 'POST', url: '/v1/endpoints', as: 'owner', body: add });
      const seen = await service.ask({ url: '/v1/endpoints?product=shop', token });
      assert.deepEqual(seen.body.endpoints, []);
      assert.equal((await get('/v1/endpoints?product=shop')).endpoints.length, 1);
      assert.equal((await get('/v1/endpoints?product=other')).endpoints.length, 0);
    });

    test('a repository that the service examines itself tells its policy as a pipeline does', async (context) => {
      const root = tempTree(context);
      runGit(root, 'init', '-q', '-b', 'main');
      put(root, 'lockstep.yaml', policyOf('tier: 1\nexposure: partner\nchecks: [secrets]\n'));
      commitAll(root, 'first');
      runGit(root, 'clone', '-q', '--bare', root, path.join(served, 'shop.git'));
      const body = { product: 'shop', url: `${git.origin}/shop.git` };
      const made = await service.ask({
        method: 'POST',
        url: '/v1/repositories',
        as: 'owner',
        body,
      });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const url = `/v1/repositories/${made.body.id}/scan`;
      const begun = await service.ask({ method: 'POST', url, as: 'owner' });
      const events = await service.app.inject({
        url: `/v1/scans/${begun.body.scan}/events`,
        headers: { authorization: `Bearer ${await service.token('viewer')}` },
      });
      assert.match(events.payload, /"state":"finished"/u);
      const { tier, exposure, checks } = await get('/v1/standing/shop');
      assert.deepEqual([tier, exposure], [1, 'partner']);
      assert.deepEqual(
        checks.map(({ check, at }: { check: string; at: string | null }) => [check, at !== null]),
        [['secrets', true]],
      );
      const [{ run }] = (await get('/v1/decisions?product=shop')).decisions;
      assert.equal((await get(`/v1/runs/${run}`)).outcome, 'pass');
    });

    const report = async (
      commit: string,
      paths: readonly string[],
      branch: string,
    ): Promise<void> => {
      const query = `product=shop&repository=example/shop&branch=${branch}&commit=${commit}&format=sarif`;
      const url = `/v1/runs?${query}&default=${branch === 'main'}`;
      const body = JSON.stringify(sarifOf(paths));
      const { status } = await service.ask({ method: 'POST', url, as: 'pipeline', body });
      assert.equal(status, 201);
    };

    const queue = async (): Promise<readonly number[]> =>
      (await service.ask({ url: '/v1/triage?product=shop', as: 'developer' })).body.findings;

    test('triage draws by the seed and the share that the policy agrees on', async () => {
      await report('m1', [], 'main');
      await report(
        'm2',
        Array.from({ length: 40 }, (_, index) => `src/${index}.ts`),
        'main',
      );
      assert.equal((await queue()).length, 40);
      await send({ policy: policyOf('rollout: { sample: { share: 40%, seed: ours } }\n') });
      const { findings } = await get('/v1/findings?product=shop&rule=semgrep/sqli');
      const drawn = findings
        .map(({ id, fingerprint }: { id: number; fingerprint: string }) => ({
          id,
          rank: rankOf('ours', fingerprint),
        }))
        .filter(({ rank }: { rank: number }) => rank < 0.4)
        .toSorted((a: { rank: number }, b: { rank: number }) => a.rank - b.rank);
      assert.ok(drawn.length > 0 && drawn.length < 40);
      assert.deepEqual(
        await queue(),
        drawn.map(({ id }: { id: number }) => id),
      );
    });

    test('the effect has the builds of each day, and the runs of those that were stopped', async () => {
      await report('m1', [], 'main');
      await report('c1', ['a.ts'], 'change');
      await report('c2', ['b.ts'], 'change');
      const line = lineOf(withId({ ...stoppedBuild, at: new Date().toISOString() }));
      const brought = await service.ask({
        method: 'POST',
        url: '/v1/log?product=shop',
        as: 'admin',
        body: line,
      });
      assert.deepEqual(brought.body.refused, []);
      const [{ id }] = (await get('/v1/findings?product=shop&branch=change')).findings;
      const body = { verdict: 'true-positive-fixed' };
      await service.ask({ method: 'POST', url: `/v1/findings/${id}/verdicts`, as: 'owner', body });
      await send({ product: 'other', days: 9 });
      assert.deepEqual(
        (await get('/v1/effects?days=3')).products.map(
          ({ threat: { level }, ...rest }: { threat: { level: number } }) => ({ level, ...rest }),
        ),
        [
          { name: 'other', level: 4, builds: 0, blocked: 0, right: 0, falseAlarms: 0, unclear: 0 },
          { name: 'shop', level: 1, builds: 2, blocked: 1, right: 1, falseAlarms: 0, unclear: 0 },
        ],
      );
      const { daily, stopped, answers, scope } = await get('/v1/effect?product=shop&days=3');
      assert.equal(daily.length, 4);
      const { day: _, ...today } = daily.at(-1);
      assert.deepEqual(today, { builds: 2, blocked: 1, found: 1 });
      const run = await get(`/v1/runs/${stopped[0].run}`);
      assert.deepEqual([stopped.length, stopped[0].commit, run.commit], [1, 'c2', 'c2']);
      assert.match(scope, /2 builds by 1 developer/u);
      assert.match(answers[0].answer, /2 new findings/u);
    });
  });
}
