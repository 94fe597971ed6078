import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { SignJWT, UnsecuredJWT, generateKeyPair } from 'jose';
import { testDatabases } from '../../store/tests/databases.ts';
import { AUDIENCE, testIssuer, type TestIssuer } from '../tests/issuer.ts';
import { testService, type Answered, type TestService } from '../tests/service.ts';

for (const kind of testDatabases()) {
  describe(`pipelines on ${kind.name}, by tokens of their platform`, () => {
    let service: TestService;
    let issuer: TestIssuer;
    before(async () => {
      service = await testService(kind);
      issuer = await testIssuer();
    });
    after(async () => {
      await service.stop();
      await issuer.stop();
    });
    beforeEach(() => service.database.query('truncate trusts, products cascade'));

    const trust = (body: object = {}): Promise<Answered> =>
      service.ask({
        method: 'POST',
        url: '/v1/trusts',
        as: 'admin',
        body: {
          name: 'github',
          issuer: issuer.url,
          conditions: { repository: 'example/*', ref: 'refs/heads/main' },
          ...body,
        },
      });
    const me = (token: string): Promise<Answered> => service.ask({ url: '/v1/me', token });

    test('whose token meets the conditions is that pipeline, of that product', async () => {
      await service.token('viewer', 'shop');
      await service.token('viewer', 'other');
      assert.equal((await trust({ product: 'shop' })).status, 201);
      const token = await issuer.sign();
      const { body } = await me(token);
      assert.equal(body.name, 'pipeline github example/shop@refs/heads/main');
      assert.equal(body.kind, 'pipeline');
      assert.deepEqual([body.grants[0].role, body.grants[0].product], ['pipeline', 'shop']);
      const report = (product: string): Promise<Answered> =>
        service.ask({
          method: 'POST',
          url: `/v1/runs?product=${product}&repository=r&branch=main&commit=c&format=sarif`,
          token,
          body: JSON.stringify({
            version: '2.1.0',
            runs: [{ results: [], tool: { driver: { name: 'T' } } }],
          }),
        });
      assert.equal((await report('shop')).status, 201);
      assert.equal((await report('other')).status, 403);
      assert.equal((await report('new')).status, 403);
    });

    test('GitLab says it in other claims', async () => {
      await trust({
        name: 'gitlab',
        conditions: { project_path: 'group/*', ref_protected: 'true' },
      });
      const claims = { repository: undefined, project_path: 'group/sub/shop', ref: 'main' };
      const { body } = await me(await issuer.sign({ ...claims, ref_protected: 'true' }));
      assert.equal(body.name, 'pipeline gitlab group/sub/shop@main');
      assert.equal(
        (await me(await issuer.sign({ ...claims, ref_protected: 'false' }))).status,
        401,
      );
    });

    test('a token that is not all that was asked for is nobody', async () => {
      await trust();
      const { privateKey } = await generateKeyPair('RS256');
      const now = Math.floor(Date.now() / 1_000);
      const right = { iss: issuer.url, aud: AUDIENCE, sub: 's', repository: 'example/shop' };
      const claims = { ...right, ref: 'refs/heads/main', iat: now, exp: now + 300 };
      const publicText = new TextEncoder().encode(JSON.stringify(issuer.publicKey));
      const good = await issuer.sign();
      const [head = '', payload = '', signature = ''] = good.split('.');
      const cases: Readonly<Record<string, string>> = {
        'another audience': await issuer.sign({ aud: 'https://other.example' }),
        'no audience': await issuer.sign({ aud: undefined }),
        'another issuer': await issuer.sign({ iss: 'https://evil.example' }),
        expired: await issuer.sign({ exp: now - 60 }),
        'not yet': await issuer.sign({ nbf: now + 600 }),
        'without an end': await issuer.sign({ exp: undefined }),
        'another repository': await issuer.sign({ repository: 'example2/shop' }),
        'another branch': await issuer.sign({ ref: 'refs/heads/main2' }),
        'a branch that is a list': await issuer.sign({ ref: ['refs/heads/main'] }),
        'no repository': await issuer.sign({ repository: undefined }),
        'signed by somebody else': await issuer.sign({}, { key: privateKey }),
        'no signature': new UnsecuredJWT(claims).encode(),
        'signed with the public key as a secret': await new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .sign(publicText),
        changed: [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join(
          '.',
        ),
        'without its signature': `${head}.${payload}.`,
        'no token': 'a.b.c',
      };
      assert.equal((await me(good)).status, 200);
      for (const [name, token] of Object.entries(cases)) {
        assert.equal((await me(token)).status, 401, name);
      }
    });

    test('a key that nobody knows has the keys read again once, however many tokens name one', async () => {
      await trust();
      await me(await issuer.sign());
      const asked = issuer.keyRequests();
      await Promise.all(
        Array.from({ length: 30 }, async (_, index) =>
          service.ask({
            url: '/v1/me',
            token: await issuer.sign({}, { kid: `unknown-${index}` }),
            from: '192.0.2.1',
          }),
        ),
      );
      assert.ok(issuer.keyRequests() - asked <= 1, `${issuer.keyRequests() - asked}`);
    });

    test('an issuer that no admin has named is never asked', async () => {
      const stranger = await testIssuer();
      await trust();
      assert.equal((await me(await stranger.sign())).status, 401);
      assert.equal(stranger.keyRequests(), 0);
      await stranger.stop();
    });

    test('an issuer that does not answer is told from a token that is wrong', async () => {
      const lost = await testIssuer();
      await trust({ name: 'lost', issuer: lost.url });
      const token = await lost.sign();
      await lost.stop();
      const answered = await me(token);
      assert.equal(answered.status, 503);
      assert.match(answered.body.detail, /keys of http:\/\/127\.0\.0\.1:\d+ cannot be read/u);
    });

    test('an issuer that calls itself otherwise, or has its keys where all can change them, is none', async () => {
      for (const [index, said] of [
        { issuer: 'https://other.example', jwks_uri: `${issuer.url}/keys` },
        { jwks_uri: 'http://keys.example/keys' },
        { jwks_uri: 'file:///etc/passwd' },
        {},
      ].entries()) {
        const liar = await testIssuer(said);
        await trust({ name: `liar-${index}`, issuer: liar.url });
        assert.equal((await me(await liar.sign())).status, 503, JSON.stringify(said));
        await liar.stop();
      }
    });

    test('who is trusted no more is nobody from the next request on', async () => {
      const { body } = await trust();
      const token = await issuer.sign();
      assert.equal((await me(token)).status, 200);
      const url = `/v1/trusts/${body.id}`;
      assert.equal((await service.ask({ method: 'DELETE', url, as: 'admin' })).status, 204);
      assert.equal((await me(token)).status, 401);
    });

    test('a trust that would let everybody in is refused, and one that cannot be asked', async () => {
      for (const body of [
        { conditions: {} },
        { conditions: { ref: 'refs/heads/main' } },
        { conditions: { repository: '*' } },
        { conditions: { repository: 'example*' } },
        { conditions: { sub: 'repo:*' } },
        { conditions: { repository: '' } },
        { conditions: { repository: 'a/******' } },
        { issuer: 'http://gitlab.example' },
        { issuer: 'https://user:password@gitlab.example' },
        { issuer: 'nonsense' },
        { product: 'nowhere' },
      ]) {
        assert.equal((await trust(body)).status, 422, JSON.stringify(body));
      }
      assert.equal((await trust({ conditions: { sub: 'repo:example/*' } })).status, 201);
      assert.equal((await trust()).status, 409);
    });
  });
}
