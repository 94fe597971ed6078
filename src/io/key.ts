import { Buffer } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LockstepError } from '../model/error.ts';
import { describeFileError, fileErrorCode, makeFolders, readBounded } from './files.ts';

export interface HashKey {
  readonly key: Uint8Array;
  /** First 8 hex digits of the key's SHA-256: says whether two reports' hashes can be compared. */
  readonly keyId: string;
  /** Set when the key will be another one in the next run. */
  readonly note?: string;
}

const minKeyLength = 16;
const maxKeyBytes = 4096;

/**
 * The key of keyed hashes: `LOCKSTEP_KEY`, else the user's key file (created at first use, readable by its owner only),
 * else a key for this run alone. Throws LockstepError('key') when a key is there and cannot be used.
 */
export function loadKey(env: Readonly<Record<string, string | undefined>>): HashKey {
  const given = env['LOCKSTEP_KEY'];
  if (given !== undefined && given !== '') return keyOf(checked(given, 'LOCKSTEP_KEY'));
  const file = keyFile(env);
  if (file === undefined) return passingKey('there is no home directory to keep one in');
  const found = readKey(file);
  if (found !== undefined) return found;
  try {
    createKey(file);
  } catch (error) {
    return passingKey(`${file} cannot be written: ${describeFileError(error)}`);
  }
  return readKey(file) ?? passingKey(`${file} vanished as it was being read`);
}

function keyFile(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const config = env['XDG_CONFIG_HOME'];
  // The specification says that a relative path is to be ignored.
  if (config !== undefined && path.isAbsolute(config)) return path.join(config, 'lockstep', 'key');
  const home = env['HOME'] ?? env['USERPROFILE'];
  return home === undefined || !path.isAbsolute(home)
    ? undefined
    : path.join(home, '.config', 'lockstep', 'key');
}

function readKey(file: string): HashKey | undefined {
  const outcome = readBounded(file, maxKeyBytes);
  if (outcome.state === 'read') {
    return keyOf(checked(Buffer.from(outcome.bytes).toString('utf8').trim(), file));
  }
  if (outcome.state === 'unreadable' && outcome.absent) return undefined;
  const problem =
    outcome.state === 'unreadable' ? outcome.detail : `it is larger than ${maxKeyBytes} bytes`;
  throw new LockstepError('key', `cannot use the key file ${file}: ${problem}`, {
    repair: 'Mend or remove the file (a new one is created), or set LOCKSTEP_KEY.',
  });
}

/** Written aside and linked into place: of two runs that race, both read the key of the first. */
function createKey(file: string): void {
  makeFolders(path.dirname(file), 0o700);
  const temporary = `${file}-${process.pid}-${randomBytes(6).toString('hex')}`;
  writeFileSync(temporary, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  try {
    // Says the same as `mode` where the umask took something away.
    chmodSync(temporary, 0o600);
    linkSync(temporary, file);
  } catch (error) {
    if (fileErrorCode(error) !== 'EEXIST') throw error;
  } finally {
    unlinkSync(temporary);
  }
}

function checked(text: string, source: string): string {
  if (text.length >= minKeyLength) return text;
  throw new LockstepError(
    'key',
    `the key in ${source} is shorter than ${minKeyLength} characters`,
    {
      repair: 'Use a long random text, for example the output of: openssl rand -hex 32',
    },
  );
}

function passingKey(why: string): HashKey {
  return {
    ...keyOf(randomBytes(32).toString('hex')),
    note: `Hashes of secrets cannot be compared with those of other runs: ${why}. Set LOCKSTEP_KEY to keep one key.`,
  };
}

function keyOf(text: string): HashKey {
  const key = Buffer.from(text, 'utf8');
  return { key, keyId: createHash('sha256').update(key).digest('hex').slice(0, 8) };
}
