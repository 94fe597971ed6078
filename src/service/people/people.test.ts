import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { verifyAudit } from '../../store/audit.ts';
import { createLink } from '../../store/sign-in-links.ts';
import { testDatabases } from '../../store/tests/databases.ts';
import { Browser, type Shown } from '../tests/browser.ts';
import { CLIENT_SECRET, testProvider, type TestProvider } from '../tests/openid-provider.ts';
import { testService, type Answered, type TestService } from '../tests/service.ts';

const ORIGIN = 'https://lockstep.example';
const SESSION = '__Host-lockstep';
const LATER = '2999-01-01T00:00:00Z';
const isCallback = (url: string): boolean => url.startsWith(`${ORIGIN}/auth/callback`);

for (const kind of testDatabases()) {
  describe(`people on ${kind.name}, by an identity provider`, () => {
    let service: TestService;
    let provider: TestProvider;
    let logged = '';
    const secrets: string[] = [CLIENT_SECRET];

    before(async () => {
      provider = await testProvider(ORIGIN);
      const { settings } = provider;
      const log = { write: (line: string) => void (logged += line) };
      service = await testService(kind, { origin: ORIGIN, provider: settings, log });
    });
    after(async () => {
      await service.stop();
      await provider.stop();
    });
    beforeEach(async () => {
      await service.database.query('truncate users, products, sign_in_links cascade');
      provider.account = { sub: 'ada', email: 'ada@example.com', name: 'Ada' };
    });

    const browser = (): Browser => new Browser(service.app, ORIGIN);
    const signIn = async (place = '/auth/sign-in?returnTo=/v1/me'): Promise<[Browser, Shown]> => {
      const one = browser();
      const shown = await one.visit(place);
      const session = one.cookies.get(SESSION);
      if (session !== undefined) secrets.push(session);
      return [one, shown];
    };
    const asAdmin = (
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      url: string,
      body?: unknown,
    ): Promise<Answered> =>
      service.ask({ method, url, as: 'admin', ...(body === undefined ? {} : { body }) });
    const userId = async (name: string): Promise<number> => {
      const { users } = (await asAdmin('GET', '/v1/users')).body;
      return users.find((each: { name: string }) => each.name === name)?.id ?? 0;
    };

    test('who is known nowhere comes in without a role, and is told what to do', async () => {
      const [one, shown] = await signIn();
      assert.equal(shown.status, 200);
      const me = JSON.parse(shown.text);
      assert.equal(me.name, 'person ada@example.com');
      assert.equal(me.displayName, 'Ada');
      assert.deepEqual(me.grants, []);
      const products = await one.visit('/v1/products');
      assert.equal(products.status, 403);
      assert.match(products.text, /no role yet: ask an administrator/u);
    });

    test('the cookie of a session is for this host, by TLS, and not for scripts', async () => {
      const one = browser();
      const back = await one.visit('/auth/sign-in', {}, isCallback);
      const answered = await service.app.inject({
        url: back.url.slice(ORIGIN.length),
        headers: { cookie: cookiesOf(one) },
      });
      const [session = ''] = [answered.headers['set-cookie'] ?? []].flat();
      assert.match(session, /^__Host-lockstep=[\w-]{43};/u);
      for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) {
        assert.ok(session.split('; ').includes(attribute), attribute);
      }
      assert.ok(!session.includes('Domain'));
      assert.match(String(answered.headers['strict-transport-security']), /max-age=\d{8}/u);
    });

    test('roles of one product and another hold where they are given, and at once', async () => {
      await service.token('viewer', 'shop');
      await service.token('viewer', 'web');
      await service.token('viewer', 'other');
      const [one] = await signIn();
      const grants = [
        { role: 'developer', product: 'shop' },
        { role: 'viewer', product: 'web' },
      ];
      const id = await userId('ada@example.com');
      assert.equal((await asAdmin('PATCH', `/v1/users/${id}`, { grants })).status, 200);
      const { products } = JSON.parse((await one.visit('/v1/products')).text);
      assert.deepEqual(
        products.map(({ name }: { name: string }) => name),
        ['shop', 'web'],
      );
      const findings = await findingIn(service, ['shop', 'web', 'other']);
      const seen = JSON.parse((await one.visit('/v1/findings')).text).findings;
      assert.equal(seen.length, 2);
      const session = one.cookies.get(SESSION) ?? '';
      const judged = await Promise.all(
        findings.map((finding) =>
          service.ask({
            method: 'POST',
            url: `/v1/findings/${finding}/verdicts`,
            session,
            body: { verdict: 'unclear', reason: 'x' },
          }),
        ),
      );
      assert.deepEqual(
        judged.map(({ status }) => status),
        [201, 404, 404],
      );
      await asAdmin('PATCH', `/v1/users/${id}`, { grants: [] });
      assert.equal((await one.visit('/v1/products')).status, 403);
    });

    test('a group has the role that an admin gave it, for as long as it has it', async () => {
      await service.token('viewer', 'shop');
      const body = { group: 'appsec', role: 'security', product: 'shop' };
      const made = await asAdmin('POST', '/v1/group-roles', body);
      assert.equal(made.status, 201);
      provider.account = { sub: 'kim', email: 'kim@example.com', groups: ['appsec', 'all'] };
      const [one, shown] = await signIn();
      const [grant] = JSON.parse(shown.text).grants;
      assert.deepEqual([grant.role, grant.product], ['security', 'shop']);
      // What an admin changes is what an admin gave: a role of a group does not become theirs by that.
      const [listed] = (await asAdmin('GET', '/v1/users')).body.users;
      assert.deepEqual(listed.grants, []);
      assert.deepEqual(listed.groupGrants, [{ role: 'security', product: 'shop' }]);
      await asAdmin('DELETE', `/v1/group-roles/${made.body.id}`);
      assert.equal((await one.visit('/v1/products')).status, 403);
    });

    test('who has the address of somebody else is not taken for them', async () => {
      await signIn();
      provider.account = { sub: 'eve', email: 'ada@example.com' };
      const [, shown] = await signIn();
      assert.match(JSON.parse(shown.text).name, /^person ada@example\.com #\d+$/u);
    });

    test('the same person is the same again, whatever else has changed', async () => {
      await signIn();
      provider.account = { sub: 'ada', email: 'ada.l@example.com', name: 'Ada L.' };
      const [, shown] = await signIn();
      const me = JSON.parse(shown.text);
      assert.deepEqual([me.name, me.email], ['person ada@example.com', 'ada.l@example.com']);
    });

    describe('what comes back from the provider counts once, in the browser that began', () => {
      const refused: readonly (readonly [string, (one: Browser) => Promise<Shown>])[] = [
        [
          'another state',
          async (one) => {
            const { url } = await one.visit('/auth/sign-in', {}, isCallback);
            return one.visit(url.replace(/state=[^&]*/u, `state=${'A'.repeat(43)}`));
          },
        ],
        [
          'another nonce',
          async (one) => {
            const { url } = await one.visit(
              '/auth/sign-in',
              {},
              (each) => !each.startsWith(ORIGIN),
            );
            return one.visit(url.replace(/nonce=[^&]*/u, 'nonce=another'));
          },
        ],
        [
          'another challenge',
          async (one) => {
            const { url } = await one.visit(
              '/auth/sign-in',
              {},
              (each) => !each.startsWith(ORIGIN),
            );
            return one.visit(
              url.replace(/code_challenge=[^&]*/u, `code_challenge=${'A'.repeat(43)}`),
            );
          },
        ],
        [
          'another issuer',
          async (one) => {
            const { url } = await one.visit('/auth/sign-in', {}, isCallback);
            return one.visit(url.replace(/iss=[^&]*/u, 'iss=https%3A%2F%2Fevil.example'));
          },
        ],
        [
          'an error',
          async (one) => {
            const { url } = await one.visit('/auth/sign-in', {}, isCallback);
            return one.visit(url.replace(/code=[^&]*/u, 'error=access_denied'));
          },
        ],
        [
          'the same again',
          async (one) => {
            const { url } = await one.visit('/auth/sign-in', {}, isCallback);
            const other = one.copy();
            assert.equal((await one.visit(url)).status, 404);
            assert.ok(one.cookies.has(SESSION));
            return other.visit(url);
          },
        ],
        [
          'in another browser',
          async (one) => {
            const { url } = await browser().visit('/auth/sign-in', {}, isCallback);
            return one.visit(url);
          },
        ],
        [
          'in a browser that has begun another',
          async (one) => {
            const { url } = await browser().visit('/auth/sign-in', {}, isCallback);
            await one.visit('/auth/sign-in', {}, isCallback);
            return one.visit(url);
          },
        ],
        [
          'too late',
          async (one) => {
            const { url } = await one.visit('/auth/sign-in', {}, isCallback);
            await service.database.query(`update sign_ins set expires_at = now() - interval '1 s'`);
            return one.visit(url);
          },
        ],
      ];
      for (const [name, act] of refused) {
        test(name, async () => {
          const one = browser();
          const shown = await act(one);
          assert.equal(shown.status, 400);
          assert.match(shown.headers.get('content-type') ?? '', /text\/html/u);
          assert.match(shown.text, /[Ss]ign in again/u);
          if (name !== 'the same again') assert.ok(!one.cookies.has(SESSION));
        });
      }
    });

    test('after a sign-in the browser goes to a place of the service, and nowhere else', async () => {
      for (const [wanted, place] of [
        ['/findings?state=open#1', '/findings?state=open#1'],
        ['https://evil.example/', '/'],
        ['//evil.example', '/'],
        ['/\\evil.example', '/'],
        ['/\t/evil.example', '/'],
        ['/.//evil.example', '/'],
        ['javascript:alert(1)', '/'],
        ['', '/'],
      ] as const) {
        const one = browser();
        const start = `/auth/sign-in?returnTo=${encodeURIComponent(wanted)}`;
        const { url } = await one.visit(start, {}, isCallback);
        const shown = await one.visit(url, {}, () => true);
        assert.equal(shown.url, `${ORIGIN}${place}`, wanted);
      }
    });

    test('a session is a new one at each sign-in, and the one before has ended', async () => {
      const [one] = await signIn();
      const old = one.cookies.get(SESSION) ?? '';
      await one.visit('/auth/sign-in?returnTo=/v1/me');
      const now = one.cookies.get(SESSION) ?? '';
      assert.notEqual(now, old);
      assert.equal((await service.ask({ url: '/v1/me', session: old })).status, 401);
      assert.equal((await service.ask({ url: '/v1/me', session: now })).status, 200);
      const chosen = browser();
      chosen.keep(SESSION, 'A'.repeat(43));
      await chosen.visit('/auth/sign-in?returnTo=/v1/me');
      assert.notEqual(chosen.cookies.get(SESSION), 'A'.repeat(43));
    });

    test('a session ends by time, by idleness, by the person, and by an admin', async () => {
      const ends: readonly (readonly [string, (one: Browser) => Promise<unknown>])[] = [
        ['time', () => service.database.query('update sessions set expires_at = now()')],
        [
          'idle',
          () => service.database.query(`update sessions set used_at = now() - interval '9 h'`),
        ],
        [
          'sign-out',
          async (one) => {
            const headers = { 'x-lockstep-change': '1' };
            const out = await one.visit('/auth/sign-out', { method: 'POST', headers });
            const { next } = JSON.parse(out.text);
            assert.ok(next.startsWith(`${provider.settings.issuer.href}session/end?`), next);
          },
        ],
        [
          'sign-out everywhere',
          async () => {
            const [other] = await signIn();
            const session = other.cookies.get(SESSION) ?? '';
            await service.ask({ method: 'DELETE', url: '/v1/me/sessions', session });
          },
        ],
        [
          'disabled',
          async () => {
            const id = await userId('ada@example.com');
            const changed = await asAdmin('PATCH', `/v1/users/${id}`, { disabled: true });
            assert.notEqual(changed.body.disabledAt, null);
            const [, shown] = await signIn();
            assert.equal(shown.status, 403);
            assert.match(shown.text, /disabled this account/u);
            await asAdmin('PATCH', `/v1/users/${id}`, { disabled: false });
          },
        ],
        [
          'ended by an admin',
          async () => asAdmin('DELETE', `/v1/users/${await userId('ada@example.com')}/sessions`),
        ],
      ];
      for (const [name, end] of ends) {
        const [one] = await signIn();
        const session = one.cookies.get(SESSION) ?? '';
        assert.equal((await service.ask({ url: '/v1/me', session })).status, 200, name);
        await end(one);
        assert.equal((await service.ask({ url: '/v1/me', session })).status, 401, name);
      }
    });

    test('another site can change nothing by the browser of somebody who is signed in', async () => {
      const [one] = await signIn();
      const own = { origin: ORIGIN, 'x-lockstep-change': '1' };
      const out = async (headers: Readonly<Record<string, string>>): Promise<number> => {
        const url = '/v1/tokens';
        const body = { name: 'mine', days: 1 };
        const answered = await service.app.inject({
          method: 'POST',
          url,
          headers: { cookie: cookiesOf(one), 'content-type': 'application/json', ...headers },
          payload: JSON.stringify(body),
        });
        return answered.statusCode;
      };
      assert.equal(await out({}), 403);
      assert.equal(await out({ origin: ORIGIN }), 403);
      assert.equal(await out({ 'x-lockstep-change': '1' }), 403);
      assert.equal(await out({ ...own, origin: 'https://evil.example' }), 403);
      assert.equal(await out({ ...own, origin: 'null' }), 403);
      assert.equal(await out({ ...own, 'sec-fetch-site': 'cross-site' }), 403);
      assert.equal(await out({ ...own, 'sec-fetch-site': 'same-site' }), 403);
      assert.equal(await out(own), 201);
      assert.equal(await out({ 'sec-fetch-site': 'same-origin', 'x-lockstep-change': '1' }), 201);
    });

    test('a token of a person may no more than they may, then and later', async () => {
      await service.token('viewer', 'shop');
      const [one] = await signIn();
      const id = await userId('ada@example.com');
      const session = one.cookies.get(SESSION) ?? '';
      await asAdmin('PATCH', `/v1/users/${id}`, {
        grants: [{ role: 'developer', product: 'shop' }],
      });
      const make = (body: object): Promise<Answered> =>
        service.ask({
          method: 'POST',
          url: '/v1/tokens',
          session,
          body: { name: 'mine', ...body },
        });
      assert.equal((await make({ role: 'security', product: 'shop' })).status, 403);
      assert.equal((await make({ role: 'developer' })).status, 403);
      assert.equal((await make({ role: 'owner', product: 'shop' })).status, 403);
      assert.equal((await make({ role: 'admin' })).status, 403);
      const made = await make({ role: 'developer', product: 'shop' });
      const whole = await make({});
      assert.deepEqual([made.status, whole.status], [201, 201]);
      secrets.push(made.body.token, whole.body.token);
      const asked = (token: string, method: 'GET' | 'POST' = 'GET', url = '/v1/products') =>
        service.ask({ method, url, token });
      assert.equal((await asked(made.body.token)).status, 200);
      assert.equal((await asked(whole.body.token)).status, 200);
      assert.equal((await asked(whole.body.token, 'POST', '/v1/tokens')).status, 403);
      const listed = (await service.ask({ url: '/v1/tokens', session })).body.tokens;
      assert.equal(listed.length, 2);
      await asAdmin('PATCH', `/v1/users/${id}`, { grants: [{ role: 'viewer', product: 'shop' }] });
      assert.equal((await asked(made.body.token)).status, 403);
      assert.equal((await asked(whole.body.token)).status, 200);
      await asAdmin('PATCH', `/v1/users/${id}`, { disabled: true });
      assert.equal((await asked(whole.body.token)).status, 401);
    });

    test('a link for the first admin is opened by a button, once, and by nobody after that', async () => {
      const secret = await firstLink(service);
      secrets.push(secret);
      const preview = await browser().visit(`/auth/link/${secret}`);
      assert.equal(preview.status, 200);
      assert.match(preview.text, /<form method="post">/u);
      const foreign = await browser().visit(`/auth/link/${secret}`, {
        method: 'POST',
        form: {},
        headers: { origin: 'https://evil.example' },
      });
      assert.equal(foreign.status, 403);
      const [one, two] = [browser(), browser()];
      const backs = await Promise.all(
        [one, two].map((each) => each.visit(`/auth/link/${secret}`, POST, isCallback)),
      );
      const [first = '', second = ''] = backs.map(({ url }) => url);
      await one.visit(first);
      const session = one.cookies.get(SESSION) ?? '';
      const { body } = await service.ask({ url: '/v1/me', session });
      assert.deepEqual(
        body.grants.map(({ role, product }: { role: string; product: null }) => [role, product]),
        [['admin', null]],
      );
      const late = await two.visit(second);
      assert.equal(late.status, 403);
      assert.ok(!two.cookies.has(SESSION));
      assert.equal((await browser().visit(`/auth/link/${secret}`)).status, 404);
      const another = await firstLink(service);
      const tooLate = await browser().visit(`/auth/link/${another}`, POST);
      assert.equal(tooLate.status, 409);
    });

    test('an invitation is for one person, who then is who was invited', async () => {
      await service.token('viewer', 'shop');
      const invited = await asAdmin('POST', '/v1/users', {
        name: 'Ada of the shop',
        grants: [{ role: 'owner', product: 'shop' }],
      });
      assert.equal(invited.status, 201);
      const place = String(invited.body.link).slice(ORIGIN.length);
      secrets.push(place.slice('/auth/link/'.length));
      const one = browser();
      await one.visit(place, POST);
      const me = JSON.parse((await one.visit('/v1/me')).text);
      assert.equal(me.name, 'person Ada of the shop');
      assert.equal(me.grants[0].role, 'owner');
      const again = await asAdmin('POST', `/v1/users/${invited.body.id}/links`);
      assert.equal(again.status, 409);
      const other = await asAdmin('POST', '/v1/users', { name: 'Another', grants: [] });
      const known = await browser().visit(String(other.body.link).slice(ORIGIN.length), POST);
      assert.equal(known.status, 409);
      assert.match(known.text, /known here already/u);
    });

    test('the last admin cannot be lost', async () => {
      await service.database.query('truncate tokens');
      const one = browser();
      await one.visit(`/auth/link/${await firstLink(service)}`, POST);
      const session = one.cookies.get(SESSION) ?? '';
      const me = (await service.ask({ url: '/v1/users', session })).body.users[0];
      for (const body of [{ disabled: true }, { grants: [{ role: 'viewer' }] }]) {
        const url = `/v1/users/${me.id}`;
        const answered = await service.ask({ method: 'PATCH', url, session, body });
        assert.equal(answered.status, 409);
      }
      assert.equal((await service.ask({ url: '/v1/users', session })).status, 200);
    });

    test('no secret is in the log, nor in clear in the database', async () => {
      const [one] = await signIn();
      const session = one.cookies.get(SESSION) ?? '';
      const body = { name: 'mine' };
      const made = await service.ask({ method: 'POST', url: '/v1/tokens', session, body });
      const link = await firstLink(service);
      await browser().visit(`/auth/link/${link}`);
      const begun = browser();
      const { url } = await begun.visit(`/auth/link/${link}`, POST, isCallback);
      const { searchParams: sent } = new URL(url);
      await browser().visit(url);
      await service.ask({ url: `/v1/products?token=${made.body.token}`, session });
      const all = [...secrets, link, made.body.token, ...begun.cookies.values()];
      all.push(sent.get('code') ?? '', sent.get('state') ?? '');
      const tables = await service.database.query<{ name: string }>(
        `select table_name as name from information_schema.tables
         where table_schema = 'public' and table_type = 'BASE TABLE'`,
      );
      let dump = '';
      for (const { name } of tables) {
        const rows = await service.database.query(`select t::text as row from ${name} t`);
        assert.ok(rows.length > 0 || !HOLDERS.includes(name), name);
        dump += JSON.stringify(rows);
      }
      assert.match(logged, /"url":"\/auth\/callback"/u);
      assert.match(logged, /"url":"\/auth\/link\/:secret"/u);
      for (const secret of all) {
        assert.ok(secret.length > 20);
        assert.ok(!logged.includes(secret), 'in the log');
        assert.ok(!dump.includes(secret), 'in the database');
      }
      assert.deepEqual((await verifyAudit(service.database)).problems, []);
    });

    test('a provider that is down stops nobody but who signs in, and is asked again', async () => {
      const place = new URL('http://127.0.0.1:9');
      const lost = await testService(kind, {
        origin: ORIGIN,
        provider: { ...provider.settings, issuer: place },
      });
      const shown = await new Browser(lost.app, ORIGIN).visit('/auth/sign-in');
      assert.equal(shown.status, 503);
      assert.match(shown.text, /cannot be asked .*try again later/u);
      assert.equal((await lost.ask({ url: '/v1/products', as: 'viewer' })).status, 200);
      await lost.stop();
    });
  });
}

