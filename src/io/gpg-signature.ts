import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LockstepError } from '../model/error.ts';
import { lastLine, runSigningProgram, type SignatureState } from './signing-program.ts';

const verifyTimeoutMs = 20_000;
const signTimeoutMs = 300_000;
const HEADER = '-----BEGIN PGP SIGNATURE-----';

export interface GpgVerifyRequest {
  readonly text: string;
  readonly signature: string;
  /** Public keys of the one person who is said to have signed, base64 of what `gpg --export` writes. */
  readonly keys: readonly string[];
  /** ISO 8601: the time at which the key must have been valid. */
  readonly at: string;
}

export function isGpgSignature(text: string): boolean {
  return text.startsWith(HEADER);
}

/** Verifies with gpg, in a keyring of its own that holds these keys only. Throws LockstepError('agreement') where gpg cannot be run. */
export async function verifyGpgSignature({
  text,
  signature,
  keys,
  at,
}: GpgVerifyRequest): Promise<SignatureState> {
  const home = mkdtempSync(path.join(tmpdir(), 'lockstep-gpg-'));
  try {
    const quiet = ['--homedir', home, '--batch', '--no-tty', '--no-options', '--no-autostart'];
    const gpg = (...args: readonly string[]): ReturnType<typeof runSigningProgram> =>
      runSigningProgram({
        command: 'gpg',
        args: [...quiet, ...args],
        input: text,
        timeoutMs: verifyTimeoutMs,
      });
    const files = keys.map((key, index) => {
      const file = path.join(home, `key-${index}`);
      writeFileSync(file, Buffer.from(key, 'base64'), { mode: 0o600 });
      return file;
    });
    const signed = path.join(home, 'signature');
    writeFileSync(signed, signature, { mode: 0o600 });
    await gpg('--import', ...files);
    const own = ['--no-auto-key-retrieve', '--trust-model', 'always', '--status-fd', '1'];
    const { end, stdout } = await gpg(...own, '--verify', '--', signed, '-');
    return readStatus(stdout, at) ?? { state: 'invalid', detail: lastLine(end.stderr) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * Reads what gpg tells programs (GnuPG, doc/DETAILS, "Format of the --status-fd output"). A key that has expired since is
 * good when it had not at the time of the statement; one that was revoked never is.
 */
function readStatus(status: string, at: string): SignatureState | undefined {
  const lines = status.split('\n').map((line) => line.replace(/^\[GNUPG:\] /u, '').split(' '));
  const of = (word: string): readonly string[][] => lines.filter(([first]) => first === word);
  const valid = of('VALIDSIG');
  // The last field is the fingerprint of the primary key.
  const key = valid[0]?.at(-1) ?? '';
  if (valid.length !== 1 || !/^[0-9A-F]{40,64}$/u.test(key)) return undefined;
  if (of('GOODSIG').length === 1) return { state: 'valid', key: `OpenPGP:${key}` };
  const ends = of('KEYEXPIRED').map(([, time]) => Number(time) * 1_000);
  const wasGood = ends.length > 0 && ends.every((end) => end > Date.parse(at));
  if (of('EXPKEYSIG').length === 1 && wasGood) return { state: 'valid', key: `OpenPGP:${key}` };
  return undefined;
}

/** Signs with a key of the user's own keyring. Throws LockstepError('agreement'). */
export async function signWithGpg(text: string, keyId: string): Promise<string> {
  if (keyId.startsWith('-')) throw refusal(keyId, 'it is no name of a key');
  const args = ['--batch', '--armor', '--local-user', keyId, '--detach-sign', '--output', '-'];
  const run = { command: 'gpg', args, input: text, timeoutMs: signTimeoutMs } as const;
  const { end, stdout } = await runSigningProgram(run);
  if (end.code === 0 && isGpgSignature(stdout)) return stdout;
  throw refusal(keyId, lastLine(end.stderr));
}

function refusal(keyId: string, why: string): LockstepError {
  return new LockstepError('agreement', `the OpenPGP key ${keyId} did not sign: ${why}`, {
    repair: 'name a secret key of yours: gpg --list-secret-keys',
  });
}
