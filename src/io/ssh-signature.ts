import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LockstepError } from '../model/error.ts';
import { lastLine, runSigningProgram, type SignatureState } from './signing-program.ts';

/** A signature of the largest key has 3 KB. */
export const MAX_SIGNATURE_BYTES: number = 16_384;
const verifyTimeoutMs = 10_000;
/** A person may have to find their security key first, and to type a passphrase. */
const signTimeoutMs = 300_000;
/** ssh-keygen(1): `Good "<namespace>" signature for <principal> with <type> key SHA256:<base64>`. */
const GOOD =
  /^Good "[^"]{1,100}" signature for .{1,200} with [A-Za-z0-9-]{1,40} key (SHA256:[A-Za-z0-9+/]{43})$/mu;

export interface SignedText {
  readonly text: string;
  readonly namespace: string;
}

export interface VerifyRequest extends SignedText {
  readonly signature: string;
  /** In the format of ssh-keygen(1), ALLOWED SIGNERS. */
  readonly signers: string;
  readonly principal: string;
  /** ISO 8601 in UTC, to the second: the time at which the key must have been valid. */
  readonly at: string;
}

/** Verifies with `ssh-keygen -Y verify`. Throws LockstepError('agreement') where that cannot be run. */
export async function verifySshSignature(request: VerifyRequest): Promise<SignatureState> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-verify-'));
  try {
    const signers = path.join(folder, 'signers');
    const signature = path.join(folder, 'signature');
    writeFileSync(signers, request.signers, { mode: 0o600 });
    writeFileSync(signature, request.signature, { mode: 0o600 });
    const time = `-Overify-time=${request.at.replaceAll(/[-:T]/gu, '')}`;
    const names = ['-I', request.principal, '-n', request.namespace];
    const { end, stdout } = await keygen(
      ['-Y', 'verify', time, '-f', signers, ...names, '-s', signature],
      request.text,
      verifyTimeoutMs,
    );
    const key = GOOD.exec(stdout)?.[1];
    if (end.code === 0 && key !== undefined) return { state: 'valid', key };
    const said = `${end.stderr}\n${stdout}`.split('\n').find((line) => line.trim() !== '');
    return { state: 'invalid', detail: said ?? `ssh-keygen ended with ${end.code}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Signs with `ssh-keygen -Y sign`: `keyFile` is a private key, or the public half of one that the agent holds. Throws
 * LockstepError('agreement').
 */
export async function signWithSsh(
  { text, namespace }: SignedText,
  keyFile: string,
): Promise<string> {
  const args = ['-Y', 'sign', '-n', namespace, '-f', path.resolve(keyFile)];
  const { end, stdout } = await keygen(args, text, signTimeoutMs);
  if (end.code === 0 && stdout.startsWith('-----BEGIN SSH SIGNATURE-----')) return stdout;
  throw new LockstepError('agreement', `${keyFile} did not sign: ${lastLine(end.stderr)}`, {
    repair:
      'name an SSH key that is yours with --key: ~/.ssh/id_ed25519, or the .pub of one in the agent',
  });
}

async function keygen(
  args: readonly string[],
  input: string,
  timeoutMs: number,
): ReturnType<typeof runSigningProgram> {
  return runSigningProgram({ command: 'ssh-keygen', args, input, timeoutMs });
}
