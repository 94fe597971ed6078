import { startServed } from '../io/served-process.ts';
import { isLoopback } from '../model/address.ts';
import { plainHost } from '../policy/endpoint-reader.ts';
import type { Arguments } from './args.ts';
import { integerOf, usage } from './args.ts';
import { printable } from './printable.ts';
import type { ExitCode, Shell } from './shell.ts';

const DEFAULT_READY_SECONDS = 60;

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** Where the application of `--serve` is to listen: on this machine and nowhere else. */
export function servedEndpoint(input: Arguments): Place {
  const port = integerOf('tls', 'port', input.value('port'), { min: 1, max: 65_535 });
  if (port === undefined) throw usage('tls', '--serve needs --port N: where it listens');
  const text = input.value('host') ?? '127.0.0.1';
  const host = text === 'localhost' ? '127.0.0.1' : plainHost(text);
  if (!isLoopback(host)) {
    throw usage(
      'tls',
      `--host takes a loopback address, not "${text}"`,
      'for example 127.0.0.1 or ::1',
    );
  }
  return { host, port };
}

/**
 * Does something while the application runs, and ends it and all its children whatever comes of that. `stillRuns` throws
 * nothing: it says on standard error when the application is gone before its time.
 */
export async function whileServed(
  { command, endpoint }: { readonly command: string; readonly endpoint: Place },
  input: Arguments,
  shell: Shell,
  act: (stillRuns: () => void) => Promise<ExitCode>,
): Promise<ExitCode> {
  const seconds = integerOf('tls', 'ready-timeout', input.value('ready-timeout'), {
    min: 1,
    max: 3_600,
  });
  const { cwd, env, signal } = shell;
  const readyTimeoutMs = (seconds ?? DEFAULT_READY_SECONDS) * 1_000;
  const served = await startServed({ command, cwd, env, ...endpoint, readyTimeoutMs, signal });
  try {
    return await act(() => {
      const ended = served.ended();
      if (ended === undefined) return;
      const said = printable(served.output());
      shell.stderr.write(
        `lockstep: the application ended while it was examined (${ended})\n${said}\n`,
      );
    });
  } finally {
    await served.stop();
  }
}
