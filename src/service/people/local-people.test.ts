import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createLink } from '../../store/sign-in-links.ts';
import { testDatabases } from '../../store/tests/databases.ts';
import { Browser } from '../tests/browser.ts';
import { testService, type TestService } from '../tests/service.ts';

const ORIGIN = 'http://127.0.0.1:7300';
const SESSION = 'lockstep';

for (const kind of testDatabases()) {
  describe(`people on ${kind.name}, without an identity provider`, () => {
    let service: TestService;
    before(async () => {
      service = await testService(kind, { origin: ORIGIN });
    });
    after(() => service.stop());
    beforeEach(() => service.database.query('truncate users, sign_in_links cascade'));

    const browser = (): Browser => new Browser(service.app, ORIGIN);
    const firstAdmin = async (): Promise<{ one: Browser; token: string; link: string }> => {
      const secret = await createLink(service.database, {
        userId: undefined,
        createdBy: 'test',
        expiresAt: '2999-01-01T00:00:00Z',
      });
      const link = `/auth/link/${secret}`;
      const one = browser();
      const shown = await one.visit(link, { method: 'POST', form: { name: 'Ada <b>' } });
      assert.equal(shown.status, 200);
      return { one, token: tokenIn(shown.text), link };
    };

    test('the first admin says a name, and comes back with a token', async () => {
      const { one, token, link } = await firstAdmin();
      const me = JSON.parse((await one.visit('/v1/me')).text);
      assert.deepEqual([me.name, me.grants[0].role], ['person Ada <b>', 'admin']);
      const used = await browser().visit(link, { method: 'POST', form: { name: 'Eve' } });
      assert.equal(used.status, 404);
      const back = browser();
      const page = await back.visit('/auth/sign-in?returnTo=/v1/me');
      assert.match(page.text, /name="token"/u);
      const form = { token, returnTo: '/v1/me' };
      const shown = await back.visit('/auth/sign-in', { method: 'POST', form });
      assert.equal(JSON.parse(shown.text).name, me.name);
      assert.notEqual(back.cookies.get(SESSION), one.cookies.get(SESSION));
    });

    test('a team signs in by links that an admin gives, each once; a new one ends the old', async () => {
      const { one } = await firstAdmin();
      const session = one.cookies.get(SESSION) ?? '';
      const ask = (url: string, body?: object) =>
        service.ask({ method: 'POST', url, session, ...(body === undefined ? {} : { body }) });
      const invited = await ask('/v1/users', { name: 'Kim', grants: [{ role: 'security' }] });
      const twice = await ask('/v1/users', { name: 'Kim', grants: [] });
      assert.deepEqual([invited.status, twice.status], [201, 409]);
      const kim = browser();
      const place = String(invited.body.link);
      const first = tokenIn((await kim.visit(place, POST)).text);
      assert.equal((await browser().visit(place, POST)).status, 404);
      const again = await ask(`/v1/users/${invited.body.id}/links`);
      const newer = await ask(`/v1/users/${invited.body.id}/links`);
      assert.equal((await browser().visit(String(again.body.link), POST)).status, 404);
      const second = tokenIn((await kim.visit(String(newer.body.link), POST)).text);
      const signIn = (token: string) =>
        browser().visit('/auth/sign-in', { method: 'POST', form: { token, returnTo: '/v1/me' } });
      assert.equal((await signIn(first)).status, 403);
      assert.equal((await signIn(second)).status, 200);
    });

    test('a link that is over opens nothing', async () => {
      const secret = await createLink(service.database, {
        userId: undefined,
        createdBy: 'test',
        expiresAt: '2020-01-01T00:00:00Z',
      });
      const late = await browser().visit(`/auth/link/${secret}`, POST);
      assert.equal(late.status, 404);
      assert.match(late.text, /is over; ask an administrator/u);
    });

    test('who has signed out is not signed in again at once', async () => {
      const { one } = await firstAdmin();
      const headers = { 'x-lockstep-change': '1' };
      const out = await one.visit('/auth/sign-out', { method: 'POST', headers });
      const shown = await one.visit(JSON.parse(out.text).next);
      assert.match(shown.text, /You are signed out/u);
      assert.equal((await one.visit('/v1/me')).status, 401);
    });

    test('only a token of a person that may all that they may signs in, from a page of ours', async () => {
      const { one, token } = await firstAdmin();
      const session = one.cookies.get(SESSION) ?? '';
      const less = await service.ask({
        method: 'POST',
        url: '/v1/tokens',
        session,
        body: { name: 'less', role: 'viewer', personal: true },
      });
      const tokens = [less.body.token, await service.token('admin'), 'lockstep_wrong', ''];
      for (const each of tokens) {
        const form = { token: each };
        const shown = await browser().visit('/auth/sign-in', { method: 'POST', form });
        assert.equal(shown.status, 403, each);
      }
      const headers = { origin: 'https://evil.example' };
      const form = { token };
      const foreign = await browser().visit('/auth/sign-in', { method: 'POST', form, headers });
      assert.equal(foreign.status, 403);
    });

    test('who tries links or tokens is told to come again later', async () => {
      const statuses = new Set<number>();
      for (let count = 0; count < 70; count += 1) {
        statuses.add((await browser().visit(`/auth/link/${'A'.repeat(42)}${count % 10}`)).status);
      }
      assert.deepEqual([...statuses], [404, 429]);
    });

    test('pages run nothing, and show what people are called as text', async () => {
      const { one } = await firstAdmin();
      const page = await one.visit('/auth/sign-in?returnTo=/%22%3E%3Cscript%3E');
      const policy = page.headers.get('content-security-policy') ?? '';
      for (const part of [`default-src 'none'`, `frame-ancestors 'none'`, `form-action 'self'`]) {
        assert.ok(policy.includes(part), part);
      }
      assert.ok(!policy.includes('unsafe'));
      assert.ok(!page.text.includes('<script'));
      const answered = await one.visit('/v1/me');
      assert.match(answered.headers.get('content-security-policy') ?? '', /default-src 'none'/u);
      assert.equal(answered.headers.get('strict-transport-security'), null);
    });
  });
}

const POST = { method: 'POST', form: {} } as const;

function tokenIn(page: string): string {
  return /value="(?<token>lockstep_[\w-]{43})"/u.exec(page)?.groups?.['token'] ?? '';
}
