import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { closeProposal, createProposal } from '../../store/proposals.ts';
import type { RunHead } from '../../store/run.ts';
import { tellDecision } from '../../store/run-news.ts';
import { storeRun } from '../../store/run-import.ts';
import { beginScan, createScan, endScan } from '../../store/scans.ts';
import { testDatabases } from '../../store/tests/databases.ts';
import { replaceDemotions } from '../../store/demotions.ts';
import { keepSight } from '../../store/endpoints.ts';
import type { IncomingFinding } from '../../store/finding-import.ts';
import { appendLog } from '../../store/log.ts';
import { notify, type NotificationEvent } from '../../store/outbox.ts';
import { testService, type TestService } from '../tests/service.ts';
import { notifyAt, tidy, type NotifierOptions } from './notifier.ts';
import { reportOf, type Reported } from './tests/reports.ts';
import { webhookSink, type WebhookSink } from '../../io/tests/sinks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const URL_OF_RUNS =
  '/v1/runs?product=shop&repository=example/shop&branch=main&commit=c1&default=true';

interface Told {
  readonly type: string;
  readonly data: {
    readonly title: string;
    readonly sections: readonly {
      readonly heading: string;
      readonly more: number;
      readonly lines: readonly Readonly<Record<string, string>>[];
    }[];
  };
}

