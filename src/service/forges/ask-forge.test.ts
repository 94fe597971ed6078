import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { GitHosts } from '../repositories/git-hosts.ts';
import { askForge, ForgeProblem, type ForgePlace } from './ask-forge.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function message(text: string): string {
  return JSON.stringify({ message: text });
}

/** So many seconds from now, as the headers count. */
function reset(seconds: number): string {
  return String(Math.floor(Date.now() / 1_000) + seconds);
}

function secondsOf({ notBefore }: ForgeProblem): number {
  return Math.round(((notBefore?.getTime() ?? 0) - Date.now()) / 1_000);
}

describe('asking a forge', () => {
  let server: Server;
  let place: ForgePlace;
  let answer: Answer = { status: 200 };
  let asked = 0;

  before(async () => {
    server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    place = {
      api: `http://127.0.0.1:${port}`,
      headers: { authorization: 'Bearer secret-token' },
      hosts: new GitHosts(['127.0.0.0/8']),
      signal: new AbortController().signal,
    };
  });
  after(() => server.close());

  async function problem(told: Answer, at: Partial<ForgePlace> = {}): Promise<ForgeProblem> {
    answer = told;
    try {
      await askForge({ ...place, ...at }, '/x', { method: 'GET', what: 'look' });
    } catch (error) {
      assert.ok(error instanceof ForgeProblem);
      assert.ok(!error.message.includes('secret-token'));
      return error;
    }
    throw new Error('it was answered');
  }

  test('what may pass is told apart from what will not, with what people can do', async () => {
    const rows: readonly (readonly [Answer, boolean, RegExp])[] = [
      [
        { status: 401, body: message('Bad credentials') },
        false,
        /cannot look: status 401, Bad credentials \(the token is over/u,
      ],
      [{ status: 403, body: message('Resource not accessible') }, false, /lacks this permission/u],
      [{ status: 404 }, false, /not there, or the token may not see it/u],
      [{ status: 422, body: message('Validation Failed') }, false, /Validation Failed/u],
      [{ status: 301, headers: { location: 'https://elsewhere.example' } }, false, /status 301/u],
      [{ status: 500, body: '<html>' }, true, /status 500/u],
      [{ status: 503 }, true, /status 503/u],
      [{ status: 429 }, true, /rate limit/u],
      [
        { status: 403, body: JSON.stringify({ error: 'insufficient_scope' }) },
        false,
        /insufficient_scope/u,
      ],
      [{ status: 400, body: message('\u001b[31m\n@team') }, false, /\\x1b\[31m\\n@team/u],
    ];
    for (const [told, isPassing, pattern] of rows) {
      const found = await problem(told);
      assert.match(found.message, pattern);
      assert.equal(found.isPassing, isPassing, found.message);
    }
  });

  test('a limit is over when the forge says so', async () => {
    const rows: readonly (readonly [Answer, number])[] = [
      [{ status: 429, headers: { 'retry-after': '17' } }, 17],
      [{ status: 403, headers: { 'retry-after': '17' } }, 17],
      [
        { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(600) } },
        600,
      ],
      [{ status: 429, headers: { 'ratelimit-reset': reset(30) } }, 30],
      // Whatever it says, an hour is the most that both count in.
      [{ status: 429, headers: { 'x-ratelimit-reset': reset(999_999) } }, 3_600],
      [
        {
          status: 403,
          body: JSON.stringify({ message: 'You have exceeded a secondary rate limit' }),
        },
        60,
      ],
      [{ status: 429, headers: { 'retry-after': 'soon' } }, 60],
    ];
    for (const [told, seconds] of rows) {
      const found = await problem(told);
      assert.ok(found.isPassing);
      assert.ok(Math.abs(secondsOf(found) - seconds) <= 2, `${secondsOf(found)} for ${seconds}`);
    }
  });

  test('nothing is sent where git may not fetch, and a redirect is not followed', async () => {
    const until = asked;
    for (const [api, hosts, pattern] of [
      [place.api, new GitHosts([]), /http is not allowed/u],
      ['https://127.0.0.1:1', new GitHosts([]), /private address/u],
      ['https://169.254.169.254', new GitHosts(['169.254.0.0/16']), /never asked/u],
    ] as const) {
      const found = await problem({ status: 200 }, { api, hosts });
      assert.match(found.message, pattern);
      assert.equal(found.isPassing, false);
    }
    assert.equal(asked, until);
  });

  test('a server that cannot be reached may be later', async () => {
    const found = await problem({ status: 200 }, { api: 'http://127.0.0.1:1' });
    assert.equal(found.isPassing, true);
    assert.match(found.message, /ECONNREFUSED/u);
  });

  test('an answer that is no JSON, or longer than it may be, is none', async () => {
    for (const body of ['<html>', `"${'x'.repeat(9 * 2 ** 20)}"`]) {
      answer = { status: 200, body };
      const got = await askForge(place, '/x', { method: 'GET', what: 'look' });
      assert.equal(got.body, undefined);
    }
  });
});
