import { rmSync } from 'node:fs';
import path from 'node:path';
import { isLink, makeFolder, writeWhole } from '../../io/files.ts';
import { LockstepError } from '../../model/error.ts';
import { parseArguments, usage, type Arguments } from '../args.ts';
import { buildOf, type Build, type BuildServer } from '../ci/build.ts';
import { readGithubEvent } from '../ci/github-event.ts';
import { reportsOf } from '../ci/reports-of.ts';
import { tellBuild } from '../ci/tell-build.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import type { ExitCode, Shell } from '../shell.ts';
import { check } from './check.ts';

const REPORTS = 'lockstep-reports';

/** Flags of `check` that `ci` decides itself. */
const decided: readonly string[] = ['since', 'staged', 'format', 'output', 'baseline', 'color'];

/** `lockstep ci [path]`. */
export const ci: Command = {
  name: 'ci',
  summary: 'check, as the build server it runs on needs it: what to compare, which reports',
  operands: '[path]',
  maxOperands: 1,
  description: `Tells by the environment on which build server it runs (GitHub Actions, GitLab CI, Azure Pipelines, Jenkins, Bitbucket
Pipelines, or another) and what belongs to the change: a change request is compared with its target, another branch with the
default branch, the default branch with nothing. Then it says which "lockstep check" that is, runs it, and writes the reports
that the server shows. LOCKSTEP_BASE and LOCKSTEP_REPORT_TO stand for --base and --report-to.`,
  examples: [
    { line: 'lockstep ci', does: 'on a build server' },
    { line: 'lockstep ci --base origin/release', does: 'where the server does not say it' },
    { line: 'lockstep ci --base none', does: 'everything, whatever the server says' },
  ],
  flags: {
    base: { value: 'REF', help: 'compare with this ref; "none": examine everything' },
    reports: { value: 'DIR', help: `where reports are written (default: ${REPORTS})` },
    ...Object.fromEntries(Object.entries(check.flags).filter(([name]) => !decided.includes(name))),
  },
  async run(input, shell) {
    const build = buildHere(input, shell);
    const folder = path.resolve(shell.cwd, input.value('reports') ?? REPORTS);
    makeReportsFolder(build.server, folder);
    const words = wordsOf(build, folder, input, shell);
    shell.stderr.write(`lockstep: ${printable(toldLine(build, words))}\n`);
    let outcome: ExitCode | LockstepError;
    try {
      const asked = parseArguments('check', words, check.flags, 1);
      outcome = await check.run(asked, shell);
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      outcome = error;
    }
    tellBuild(build.server, { outcome, folder }, shell);
    if (outcome instanceof LockstepError) throw outcome;
    return outcome === 10 && !input.has('warn-exit') ? 0 : outcome;
  },
};

function buildHere(input: Arguments, { env, cwd }: Shell): Build {
  const named = input.value('base') ?? (env['LOCKSTEP_BASE'] || undefined);
  const build = buildOf(env, readGithubEvent(env, cwd));
  if (named !== undefined) return { ...build, base: named === 'none' ? undefined : named };
  if (build.server === 'github' && env['GITHUB_EVENT_NAME'] === 'pull_request_target') {
    // Its work tree is the base: compared with itself it would always pass.
    throw usage(
      'ci',
      'the event pull_request_target checks out the base, not the change',
      'run on pull_request; where the head was checked out on purpose, say --base',
    );
  }
  return build;
}

/**
 * It hides itself from git, so that a work tree that is used again is examined without it. Reports of an earlier run are not those of
 * one that fails.
 */
function makeReportsFolder(server: BuildServer, folder: string): void {
  if (isLink(folder)) {
    // The change itself may have brought it, and it may lead anywhere.
    throw new LockstepError('output', `the folder for reports is a symbolic link: ${folder}`, {
      repair: 'remove it, or name another folder with --reports',
    });
  }
  makeFolder(folder);
  for (const { file } of reportsOf[server]) {
    if (file !== undefined) rmSync(path.join(folder, file), { force: true });
  }
  writeWhole(path.join(folder, '.gitignore'), '*\n');
}

function wordsOf(
  { server, base }: Build,
  folder: string,
  input: Arguments,
  { env }: Shell,
): readonly string[] {
  const own = ['base', 'reports', 'warn-exit'];
  const handed = input.uses.filter(({ name }) => !own.includes(name));
  const service = input.has('report-to') ? '' : (env['LOCKSTEP_REPORT_TO'] ?? '');
  return [
    ...(base === undefined ? [] : [`--since=${base}`]),
    '--warn-exit',
    ...reportsOf[server].flatMap(({ format, file }) => [
      `--format=${format}`,
      ...(file === undefined ? [] : [`--output=${path.join(folder, file)}`]),
    ]),
    ...(service === '' ? [] : [`--report-to=${service}`]),
    ...handed.map(({ name, value }) => (value === undefined ? `--${name}` : `--${name}=${value}`)),
    ...(input.positionals.length === 0 ? [] : ['--', ...input.positionals]),
  ];
}

const SERVERS: Readonly<Record<BuildServer, string>> = {
  github: 'GitHub Actions',
  gitlab: 'GitLab CI',
  azure: 'Azure Pipelines',
  jenkins: 'Jenkins',
  bitbucket: 'Bitbucket Pipelines',
  other: 'no build server that is known',
};

function toldLine({ server, base }: Build, words: readonly string[]): string {
  const what = base === undefined ? 'everything is examined' : `compared with ${base}`;
  // An address may hold a password.
  const shown = words.join(' ').replaceAll(/\/\/[^/@\s]*@/gu, '//');
  return `${SERVERS[server]}, ${what}: lockstep check ${shown}`;
}
