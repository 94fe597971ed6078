import { LockstepError } from '../../model/error.ts';
import { startServer, type RunningServer } from '../../service/server.ts';
import { appendAudit } from '../../store/audit.ts';
import type { Database } from '../../store/database.ts';
import { createToken, hasAdmin } from '../../store/tokens.ts';
import { integerOf, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { dataFolder, databaseFlags } from '../service-database.ts';
import type { ExitCode, Shell } from '../shell.ts';

const DEFAULT_PORT = 7_300;
const DEFAULT_MAX_REPORT_MB = 256;
/** Of the first token: long enough to make others with it. */
const FIRST_TOKEN_MS = 24 * 3_600_000;

/** `lockstep serve`. */
export const serve: Command = {
  name: 'serve',
  summary: 'start the service: runs, findings, verdicts and the gate over HTTP',
  operands: '',
  maxOperands: 0,
  description: `Starts the HTTP API on this machine, with a database of its own in a folder (PostgreSQL compiled to WebAssembly, in a
process of its own), or on the PostgreSQL 15 or newer that DATABASE_URL names. The schema is brought up to this version first. Where
nobody can administer it, a first token is printed, once. Logs go to standard error, one JSON object a line. Ctrl-C and SIGTERM
let it answer what it has begun to answer, and end it.`,
  examples: [
    { line: 'lockstep serve', does: 'on http://127.0.0.1:7300, with a database of its own' },
    {
      line: 'DATABASE_URL=postgres://lockstep@db/lockstep lockstep serve --host 0.0.0.0',
      does: 'for a team, behind a proxy that speaks TLS',
    },
  ],
  flags: {
    host: { value: 'HOST', help: 'where to listen (default 127.0.0.1: this machine only)' },
    port: { value: 'N', help: `where to listen (default ${DEFAULT_PORT}; 0: any that is free)` },
    ...databaseFlags,
    'max-report': {
      value: 'MB',
      help: `largest report that is accepted, unpacked (default ${DEFAULT_MAX_REPORT_MB})`,
    },
    quiet: { help: 'no log of requests' },
  },
  run: runServe,
};

async function runServe(input: Arguments, shell: Shell): Promise<ExitCode> {
  const port = integerOf('serve', 'port', input.value('port'), { min: 0, max: 65_535 });
  const maxMb = integerOf('serve', 'max-report', input.value('max-report'), { min: 1, max: 4_096 });
  const server = await started({
    host: input.value('host') ?? '127.0.0.1',
    port: port ?? DEFAULT_PORT,
    databaseUrl: shell.env['DATABASE_URL'],
    data: dataFolder(input, shell),
    maxReportBytes: (maxMb ?? DEFAULT_MAX_REPORT_MB) * 2 ** 20,
    log: input.has('quiet') ? undefined : { write: (line) => shell.stderr.write(line) },
  });
  try {
    await firstToken(server.database, shell);
    shell.stdout.write(`Lockstep listens on ${server.address}\n`);
    const why = await Promise.race([aborted(shell.signal), server.failed]);
    if (why !== undefined) throw new LockstepError('database', why);
  } finally {
    await server.stop();
  }
  return 0;
}

async function started(options: Parameters<typeof startServer>[0]): Promise<RunningServer> {
  try {
    return await startServer(options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      const why = code === 'EADDRINUSE' ? 'something listens there already' : 'this is not allowed';
      throw new LockstepError('serve', `cannot listen on ${options.host}:${options.port}: ${why}`, {
        repair: 'name another place with --host and --port',
        cause: error,
      });
    }
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000') {
      throw new LockstepError('database', `the database cannot be reached: ${code}`, {
        repair: 'look at DATABASE_URL, and whether PostgreSQL runs',
        cause: error,
      });
    }
    throw error;
  }
}

/** Where nobody could make a token, there must be one. */
async function firstToken(database: Database, shell: Shell): Promise<void> {
  if (await hasAdmin(database)) return;
  const expiresAt = new Date(Date.now() + FIRST_TOKEN_MS).toISOString();
  const { secret } = await database.transaction(async (transaction) => {
    const made = await createToken(transaction, {
      name: 'first',
      role: 'admin',
      productId: undefined,
      createdBy: 'serve',
      expiresAt,
    });
    await appendAudit(transaction, {
      actor: 'serve',
      action: 'token.create',
      subject: 'token first',
      detail: { id: made.id, role: 'admin', product: null, expiresAt },
    });
    return made;
  });
  shell.stdout.write(
    `Nobody can administer it yet. A token that can, until ${expiresAt}:\n  ${secret}\n`,
  );
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
