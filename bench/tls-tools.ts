import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from '../test/tls/programs.ts';
import type { Command } from './measure.ts';
import { product } from './paths.ts';
import { shellOut } from './shell-out.ts';
import { scratchPath } from './tools.ts';
import {
  suitesOfNmap,
  suitesOfOurs,
  suitesOfSslscan,
  suitesOfSslyze,
  suitesOfTestssl,
} from './tls-answers.ts';

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** Codes of suites, ascending, by version (`TLS1.2`); a version without any is absent. */
export type Suites = Readonly<Partial<Record<string, readonly number[]>>>;

/** One scanner in one way of running it. */
export interface Tool {
  readonly id: string;
  /** With its version, for tables. */
  readonly title: string;
  command(place: Place): Command;
  /** What the last run said about suites. */
  suites(): Suites;
}

const limitMs = 900_000;
/** Longer than it ever takes on a server that answers; it hangs on one that serves one connection at a time. */
const sslyzeLimitMs = 60_000;

/** Lockstep as it is installed. `record` is where the observation goes. */
export function ours(mode: 'quick' | 'full' | 'deep', args: readonly string[] = []): Tool {
  const [record, report] = [recordOf(mode), reportOf(mode)];
  return {
    id: `lockstep-${mode}`,
    title: `lockstep tls, ${mode}`,
    command: ({ address, port }) => {
      const [program = '', ...command] = lockstepTls(`${address}:${port}`, '--mode', mode);
      // A record is appended to: each run begins with none.
      return afresh(record, {
        program,
        args: [...command, '--record', record, '--format', 'json', '--output', report, ...args],
        env: { LOCKSTEP_KEY: 'bench'.repeat(8) },
        cwd: path.dirname(record),
        good: [0, 1, 2],
        stopAfterMs: limitMs,
      });
    },
    suites: () => suitesOfOurs(readFileSync(record, 'utf8')),
  };
}

/** Where the observations of the last run in this mode lie. */
export function recordOf(mode: string): string {
  return scratchPath(`tls-${mode}.ndjson`);
}

/** Its report, as JSON. */
export function reportOf(mode: string): string {
  return scratchPath(`tls-${mode}.json`);
}

export function lockstepTls(...args: readonly string[]): readonly string[] {
  return [process.execPath, product, 'tls', ...args, '--quiet', '--baseline', 'none'];
}

/** `testssl.sh`: everything, or only the suites of each protocol. */
export function testssl(what: 'all' | 'suites'): Tool | undefined {
  const program = peer('TESTSSL', 'testssl');
  if (program === undefined) return undefined;
  const output = scratchPath(`testssl-${what}.json`);
  const only = what === 'suites' ? ['-E'] : [];
  const version = /testssl\S*\s+(\d\S+)/.exec(shellOut(program, ['--version']))?.[1];
  return {
    id: `testssl-${what}`,
    title: `testssl.sh ${version ?? ''}${what === 'suites' ? ' -E' : ''}`,
    command: ({ address, port }) =>
      afresh(output, {
        program,
        args: [
          '--quiet',
          '--color',
          '0',
          '--warnings',
          'off',
          ...only,
          '--jsonfile',
          output,
          `${address}:${port}`,
        ],
        // Its exit code counts findings.
        good: Array.from({ length: 256 }, (_, code) => code),
        stopAfterMs: limitMs,
      }),
    suites: () => suitesOfTestssl(readIfThere(output)),
  };
}

export function sslscan(): Tool | undefined {
  const program = peer('SSLSCAN', 'sslscan');
  if (program === undefined) return undefined;
  const output = scratchPath('sslscan.xml');
  const version = /(\d+\.\d+\.\d+)/.exec(shellOut(program, ['--version']))?.[1];
  return {
    id: 'sslscan',
    title: `sslscan ${version ?? ''}`,
    command: ({ address, port }) =>
      afresh(output, {
        program,
        args: [`--xml=${output}`, `${address}:${port}`],
        good: [0, 1],
        stopAfterMs: limitMs,
      }),
    suites: () => suitesOfSslscan(readIfThere(output)),
  };
}

export function nmap(): Tool | undefined {
  const program = peer('NMAP', 'nmap');
  if (program === undefined) return undefined;
  const output = scratchPath('nmap.xml');
  const version = /Nmap version (\S+)/.exec(shellOut(program, ['--version']))?.[1];
  return {
    id: 'nmap',
    title: `nmap ${version ?? ''} ssl-enum-ciphers, sslv2`,
    command: ({ address, port }) =>
      afresh(output, {
        program,
        args: [
          '-Pn',
          '-n',
          '-p',
          String(port),
          '--script',
          '+ssl-enum-ciphers,+sslv2',
          '-oX',
          output,
          address,
        ],
        good: [0],
        stopAfterMs: limitMs,
      }),
    suites: () => suitesOfNmap(readIfThere(output)),
  };
}

export function sslyze(): Tool | undefined {
  const program = peer('SSLYZE', 'sslyze');
  if (program === undefined) return undefined;
  const output = scratchPath('sslyze.json');
  const scans = [
    'sslv2',
    'sslv3',
    'tlsv1',
    'tlsv1_1',
    'tlsv1_2',
    'tlsv1_3',
    'certinfo',
    'compression',
  ];
  const more = ['early_data', 'elliptic_curves', 'ems', 'fallback', 'heartbleed', 'http_headers'];
  const last = ['openssl_ccs', 'reneg', 'resum', 'robot'];
  return {
    id: 'sslyze',
    title: `sslyze ${sslyzeVersion(program)}`,
    command: ({ address, port }) =>
      afresh(output, {
        program,
        args: [
          `--json_out=${output}`,
          '--mozilla_config=disable',
          ...[...scans, ...more, ...last].map((scan) => `--${scan}`),
          `${address}:${port}`,
        ],
        good: [0, 1],
        stopAfterMs: sslyzeLimitMs,
      }),
    suites: () => suitesOfSslyze(readIfThere(output)),
  };
}

/** What the run before has written is not taken for what this one writes. */
function afresh(output: string, command: Command): Command {
  rmSync(output, { force: true });
  return command;
}

/** The peers that are installed here. */
export function peers(...wanted: readonly (() => Tool | undefined)[]): readonly Tool[] {
  return wanted.flatMap((make) => make() ?? []);
}

/** sslyze does not tell its version, but the Python beside it does. */
function sslyzeVersion(program: string): string {
  const python = path.join(path.dirname(program), 'python');
  const code = 'from importlib.metadata import version; print(version("sslyze"))';
  return existsSync(python) ? shellOut(python, ['-c', code]).trim() : '';
}

/** Named by a variable of the environment, or on the PATH. */
function peer(variable: string, name: string): string | undefined {
  const named = process.env[variable];
  return named === undefined || named === '' ? findProgram(name) : path.resolve(named);
}

/** A peer that lost its way may have written nothing. */
function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