/** Tables that hold what is made of secrets. */
const HOLDERS: readonly string[] = ['sessions', 'sign_in_links', 'sign_ins', 'tokens'];
const POST = { method: 'POST', form: {} } as const;

function cookiesOf({ cookies }: Browser): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

function firstLink({ database }: TestService): Promise<string> {
  return createLink(database, { userId: undefined, createdBy: 'test', expiresAt: LATER });
}

/** One finding in each product; their ids. */
async function findingIn(
  service: TestService,
  products: readonly string[],
): Promise<readonly number[]> {
  const report = {
    version: '2.1.0',
    runs: [
      {
        results: [
          {
            ruleId: 'x',
            message: { text: 'x' },
            locations: [{ physicalLocation: { artifactLocation: { uri: 'a.ts' } } }],
          },
        ],
        tool: { driver: { name: 'Tool' } },
      },
    ],
  };
  const ids: number[] = [];
  for (const product of products) {
    const url = `/v1/runs?product=${product}&repository=r&branch=main&commit=c&default=true&format=sarif`;
    await service.ask({ method: 'POST', url, as: 'pipeline', body: JSON.stringify(report) });
    const found = await service.ask({ url: `/v1/findings?product=${product}`, as: 'viewer' });
    ids.push(found.body.findings[0].id);
  }
  return ids;
}
