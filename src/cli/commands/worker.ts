import { startWorker } from '../../service/server.ts';
import { advisoryFlags, advisorySettings } from '../advisory-settings.ts';
import { integerOf, usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
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

/** `lockstep worker`. */
export const worker: Command = {
  name: 'worker',
  summary: 'do scans for a service, on another machine',
  operands: '',
  maxOperands: 0,
  description: `Takes scans from the database that DATABASE_URL names and does them here, until it is stopped. Any number of workers
on any number of machines share the work; what one that was killed had begun is done by another. SIGTERM lets it end what it
has begun.`,
  examples: [
    {
      line: 'DATABASE_URL=postgres://lockstep@db/lockstep lockstep worker --workers 4',
      does: 'four scans at a time',
    },
  ],
  flags: {
    ...databaseFlags,
    ...gitFlags,
    ...notificationFlags,
    ...advisoryFlags,
    workers: { value: 'N', help: 'scans at a time (default 1)' },
    port: { value: 'N', help: 'where /healthz and /readyz answer (default: nowhere)' },
    host: { value: 'HOST', help: 'with --port (default 127.0.0.1: this machine only)' },
  },
  run: runWorker,
};

async function runWorker(input: Arguments, shell: Shell): Promise<ExitCode> {
  const databaseUrl = databaseUrlOf(shell);
  if (databaseUrl === undefined) {
    throw usage(
      'worker',
      'a worker shares a database: set DATABASE_URL',
      'lockstep serve --workers N works on an embedded one',
    );
  }
  const workers = integerOf('worker', 'workers', input.value('workers'), { min: 1, max: 64 }) ?? 1;
  const port = integerOf('worker', 'port', input.value('port'), { min: 0, max: 65_535 });
  const host = input.value('host') ?? '127.0.0.1';
  const running = await reached(
    startWorker({
      databaseUrl,
      data: madeDataFolder(input, shell),
      workers,
      probes: port === undefined ? undefined : { host, port },
      env: programEnvironment(shell.env),
      git: gitSettings('worker', input, shell),
      transports: transportsOf(input, shell, { makesKey: false }),
      advisories: advisorySettings('worker', input, shell),
      onError: (error) => shell.stderr.write(`lockstep: ${printable(error.message)}\n`),
    }),
    port === undefined ? {} : { host, port },
  );
  try {
    const probes = running.probes === undefined ? '' : `, and is asked at ${running.probes}/readyz`;
    shell.stdout.write(`Lockstep works on scans, ${workers} at a time${probes}\n`);
    await untilStopped(running, shell.signal);
  } finally {
    await running.stop();
  }
  return 0;
}
