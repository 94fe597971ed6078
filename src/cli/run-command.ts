import { availableParallelism } from 'node:os';
import path from 'node:path';
import { now } from '../io/clock.ts';
import type { AdvisoryData } from '../model/advisory.ts';
import type { RunReport } from '../model/report.ts';
import type { EndpointRequest, Mode, RunRequest } from '../pipeline/request.ts';
import type { Override } from '../policy/decision-input.ts';
import { run } from '../pipeline/run.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { isNothingExamined } from '../report/summary.ts';
import { advisoriesFolder } from './advisories-folder.ts';
import type { Arguments, Flags } from './args.ts';
import { integerOf, usage } from './args.ts';
import {
  checkDestinationsWritable,
  destinationsOf,
  outputFormats,
  writeReports,
} from './output.ts';
import { attestationOf, attestFlags } from './attest.ts';
import { printable } from './printable.ts';
import { cacheOf } from './cache-of.ts';
import { progressOn } from './progress.ts';
import { recordRun } from './record-run.ts';
import { agreementsOf, namedLog } from './service-access.ts';
import { reportRun, servicesOf } from './report-to.ts';
import type { ExitCode, Shell } from './shell.ts';
import { usesAscii, usesColor, usesHyperlinks, widthOf } from './shell.ts';

const MAX_THREADS = 64;
/** Each thread holds some 40 MB: four keep a run on a large tree under 400 MB (bench/report.md has two). Chosen. */
const DEFAULT_MAX_THREADS = 4;

/** Flags of every command that makes a run. */
export const engineFlags: Flags = {
  policy: { value: 'FILE', help: 'judge by this policy instead of lockstep.yaml of the target' },
  threads: { value: 'N', help: 'worker threads (default: one a processor, at most 4)' },
  'cache-dir': { value: 'DIR', help: 'where results are remembered (default: ~/.cache/lockstep)' },
  'no-cache': { help: 'examine everything anew, remember nothing' },
};

/** Flags of every command that makes a run and reports it. */
export const reportFlags: Flags = {
  format: {
    value: 'NAME',
    short: 'f',
    multiple: true,
    help: `${outputFormats.map(({ name }) => name).join(', ')}; may be repeated`,
  },
  output: {
    value: 'FILE',
    short: 'o',
    multiple: true,
    help: 'write the format before it to this file (without one: told from its ending)',
  },
  baseline: {
    value: 'FILE',
    help: 'compare with this baseline instead of .lockstep/baseline.json; "none": with nothing',
  },
  verbose: {
    short: 'v',
    help: 'also list what is observed, existing, waived, suppressed, skipped',
  },
  quiet: { short: 'q', help: 'no progress on standard error' },
  'warn-exit': { help: 'end with 10 instead of 0 when there are warnings' },
  'report-to': {
    value: 'URL',
    help: 'also report the run to this service (lockstep serve), with the token in LOCKSTEP_TOKEN, or that of GitHub or GitLab',
  },
  color: { value: 'WHEN', help: 'always, never or auto (default)' },
  ...attestFlags,
  ...engineFlags,
};

/** What a command has found out from its own flags. */
export interface RunChoice {
  readonly command: string;
  readonly mode: Mode;
  readonly checkIds?: readonly string[] | undefined;
  /** List what is observed: the user asked for these findings. */
  readonly listsAll: boolean;
  /** Instead of the first operand. */
  readonly path?: string;
  readonly endpoints?: EndpointRequest | 'none' | undefined;
  /** A registry of npm to ask for versions. */
  readonly registry?: URL | undefined;
  /** Look into the code of installed packages. */
  readonly installed?: RunRequest['installed'];
  /** Called with the result instead of a report. */
  readonly instead?: ((result: RunResult) => void) | undefined;
  /** Called with the result; what it returns is what counts, and no report is written. */
  readonly mend?: ((result: RunResult) => Promise<RunResult>) | undefined;
  /** Called between the run and its report. */
  readonly afterRun?: () => void;
  /** Break-glass. */
  readonly override?: Override | undefined;
}

