import path from 'node:path';
import { openLogWriter, readLogFolder } from '../io/log-folder.ts';
import { gitMaybe } from '../io/git.ts';
import { LockstepError } from '../model/error.ts';
import type { LogEntry, NewLogEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import { foldLog } from '../pipeline/fold-log.ts';
import type { LogFacts } from '../rollout/log/log-facts.ts';
import { readLog, type LogProblem, type Wanted } from '../rollout/log/read-log.ts';
import { lineOf, withId } from '../rollout/log/write-entry.ts';
import type { Arguments, Flags } from './args.ts';
import { printable } from './printable.ts';
import { cacheOf } from './cache-of.ts';
import type { Shell } from './shell.ts';

/** Flags of commands that read and write the log. */
export const logFlags: Flags = {
  log: { value: 'DIR', help: 'folder of the log (default: the one that the policy names)' },
};

/** The log of a target, or the folder that the user named instead. */
export interface OpenLog {
  readonly facts: LogFacts;
  readonly problems: readonly LogProblem[];
  /** Lines that stood elsewhere too. */
  readonly duplicates: number;
  /** As shown to people: relative to the working directory. */
  readonly name: string;
  /** The entries themselves, those that are wanted. */
  read(wanted: Wanted): readonly LogEntry[];
  /** Throws LockstepError('output'). */
  append(entries: readonly NewLogEntry[]): void;
}

/** Opens the log for reading and appending. Files that cannot be read are an error: what is appended must count. */
export function openLog(
  { root, policy }: { readonly root: string; readonly policy: Policy },
  input: Arguments,
  shell: Shell,
  now: string,
): OpenLog {
  const named = input.value('log');
  const folder =
    named === undefined ? path.join(root, policy.rollout.log) : path.resolve(shell.cwd, named);
  const { fold, problems } = foldLog(folder, cacheOf(input, shell));
  const [problem] = problems;
  if (problem !== undefined) {
    throw new LockstepError('log', problem, {
      repair: 'make the folder readable, or name another',
    });
  }
  const writer = openLogWriter(folder, now.slice(0, 10));
  return {
    facts: fold.facts(),
    problems: fold.problems,
    duplicates: fold.duplicates,
    name: path.relative(shell.cwd, folder) || '.',
    read: (wanted) => readLog(readLogFolder(folder).segments, wanted).entries,
    append(entries) {
      if (entries.length > 0) writer.append(entries.map((entry) => lineOf(withId(entry))).join(''));
    },
  };
}

/** Lines that are told one by one. */
const MAX_TOLD = 5;

/** Tells which lines of the log do not count, and why, and how many are there again. */
export function warnOfProblems({ problems, duplicates, name }: OpenLog, shell: Shell): void {
  for (const { segment, line, what } of problems.slice(0, MAX_TOLD)) {
    const place = path.join(name, segment);
    shell.stderr.write(printable(`lockstep: ${place}:${line} does not count: ${what}\n`));
  }
  const more = problems.length - MAX_TOLD;
  if (more > 0) shell.stderr.write(`lockstep: and ${more} more lines of the log\n`);
  if (duplicates > 0) {
    shell.stderr.write(
      `lockstep: ${duplicates} lines of the log stand in it twice; each counts once\n`,
    );
  }
}

/** Who acts: `--by`, else what git calls the user. */
export async function whoActs(input: Arguments, shell: Shell, root: string): Promise<string> {
  const named = input.value('by');
  if (named !== undefined && named.trim() !== '') return named.trim();
  const configured = await gitMaybe(root, ['config', '--get', 'user.email'], {
    signal: shell.signal,
  }).catch(() => undefined);
  const mail = configured?.toString('utf8').trim() ?? '';
  if (mail !== '') return mail;
  throw new LockstepError('usage', 'nobody is named as the one who says so', {
    repair: 'add --by NAME, or set user.email in git',
  });
}
