import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { createToken } from '../store/tokens.ts';
import { isPostgresInstalled, startPostgresServer } from '../store/tests/postgres-server.ts';
import { GitHosts } from './repositories/git-hosts.ts';
import { gitLimits } from './repositories/git-client.ts';
import { readOrMakeSealer } from '../io/sealing.ts';
import { startServer, type RunningServer } from './server.ts';

const CLIENTS = 4;
/** Runs of each client that are acknowledged before and after. */
const ENOUGH = 3;

interface Serving {
  readonly server: RunningServer;
  readonly errors: readonly string[];
  readonly data: string;
}

async function serve(databaseUrl: string | undefined): Promise<Serving> {
  const data = mkdtempSync(path.join(tmpdir(), 'lockstep-lost-'));
  const errors: string[] = [];
  const server = await startServer({
    databaseUrl,
    data,
    host: '127.0.0.1',
    port: 0,
    workers: 1,
    env: {},
    git: {
      credentials: undefined,
      hosts: new GitHosts([]),
      proxy: undefined,
      authorities: undefined,
      limits: gitLimits,
    },
    advisories: { folder: path.join(data, 'advisories'), source: undefined },
    maxReportBytes: 2 ** 20,
    keepDays: 365,
    log: undefined,
    proxies: [],
    publicUrl: undefined,
    provider: undefined,
    transports: {
      sealer: readOrMakeSealer(path.join(data, 'secret-key')),
      mail: undefined,
      internalHosts: new Set(),
      publicUrl: undefined,
    },
    onError: (error) => errors.push(error.message),
  });
  return { server, errors, data };
}

/** Pipelines that report runs, each the next one when the last is acknowledged, and again what is not. */
class Pipelines {
  /** Ids of runs that the service said it has. */
  readonly acknowledged = new Set<string>();
  readonly statuses = new Map<number, number>();
  /** Of answers with 503. */
  readonly retryAfter = new Set<string | null>();
  readonly #url: string;
  readonly #token: string;
  readonly #done: number[] = [];
  #isStopping = false;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  async run(client: number): Promise<void> {
    for (let number = 0; !this.#isStopping; number += 1) {
      while (!(await this.#report(client, number))) {
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      this.#done[client] = number + 1;
    }
  }

  /** Until each has got so many further. */
  async further(count: number): Promise<void> {
    const before = Array.from({ length: CLIENTS }, (_, client) => this.#done[client] ?? 0);
    while (before.some((done, client) => (this.#done[client] ?? 0) < done + count)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async until(status: number): Promise<void> {
    while (!this.statuses.has(status)) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  stop(): void {
    this.#isStopping = true;
  }

  async #report(client: number, number: number): Promise<boolean> {
    const query = `product=p${client}&repository=r&branch=main&commit=c${number}&default=true&format=sarif`;
    const results = [{ ruleId: 'x', message: { text: `${client} ${number}` } }];
    const runs = [{ tool: { driver: { name: 'T', version: String(number) } }, results }];
    const answer = await fetch(`${this.#url}/v1/runs?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}` },
      body: JSON.stringify({ version: '2.1.0', runs }),
    });
    const body: unknown = await answer.json();
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 503) this.retryAfter.add(answer.headers.get('retry-after'));
    if (answer.status > 201) return false;
    if (typeof body === 'object' && body !== null && 'id' in body) {
      this.acknowledged.add(String(body.id));
    }
    return true;
  }
}

/** The process of the embedded database: the child of this one that has the folder. */
function databaseProcess(data: string): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .find((pid) => commandOf(pid).includes(path.join(data, 'database', 'pg')));
  return Number(found);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended.
    return '';
  }
}

async function survives(
  { server, data }: Serving,
  kill: () => Promise<void> | void,
  mend: () => Promise<void>,
): Promise<void> {
  const { database, address } = server;
  const { secret } = await createToken(database, {
    name: 'ci',
    role: 'pipeline',
    productId: undefined,
    createdBy: 'test',
    expiresAt: '2999-01-01T00:00:00Z',
  });
  const pipelines = new Pipelines(address, secret);
  const running = Array.from({ length: CLIENTS }, (_, client) => pipelines.run(client));
  await pipelines.further(ENOUGH);
  await kill();
  await pipelines.until(503);
  await mend();
  await pipelines.further(ENOUGH);
  pipelines.stop();
  await Promise.all(running);
  // Nothing else was said, and how long to wait was.
  assert.deepEqual(
    [...pipelines.statuses.keys()].filter((status) => ![200, 201, 503].includes(status)),
    [],
  );
  assert.deepEqual([...pipelines.retryAfter], ['3']);
  const rows = await database.query<{ id: string }>('select id from runs');
  const there = new Set(rows.map(({ id }) => id));
  assert.deepEqual(
    [...pipelines.acknowledged].filter((id) => !there.has(id)),
    [],
  );
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}

describe('no run that was acknowledged is lost', () => {
  test('when PostgreSQL is killed and started again', async (context) => {
    if (!isPostgresInstalled()) {
      context.skip('PostgreSQL is not installed');
      return;
    }
    const postgres = await startPostgresServer();
    await survives(
      await serve(postgres.url),
      () => postgres.kill(),
      () => postgres.start(),
    );
    await postgres.kill();
  });

  test('when the process of the embedded database is killed: it is started again', async () => {
    const serving = await serve(undefined);
    const before = databaseProcess(serving.data);
    await survives(
      serving,
      () => void process.kill(before, 'SIGKILL'),
      async () => undefined,
    );
    assert.ok(serving.errors.some((text) => text.includes('is started again')));
  });
});
