import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { isThere, readBounded } from '../../io/files.ts';
import type { LockstepError } from '../../model/error.ts';
import { command } from '../../report/github.ts';
import { printable } from '../printable.ts';
import type { ExitCode, Shell } from '../shell.ts';
import type { BuildServer } from './build.ts';
import { MARKDOWN_FILE, SARIF_FILE } from './reports-of.ts';

export interface BuildOutcome {
  readonly outcome: ExitCode | LockstepError;
  /** Absolute; where the reports lie. */
  readonly folder: string;
}

/** What GitHub shows of one step at most (docs.github.com, "Adding a job summary"). */
const MAX_SUMMARY_BYTES = 2 ** 20;

/** Tells the build server what it shows beside the log: a summary, the decision for later steps, an error without a finding. */
export function tellBuild(server: BuildServer, build: BuildOutcome, shell: Shell): void {
  if (server === 'github') tellGithub(build, shell);
  const summary = path.join(build.folder, MARKDOWN_FILE);
  if (server === 'azure' && isDecided(build) && isThere(summary)) {
    shell.stdout.write(`##vso[task.uploadsummary]${azureValue(summary)}\n`);
  }
}

function isDecided({ outcome }: BuildOutcome): boolean {
  return typeof outcome === 'number';
}

function tellGithub(build: BuildOutcome, { env, stdout, stderr }: Shell): void {
  const { outcome, folder } = build;
  const [sarif, page] = [path.join(folder, SARIF_FILE), path.join(folder, MARKDOWN_FILE)];
  if (typeof outcome !== 'number') {
    stdout.write(`${command('error', { title: 'Lockstep could not decide' }, outcome.message)}\n`);
  }
  const lines = [
    `decision=${decisionOf(outcome)}`,
    ...(isDecided(build) && isThere(sarif) ? [`sarif=${sarif}`] : []),
  ].filter((line) => !/[\r\n]/u.test(line));
  const told = [
    append(env['GITHUB_OUTPUT'], `${lines.join('\n')}\n`),
    append(env['GITHUB_STEP_SUMMARY'], isDecided(build) ? textOf(page) : UNDECIDED),
  ];
  for (const failure of told) {
    if (failure === undefined) continue;
    stderr.write(`lockstep: GitHub is not told: ${printable(failure)}\n`);
  }
}

const UNDECIDED = '## Lockstep: could not decide\n\nThe log of the step says why.\n';

function decisionOf(outcome: BuildOutcome['outcome']): string {
  if (typeof outcome !== 'number') return 'undecided';
  switch (outcome) {
    case 0:
      return 'pass';
    case 1:
      return 'block';
    case 10:
      return 'warn';
    case 2:
      return 'undecided';
    case 3:
      return 'nothing';
  }
}

function textOf(file: string): string {
  const read = readBounded(file, MAX_SUMMARY_BYTES);
  return read.state === 'read' ? Buffer.from(read.bytes).toString('utf8') : '';
}

/** The runner names these files and reads them after the step; why it failed, or undefined. */
function append(file: string | undefined, text: string): string | undefined {
  if (file === undefined || file === '' || text === '') return undefined;
  try {
    appendFileSync(file, text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Escapes of a value in a logging command (microsoft/azure-pipelines-agent, docs/preview/commands.md). */
function azureValue(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
