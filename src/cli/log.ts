import path from 'node:path';
import { readLogFolder, type LogSegments } from '../io/log-folder.ts';
import { gitMaybe } from '../io/git.ts';
import { LockstepError } from '../model/error.ts';
import type { LogEntry, NewLogEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { foldLog } from '../pipeline/fold-log.ts';
import type { LogFacts } from '../rollout/log/log-facts.ts';
import { productNameOf } from '../rollout/log/run-entry.ts';
import { readLog, type LogProblem, type Wanted } from '../rollout/log/read-log.ts';
import { lineOf, withId } from '../rollout/log/write-entry.ts';
import { usage, type Arguments } from './args.ts';
import { printable } from './printable.ts';
import { cacheOf } from './cache-of.ts';
import { namedLog, ownLog } from './service-access.ts';
import type { Shell } from './shell.ts';

/** The log of a target, or the one that the user named instead. */
export interface OpenLog {
  readonly facts: LogFacts;
  readonly problems: readonly LogProblem[];
  /** Lines that stood elsewhere too. */
  readonly duplicates: number;
  /** As shown to people: a service, or a folder relative to the working directory. */
  readonly name: string;
  /** Whose word it is that is appended. */
  author(input: Arguments, shell: Shell): Promise<string>;
  /** The entries themselves, those that are wanted. */
  read(wanted: Wanted): readonly LogEntry[];
  /** Throws LockstepError('output'). */
  append(entries: readonly NewLogEntry[]): Promise<void>;
}

/** Whose log, and for which command. */
export interface LogWanted {
  readonly command: string;
  readonly root: string;
  readonly policy: Policy;
  readonly product: string;
  /** The run goes on without a service that cannot be reached, and says so. */
  readonly mayLackService?: boolean;
}

/** The log of what a run has looked at. */
export function logOfRun(
  command: string,
  { root, policy, report }: Pick<RunResult, 'root' | 'policy' | 'report'>,
): LogWanted {
  return { command, root, policy, product: productNameOf(policy.product, report.target.name) };
}

/**
 * Opens the log for reading and appending. What cannot be read is an error: what is appended must count. Of a service it is read
 * besides the target's own files, as runs do, and all that is appended goes there.
 */
export async function openLog(
  { command, root, policy, product, mayLackService = false }: LogWanted,
  input: Arguments,
  shell: Shell,
): Promise<OpenLog> {
  const named = namedLog(command, input, shell);
  const isFiles = named === undefined || input.value('log') !== undefined;
  const store = named ?? ownLog(root, policy, shell);
  const folder = path.resolve(shell.cwd, input.value('log') ?? path.join(root, policy.rollout.log));
  const { fold, problems } = foldLog(folder, cacheOf(input, shell));
  refuse(problems);
  const pulled = isFiles ? NOTHING : await store.read(product);
  for (const segment of pulled.segments) fold.read(segment);
  if (!mayLackService) refuse(pulled.problems);
  return {
    facts: fold.facts(),
    problems: fold.problems,
    duplicates: isFiles ? fold.duplicates : 0,
    name: store.name,
    async author(given, of) {
      const known = await store.author();
      if (known === undefined) return whoActs(given, of, root);
      if (given.value('by') === undefined) return known;
      throw usage(command, `in ${store.name} you are ${known}`, 'leave out --by');
    },
    read: (wanted) => readLog(inTurn(readLogFolder(folder), pulled), wanted).entries,
    async append(entries) {
      if (entries.length === 0) return;
      await store.append(product, entries.map((entry) => lineOf(withId(entry))).join(''));
    },
  };
}

const NOTHING: LogSegments = { segments: [], problems: [] };

/** @yields The files of each log. */
function* inTurn(...logs: readonly LogSegments[]): Generator<{
  readonly name: string;
  readonly bytes: Uint8Array;
}> {
  for (const { segments } of logs) yield* segments;
}

function refuse(problems: readonly string[]): void {
  const [problem] = problems;
  if (problem === undefined) return;
  throw new LockstepError('log', problem, {
    repair: 'make the folder readable, or the service reachable, or name another',
  });
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
