import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { verifyAudit } from '../../store/audit.ts';
import { testDatabases } from '../../store/tests/databases.ts';
import { testService, type Answered, type TestService } from '../tests/service.ts';
import {
  githubHeaders,
  githubPayload,
  gitlabHeaders,
  gitlabPayload,
  gitlabSignedHeaders,
} from './tests/payloads.ts';

const HEAD = 'a'.repeat(40);
const TOKEN = ['github', 'pat', 'n0t-a-real-0ne'].join('_');
const UNKNOWN = 'its repository is not in the inventory: add it to a product first';
type Headers = Readonly<Record<string, string>>;

function ago(seconds: number): Date {
  return new Date(Date.now() - seconds * 1_000);
}

for (const kind of testDatabases()) {
  describe(`webhooks of forges on ${kind.name}`, () => {
    let service: TestService;
    const hooks = { github: { path: '', secret: '' }, gitlab: { path: '', secret: '' } };
    const ORIGIN = 'https://forge.example';

    before(async () => {
      service = await testService(kind);
      for (const name of ['github', 'gitlab'] as const) {
        const body = { name, kind: name, url: `${ORIGIN}/`, token: TOKEN };
        const added = await service.ask({ method: 'POST', url: '/v1/forges', as: 'admin', body });
        assert.equal(added.status, 201, JSON.stringify(added.body));
        const { webhookUrl, webhookSecret } = added.body;
        assert.match(webhookSecret, /^whsec_/u);
        hooks[name] = { path: new URL(webhookUrl).pathname, secret: webhookSecret };
      }
    });
    after(() => service.stop());

    let address = 0;
    /** Each from an address of its own: who is refused too often has to wait. */
    const send = (
      forge: 'github' | 'gitlab',
      body: string | Buffer,
      headers: Headers,
    ): Promise<Answered> =>
      service.ask({
        method: 'POST',
        url: hooks[forge].path,
        body,
        headers,
        from: `192.0.2.${(address += 1) % 250}`,
      });

    test('GitHub: only what is signed with the secret, byte by byte, is heeded', async () => {
      const { secret } = hooks.github;
      const body = githubPayload({ origin: ORIGIN, head: HEAD });
      const right = githubHeaders(body, secret);
      const heeded = await send('github', body, right);
      assert.equal(`${heeded.status} ${heeded.body.detail}`, `202 ${UNKNOWN}`);
      const without = (name: string): Headers =>
        Object.fromEntries(Object.entries(right).filter(([key]) => key !== name));
      const sha1 = createHmac('sha1', secret).update(body).digest('hex');
      const wrong: readonly (readonly [string, string, Headers])[] = [
        ['another secret', body, githubHeaders(body, 'whsec_other')],
        ['another body', body.replace('Greet', 'greet'), right],
        ['a byte more', `${body} `, right],
        ['no signature', body, without('x-hub-signature-256')],
        [
          'the old signature',
          body,
          { ...without('x-hub-signature-256'), 'x-hub-signature': `sha1=${sha1}` },
        ],
        ['an empty one', body, { ...right, 'x-hub-signature-256': 'sha256=' }],
        [
          'the token of GitLab',
          body,
          { 'x-gitlab-token': secret, 'x-github-event': 'pull_request' },
        ],
      ];
      for (const [what, sent, headers] of wrong) {
        const { status, body: problem } = await send('github', sent, headers);
        assert.equal(status, 401, what);
        assert.ok(!JSON.stringify(problem).includes(secret));
      }
    });

    test('GitLab: the token, or the signature of Standard Webhooks within five minutes', async () => {
      const { secret } = hooks.gitlab;
      const body = gitlabPayload({ origin: ORIGIN, head: HEAD });
      const byToken = await send('gitlab', body, gitlabHeaders(secret));
      assert.equal(`${byToken.status} ${byToken.body.detail}`, `202 ${UNKNOWN}`);
      const signed = gitlabPayload({ origin: ORIGIN, head: HEAD, title: 'signed' });
      const right = gitlabSignedHeaders(signed, secret);
      const two = { ...right, 'webhook-signature': `v1,AAAA ${right['webhook-signature']}` };
      const bySignature = await send('gitlab', signed, two);
      assert.equal(`${bySignature.status} ${bySignature.body.detail}`, `202 ${UNKNOWN}`);
      const other = `whsec_${randomBytes(32).toString('base64')}`;
      const wrong: readonly (readonly [string, Headers])[] = [
        ['another token', gitlabHeaders(other)],
        ['no token', {}],
        ['an empty token', { 'x-gitlab-token': '' }],
        ['another key', gitlabSignedHeaders(signed, other)],
        ['six minutes ago', gitlabSignedHeaders(signed, secret, ago(360))],
        ['in six minutes', gitlabSignedHeaders(signed, secret, ago(-360))],
        ['another id', { ...right, 'webhook-id': 'x' }],
        // A signature that is wrong is not mended by a token that is right.
        ['both', { ...gitlabSignedHeaders(signed, other), 'x-gitlab-token': secret }],
        [
          'another version',
          {
            ...right,
            'webhook-signature': (right['webhook-signature'] ?? '').replace('v1,', 'v2,'),
          },
        ],
      ];
      for (const [what, headers] of wrong) {
        assert.equal((await send('gitlab', signed, headers)).status, 401, what);
      }
    });

    test('nothing is heeded twice: by its id, by what it says, and not after days', async () => {
      const { secret } = hooks.github;
      const first = githubPayload({ origin: ORIGIN, head: HEAD, title: 'once' });
      const headers = githubHeaders(first, secret, 'delivery-1');
      assert.equal((await send('github', first, headers)).body.detail, UNKNOWN);
      assert.equal((await send('github', first, headers)).body.detail, 'it came before');
      // GitHub does not sign the id.
      const renamed = githubHeaders(first, secret, 'delivery-2');
      assert.equal((await send('github', first, renamed)).body.detail, 'it came before');
      const second = githubPayload({ origin: ORIGIN, head: HEAD, title: 'twice' });
      const reused = githubHeaders(second, secret, 'delivery-1');
      assert.equal((await send('github', second, reused)).body.detail, 'it came before');
      const old = new Date(Date.now() - 5 * 86_400_000).toISOString();
      const late = githubPayload({ origin: ORIGIN, head: HEAD, updatedAt: old });
      assert.equal(
        (await send('github', late, githubHeaders(late, secret))).body.detail,
        'what it tells is too old',
      );
    });

    test('of two at once one is heeded', async () => {
      const { secret } = hooks.github;
      const body = githubPayload({ origin: ORIGIN, head: HEAD, title: 'at once' });
      const headers = githubHeaders(body, secret);
      const answers = await Promise.all([1, 2, 3].map(() => send('github', body, headers)));
      const details = answers.map((each) => String(each.body.detail)).toSorted();
      assert.deepEqual(details, ['it came before', 'it came before', UNKNOWN]);
    });

    test('what is remembered of webhooks is forgotten after days', async () => {
      await service.database.query(`update forge_deliveries set at = now() - interval '6 days'`);
      const body = githubPayload({ origin: ORIGIN, head: HEAD, title: 'forget' });
      await send('github', body, githubHeaders(body, hooks.github.secret));
      const rows = await service.database.query('select key from forge_deliveries');
      assert.equal(rows.length, 2);
    });

    describe('what cannot be understood is told, after the signature', () => {
      const good = githubPayload({ origin: ORIGIN, head: HEAD });
      const cases: Readonly<Record<string, readonly [string, number]>> = {
        'no JSON': ['payload=%7B%7D', 422],
        'an empty body': ['', 422],
        'deep JSON': ['['.repeat(50_000), 422],
        'no pull request': ['{}', 422],
        'no commit': [good.replace(HEAD, 'main; rm -rf /'), 422],
        'a branch that is an option': [
          good.replace('"ref":"main"', '"ref":"--upload-pack=x"'),
          422,
        ],
        'a repository that is a path': [good.replaceAll('acme/shop"', '../../x"'), 422],
        'a number that is none': [good.replace('"number":5', '"number":-5'), 422],
        'no time': [good.replace(/"updated_at":"[^"]+"/u, '"updated_at":"soon"'), 422],
      };
      for (const [what, [body, status]] of Object.entries(cases)) {
        test(what, async () => {
          const answer = await send('github', body, githubHeaders(body, hooks.github.secret));
          assert.equal(answer.status, status, JSON.stringify(answer.body));
        });
      }

      test('a body that is too long is not read', async () => {
        const body = Buffer.alloc(9 * 2 ** 20, ' ');
        const answer = await send(
          'github',
          body,
          githubHeaders(body.toString(), hooks.github.secret),
        );
        assert.equal(answer.status, 413);
      });

      test('another event is none of ours', async () => {
        const body = JSON.stringify({ zen: 'Speak like a human.', hook_id: 1 });
        const headers = { ...githubHeaders(body, hooks.github.secret), 'x-github-event': 'ping' };
        const answer = await send('github', body, headers);
        assert.equal(`${answer.status} ${answer.body.detail}`, '202 it is about a ping');
        const push = JSON.stringify({ object_kind: 'push' });
        const told = await send('gitlab', push, gitlabHeaders(hooks.gitlab.secret));
        assert.equal(`${told.status} ${told.body.detail}`, '202 it is about no merge request');
      });
    });

    test('a repository of another host is not fetched with this token, whatever a webhook says', async () => {
      await service.token('owner', 'shop');
      const url = 'https://elsewhere.example/acme/shop.git';
      await service.ask({
        method: 'POST',
        url: '/v1/repositories',
        as: 'admin',
        body: { product: 'shop', url, schedule: '' },
      });
      const body = githubPayload({ origin: 'https://elsewhere.example', head: HEAD });
      const answer = await send('github', body, githubHeaders(body, hooks.github.secret));
      assert.equal(answer.body.detail, UNKNOWN);
      const scans = await service.database.query('select from scans');
      assert.equal(scans.length, 0);
    });

    test('who guesses is told to come again later', async () => {
      const statuses = new Set<number>();
      for (let count = 0; count < 70; count += 1) {
        const { status } = await service.ask({
          method: 'POST',
          url: hooks.github.path,
          body: '{}',
          from: '198.51.100.1',
        });
        statuses.add(status);
      }
      assert.deepEqual([...statuses], [401, 429]);
      const nowhere = hooks.github.path.replace(/[0-9a-f]{8}-/u, '00000000-');
      const unknown = await service.ask({
        method: 'POST',
        url: nowhere,
        body: '{}',
        from: '192.0.2.251',
      });
      assert.equal(unknown.status, 401);
    });

    test('a new secret and the one before it are heeded, and no third', async () => {
      const url = hooks.gitlab.path.replace(/\/events$/u, '');
      const { secret: first } = hooks.gitlab;
      const renew = async (): Promise<string> =>
        (await service.ask({ method: 'PATCH', url, as: 'admin', body: { newWebhookSecret: true } }))
          .body.webhookSecret;
      const second = await renew();
      const statuses = async (): Promise<readonly number[]> =>
        Promise.all(
          [first, second].map(async (secret, index) => {
            const body = gitlabPayload({
              origin: ORIGIN,
              head: HEAD,
              title: `${index} ${Date.now()}`,
            });
            return (await send('gitlab', body, gitlabHeaders(secret))).status;
          }),
        );
      assert.deepEqual(await statuses(), [202, 202]);
      await renew();
      assert.deepEqual(await statuses(), [401, 202]);
    });

    test('what is secret of a forge is shown once, and stands nowhere in clear', async () => {
      const { body } = await service.ask({ url: '/v1/forges', as: 'admin' });
      assert.deepEqual(
        body.forges.map((each: { name: string; url: string }) => `${each.name} ${each.url}`),
        [`github ${ORIGIN}`, `gitlab ${ORIGIN}`],
      );
      const rows = await service.database.query(
        'select f::text as text from forges f union all select a::text from audit a',
      );
      for (const text of [JSON.stringify(rows), JSON.stringify(body)]) {
        for (const { secret } of Object.values(hooks)) {
          assert.ok(!text.includes(secret.slice('whsec_'.length)));
        }
        assert.ok(!text.includes(TOKEN));
      }
      assert.deepEqual((await verifyAudit(service.database)).problems, []);
    });

    describe('a forge that cannot be is refused', () => {
      const right = { name: 'x', kind: 'github', url: 'https://forge.example', token: 't' };
      const cases: Readonly<Record<string, readonly [object, number, RegExp]>> = {
        'the name of another': [{ ...right, name: 'github' }, 409, /there is a forge github/u],
        'no token': [{ ...right, token: undefined }, 422, /name a token, or a GitHub App/u],
        'a token with a line': [{ ...right, token: 'a\nb' }, 400, /token/u],
        'an app of GitLab': [
          { ...right, kind: 'gitlab', token: undefined, app: { id: '1', privateKey: 'x' } },
          422,
          /only GitHub has apps/u,
        ],
        'an app without a key': [
          { ...right, token: undefined, app: { id: '1', privateKey: 'secret text' } },
          422,
          /no RSA key/u,
        ],
        'no URL': [{ ...right, url: 'forge' }, 422, /url: /u],
        'another way': [{ ...right, url: 'file:///etc' }, 422, /url: /u],
        'with a password': [
          { ...right, url: 'https://a:b@forge.example' },
          422,
          /user or a password/u,
        ],
        'in clear': [{ ...right, url: 'http://forge.example' }, 422, /http is not allowed/u],
        'a metadata service': [{ ...right, url: 'https://169.254.169.254' }, 422, /never asked/u],
        'a private address': [{ ...right, url: 'https://10.1.2.3' }, 422, /private address/u],
      };
      for (const [what, [body, status, detail]] of Object.entries(cases)) {
        test(what, async () => {
          const answer = await service.ask({
            method: 'POST',
            url: '/v1/forges',
            as: 'admin',
            body,
          });
          assert.equal(answer.status, status, JSON.stringify(answer.body));
          assert.match(answer.body.detail, detail);
          assert.ok(!JSON.stringify(answer.body).includes('secret text'));
        });
      }
    });

    test('a forge that was removed is not heard any more', async () => {
      const url = hooks.github.path.replace(/\/events$/u, '');
      assert.equal((await service.ask({ method: 'DELETE', url, as: 'admin' })).status, 204);
      assert.equal((await service.ask({ method: 'DELETE', url, as: 'admin' })).status, 404);
      const body = githubPayload({ origin: ORIGIN, head: HEAD });
      assert.equal(
        (await send('github', body, githubHeaders(body, hooks.github.secret))).status,
        401,
      );
    });
  });
}