for (const kind of testDatabases()) {
  describe(`notifications on ${kind.name}`, () => {
    let service: TestService;
    let sink: WebhookSink;
    let options: NotifierOptions;
    const errors: Error[] = [];
    const start = new Date();
    let ran = 0;
    before(async () => {
      service = await testService(kind);
      options = {
        ...service.transports,
        database: service.database,
        onError: (error) => errors.push(error),
      };
    });
    after(() => service.stop());
    beforeEach(async (context) => {
      sink = await webhookSink();
      if ('after' in context) context.after(() => sink.close());
      await service.database.query('truncate products, outbox, channels cascade');
      assert.deepEqual(errors, []);
    });

    const later = (ms: number): Date => new Date(start.getTime() + ms);
    const tell = (ms = 0): Promise<void> => notifyAt(options, later(ms));
    const channel = async (input: object = {}): Promise<string> => {
      const { status, body } = await service.ask({
        method: 'POST',
        url: '/v1/channels',
        as: 'admin',
        body: { name: 'team', kind: 'webhook', url: `${sink.url}/hook`, ...input },
      });
      assert.equal(status, 201, JSON.stringify(body));
      return body.id;
    };
    const report = async (reported: Omit<Reported, 'ranAt'>, url = URL_OF_RUNS): Promise<void> => {
      ran += 1;
      const ranAt = new Date(start.getTime() - DAY + ran * MINUTE).toISOString();
      const body = reportOf({ ...reported, ranAt });
      const { status } = await service.ask({ method: 'POST', url, as: 'pipeline', body });
      assert.equal(status, 201);
    };
    const titles = (): readonly string[] =>
      sink.received.map(({ body }) => toldIn(body).data.title);
    const last = (): Told['data'] => toldIn(sink.received.at(-1)?.body ?? '').data;
    const happens = (key: string, event: NotificationEvent): Promise<void> =>
      service.database.transaction(async (transaction) => {
        const [row] = await transaction.query<{ id: number }>(
          `insert into products (name) values ('shop') on conflict (name) do update set name = 'shop' returning id`,
        );
        await notify(transaction, { productId: row?.id, key, event });
      });
    const deliveries = async (query = ''): Promise<readonly Record<string, unknown>[]> =>
      (await service.ask({ url: `/v1/deliveries${query}`, as: 'admin' })).body.deliveries;

    test('a run with 500 new findings is one message, with counts and the worst first', async () => {
      await channel();
      await report({
        findings: Array.from({ length: 500 }, (_, index) => ({
          name: `f${index}`,
          severity: index === 400 ? 'critical' : 'medium',
          effect: index === 300 ? 'blocks' : 'warns',
        })),
      });
      await tell();
      await tell();
      assert.deepEqual(titles(), ['shop: 500 new findings, 1 that block']);
      const [section] = last().sections;
      assert.equal(section?.heading, 'shop, example/shop main: 500 new findings, 1 that block');
      assert.equal(section.more, 490);
      assert.deepEqual(
        section.lines.slice(0, 3).map(({ label, place }) => `${label} ${place}`),
        ['medium, blocks src/f300.ts:7', 'critical src/f400.ts:7', 'medium src/f0.ts:7'],
      );
      assert.match(
        section.lines[0]?.['url'] ?? '',
        /^https:\/\/lockstep\.example\/findings\/\d+$/u,
      );
    });

    test('what was told is not told again: sent again, seen again, or merged to the default branch', async () => {
      await channel({ branches: 'all' });
      const findings = [{ name: 'a' }];
      await report(
        { findings },
        URL_OF_RUNS.replace('branch=main', 'branch=work').replace('default=true', 'default=false'),
      );
      await tell();
      assert.equal(sink.received.length, 1);
      await report({ findings });
      await report({ findings });
      await tell(MINUTE);
      assert.equal(sink.received.length, 1);
      // Gone and back within the day: once. After a day it is news.
      await report({});
      await report({ findings });
      await tell(HOUR);
      assert.equal(sink.received.length, 1);
      await report({});
      await report({ findings });
      await tell(2 * DAY);
      assert.equal(sink.received.length, 2);
    });

    test('a channel is told what its filter lets through, of its product and no other', async () => {
      await report({});
      await channel({ product: 'shop', effect: 'blocks', severity: 'high' });
      await report({
        findings: [
          { name: 'a', effect: 'warns', severity: 'critical' },
          { name: 'b', effect: 'blocks', severity: 'low' },
        ],
      });
      await tell();
      assert.deepEqual(titles(), ['shop: the gate stops example/shop']);
      await report(
        { findings: [{ name: 'c', effect: 'blocks' }] },
        URL_OF_RUNS.replace('shop', 'other'),
      );
      await tell();
      assert.equal(sink.received.length, 1);
      await report({ findings: [{ name: 'd', effect: 'blocks' }] });
      await tell();
      assert.match(titles()[1] ?? '', /^shop: 1 new finding, 1 that block$/u);
    });

    test('the gate of the default branch: what it says now is told once, and not each time that it goes to and fro', async () => {
      await channel({ events: ['decision'] });
      const blocked = { findings: [{ name: 'a', effect: 'blocks' }] } as const;
      await report({});
      await tell();
      assert.deepEqual(titles(), []);
      await report(blocked);
      await tell();
      await report({ outcome: 'incomplete', incomplete: ['x.ts'] });
      await report(blocked);
      await tell(MINUTE);
      assert.deepEqual(titles(), ['shop: the gate stops example/shop']);
      await report({});
      await tell(2 * MINUTE);
      await report(blocked);
      await tell(3 * MINUTE);
      await tell(40 * MINUTE);
      // It stands where it was told to stand.
      assert.equal(sink.received.length, 1);
      await report({});
      await tell(41 * MINUTE);
      assert.equal(titles()[1], 'shop: the gate lets example/shop pass again');
      await report(blocked);
      await tell(42 * MINUTE);
      assert.equal(sink.received.length, 2);
      await tell(72 * MINUTE);
      assert.equal(titles()[2], 'shop: the gate stops example/shop');
    });

    test('an incomplete run is told of with its reason when it becomes one, and once a day at most', async () => {
      await channel();
      await report({ incomplete: ['src/big.ts'] });
      await report({ incomplete: ['src/big.ts', 'src/b.ts'] });
      await tell();
      assert.deepEqual(titles(), ['shop: 1 run incomplete']);
      assert.equal(last().sections[0]?.lines[0]?.['text'], 'code: src/big.ts: timeout, and 1 more');
      await report({});
      await report({ incomplete: ['src/big.ts'] });
      await tell(HOUR);
      assert.equal(sink.received.length, 1);
      await report({});
      await report({ incomplete: ['src/big.ts'] });
      await tell(DAY + HOUR);
      assert.equal(sink.received.length, 2);
    });

    test('what comes in the quiet hours is told after them, in one message, as far as it still holds', async () => {
      const [from, to] = [clock(later(-HOUR)), clock(later(HOUR))];
      await channel({ quietHours: { from, to, timeZone: 'UTC' } });
      await report({ findings: [{ name: 'a' }] });
      await report({ findings: [{ name: 'a' }, { name: 'b' }] });
      await happens('d', {
        kind: 'demotion',
        rule: 'code/x',
        to: 'warn',
        since: '2026-01-01T00:00:00Z',
        because: 'it erred',
      });
      await report({ findings: [{ name: 'b' }, { name: 'c' }] });
      await tell();
      await tell(30 * MINUTE);
      assert.deepEqual(sink.received, []);
      assert.deepEqual(
        (await deliveries()).map(({ state }) => state),
        ['open'],
      );
      await tell(2 * HOUR);
      assert.deepEqual(titles(), ['shop: 2 new findings; a rule has lost a stage: code/x']);
    });

    test('a digest comes once a day with what is new, fixed, blocked, unexamined and about to end; an empty one does not', async () => {
      const at = clock(later(12 * HOUR));
      const id = await channel({ digest: { at, timeZone: 'UTC' } });
      await report({ findings: [{ name: 'a' }, { name: 'b' }] });
      await report({ findings: [{ name: 'b' }, { name: 'c', effect: 'blocks' }] });
      await report(
        { outcome: 'incomplete', incomplete: ['x'] },
        URL_OF_RUNS.replace('example/shop', 'example/api'),
      );
      const ends = later(5 * DAY)
        .toISOString()
        .slice(0, 10);
      const [product] = await service.database.query<{ id: number }>('select id from products');
      await appendLog(service.database, product?.id ?? 0, [
        {
          id: 'w',
          kind: 'waiver',
          at: start.toISOString(),
          fingerprint: '',
          line: JSON.stringify({ rule: 'code/x', scope: 'src/**', expires: ends }),
        },
      ]);
      await happens('s', {
        kind: 'scan-failed',
        what: 'https://git.example/shop',
        why: 'no such repository',
      });
      await tell();
      assert.deepEqual(sink.received, []);
      const due = 12 * HOUR + MINUTE;
      await Promise.all([tell(due), tell(due)]);
      await tell(due + MINUTE);
      assert.equal(sink.received.length, 1);
      assert.equal(toldIn(sink.received.map(({ body }) => body).join('')).type, 'lockstep.digest');
      assert.match(
        last().title,
        /^all products, \d{4}-\d\d-\d\d: 2 new findings, 1 that block; 1 fixed; 1 blocked; 1 incomplete; 1 waivers end soon; a scan has failed: https:\/\/git\.example\/shop$/u,
      );
      assert.deepEqual(
        last().sections.map(({ heading }) => heading),
        [
          'shop, example/shop main: 2 new findings, 1 that block',
          'Fixed',
          'Stopped by the gate',
          'Not examined',
          'Waivers that end soon',
          'Scans that have failed',
        ],
      );
      await service.database.query('delete from products');
      await tell(DAY + due);
      assert.equal(sink.received.length, 1);
      const changed = await service.ask({
        method: 'PATCH',
        url: `/v1/channels/${id}`,
        as: 'admin',
        body: { digest: { at, timeZone: 'UTC', sendEmpty: true } },
      });
      assert.equal(changed.body.channel.digest.sendEmpty, true);
      await tell(2 * DAY + due);
      assert.match(last().title, /: nothing new$/u);
    });

    test('a webhook is signed as Standard Webhooks says, and each attempt has the same id', async () => {
      const made = await service.ask({
        method: 'POST',
        url: '/v1/channels',
        as: 'admin',
        body: { name: 'signed', kind: 'webhook', url: sink.url },
      });
      sink.answers.push(
        { status: 500 },
        { status: 302, headers: { location: `${sink.url}/stolen` } },
      );
      await report({ findings: [{ name: 'a' }] });
      await tell();
      await tell(MINUTE);
      await tell(5 * MINUTE);
      assert.equal(sink.received.length, 3);
      assert.ok(
        sink.received.every(({ path }) => path === '/'),
        'no redirect is followed',
      );
      assert.equal(new Set(sink.received.map(({ headers }) => headers['webhook-id'])).size, 1);
      assert.equal(new Set(sink.received.map(({ body }) => body)).size, 1);
      for (const { headers, body } of sink.received) {
        assert.deepEqual(
          headers['webhook-signature'],
          signature(made.body.signingSecret, headers, body),
        );
      }
      const changed = await service.ask({
        method: 'PATCH',
        url: `/v1/channels/${made.body.id}`,
        as: 'admin',
        body: { newSigningSecret: true },
      });
      await report({ findings: [{ name: 'b' }] });
      await tell(6 * MINUTE);
      const [{ headers, body } = assert.fail()] = sink.received.slice(-1);
      assert.equal(
        headers['webhook-signature'],
        [changed.body.signingSecret, made.body.signingSecret]
          .map((secret) => signature(secret, headers, body))
          .join(' '),
      );
    });

    test('a receiver that asks for patience is left alone until then, whatever else there is to tell', async () => {
      await channel();
      sink.answers.push({ status: 429, headers: { 'retry-after': '600' } });
      await report({ findings: [{ name: 'a' }] });
      await tell();
      await report({ findings: [{ name: 'a' }, { name: 'b' }] });
      await tell(5 * MINUTE);
      assert.equal(sink.received.length, 1);
      await tell(11 * MINUTE);
      assert.equal(sink.received.length, 3);
      const ids = sink.received.map((each) => each.headers['webhook-id']);
      assert.equal(ids[0], ids[1]);
    });

    test('what does not go through is tried less and less often for a day, then given up, seen, and sent anew', async () => {
      const id = await channel();
      for (let count = 0; count < 13; count += 1) sink.answers.push({ status: 503 });
      await report({ findings: [{ name: 'a' }] });
      for (let hours = 0; hours <= 40; hours += 1) await tell(hours * 4.9 * HOUR);
      assert.equal(sink.received.length, 13);
      const [dead] = await deliveries(`?state=dead&channel=${id}`);
      assert.deepEqual([dead?.['attempts'], dead?.['detail']], [13, 'status 503']);
      const shown = await service.ask({ url: `/v1/channels/${id}`, as: 'admin' });
      assert.equal(`${shown.body.health}: ${shown.body.problem}`, 'failing: status 503');
      const { payload } = await service.app.inject({
        url: '/metrics',
        headers: { authorization: `Bearer ${await service.token('viewer')}` },
      });
      assert.match(payload, /lockstep_deliveries\{state="dead"\} 1\n/u);
      assert.match(payload, /lockstep_channels_failing 1\n/u);
      const retry = {
        method: 'POST',
        url: `/v1/deliveries/${String(dead?.['id'])}/retry`,
        as: 'admin',
      } as const;
      assert.equal((await service.ask(retry)).status, 202);
      await tell(DAY * 20);
      assert.equal(sink.received.length, 14);
      assert.equal(new Set(sink.received.map((each) => each.headers['webhook-id'])).size, 1);
      assert.equal((await service.ask(retry)).status, 409);
      assert.equal(
        (await service.ask({ url: `/v1/channels/${id}`, as: 'admin' })).body.health,
        'ok',
      );
    });

    test('messages of a channel come in order; one that its receiver does not want, or cannot take for long, is overtaken', async () => {
      await channel();
      sink.answers.push({ status: 500 });
      await happens('1', failedScan('one'));
      await happens('2', failedScan('two'));
      await tell();
      assert.deepEqual(scans(sink), ['one']);
      await tell(MINUTE);
      assert.deepEqual(scans(sink), ['one', 'one', 'two']);
      sink.answers.push({ status: 400 });
      await happens('3', failedScan('three'));
      await happens('4', failedScan('four'));
      await tell(2 * MINUTE);
      assert.deepEqual(scans(sink).slice(3), ['three', 'four']);
      assert.equal((await deliveries('?state=dead')).length, 1);
    });

    test('a slow receiver keeps no other waiting, and two processes send nothing twice', async () => {
      const slow = await webhookSink();
      slow.answers.push(undefined);
      await channel({ url: slow.url, name: 'slow' });
      await channel();
      await happens('1', failedScan('one'));
      const hung = slow.next();
      const first = tell();
      await hung;
      await happens('2', failedScan('two'));
      await tell();
      assert.deepEqual(scans(sink), ['one', 'two']);
      slow.close();
      await first;
      assert.equal(slow.received.length, 1);
      await Promise.all([tell(HOUR), tell(HOUR), tell(HOUR)]);
      assert.equal(sink.received.length, 2);
    });

    test('a message that nobody could write is given up, kept, and keeps nothing else waiting', async () => {
      await channel();
      await happens('1', failedScan('one'));
      await happens('2', failedScan('two'));
      await service.database.query(
        `update outbox set data = '{"kind":"demotion"}' where key = '1'`,
      );
      await tell();
      assert.deepEqual(scans(sink), ['two']);
      assert.equal((await deliveries('?state=dead'))[0]?.['detail'], 'it could not be written');
      assert.equal(errors.length, 1);
      errors.length = 0;
    });

    test('a new advisory that concerns many SBOMs is one message, whatever the policy says of its findings', async () => {
      await channel({ severity: 'high' });
      for (const subject of ['web', 'api', 'jobs']) {
        await storeRun(
          service.database,
          () => ofSbom(subject),
          () => sbomHead(subject, later(0)),
        );
      }
      await tell();
      await tell(MINUTE);
      assert.deepEqual(sink.received, []);
      await tell(16 * MINUTE);
      assert.deepEqual(titles(), ['shop: 3 new findings in SBOMs']);
      assert.equal(last().sections[0]?.lines[0]?.['text'], 'log4j-core 2.14.1 is vulnerable');
      const id = await channel({
        name: 'digest',
        digest: { at: clock(later(12 * HOUR)), timeZone: 'UTC' },
      });
      await service.database.query(
        `update channels set digest_since = now() - interval '1 hour' where id = $1`,
        [id],
      );
      await tell(12 * HOUR + MINUTE);
      assert.match(titles()[1] ?? '', /: 6 new findings in SBOMs$/u);
    });

    test('a scheduled scan that fails is told of once until it succeeds; a certificate 14 and 3 days before its end', async () => {
      await channel();
      const [product] = await service.database.query<{ id: number }>(
        `insert into products (name) values ('shop') returning id`,
      );
      const [endpoint] = await service.database.query<{ id: number }>(
        `insert into endpoints (product_id, host, port, created_by) values ($1, 'shop.example', 443, 'test') returning id`,
        [product?.id],
      );
      const scanned = {
        check: 'tls',
        productId: product?.id,
        input: undefined,
        createdBy: 'schedule',
        endpointId: endpoint?.id ?? 0,
      };
      for (const state of ['failed', 'failed', 'failed']) {
        const scan = await createScan(service.database, {
          ...scanned,
          subject: { kind: 'endpoint', host: 'shop.example', port: 443 },
        });
        const work = await beginScan(service.database, scan);
        assert.ok(work !== undefined);
        await endScan(service.database, work, { state: 'failed', detail: `it ${state}` });
      }
      const see = (days: number): Promise<void> =>
        service.database.transaction((transaction) =>
          keepSight(transaction, endpoint?.id ?? 0, {
            state: 'observed',
            observedAt: later(-days * DAY).toISOString(),
            grade: 'A',
            certificateEndsAt: later(0).toISOString(),
            doubts: [],
            drift: [],
            observation: undefined,
          }),
        );
      for (const days of [20, 14, 13, 12, 3, 2, 1]) await see(days);
      await tell();
      assert.deepEqual(
        sink.received.map(({ body }) => toldIn(body).data.sections[0]?.lines[0]?.['text']),
        [
          'it failed',
          `ends on ${later(0).toISOString().slice(0, 10)}`,
          `ends on ${later(0).toISOString().slice(0, 10)}`,
        ],
      );
    });

    test('a run that is decided on again, a rule that is demoted, a proposal and what becomes of it are told', async () => {
      await channel();
      await report({});
      await report({ findings: [{ name: 'a', effect: 'blocks' }] });
      await tell();
      const [stored] = await service.database.query<{ id: string; product: number }>(
        'select id, product_id as product from runs order by ran_at desc limit 1',
      );
      assert.ok(stored !== undefined);
      const { id: run, product } = stored;
      const shop = { productId: product, repository: 'example/shop', rule: 'code/x' };
      const proposal = {
        ...shop,
        kind: 'stage',
        from: 'observe',
        to: 'warn',
        policy: '',
        digest: 'd',
        shown: [],
        reason: '',
        createdBy: 'person ann',
        userId: undefined,
      } as const;
      const demoted = {
        rule: 'code/y',
        to: 'warn',
        since: start.toISOString(),
        because: 'it erred',
      } as const;
      await service.database.transaction(async (transaction) => {
        const again = { outcome: 'pass', at: start.toISOString(), digest: 'e' } as const;
        await tellDecision(transaction, run, again);
        await tellDecision(transaction, run, again);
        await replaceDemotions(transaction, product, [demoted]);
        await replaceDemotions(transaction, product, [demoted]);
        const asked = await createProposal(transaction, proposal);
        await closeProposal(transaction, asked, {
          state: 'agreed',
          by: 'person sam',
          at: start.toISOString(),
        });
      });
      await tell(HOUR);
      assert.deepEqual(titles().slice(1), [
        'shop: the gate lets example/shop pass again',
        'shop: a rule has lost a stage: code/y',
        'shop: an agreement: code/x from observe to warn',
        'shop: an agreement: code/x from observe to warn',
      ]);
      assert.deepEqual(
        sink.received.slice(-2).map(({ body }) => {
          const { label, name, text } = toldIn(body).data.sections[0]?.lines[0] ?? {};
          return `${label} ${name} ${text}`;
        }),
        [
          'wanted code/x from observe to warn asked for by person ann',
          'agreed code/x from observe to warn by person sam',
        ],
      );
    });

    test('what was sent is forgotten after a month, what nobody could send is given up after three days', async () => {
      await channel();
      await report({ findings: [{ name: 'a' }] });
      await tell();
      await happens('1', failedScan('one'));
      await notifyAt({ ...options, sealer: undefined }, later(0));
      await tidy(service.database, later(2 * DAY));
      assert.deepEqual(
        (await deliveries()).map(({ state }) => state),
        ['waiting', 'sent'],
      );
      await tidy(service.database, later(4 * DAY));
      assert.deepEqual(
        (await deliveries()).map(({ state }) => state),
        ['dead', 'sent'],
      );
      await tidy(service.database, later(31 * DAY));
      assert.deepEqual(
        (await deliveries()).map(({ state }) => state),
        ['dead'],
      );
      const left = await service.database.query<{ key: string }>('select key from outbox');
      assert.deepEqual(left, [{ key: '1' }]);
    });

    test('the same event noticed twice is told once', async () => {
      await channel();
      await happens('same', failedScan('one'));
      await happens('same', failedScan('one'));
      await tell();
      assert.deepEqual(scans(sink), ['one']);
    });
  });
}

