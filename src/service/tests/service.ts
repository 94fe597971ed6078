import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import type { TestDatabase } from '../../store/tests/databases.ts';
import { createToken } from '../../store/tokens.ts';
import type { Role } from '../access.ts';
import { buildApp } from '../app.ts';
import type { App } from '../context.ts';
import { openJobQueue } from '../jobs/job-queue.ts';
import { scanRunner } from '../scans/scan-runner.ts';
import { workOnScans } from '../scans/scan-worker.ts';

/** A service on an empty database, that tests ask without a socket. */
export interface TestService {
  readonly app: App;
  readonly database: Database;
  /** A request of whoever holds a token of that role. */
  ask(request: Asked): Promise<Answered>;
  /** A token of that role, of one product or of all. */
  token(role: Role, product?: string): Promise<string>;
  stop(): Promise<void>;
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly as?: Role;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // oxlint-disable-next-line no-explicit-any -- tests look into answers freely
  readonly body: any;
}

/** Of one report. */
export const MAX_REPORT_BYTES: number = 4 * 2 ** 20;

export async function testService(kind: TestDatabase): Promise<TestService> {
  const database = await kind.open();
  await migrate(database);
  const spool = mkdtempSync(path.join(tmpdir(), 'lockstep-spool-'));
  const queue = await openJobQueue(database, {
    onError: (error) => {
      throw error;
    },
  });
  const scanning = { database, folder: spool, env: { PATH: process.env['PATH'] ?? '' } };
  await workOnScans(queue, 1, scanning);
  const app = await buildApp(
    {
      database,
      spool,
      limits: { maxReportBytes: MAX_REPORT_BYTES, maxArchiveBytes: MAX_REPORT_BYTES },
      queue,
      scans: scanRunner(queue, 2, { ...scanning, signal: new AbortController().signal }),
    },
    false,
  );
  await app.ready();
  const token = async (role: Role, product?: string): Promise<string> => {
    const { secret } = await createToken(database, {
      name: role,
      role,
      productId: product === undefined ? undefined : await productOf(database, product),
      createdBy: 'test',
      expiresAt: '2999-01-01T00:00:00Z',
    });
    return secret;
  };
  return {
    app,
    database,
    token,
    async ask({ method = 'GET', url, as, token: given, body, headers = {} }) {
      const secret = given ?? (as === undefined ? undefined : await token(as));
      const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
      const answer = await app.inject({
        method,
        url,
        headers: {
          ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: isJson ? JSON.stringify(body) : payloadOf(body) }),
      });
      const { statusCode: status, headers: answered, payload } = answer;
      return {
        status,
        headers: answered,
        body: isJsonText(answered) ? JSON.parse(payload) : payload,
      };
    },
    async stop() {
      await app.close();
      await queue.stop();
      await database.close();
      rmSync(spool, { recursive: true, force: true });
    },
  };
}

function isJsonText(headers: Readonly<Record<string, unknown>>): boolean {
  const type = headers['content-type'];
  return typeof type === 'string' && type.includes('json');
}

function payloadOf(body: unknown): string | Buffer {
  return Buffer.isBuffer(body) ? body : String(body);
}

async function productOf(database: Database, name: string): Promise<number> {
  const [row] = await database.query<{ id: number }>(
    `insert into products (name) values ($1) on conflict (name) do update set name = excluded.name returning id`,
    [name],
  );
  return row?.id ?? 0;
}
