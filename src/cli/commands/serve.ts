import { refusalOf } from '../../io/fetch.ts';
import { startServer, type RunningServer, type ServerOptions } from '../../service/server.ts';
import { advisoryFlags, advisorySettings } from '../advisory-settings.ts';
import { integerOf, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { firstAccess } from '../first-access.ts';
import { gitFlags, gitSettings } from '../git-settings.ts';
import { notificationFlags, transportsOf } from '../notification-options.ts';
import { printable } from '../printable.ts';
import {
  databaseFlags,
  databaseUrlOf,
  madeDataFolder,
  programEnvironment,
  reached,
  untilStopped,
} from '../service-database.ts';
import type { ExitCode, Shell } from '../shell.ts';
import { proxiesOf } from '../proxies.ts';
import { signInSettings } from '../sign-in-settings.ts';

const DEFAULT_PORT = 7_300;
const DEFAULT_MAX_REPORT_MB = 256;
/** Chosen: what a yearly audit asks for, and the weeks until somebody answers it. */
const DEFAULT_KEEP_DAYS = 400;

/** `lockstep serve`. */
export const serve: Command = {
  name: 'serve',
  summary: 'start the service: runs, findings, verdicts and the gate over HTTP',
  operands: '',
  maxOperands: 0,
  description: `Starts the HTTP API on this machine, with a database of its own in a folder (PostgreSQL compiled to WebAssembly, in a
process of its own), or on the PostgreSQL 15 or newer that DATABASE_URL names. The schema is brought up to this version first. Where
nobody can administer it, a link and a token that make somebody who can are printed, once. Logs go to standard error, one JSON
object a line. Ctrl-C and SIGTERM let it answer what it has begun to answer, and end it.

LOCKSTEP_PUBLIC_URL is its address as browsers and pipelines reach it. People sign in by an OpenID provider where
LOCKSTEP_OIDC_ISSUER and LOCKSTEP_OIDC_CLIENT_ID name one, with LOCKSTEP_OIDC_CLIENT_SECRET_FILE (docs/service.md).`,
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
    'trust-proxy': {
      value: 'LIST',
      help: 'whose X-Forwarded-For is believed: addresses, networks, loopback, uniquelocal; separated by commas',
    },
    ...gitFlags,
    ...notificationFlags,
    ...advisoryFlags,
    'max-report': {
      value: 'MB',
      help: `largest report that is accepted, unpacked (default ${DEFAULT_MAX_REPORT_MB})`,
    },
    'keep-days': {
      value: 'N',
      help: `how long runs that changed nothing, fixed findings and silent branches are kept (default ${DEFAULT_KEEP_DAYS})`,
    },
    workers: { value: 'N', help: 'scans that are done here at a time (default 1; 0: none)' },
    quiet: { help: 'no log of requests' },
  },
  run: runServe,
};

async function runServe(input: Arguments, shell: Shell): Promise<ExitCode> {
  const port = integerOf('serve', 'port', input.value('port'), { min: 0, max: 65_535 });
  const maxMb = integerOf('serve', 'max-report', input.value('max-report'), { min: 1, max: 4_096 });
  const keepDays = integerOf('serve', 'keep-days', input.value('keep-days'), {
    min: 1,
    max: 36_500,
  });
  const options: ServerOptions = {
    host: input.value('host') ?? '127.0.0.1',
    port: port ?? DEFAULT_PORT,
    databaseUrl: databaseUrlOf(shell),
    data: madeDataFolder(input, shell),
    maxReportBytes: (maxMb ?? DEFAULT_MAX_REPORT_MB) * 2 ** 20,
    proxies: proxiesOf(input.value('trust-proxy')),
    keepDays: keepDays ?? DEFAULT_KEEP_DAYS,
    workers: integerOf('serve', 'workers', input.value('workers'), { min: 0, max: 64 }) ?? 1,
    env: programEnvironment(shell.env),
    git: gitSettings('serve', input, shell),
    transports: transportsOf(input, shell, { makesKey: true }),
    advisories: advisorySettings('serve', input, shell),
    onError: (error) => shell.stderr.write(`lockstep: ${printable(error.message)}\n`),
    ...signInSettings(shell.env),
    log: input.has('quiet') ? undefined : { write: (line) => shell.stderr.write(line) },
  };
  const server = await reached(startServer(options), options);
  try {
    const welcome = await welcomeOf(server);
    if (options.advisories.source === undefined) shell.stderr.write(NOT_FETCHED);
    shell.stderr.write(adviceOn(server.origin, options));
    shell.stdout.write(`Lockstep listens on ${server.address}\n${welcome}`);
    await untilStopped(server, shell.signal);
  } finally {
    await server.stop();
  }
  return 0;
}

const NOT_FETCHED = `lockstep: advisories are not fetched by the service: new ones come only by "lockstep advisories pull"
  Let it fetch them every hour: --advisories-from osv
`;

/** What people would otherwise find out when they sign in; empty: nothing. */
function adviceOn(origin: string, { host, publicUrl }: ServerOptions): string {
  if (refusalOf(new URL(origin), { allowHttp: false }) !== undefined) {
    return `lockstep: ${origin} has no TLS: who listens on the way can be whoever signs in
  Put a proxy before the service that speaks https, and set LOCKSTEP_PUBLIC_URL to its address.\n`;
  }
  const isHere = refusalOf(new URL(`http://${urlHost(host)}`), { allowHttp: false }) === undefined;
  if (publicUrl !== undefined || isHere) return '';
  return `lockstep: LOCKSTEP_PUBLIC_URL is not set: people can sign in on this machine only
  Set it to the address that browsers use, https://lockstep.example\n`;
}

/** RFC 3986 §3.2.2. */
function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Where nobody can administer it, how to become who can. */
async function welcomeOf({ database, origin }: RunningServer): Promise<string> {
  const first = await firstAccess(database, origin);
  if (first === undefined) return '';
  const { link, token, expiresAt } = first;
  return `Nobody can administer it yet. Until ${expiresAt}
  open this in a browser, once, and you do:
    ${link}
  a program without a browser uses this token:
    ${token}
`;
}