/** Makes the run that the flags ask for, writes its reports, and returns the exit code of its decision. */
export async function runAndReport(
  choice: RunChoice,
  input: Arguments,
  shell: Shell,
): Promise<ExitCode> {
  const destinations = destinationsOf(choice.command, input, shell.cwd);
  const color = colorFlag(choice.command, input);
  const services = servicesOf(choice.command, input, shell);
  checkDestinationsWritable(destinations);
  const attest = attestationOf(choice.command, input, shell);
  const made = await makeRun(choice, input, shell);
  const result = choice.mend === undefined ? made : await choice.mend(made);
  choice.afterRun?.();
  const options = {
    width: widthOf(shell),
    color: usesColor(shell, shell.stdout, color),
    ascii: usesAscii(shell),
    hyperlinks: usesHyperlinks(shell),
    verbose: choice.listsAll || input.has('verbose'),
    root: result.root,
  };
  await recordRun(result, { ...choice, input, shell });
  await attest?.(result);
  for (const service of services) await reportRun(result, service, shell);
  if (choice.instead !== undefined) choice.instead(result);
  else if (choice.mend === undefined) writeReports(result, destinations, options, shell);
  const code = exitCodeOf(result.report, input.has('warn-exit'));
  if (code === 3) shell.stderr.write(nothingToExamine(result));
  return code;
}

/** Makes the run, with progress on standard error. */
export async function makeRun(
  choice: RunChoice,
  input: Arguments,
  shell: Shell,
): Promise<RunResult> {
  const progress = progressOn(shell, input.has('quiet'));
  try {
    return await run(requestOf(choice, input, shell), {
      signal: shell.signal,
      onProgress: (done, total, what) => progress.update(done, total, what),
      openAdvisories: () => openHere(shell),
    });
  } finally {
    progress.end();
  }
}

/** The advisories of this machine; undefined where there are none. */
export async function openHere(shell: Shell): Promise<AdvisoryData | undefined> {
  const folder = advisoriesFolder(shell);
  if (folder === undefined) return undefined;
  const { openAdvisories } = await import('../advisories/open-advisories.ts');
  return openAdvisories(folder);
}

/** What the flags ask for. */
export function requestOf(choice: RunChoice, input: Arguments, shell: Shell): RunRequest {
  const { command, mode, checkIds, path: named, endpoints } = choice;
  const { cwd, env } = shell;
  const file = (flag: string): string | undefined => {
    const value = input.value(flag);
    return value === undefined ? undefined : path.resolve(cwd, value);
  };
  const threads = integerOf(command, 'threads', input.value('threads'), {
    min: 1,
    max: MAX_THREADS,
  });
  return {
    mode,
    path: path.resolve(cwd, named ?? input.positionals[0] ?? '.'),
    checkIds,
    endpoints,
    policyFile: file('policy'),
    log: namedLog(command, input, shell),
    agreements: agreementsOf(command, input, shell),
    override: choice.override,
    registry: choice.registry,
    installed: choice.installed,
    baselineFile: input.value('baseline') === 'none' ? 'none' : file('baseline'),
    threads: threads ?? Math.min(DEFAULT_MAX_THREADS, availableParallelism()),
    ...cacheOf(input, shell),
    now: now(env).toISOString(),
  };
}

/** What `--color` says; undefined where it is left to the environment. */
export function colorFlag(command: string, input: Arguments): string | undefined {
  const value = input.value('color');
  if (value === undefined || ['always', 'never', 'auto'].includes(value)) return value;
  throw usage(command, `--color takes always, never or auto, not "${value}"`);
}

function nothingToExamine({ root, report: { target, incomplete } }: RunResult): string {
  if (target.kind === 'endpoints' && incomplete.length > 0) {
    return 'lockstep: no endpoint could be examined; the report says why\n';
  }
  if (target.kind === 'endpoints') {
    return `lockstep: nothing to examine: no endpoint is named, and the policy has no inventory
  Name one: lockstep tls shop.example:443, or declare them in lockstep.yaml: endpoints: [{ host: shop.example }]\n`;
  }
  const where =
    target.kind === 'stdin' ? 'on standard input' : `in ${path.join(root, target.within)}`;
  return `lockstep: nothing to examine ${printable(where)}
  Is this what you meant? With --verbose the report lists what was skipped and why.\n`;
}

/** docs/errors.md has the table. */
function exitCodeOf(report: RunReport, showsWarnings: boolean): ExitCode {
  switch (report.decision.outcome) {
    case 'block':
      return 1;
    case 'incomplete':
      return 2;
    case 'pass':
      return isNothingExamined(report) ? 3 : 0;
    case 'warn':
      if (isNothingExamined(report)) return 3;
      return showsWarnings ? 10 : 0;
  }
}
