import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readOrMakeSealer } from '../../io/sealing.ts';
import type { Database } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import type { TestDatabase } from '../../store/tests/databases.ts';
import { setGrants } from '../../store/grants.ts';
import { createSession } from '../../store/sessions.ts';
import { createToken } from '../../store/tokens.ts';
import { createUser } from '../../store/users.ts';
import type { Role } from '../access.ts';
import { buildApp } from '../app.ts';
import type { ConsoleFiles } from '../console-files.ts';
import type { App, ScanRunner } from '../context.ts';
import type { Transports } from '../notify/send.ts';
import { openJobQueue } from '../jobs/job-queue.ts';
import type { LogStream } from '../log.ts';
import { setCookie } from '../people/cookies.ts';
import { openIdProvider, type ProviderSettings } from '../people/provider.ts';
import { gitLimits, type GitSettings } from '../repositories/git-client.ts';
import { GitHosts } from '../repositories/git-hosts.ts';
import { workOnChanges } from '../forges/work-on-changes.ts';
import { openRolloutOf } from '../rollout/product-frame.ts';
import { scanRunner, sendScan, tellChange } from '../scans/scan-runner.ts';
import { workOnScans } from '../scans/scan-worker.ts';

/** A service on an empty database, that tests ask without a socket. */
export interface TestService {
  readonly app: App;
  readonly database: Database;
  readonly transports: Transports;
  /** Of the key that secrets are sealed with. */
  readonly keyFile: string;
  /** A request of whoever holds a token of that role. */
  ask(request: Asked): Promise<Answered>;
  /** A token of that role, of one product or of all. */
  token(role: Role, product?: string): Promise<string>;
  /** Signs a new person in, with these roles; what the cookie of their session holds. */
  person(...grants: readonly TestGrant[]): Promise<string>;
  /** Gives a scan to its worker. */
  readonly send: ScanRunner['send'];
  stop(): Promise<void>;
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly as?: Role;
  readonly token?: string;
  /** Of a person: asks as a page of the console does. */
  readonly session?: string;
  readonly body?: unknown;
  /** The address that it comes from. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // oxlint-disable-next-line no-explicit-any -- tests look into answers freely
  readonly body: any;
}

/** A role of a product, which is made where it is not there; without it of all. */
export interface TestGrant {
  readonly role: Role;
  readonly product?: string;
}

export interface TestOptions {
  readonly origin?: string;
  readonly provider?: ProviderSettings;
  readonly log?: LogStream;
  readonly proxies?: readonly string[];
  readonly console?: ConsoleFiles | undefined;
  readonly git?: Partial<GitSettings>;
  readonly transports?: Partial<Transports>;
}

/** Of one report. */
export const MAX_REPORT_BYTES: number = 4 * 2 ** 20;

export async function testService(
  kind: TestDatabase,
  {
    origin = 'http://127.0.0.1:7300',
    provider,
    log,
    proxies = [],
    console,
    git: ownGit,
    transports: reach = {},
  }: TestOptions = {},
): Promise<TestService> {
  const database = await kind.open();
  await migrate(database);
  const spool = mkdtempSync(path.join(tmpdir(), 'lockstep-spool-'));
  const keyFile = path.join(spool, 'secret-key');
  const transports: Transports = {
    sealer: readOrMakeSealer(keyFile),
    mail: undefined,
    internalHosts: new Set(['127.0.0.1', 'localhost']),
    publicUrl: 'https://lockstep.example',
    ...reach,
  };
  const queue = await openJobQueue(database, {
    onError: (error) => {
      throw error;
    },
  });
  // Work that suites before this one have left: they share the database.
  await database.query('delete from jobs.job');
  const git = {
    credentials: undefined,
    hosts: new GitHosts(['127.0.0.0/8']),
    proxy: undefined,
    authorities: undefined,
    limits: gitLimits,
    ...ownGit,
  };
  const tell = tellChange(queue);
  const { sealer, publicUrl } = transports;
  const scanning = {
    rollout: openRolloutOf(database),
    tell,
    folder: spool,
    env: { PATH: process.env['PATH'] ?? '' },
    git,
    sealer,
    caches: path.join(spool, 'caches'),
  };
  workOnScans(queue, 1, scanning);
  workOnChanges(queue, { database, tell, sealer, hosts: git.hosts, publicUrl });
  const app = await buildApp(
    {
      database,
      spool,
      limits: { maxReportBytes: MAX_REPORT_BYTES, maxArchiveBytes: MAX_REPORT_BYTES },
      queue,
      console,
      scans: scanRunner(queue, 2, scanning),
      origin: () => origin,
      provider: provider === undefined ? undefined : openIdProvider(provider),
      transports,
      gitHosts: git.hosts,
    },
    { log, proxies },
  );
  await app.ready();
  let people = 0;
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
    transports,
    keyFile,
    token,
    send: sendScan(queue),
    async person(...grants) {
      const stored = await Promise.all(
        grants.map(async ({ role, product }) => ({
          role,
          productId: product === undefined ? null : await productOf(database, product),
        })),
      );
      return database.transaction(async (transaction) => {
        people += 1;
        const name = `person-${people}`;
        const id = (await createUser(transaction, { name, createdBy: 'test' })) ?? 0;
        await setGrants(transaction, id, stored);
        return createSession(transaction, id, { idle: 60, whole: 60 });
      });
    },
    async ask({ method = 'GET', url, as, token: given, session, body, headers = {}, from }) {
      const secret = given ?? (as === undefined ? undefined : await token(as));
      const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
      const answer = await app.inject({
        method,
        url,
        ...(from === undefined ? {} : { remoteAddress: from }),
        headers: {
          ...askerOf(secret, session, origin),
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

/** A request of a program, or of a page of the console. */
function askerOf(
  secret: string | undefined,
  session: string | undefined,
  origin: string,
): Readonly<Record<string, string>> {
  if (session !== undefined) {
    const cookie = setCookie('session', session, { origin, maxAge: 60 }).split(';', 1)[0] ?? '';
    return { origin, 'x-lockstep-change': '1', cookie };
  }
  return secret === undefined ? {} : { authorization: `Bearer ${secret}` };
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
