import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { mailSink, webhookSink, type MailSink, type WebhookSink } from '../../io/tests/sinks.ts';
import { readMailServer } from '../../io/mail.ts';
import { readOrMakeSealer, readSealer } from '../../io/sealing.ts';
import { tempTree } from '../../io/tests/temp-tree.ts';
import { testDatabases } from '../../store/tests/databases.ts';
import { testService, type Answered, type TestService } from '../tests/service.ts';
import { notifyAt, resealAll, type NotifierOptions } from './notifier.ts';
import { reportOf, type ReportedFinding } from './tests/reports.ts';

const TOKEN = 'T0AAA/B1BBB/a-token-in-an-address';

for (const kind of testDatabases()) {
  describe(`channels on ${kind.name}`, () => {
    let service: TestService;
    let sink: WebhookSink;
    let mail: MailSink;
    let options: NotifierOptions;
    let folder = '';
    let log = '';
    let ran = 0;
    before(async () => {
      mail = await mailSink();
      folder = mkdtempSync(path.join(tmpdir(), 'lockstep-mail-'));
      const file = path.join(folder, 'smtp');
      writeFileSync(file, `smtp://127.0.0.1:${mail.port}\n`);
      const server = readMailServer(file, {
        from: 'Lockstep <lockstep@shop.example>',
        caFile: undefined,
      });
      service = await testService(kind, {
        transports: { mail: server },
        log: {
          write: (line) => {
            log += line;
          },
        },
      });
      options = {
        ...service.transports,
        database: service.database,
        onError: (error) => assert.fail(error),
      };
    });
    after(async () => {
      await service.stop();
      mail.close();
      rmSync(folder, { recursive: true });
    });
    beforeEach(async (context) => {
      sink = await webhookSink();
      if ('after' in context) context.after(() => sink.close());
      mail.received.length = 0;
      await service.database.query('truncate products, outbox, channels cascade');
    });

    const make = (body: object, as: 'admin' | 'security' = 'admin'): Promise<Answered> =>
      service.ask({ method: 'POST', url: '/v1/channels', as, body: { name: 'team', ...body } });
    const slack = (url = `${sink.url}/services/${TOKEN}`): Promise<Answered> =>
      make({ kind: 'slack', url });
    const report = async (
      findings: readonly ReportedFinding[],
      query = 'repository=example/shop&branch=main',
    ): Promise<void> => {
      ran += 1;
      const { status, body } = await service.ask({
        method: 'POST',
        url: `/v1/runs?product=shop&${query}&commit=c1&default=true`,
        as: 'pipeline',
        body: reportOf({ findings, ranAt: new Date(Date.UTC(2026, 0, 1, 0, ran)).toISOString() }),
      });
      assert.equal(status, 201, JSON.stringify(body));
    };
    const tell = (): Promise<void> => notifyAt(options, new Date());

    test('what a repository calls its files and branches calls nobody, links nowhere and formats nothing in a chat', async () => {
      await slack();
      const hostile = '<!channel> @everyone *b* `x` [a](https://evil.example) \u202Egnp.exe &lt;';
      await report(
        [{ name: 'a', path: hostile, message: `${hostile}\nsecond line` }],
        `repository=${encodeURIComponent(hostile)}&branch=main`,
      );
      await tell();
      const body = sink.received[0]?.body ?? '';
      const { text, blocks } = JSON.parse(body);
      assert.ok(!/<(?!https:\/\/lockstep\.example\/)/u.test(text), text);
      assert.ok(!text.includes('\u202E'));
      // All that is not ours stands between two backticks, of which it has none.
      const outside = text
        .replaceAll(/`[^`]*`/gu, '')
        .replaceAll(/<https:\/\/lockstep\.example\/[^>]*>/gu, '');
      assert.match(outside, /^[\s•]*$/u);
      assert.equal(blocks[0].text.type, 'plain_text');
      assert.ok(
        blocks
          .slice(1)
          .every(
            (each: { text: { verbatim: boolean; text: string } }) =>
              each.text.verbatim && each.text.text.length <= 3_000,
          ),
      );
    });

    test('a message for a chat stays within what a chat takes', async () => {
      await slack();
      await report(
        Array.from({ length: 60 }, (_, index) => ({
          name: `f${index}`,
          path: `${'x'.repeat(2_000)}${index}`,
          message: 'y'.repeat(5_000),
        })),
      );
      await tell();
      const { text, blocks } = JSON.parse(sink.received[0]?.body ?? '');
      assert.ok(text.length < 16_000);
      assert.ok(blocks.length <= 50);
      assert.ok(blocks.every((each: { text: { text: string } }) => each.text.text.length <= 3_000));
    });

    test('no message quotes the source, a secret, or what a foreign tool says', async () => {
      await make({ kind: 'webhook', url: sink.url, effect: 'observed' });
      await report([
        { name: 'a', rule: 'secrets/github-token', message: 'ghp_quoted' },
        { name: 'b', message: 'our own words' },
      ]);
      const sarif = {
        version: '2.1.0',
        runs: [
          {
            results: [{ ruleId: 'leak', message: { text: 'password is hunter2' }, locations: [] }],
            tool: { driver: { name: 'leaks' } },
          },
        ],
      };
      await service.ask({
        method: 'POST',
        url: '/v1/runs?product=shop&repository=example/shop&branch=main&commit=c1&default=true&format=sarif',
        as: 'pipeline',
        body: JSON.stringify(sarif),
      });
      await tell();
      const all = sink.received.map(({ body }) => body).join('\n');
      assert.match(all, /our own words/u);
      assert.match(all, /leaks\/leak/u);
      assert.ok(!/ghp_quoted|hunter2|a secret of the source/u.test(all));
    });

    test('mail is plain text to all addresses, known as the same at each attempt, and no field of it can be forged', async () => {
      assert.equal(
        (await make({ kind: 'mail', to: ['a@shop.example', 'b@shop.example'] })).status,
        201,
      );
      mail.refusals.push(451);
      const name = 'example/shop\r\nBcc: victim@evil.example\r\n\r\nforged';
      await report(
        [{ name: 'a', effect: 'blocks', message: 'ünïcode\r\n.\r\nQUIT' }],
        `repository=${encodeURIComponent(name)}&branch=main`,
      );
      await tell();
      assert.equal(mail.received.length, 0);
      await notifyAt(options, new Date(Date.now() + 60_000));
      const [sent] = mail.received;
      assert.deepEqual(sent?.to, ['a@shop.example', 'b@shop.example']);
      const head = sent.text.split('\r\n\r\n', 1)[0] ?? '';
      assert.match(head, /^Subject: \[Lockstep\] shop: 1 new finding, 1 that block$/mu);
      assert.match(head, /^Auto-Submitted: auto-generated$/mu);
      assert.match(head, /^Content-Type: text\/plain; charset=utf-8$/mu);
      assert.ok(!/^bcc:/imu.test(head));
      const [row] = await service.database.query<{ id: string }>(
        'select message_id as id from deliveries',
      );
      assert.match(head, new RegExp(`^Message-ID: <${row?.id}@shop\\.example>$`, 'mu'));
      assert.match(sent.text, /https:\/\/lockstep\.example\/findings\/\d/u);
      mail.refusals.push(550);
      await report([{ name: 'b' }]);
      await tell();
      const { body } = await service.ask({ url: '/v1/deliveries?state=dead', as: 'admin' });
      assert.deepEqual(
        body.deliveries.map(({ detail }: { detail: string }) => detail),
        ['the mail server: EMESSAGE 550'],
      );
    });

    test('an address and a signing secret are shown once at most, and stand in clear nowhere', async () => {
      const { body: made } = await make({ kind: 'webhook', url: `${sink.url}/${TOKEN}` });
      assert.match(made.signingSecret, /^whsec_[A-Za-z0-9+/]{43}=$/u);
      const changed = await service.ask({
        method: 'PATCH',
        url: `/v1/channels/${made.id}`,
        as: 'admin',
        body: { name: 'renamed' },
      });
      const listed = await service.ask({ url: '/v1/channels', as: 'admin' });
      assert.equal(listed.body.channels[0].name, 'renamed');
      assert.equal(listed.body.channels[0].target[0], new URL(sink.url).host);
      sink.answers.push({ status: 500 });
      await service.ask({ method: 'POST', url: `/v1/channels/${made.id}/test`, as: 'admin' });
      await tell();
      assert.equal(sink.received[0]?.path, `/${TOKEN}`);
      const rows = await service.database.query(
        `select c::text as a, '' as b from channels c union all select d::text, '' from deliveries d union all select a::text, '' from audit a`,
      );
      for (const secret of [TOKEN, made.signingSecret.slice(8)]) {
        for (const text of [
          JSON.stringify(rows),
          log,
          JSON.stringify(listed.body),
          JSON.stringify(changed.body),
        ]) {
          assert.ok(!text.includes(secret));
        }
      }
    });

    test('a channel that was mended is tried again at once', async () => {
      sink.answers.push({ status: 500, headers: { 'retry-after': '3600' } });
      const { id } = (await slack(`${sink.url}/wrong`)).body;
      await service.ask({ method: 'POST', url: `/v1/channels/${id}/test`, as: 'admin' });
      await tell();
      const url = `${sink.url}/right`;
      await service.ask({ method: 'PATCH', url: `/v1/channels/${id}`, as: 'admin', body: { url } });
      await tell();
      assert.deepEqual(
        sink.received.map(({ path: asked }) => asked),
        ['/wrong', '/right'],
      );
    });

    test('an address that leads into the network, or is none, is refused before it is stored', async () => {
      for (const url of [
        'nonsense',
        'ftp://hooks.example/x',
        'http://hooks.example/x',
        'https://u:p@hooks.example/',
        'https://10.0.0.1/',
        'http://[::1]/',
        'https://169.254.169.254/',
        'https://2852039166/',
      ]) {
        const { status, body } = await slack(url);
        assert.equal(status, 422, `${url}: ${JSON.stringify(body)}`);
        assert.match(body.detail, /^url: /u);
      }
      for (const body of [
        { kind: 'slack' },
        { kind: 'mail' },
        { kind: 'mail', to: ['a@b.example\nBcc: c@d.example'] },
        { kind: 'mail', to: ['a@b.example'], url: sink.url },
        {
          kind: 'slack',
          url: sink.url,
          quietHours: { from: '22:00', to: '07:00', timeZone: 'Nowhere' },
        },
      ]) {
        assert.equal((await make(body)).status, 422, JSON.stringify(body));
      }
      for (const body of [
        { kind: 'slack', url: sink.url, digest: { at: '25:00', timeZone: 'UTC' } },
        { kind: 'pager', url: sink.url },
        { kind: 'slack', url: sink.url, events: ['everything'] },
      ]) {
        assert.equal((await make(body)).status, 400, JSON.stringify(body));
      }
      assert.deepEqual((await service.ask({ url: '/v1/channels', as: 'admin' })).body.channels, []);
    });

    test('who configures one product has its channels and sees no other; those of all products are of who administers them', async () => {
      const token = await service.token('owner', 'shop');
      await service.token('owner', 'other');
      const ask = (
        method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
        url: string,
        body?: object,
      ): Promise<Answered> =>
        service.ask({ method, url, token, ...(body === undefined ? {} : { body }) });
      const input = { name: 'own', kind: 'slack', url: sink.url };
      const own = await ask('POST', '/v1/channels', { ...input, product: 'shop' });
      assert.equal(own.status, 201);
      assert.equal((await ask('POST', '/v1/channels', { ...input, product: 'other' })).status, 404);
      assert.equal((await ask('POST', '/v1/channels', input)).status, 403);
      assert.equal((await make({ kind: 'slack', url: sink.url }, 'security')).status, 403);
      const all = await slack();
      const other = await make({ kind: 'slack', url: sink.url, product: 'other' });
      for (const { body } of [all, other]) {
        assert.equal((await ask('GET', `/v1/channels/${body.id}`)).status, 404);
        assert.equal(
          (await ask('PATCH', `/v1/channels/${body.id}`, { enabled: false })).status,
          404,
        );
        assert.equal((await ask('DELETE', `/v1/channels/${body.id}`)).status, 404);
        assert.equal((await ask('POST', `/v1/channels/${body.id}/test`)).status, 404);
        await service.ask({ method: 'POST', url: `/v1/channels/${body.id}/test`, as: 'admin' });
      }
      assert.equal(
        (
          await service.ask({
            method: 'DELETE',
            url: `/v1/channels/${all.body.id}`,
            as: 'security',
          })
        ).status,
        403,
      );
      assert.deepEqual(
        (await ask('GET', '/v1/channels')).body.channels.map(({ name }: { name: string }) => name),
        ['own'],
      );
      assert.deepEqual((await ask('GET', '/v1/deliveries')).body.deliveries, []);
      assert.equal((await ask('POST', `/v1/channels/${own.body.id}/test`)).status, 202);
      assert.equal((await ask('POST', `/v1/channels/${own.body.id}/test`)).status, 409);
      await tell();
      const [delivery] = (await ask('GET', '/v1/deliveries')).body.deliveries;
      assert.equal(`${delivery.state} ${delivery.detail}`, 'sent status 204');
      assert.equal((await ask('DELETE', `/v1/channels/${own.body.id}`)).status, 204);
    });

    test('a new key takes over what the old one sealed; without its key a channel is left to others, and shown so', async (context) => {
      const file = path.join(tempTree(context, {}), 'key');
      const { id } = (await slack()).body;
      const stranger = readOrMakeSealer(file);
      await service.ask({ method: 'POST', url: `/v1/channels/${id}/test`, as: 'admin' });
      await notifyAt({ ...options, sealer: stranger }, new Date());
      await notifyAt({ ...options, sealer: undefined }, new Date());
      assert.deepEqual(sink.received, []);
      const { sealer } = options;
      assert.ok(sealer !== undefined);
      const own = path.join(path.dirname(file), 'own');
      writeFileSync(own, readFileSync(service.keyFile, 'utf8'));
      writeFileSync(file, `${readFileSync(file, 'utf8')}${readFileSync(own, 'utf8')}`);
      await resealAll({ ...options, sealer: readSealer(file) });
      assert.equal(
        (await service.ask({ url: `/v1/channels/${id}`, as: 'admin' })).body.health,
        'unsendable',
      );
      await tell();
      assert.deepEqual(sink.received, []);
      await notifyAt({ ...options, sealer: stranger }, new Date());
      assert.equal(sink.received.length, 1);
    });
  });
}