async function* ofSbom(subject: string): AsyncGenerator<readonly IncomingFinding[]> {
  const identity = `${subject}log4j`.padEnd(12, '0');
  const finding = {
    fingerprint: `${identity}:0`,
    identity,
    identityMoved: identity,
    identityLoose: identity,
    rule: 'components/vulnerable',
    cwe: [],
    severity: 4,
    confidence: 2,
    path: 'sbom.json',
    line: 1,
    message: 'log4j-core 2.14.1 is vulnerable',
    detail: {},
    stage: 'observe',
    effect: 'observed',
    isGone: false,
  };
  const other = `${subject}second`.padEnd(12, '0');
  const low = {
    ...finding,
    severity: 1,
    fingerprint: `${other}:0`,
    identity: other,
    identityMoved: other,
    identityLoose: other,
  };
  yield [finding, low];
}

function sbomHead(subject: string, at: Date): RunHead {
  return {
    stream: {
      product: 'shop',
      repository: subject,
      branch: 'sbom',
      source: 'components',
      isDefault: true,
    },
    scope: { checks: ['components'], within: '', isWhole: true, unknownPaths: [] },
    format: 'sbom',
    tool: 'lockstep',
    commit: 'c1',
    ranAt: at.toISOString(),
    digest: subject,
    outcome: 'pass',
    reasons: [],
    incomplete: [],
    rules: new Map(),
    rulePrefix: '',
  };
}

function toldIn(body: string): Told {
  // oxlint-disable-next-line no-unsafe-type-assertion -- asserted on
  return JSON.parse(body) as Told;
}

function clock(moment: Date): string {
  return moment.toISOString().slice(11, 16);
}

function failedScan(what: string): NotificationEvent {
  return { kind: 'scan-failed', what, why: 'no such repository' };
}

function scans(sink: WebhookSink): readonly (string | undefined)[] {
  return sink.received.map(({ body }) => toldIn(body).data.sections[0]?.lines[0]?.['name']);
}

/** As a receiver computes it (Standard Webhooks 1.0.0). */
function signature(
  secret: string,
  headers: Readonly<Record<string, unknown>>,
  body: string,
): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}
