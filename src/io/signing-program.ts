import { tmpdir } from 'node:os';
import { LockstepError } from '../model/error.ts';
import { runProcess, type ProcessEnd } from './process.ts';

const maxOutputBytes = 65_536;
const passedOn = ['PATH', 'HOME', 'SSH_AUTH_SOCK', 'GNUPGHOME', 'GPG_TTY', 'SystemRoot'];
const packages = { 'ssh-keygen': 'openssh-client', gpg: 'gnupg' } as const;

export type SignatureState =
  | {
      readonly state: 'valid';
      /** Fingerprint of the key, with the name of its kind. */ readonly key: string;
    }
  | { readonly state: 'invalid'; readonly detail: string };

export interface ProgramRun {
  readonly command: keyof typeof packages;
  readonly args: readonly string[];
  /** Written to its standard input. */
  readonly input: string;
  readonly timeoutMs: number;
}

export interface ProgramAnswer {
  readonly end: Extract<ProcessEnd, { readonly state: 'exited' }>;
  readonly stdout: string;
}

/** Runs a program that signs or verifies. Throws LockstepError('agreement') where it cannot be run to its end. */
export async function runSigningProgram({
  command,
  args,
  input,
  timeoutMs,
}: ProgramRun): Promise<ProgramAnswer> {
  const env: Record<string, string> = { LC_ALL: 'C' };
  for (const name of passedOn) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  const spec = { command, args, cwd: tmpdir(), env, timeoutMs, maxOutputBytes, input: [input] };
  const { end, stdout } = await runProcess(spec);
  if (end.state === 'exited') return { end, stdout: stdout.toString('utf8') };
  const absent = end.state === 'not-found';
  const what = absent ? `${command} is not installed` : `${command} did not end well: ${end.state}`;
  throw new LockstepError('agreement', `signatures of agreements cannot be handled: ${what}`, {
    repair: absent ? `install it, for example: apt-get install ${packages[command]}` : 'try again',
  });
}

/** What a program said last, for a message. */
export function lastLine(text: string): string {
  return text.split('\n').findLast((line) => line.trim() !== '') ?? 'it said nothing';
}
