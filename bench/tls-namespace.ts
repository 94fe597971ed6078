import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Set in the process that runs inside. */
const INSIDE = 'LOCKSTEP_BENCH_NAMESPACE';

/** A network of its own: nobody else's connections are counted, and no server of a bench is seen from outside. */
export const isInside: boolean = process.env[INSIDE] === '1';

/** Runs this same program again inside a network namespace (Linux, root); undefined where there is none to be had. */
export function runInside(): number | undefined {
  const { status: tried } = spawnSync('unshare', ['--net', 'ip', 'link', 'set', 'lo', 'up']);
  if (tried !== 0) return undefined;
  const script = 'ip link set lo up && exec "$@"';
  const self = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const { status } = spawnSync('unshare', ['--net', 'sh', '-c', script, 'sh', ...self], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: '1' },
  });
  return status ?? 1;
}

/** TCP connections that were accepted in this network since it began: `PassiveOpens` of RFC 4022, as Linux tells it. */
export function acceptedConnections(): number {
  const [names, values] = readFileSync('/proc/net/snmp', 'latin1')
    .split('\n')
    .filter((line) => line.startsWith('Tcp:'))
    .map((line) => line.split(' '));
  const index = names?.indexOf('PassiveOpens') ?? -1;
  return Number(values?.[index] ?? NaN);
}

/** Bytes that went over loopback since this network began, in one direction; headers included. */
export function loopbackBytes(): number {
  const line = readFileSync('/proc/net/dev', 'latin1')
    .split('\n')
    .find((text) => text.trim().startsWith('lo:'));
  return Number(line?.trim().split(/\s+/)[1] ?? NaN);
}
