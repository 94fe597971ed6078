import assert from 'node:assert/strict';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { put, tempTree } from '../io/tests/temp-tree.ts';
import { testDatabases } from '../store/tests/databases.ts';
import { readConsoleFiles } from './console-files.ts';
import { testService, type Answered, type TestService } from './tests/service.ts';

async function serve(context: TestContext, folder: string): Promise<TestService> {
  const [kind] = testDatabases();
  assert.ok(kind !== undefined);
  const service = await testService(kind, { console: readConsoleFiles(folder) });
  context.after(() => service.stop());
  return service;
}

test('the console is sent from memory, and nothing else is', async (context) => {
  const folder = tempTree(context);
  put(folder, 'secret.txt', 'not of the console');
  put(folder, 'console/index.html', '<!doctype html>');
  put(folder, 'console/assets/index-1.js', 'let a;');
  put(folder, 'console/assets/index-1.js.br', brotliCompressSync('let a;').toString('latin1'));
  put(folder, 'console/notes.txt', 'of no known type');
  const service = await serve(context, path.join(folder, 'console'));
  const get = (url: string, headers = {}): Promise<Answered> => service.ask({ url, headers });

  await context.test('deep links are the application, whatever is in a name', async () => {
    for (const url of [
      '/',
      '/findings/3?state=open',
      '/products/shop.example',
      '/products/..%2f..',
      '/a/b/c',
    ]) {
      const answer = await get(url);
      assert.deepEqual([answer.status, answer.body], [200, '<!doctype html>'], url);
      assert.equal(answer.headers['cache-control'], 'no-cache');
    }
  });

  await context.test('what is no page and no file is a problem', async () => {
    const others = [
      '/favicon.ico',
      '/assets/none.js',
      '/assets/',
      '/v1',
      '/v1/none',
      '/notes.txt',
      '/secret.txt',
    ];
    for (const url of [
      ...others,
      '/assets/../../secret.txt',
      '/assets/%2e%2e/secret.txt',
      '/assets/index-1.js.br',
    ]) {
      const { status, body } = await get(url);
      assert.equal(status, 404, url);
      assert.equal(body.status, 404, url);
    }
  });

  await context.test(
    'an asset is kept for ever, and sent packed to whoever takes that',
    async () => {
      const plain = await get('/assets/index-1.js');
      assert.match(String(plain.headers['cache-control']), /immutable/u);
      assert.equal(plain.headers['content-type'], 'text/javascript; charset=utf-8');
      assert.equal(plain.body, 'let a;');
      const packed = await get('/assets/index-1.js', { 'accept-encoding': 'gzip, br' });
      assert.equal(packed.headers['content-encoding'], 'br');
      const same = await get('/assets/index-1.js', {
        'if-none-match': String(plain.headers['etag']),
      });
      assert.equal(same.status, 304);
    },
  );

  await context.test('no other script runs on its pages, and nobody frames them', async () => {
    const { headers } = await get('/');
    const policy = String(headers['content-security-policy']);
    for (const part of [
      `default-src 'none'`,
      `script-src 'self'`,
      `style-src 'self'`,
      `frame-ancestors 'none'`,
    ]) {
      assert.ok(policy.includes(part), part);
    }
    assert.doesNotMatch(policy, /unsafe|\*|data:/u);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });
});

test('where the console was not built, a page says how to build it', async (context) => {
  const service = await serve(context, path.join(tempTree(context), 'nowhere'));
  const answer = await service.ask({ url: '/findings' });
  assert.equal(answer.status, 404);
  assert.match(answer.body.detail, /npm run build/u);
});
