import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from './measure.ts';
import { findGitleaks, product } from './paths.ts';
import { shellOut } from './shell-out.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** A file or folder that is deleted at the end. */
export function scratchPath(name: string): string {
  return path.join(scratch, name);
}

/** Lockstep as it is installed, judged by its default policy: it blocks nothing, so that each run ends with 0. */
export function lockstep(report: string, args: readonly string[], cwd: string = scratch): Command {
  const output = ['--quiet', '--baseline', 'none', '--format', 'json', '--output', report];
  return {
    program: process.execPath,
    args: [product, ...args, ...output],
    cwd,
    // A key of its own: none is made in the home of whoever measures.
    env: { LOCKSTEP_KEY: 'bench'.repeat(8) },
    good: [0],
  };
}

/** gitleaks as it comes; undefined when it is not installed. */
export function gitleaks(args: readonly string[], cwd: string = scratch): Command | undefined {
  const program = findGitleaks();
  if (program === undefined) return undefined;
  const output = ['--report-format', 'json', '--report-path', scratchPath('gitleaks.json')];
  return {
    program,
    args: [...args, '--no-banner', '--no-color', '--exit-code', '0', ...output],
    cwd,
    good: [0],
  };
}

/** `gitleaks 8.30.1`; built from source it does not know its own version, but Go does. */
export function gitleaksVersion(): string {
  const program = findGitleaks();
  if (program === undefined) return 'gitleaks not installed';
  const said = shellOut(program, ['version']).trim();
  const built = /^v?\d/.test(said) ? said : shellOut('go', ['version', '-m', program]);
  return `gitleaks ${/v?(\d+\.\d+\.\d+)(?=\s+h1:|$)/.exec(built)?.[1] ?? 'of unknown version'}`;
}

/** What a bench reads of a JSON report of Lockstep. */
export interface Report {
  readonly incomplete: readonly { readonly what: string; readonly reason: string }[];
  readonly skipped: readonly { readonly examples: readonly string[] }[];
  readonly checks: readonly { readonly units: number }[];
  readonly timing: { readonly bytesRead: number; readonly cachedUnits: number };
}

export function readReport(file: string): Report {
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by the run before
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}
