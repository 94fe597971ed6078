import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { remediesOf } from '../../../checks/components/remedy/remedies-of.ts';
import { versionOrder } from '../../../checks/components/remedy/version-order.ts';
import { listOf } from '../../../checks/components/remedy/tests/lists.ts';
import { NpmUniverse, withUniverse, type NpmUniverseOptions } from './npm-universe.ts';
import { packumentText, readPackument } from './packument.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function served(answer: Answer, act: (baseUrl: URL) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  try {
    await act(new URL(`http://127.0.0.1:${address.port}/npm`));
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  }
}

function optionsOf(baseUrl: URL, rest: Partial<NpmUniverseOptions> = {}): NpmUniverseOptions {
  return {
    baseUrl,
    cacheFolder: undefined,
    dates: false,
    isPrivate: () => false,
    signal: new AbortController().signal,
    allowHttp: false,
    wait: async () => {},
    ...rest,
  };
}

const packuments: Readonly<Record<string, unknown>> = {
  '/npm/root': {
    versions: {
      '1.0.0': { dependencies: { '@s/mid': '^1.0.0' } },
      '2.0.0': { dependencies: { '@s/mid': '^2.0.0' }, devDependencies: { x: '1' } },
    },
  },
  '/npm/@s%2Fmid': {
    versions: {
      '1.0.0': { dependencies: { deep: '1.0.0' } },
      '2.0.0': { optionalDependencies: { deep: '1.1.0' } },
    },
  },
  '/npm/deep': { versions: { '1.0.0': {}, '1.1.0': {} } },
};

function isAffected(_: string, name: string, version: string): boolean {
  return `${name}@${version}` === 'deep@1.0.0';
}

test('a universe is filled by what is asked of it, until the smallest upgrade is known', async () => {
  const asked: string[] = [];
  const answer: Answer = (request, response) => {
    asked.push(`${request.url} ${request.headers.accept?.slice(0, 35)}`);
    const packument = packuments[request.url ?? ''];
    response.statusCode = packument === undefined ? 404 : 200;
    response.end(JSON.stringify(packument));
  };
  await served(answer, async (baseUrl) => {
    const list = listOf({
      declared: [['root', '^1.0.0', 'root@1.0.0']],
      components: {
        'root@1.0.0': { '@s/mid@1.0.0': '^1.0.0' },
        '@s/mid@1.0.0': { 'deep@1.0.0': '1.0.0' },
        'deep@1.0.0': {},
      },
    });
    const universe = new NpmUniverse(optionsOf(baseUrl));
    const remedies = await withUniverse(universe, () =>
      remediesOf(list, 2, { fixes: ['1.1.0'], isAffected, order: versionOrder, universe }),
    );
    assert.deepEqual(
      remedies.map(({ kind, name, to }) => [kind, name, to]),
      [
        ['upgrade', 'root', '2.0.0'],
        ['override', 'deep', '1.1.0'],
      ],
    );
    assert.deepEqual(universe.missed, []);
    assert.deepEqual(asked.toSorted(), [
      '/npm/@s%2Fmid application/vnd.npm.install-v1+json',
      '/npm/deep application/vnd.npm.install-v1+json',
      '/npm/root application/vnd.npm.install-v1+json',
    ]);
  });
});

function refuse(request: IncomingMessage, response: ServerResponse): void {
  const statuses = new Map([
    ['/npm/gone', 404],
    ['/npm/no', 403],
  ]);
  response.statusCode = statuses.get(request.url ?? '') ?? 200;
  response.end('<html>');
}

test('what is not known, no metadata, or refused stays unknown and is told', async () => {
  await served(refuse, async (baseUrl) => {
    const universe = new NpmUniverse(optionsOf(baseUrl, { isPrivate: (name) => name === 'own' }));
    for (const name of ['gone', 'no', 'page', 'own', '../x', 'a/b', 'x y', 'http://h/']) {
      assert.equal(universe.versions(name), undefined);
    }
    assert.equal(await universe.fill(), true);
    assert.equal(universe.versions('gone'), undefined);
    assert.equal(await universe.fill(), false);
    const { host } = baseUrl;
    assert.deepEqual(universe.missed.map(({ what, detail }) => `${what}: ${detail}`).toSorted(), [
      `gone of ${host}: the registry does not know it`,
      `no of ${host}: the server answered with status 403`,
      `page of ${host}: the answer is no metadata of a package`,
    ]);
  });
});

test('a cached answer is asked for by its tag, and dates are another answer', async () => {
  let whole = 0;
  const answer: Answer = (request, response) => {
    response.setHeader('etag', '"one"');
    response.statusCode = request.headers['if-none-match'] === '"one"' ? 304 : 200;
    if (response.statusCode === 200) whole += 1;
    const packument = { versions: { '1.0.0': {} }, time: { '1.0.0': '2026-01-02T03:04:05.678Z' } };
    response.end(response.statusCode === 200 ? JSON.stringify(packument) : undefined);
  };
  const cacheFolder = mkdtempSync(path.join(tmpdir(), 'lockstep-universe-'));
  try {
    await served(answer, async (baseUrl) => {
      for (const dates of [true, true, false]) {
        const universe = new NpmUniverse(optionsOf(baseUrl, { cacheFolder, dates }));
        universe.versions('a');
        await universe.fill();
        assert.deepEqual(universe.versions('a'), ['1.0.0']);
        assert.equal(universe.publishedAt('a', '1.0.0'), '2026-01-02T03:04:05.678Z');
      }
      assert.equal(whole, 2);
    });
  } finally {
    rmSync(cacheFolder, { recursive: true });
  }
});

test('a packument is read by own keys, and written as it is read', () => {
  const text = '{"versions":{"__proto__":{"dependencies":{"__proto__":"1","a":"^1"}},"1.0.0":7}}';
  const packument = readPackument(text);
  assert.ok(packument !== undefined);
  assert.deepEqual([...packument.versions.keys()], ['__proto__']);
  assert.deepEqual(readPackument(packumentText(packument)), packument);
  for (const other of ['', '[]', '{"versions":[]}', 'null', '{"versions":']) {
    assert.equal(readPackument(other), undefined);
  }
});
