import type { Buffer } from 'node:buffer';
import path from 'node:path';
import { LockstepError } from '../model/error.ts';
import { runProcess, streamProcess, type ProcessEnd, type ProcessSpec } from './process.ts';

export interface GitOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  readonly maxOutputBytes?: number;
  readonly input?: Iterable<string> | AsyncIterable<string>;
  /** The index of a commit being made, where a hook was told of one. */
  readonly indexFile?: string | undefined;
}

const defaultTimeoutMs = 120_000;
/** The list of a million files fits. */
const defaultMaxOutputBytes = 512 * 1024 * 1024;

/**
 * Settings that override the repository's own, because its `.git/config` may be hostile: each of these can name a
 * program, a file to read or a server to ask. What cannot be switched off by a setting is avoided by the choice of
 * commands: none here compares with or writes the work tree, so that no clean or smudge filter runs.
 */
const settings: readonly string[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'core.pager=cat',
  'core.editor=false',
  'core.askPass=false',
  'core.sshCommand=false',
  'core.gitProxy=false',
  'core.alternateRefsCommand=false',
  'core.untrackedCache=false',
  'core.quotePath=false',
  'credential.helper=',
  'protocol.allow=never',
  'diff.external=',
  'diff.orderFile=/dev/null',
  'diff.renameLimit=2000',
  'gpg.program=false',
  'gpg.ssh.program=false',
  'gpg.x509.program=false',
  'log.showSignature=false',
  'log.showRoot=true',
  'log.mailmap=false',
  'color.ui=false',
  'submodule.recurse=false',
  // For memory: with 96 MiB, the default, 27,000 blobs of a history are read 0.06 s sooner.
  'core.deltaBaseCacheLimit=32m',
  'gc.auto=0',
  'maintenance.auto=false',
];

/** What the user says of git on the whole. Not `GIT_DIR` and its kin: a hook sets them for another repository. */
const passedOn =
  /^(PATH|HOME|XDG_CONFIG_HOME|USERPROFILE|SystemRoot|TMPDIR|GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|(KEY|VALUE)_\d+))$/i;

const gitEnvironment: Readonly<Record<string, string>> = {
  // English messages: some of them are recognised below.
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  // An empty list allows no transport at all, whatever protocol.<name>.allow says.
  GIT_ALLOW_PROTOCOL: '',
  GIT_ASKPASS: 'false',
  SSH_ASKPASS: 'false',
  GIT_PAGER: 'cat',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_ATTR_NOSYSTEM: '1',
};

/**
 * Runs git in the work tree `root` (the folder that holds `.git`) and returns its output; LockstepError('git') when it
 * fails. `core.worktree` of the repository has no say: `root` is the work tree.
 */
export async function git(
  root: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Buffer> {
  const { end, stdout } = await runProcess(specOf(root, args, options));
  throwUnlessGood(end, args);
  return stdout;
}

/** As `git`, but an answer of `no` (exit code 1, for example of `rev-parse --verify`) is `undefined`. */
export async function gitMaybe(
  root: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Buffer | undefined> {
  const { end, stdout } = await runProcess(specOf(root, args, options));
  if (end.state === 'exited' && end.code === 1) return undefined;
  throwUnlessGood(end, args);
  return stdout;
}

/**
 * As `git`, for output that is too long to be kept.
 * @yields The output as it comes.
 */
export async function* gitStream(
  root: string,
  args: readonly string[],
  options: GitOptions = {},
): AsyncGenerator<Buffer, void> {
  const end = yield* streamProcess(specOf(root, args, options));
  throwUnlessGood(end, args);
}

/**
 * As `git`, but leaves it to git to find the repository, and with that its own check of who owns it. Answers with the
 * error where git is missing or refuses.
 */
export async function probeGit(
  root: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<Buffer | LockstepError> {
  const { end, stdout } = await runProcess({
    ...specOf(root, args, { signal }),
    args: [...configured(), ...args],
  });
  return problemOf(end, args) ?? stdout;
}

/** A ref or revision as the user wrote it, refused when git could take it for an option. */
export function checkedRevision(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (text !== '' && !text.startsWith('-') && !/[\u0000-\u0020\u007f]/.test(text)) return text;
  throw new LockstepError('git', `${JSON.stringify(text)} is not the name of a commit`, {
    repair: 'Name a branch, a tag or a commit, for example: --since origin/main',
  });
}

function specOf(root: string, args: readonly string[], options: GitOptions): ProcessSpec {
  const env: Record<string, string> = { ...gitEnvironment };
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && passedOn.test(name)) env[name] = value;
  }
  if (options.indexFile !== undefined) env['GIT_INDEX_FILE'] = options.indexFile;
  return {
    command: 'git',
    args: [`--git-dir=${path.join(root, '.git')}`, `--work-tree=${root}`, ...configured(), ...args],
    cwd: root,
    env,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    maxOutputBytes: options.maxOutputBytes ?? defaultMaxOutputBytes,
    signal: options.signal,
    ...(options.input === undefined ? {} : { input: options.input }),
  };
}

function configured(): string[] {
  return ['--no-pager', ...settings.flatMap((setting) => ['-c', setting])];
}

function throwUnlessGood(end: ProcessEnd, args: readonly string[]): void {
  const problem = problemOf(end, args);
  if (problem !== undefined) throw problem;
}

function problemOf(end: ProcessEnd, args: readonly string[]): LockstepError | undefined {
  const command = `git ${args[0] ?? ''}`;
  if (end.state !== 'exited') return stoppedBy(end, command);
  return end.code === 0 ? undefined : saidBy(end.stderr, command, end.code);
}

function stoppedBy(
  end: Exclude<ProcessEnd, { readonly state: 'exited' }>,
  command: string,
): LockstepError {
  if (end.state === 'failed') {
    return new LockstepError('git', `${command} could not run: ${end.detail}`, {
      repair: 'Check the installation of git.',
    });
  }
  const [message, repair] = {
    'not-found': [
      'git is not installed, or not on the PATH',
      'Install git 2.31 or newer, for example: apt-get install git',
    ],
    timeout: [`${command} took too long and was stopped`, 'Try again, perhaps after: git gc'],
    'output-limit': [
      `${command} said more than can be kept`,
      'Narrow the run to a part of the repository.',
    ],
    cancelled: [`${command} was cancelled`, 'Run it again.'],
  }[end.state];
  return new LockstepError('git', message ?? command, repair === undefined ? {} : { repair });
}

function saidBy(stderr: string, command: string, code: number): LockstepError {
  if (/dubious ownership/i.test(stderr)) {
    const repair = /git config --global --add safe\.directory .*/.exec(stderr)?.[0];
    return new LockstepError('git', 'git refuses the repository because another user owns it', {
      repair: `If you trust it: ${repair ?? 'git config --global --add safe.directory <path>'}`,
    });
  }
  if (/not a git repository/i.test(stderr)) {
    return new LockstepError('git', 'this is not a git repository, or a damaged one', {
      repair: 'Run inside a work tree, or check it with: git fsck',
    });
  }
  if (/lazy fetching disabled|promisor remote/i.test(stderr)) {
    return new LockstepError('git', `${command} needs objects that this partial clone lacks`, {
      repair: 'Fetch them: git fetch --refetch --no-filter',
    });
  }
  const line = stderr.split('\n').find((part) => part.trim() !== '') ?? `exit code ${code}`;
  return new LockstepError('git', `${command} failed: ${line.replace(/^(fatal|error): /, '')}`, {
    repair: 'Check the repository with: git fsck',
  });
}
