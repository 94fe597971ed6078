import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { verifyAudit } from '../store/audit.ts';
import { testDatabases } from '../store/tests/databases.ts';
import { renewDecisions } from './decisions/renew-decisions.ts';
import { openRolloutOf } from './rollout/product-frame.ts';
import { cleanLog, lockstepRun, sarifOf } from './tests/reports.ts';
import { testService, type Answered, type TestService } from './tests/service.ts';

const RULE = 'semgrep/sqli';
const RULE_PAGE = `/v1/rules/${encodeURIComponent(RULE)}?product=shop`;
/** A waiver that ended in January, and a rule that stops. */
const WAIVING = `version: 1
product: shop
parties: { development: [ann], security: [sam] }
rules: { code/sql-injection: block }
waivers:
  - rule: code/sql-injection
    scope: { path: "src/**" }
    reason: only constants go in
    approved: { development: ann, security: sam }
    expires: 2026-01-10
`;

for (const kind of testDatabases()) {
  describe(`the rollout on ${kind.name}`, () => {
    let service: TestService;
    before(async () => {
      service = await testService(kind);
    });
    after(() => service.stop());
    beforeEach(() => service.database.query('truncate products, users cascade'));

    const report = async (
      commit: string,
      paths: readonly string[],
      branch = 'change',
    ): Promise<void> => {
      const isDefault = branch === 'main';
      const url = `/v1/runs?product=shop&repository=example/shop&branch=${branch}&commit=${commit}&format=sarif&default=${isDefault}`;
      const body = JSON.stringify(sarifOf(paths));
      const { status } = await service.ask({ method: 'POST', url, as: 'pipeline', body });
      assert.equal(status, 201);
    };
    const gate = async (commit: string): Promise<Answered['body']> => {
      const answer = await service.ask({
        url: `/v1/gate?product=shop&commit=${commit}`,
        as: 'pipeline',
      });
      assert.equal(answer.status, 200);
      return answer.body;
    };
    const bring = async (lines: string): Promise<void> => {
      const url = '/v1/log?product=shop';
      const { body } = await service.ask({ method: 'POST', url, as: 'admin', body: lines });
      assert.deepEqual(body.refused, []);
    };
    const propose = (to: string): Promise<Answered> =>
      service.ask({
        method: 'POST',
        url: '/v1/proposals',
        as: 'developer',
        body: { kind: 'stage', product: 'shop', rule: RULE, to, reason: 'it was right' },
      });
    const decide = (
      id: number,
      deed: string,
      who: { session?: string; token?: string },
      digest?: string,
    ): Promise<Answered> =>
      service.ask({
        method: 'POST',
        url: `/v1/proposals/${id}/${deed}`,
        ...who,
        ...(digest === undefined ? {} : { body: { digest } }),
      });
    const people = async (): Promise<{ developer: string; security: string }> => ({
      developer: await service.person({ role: 'developer', product: 'shop' }),
      security: await service.person({ role: 'security', product: 'shop' }),
    });
    const agree = async (to: string): Promise<void> => {
      const { developer, security } = await people();
      const { body } = await propose(to);
      assert.equal(
        (await decide(body.id, 'approve', { session: developer }, body.digest)).status,
        200,
      );
      const done = await decide(body.id, 'approve', { session: security }, body.digest);
      assert.equal(done.body.state, 'agreed');
    };
    const judge = async (path: string, verdict: string): Promise<Answered> => {
      const { body } = await service.ask({
        url: '/v1/findings?product=shop&branch=change',
        as: 'viewer',
      });
      const found = body.findings.find((each: { path: string }) => each.path === path);
      return service.ask({
        method: 'POST',
        url: `/v1/findings/${found.id}/verdicts`,
        as: 'developer',
        body: { verdict, reason: 'looked at it' },
      });
    };

    test('a foreign rule observes, rises by evidence and two people, stops, and falls at once', async () => {
      await report('m1', ['old.ts'], 'main');
      await report('c1', ['old.ts', 'a.ts']);
      assert.equal((await gate('c1')).outcome, 'pass');
      const early = await propose('warn');
      assert.equal(early.status, 409);
      assert.match(early.body.detail, /0 of 20 clean verdicts/u);

      await bring(cleanLog(50));
      const skipping = await propose('block');
      assert.match(skipping.body.detail, /rises by one stage/u);
      await agree('warn');
      await agree('block');
      assert.equal((await gate('c1')).outcome, 'pass', 'what was decided before stays');

      await report('c2', ['old.ts', 'a.ts', 'b.ts', 'c.ts']);
      const stopped = await gate('c2');
      assert.equal(stopped.outcome, 'block');
      assert.equal(stopped.decisions[0].reasons[0].text, '3 findings of semgrep/sqli');

      assert.equal((await judge('a.ts', 'false-positive-wrong')).body.demoted, undefined);
      assert.equal((await judge('b.ts', 'false-positive-wrong')).body.demoted, undefined);
      assert.equal((await judge('c.ts', 'not-useful')).body.demoted, 'warn');
      const fallen = await gate('c2');
      assert.equal(fallen.outcome, 'warn');
      assert.equal(fallen.decisions[0].decision.cause, 'demotion');
      assert.match(
        fallen.decisions[0].decision.detail.demotions[0].because,
        /false alarms|wrongly/u,
      );
      await report('c3', ['old.ts', 'd.ts']);
      assert.equal((await gate('c3')).outcome, 'warn');

      const { body } = await service.ask({ url: RULE_PAGE, as: 'viewer' });
      assert.deepEqual([body.written, body.stage], ['block', 'warn']);
      assert.equal(body.demotions.length, 1);
      assert.ok(body.series.length > 10);
      const listed = await service.ask({ url: '/v1/rules?product=shop&moving=true', as: 'viewer' });
      assert.deepEqual(
        listed.body.rules.map((each: { rule: string; tool: string }) => [each.rule, each.tool]),
        [[RULE, 'semgrep']],
      );
      const { stages } = listed.body;
      assert.equal(stages.warn, 1);
      const blocking = await service.ask({
        url: '/v1/rules?product=shop&stage=block',
        as: 'viewer',
      });
      assert.equal(blocking.body.rules.length, stages.block);
      const decided = await service.ask({ url: '/v1/decisions?product=shop', as: 'viewer' });
      const last = decided.body.decisions.find((each: { commit: string }) => each.commit === 'c3');
      assert.deepEqual([last.repository, last.branch], ['example/shop', 'change']);
      const events = await service.ask({ url: '/v1/audit', as: 'admin' });
      const actions = events.body.entries.map((each: { action: string }) => each.action);
      assert.ok(actions.includes('rule.demote') && actions.includes('proposal.agree'));
      assert.deepEqual((await verifyAudit(service.database)).problems, []);
    });

    test('one person is one party, whatever their roles; a token is none; what changes is approved anew', async () => {
      await report('m1', [], 'main');
      await bring(cleanLog(50));
      const { body } = await propose('warn');
      const both = await service.person(
        { role: 'developer', product: 'shop' },
        { role: 'security', product: 'shop' },
      );
      const approve = (who: { session?: string; token?: string }): Promise<Answered> =>
        decide(body.id, 'approve', who, body.digest);
      assert.equal((await approve({ token: await service.token('security') })).status, 403);
      const once = await approve({ session: both });
      assert.deepEqual([once.body.state, once.body.missing.length], ['open', 1]);
      assert.equal((await approve({ session: both })).body.state, 'open');
      const stranger = await service.person({ role: 'security', product: 'other' });
      assert.equal((await approve({ session: stranger })).status, 404);

      // A false alarm is no part of what was approved.
      const wrong =
        cleanLog(51).split('\n')[50]?.replace('true-positive-fixed', 'false-positive-wrong') ?? '';
      assert.ok(wrong.includes('"f50:0"'));
      const entry = JSON.parse(wrong);
      const { lineOf, withId } = await import('../rollout/log/write-entry.ts');
      const { id: _id, v: _v, ...rest } = entry;
      await bring(lineOf(withId(rest)));
      const { developer, security } = await people();
      const stale = await decide(body.id, 'approve', { session: developer }, body.digest);
      assert.equal(stale.status, 409);
      const now = (await service.ask({ url: `/v1/proposals/${body.id}`, as: 'viewer' })).body;
      assert.notEqual(now.digest, body.digest);
      assert.deepEqual(now.approvals, []);
      await decide(body.id, 'approve', { session: developer }, now.digest);
      const done = await decide(body.id, 'approve', { session: security }, now.digest);
      assert.equal(done.body.state, 'agreed');
      assert.equal((await decide(body.id, 'reject', { session: security })).status, 409);
    });

    test('a waiver that has expired opens what it covered, without another run', async () => {
      const { report: found, record } = await lockstepRun({
        policy: WAIVING,
        now: '2026-01-05T00:00:00.000Z',
        commit: 'w1',
      });
      const sent = async (): Promise<string> => {
        const { body } = await service.ask({
          method: 'POST',
          url: '/v1/runs?product=shop&repository=example/shop&branch=main&commit=w1&default=true',
          as: 'pipeline',
          body: JSON.stringify(found),
        });
        return body.id;
      };
      const run = await sent();
      const keep = (): Promise<Answered> =>
        service.ask({
          method: 'POST',
          url: `/v1/runs/${run}/decision`,
          as: 'pipeline',
          body: JSON.stringify(record),
        });
      assert.equal((await keep()).status, 201);
      const covered = (await service.ask({ url: '/v1/findings?product=shop', as: 'viewer' })).body;
      assert.equal(covered.findings[0].effect, 'waived');
      await renewDecisions(openRolloutOf(service.database), new AbortController().signal);
      const now = await gate('w1');
      assert.equal(now.outcome, 'block');
      assert.equal(now.decisions[0].decision.cause, 'expiry');
      const { findings } = (await service.ask({ url: '/v1/findings?product=shop', as: 'viewer' }))
        .body;
      assert.equal(findings[0].effect, 'blocks');
      assert.equal(await sent(), run);
      assert.equal((await keep()).status, 200);
      assert.equal((await gate('w1')).outcome, 'block');
      const { waivers } = (await service.ask({ url: '/v1/waivers', as: 'viewer' })).body;
      assert.deepEqual(
        waivers.map((each: { state: string; expires: string }) => [each.state, each.expires]),
        [['expired', '2026-01-10']],
      );
      const { decisions } = (await service.ask({ url: `/v1/runs/${run}/decisions`, as: 'viewer' }))
        .body;
      assert.deepEqual(
        decisions.map((each: { outcome: string }) => each.outcome),
        ['block', 'pass'],
      );
      for (const number of [1, 2]) {
        const url = `/v1/runs/${run}/decision/replay?number=${number}`;
        const { body } = await service.ask({ method: 'POST', url, as: 'viewer' });
        assert.deepEqual([body.same, body.problems], [true, []]);
      }
    });

    test('a record that somebody has changed does not follow any more; one of another run is not taken', async () => {
      await report('c1', ['a.ts']);
      const { body: listed } = await service.ask({ url: '/v1/runs?product=shop', as: 'viewer' });
      const { id } = listed.runs[0];
      const replay = (): Promise<Answered> =>
        service.ask({ method: 'POST', url: `/v1/runs/${id}/decision/replay`, as: 'viewer' });
      assert.equal((await replay()).body.same, true);
      const [row] = await service.database.query<{ record: Uint8Array }>(
        'select record from decisions',
      );
      const text = gunzipSync(row?.record ?? '').toString('utf8');
      const changed = gzipSync(text.replace('"outcome":"pass"', '"outcome":"warn"'));
      await service.database.query('update decisions set record = $1', [changed]);
      const anew = await replay();
      assert.equal(anew.body.same, false);
      assert.match(anew.body.problems.join(), /the result was changed after the decision/u);
      await service.database.query('update decisions set record = $1', [gzipSync('{}')]);
      assert.equal((await replay()).body.same, false);
      const { record } = await lockstepRun({
        policy: WAIVING,
        now: '2026-01-05T00:00:00.000Z',
        commit: 'x',
      });
      const other = await service.ask({
        method: 'POST',
        url: `/v1/runs/${id}/decision`,
        as: 'pipeline',
        body: JSON.stringify(record),
      });
      assert.equal(other.status, 409);
    });

    test('a log is read on from where one was, and answers in it are those of whoever brings them', async () => {
      await report('m1', [], 'main');
      const lines = cleanLog(3);
      const page = async (query: string): Promise<{ text: string; position: string }> => {
        const { payload, headers } = await service.app.inject({
          url: `/v1/log?product=shop&${query}`,
          headers: { authorization: `Bearer ${await service.token('viewer')}` },
        });
        return { text: payload, position: String(headers['lockstep-log-position']) };
      };
      const first = await page('after=0');
      assert.match(first.text, /^\{"kind":"run"/u);
      const asDeveloper = await service.ask({
        method: 'POST',
        url: '/v1/log?product=shop',
        as: 'developer',
        body: lines,
      });
      assert.equal(asDeveloper.body.added, 3);
      assert.match(asDeveloper.body.refused[0], /you may not report runs/u);
      const more = await page(`after=${first.position}`);
      assert.deepEqual(
        [...more.text.matchAll(/"by":"(?<by>[^"]*)"/gu)].map((match) => match.groups?.['by']),
        ['token developer', 'token developer', 'token developer'],
      );
      assert.equal((await page(`after=${more.position}`)).text, '');
      assert.equal((await page('after=0&kinds=stage')).text, '');
    });

    test('who breaks the glass lets one commit through, in the open, and it counts against the rule', async () => {
      await report('m1', [], 'main');
      await bring(cleanLog(50));
      await agree('warn');
      await agree('block');
      await report('c1', ['a.ts']);
      const pass = (): Promise<Answered> =>
        service.ask({
          method: 'POST',
          url: '/v1/overrides',
          as: 'developer',
          body: { product: 'shop', commit: 'c1', reason: 'the shop is down' },
        });
      assert.equal((await gate('c1')).outcome, 'block');
      assert.equal((await pass()).status, 201);
      const { outcome, decisions } = await gate('c1');
      assert.equal(outcome, 'warn');
      assert.equal(decisions[0].decision.cause, 'override');
      assert.equal(decisions[0].decision.detail.override.reason, 'the shop is down');
      assert.match(decisions[0].reasons[0].text, /let through by token developer/u);
      assert.equal((await pass()).status, 409);
      await report('c2', ['b.ts'], 'other');
      assert.equal((await gate('c2')).outcome, 'block', 'of no other commit');
      const { body } = await service.ask({ url: RULE_PAGE, as: 'viewer' });
      assert.equal(body.evidence.counted.overridden, 1);
    });

    test('what observing has brought is summed up', async () => {
      await report('m1', [], 'main');
      await report('c1', ['a.ts', 'b.ts']);
      await judge('a.ts', 'true-positive-fixed');
      const { status, body } = await service.ask({
        url: '/v1/effect?product=shop&days=7',
        as: 'viewer',
      });
      assert.equal(status, 200);
      assert.deepEqual([body.builds, body.totals.found, body.totals.right], [1, 2, 1]);
      assert.equal(body.totals.wouldBlock.builds, 1);
      assert.equal(body.medianMs, undefined);
    });
  });
}
