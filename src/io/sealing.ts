import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { linkSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LockstepError } from '../model/error.ts';
import { fileErrorCode, isThere, makeFolders, readBounded, realPath } from './files.ts';

/** Closes secrets that must be stored and read again, so that who reads the database alone has none of them. */
export interface Sealer {
  /** Of the key that closes; the others only open. */
  readonly keyId: string;
  /** Of all keys. */
  readonly keyIds: readonly string[];
  /** `place` is what the secret belongs to (`channel 7`): it opens only there. */
  seal(text: string, place: string): string;
  /** Undefined: closed by another key, for another place, or changed. */
  open(sealed: string, place: string): string | undefined;
}

/** AES-256-GCM (NIST SP 800-38D): a key of 256 bits, a nonce of 96 random bits, far below 2^32 values a key. */
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MAX_FILE_BYTES = 16 * 1024;
const VERSION = 's1';

/**
 * The keys in a file, one a line as 32 bytes in base64: the first closes, all open. Who wants a new key writes it above the
 * old one. Throws LockstepError('key'); no message quotes the file.
 */
export function readSealer(file: string): Sealer {
  // Secrets of Kubernetes are links into a folder beside them.
  const read = readBounded(realPath(file), MAX_FILE_BYTES);
  if (read.state === 'unreadable') throw unusable(file, read.detail);
  if (read.state === 'too-large') throw unusable(file, `it is larger than ${MAX_FILE_BYTES} bytes`);
  const lines = Buffer.from(read.bytes)
    .toString('latin1')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const keys = lines.map((line, index) => {
    const key = Buffer.from(line, 'base64');
    if (/^[A-Za-z0-9+/]{43}=$/u.test(line) && key.length === KEY_BYTES) return key;
    throw unusable(file, `line ${index + 1} is no key`);
  });
  return sealerOf(keys, file);
}

/** As `readSealer`; makes the file with a new key, for its owner only, where there is none. */
export function readOrMakeSealer(file: string): Sealer {
  if (!isThere(file)) makeKey(file);
  return readSealer(file);
}

function makeKey(file: string): void {
  makeFolders(path.dirname(file), 0o700);
  const unfinished = `${file}-${process.pid}-${randomBytes(6).toString('hex')}`;
  writeFileSync(unfinished, `${randomBytes(KEY_BYTES).toString('base64')}\n`, {
    flag: 'wx',
    mode: 0o600,
  });
  try {
    // Of two processes that race, both read the key of the first.
    linkSync(unfinished, file);
  } catch (error) {
    if (fileErrorCode(error) !== 'EEXIST') throw unusable(file, 'it cannot be written', error);
  } finally {
    unlinkSync(unfinished);
  }
}

function sealerOf(keys: readonly Buffer[], file: string): Sealer {
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const [first] = byId;
  if (first === undefined) throw unusable(file, 'there is no key in it');
  const [keyId, key] = first;
  return {
    keyId,
    keyIds: [...byId.keys()],
    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(place));
      const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const bytes = Buffer.concat([nonce, cipher.getAuthTag(), closed]);
      return `${VERSION}.${keyId}.${bytes.toString('base64url')}`;
    },
    open(sealed, place) {
      const [version, id = '', text = ''] = sealed.split('.');
      const opening = byId.get(id);
      const bytes = Buffer.from(text, 'base64url');
      if (version !== VERSION || opening === undefined) return undefined;
      return opened(bytes, opening, place);
    },
  };
}

function opened(bytes: Buffer, key: Buffer, place: string): string | undefined {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // The tag does not fit: whatever was changed, nothing of it is believed.
    return undefined;
  }
}

/** Tells keys apart and says nothing of them. */
function idOf(key: Buffer): string {
  return createHash('sha256').update('lockstep sealing key ').update(key).digest('hex').slice(0, 8);
}

function unusable(file: string, what: string, cause?: unknown): LockstepError {
  return new LockstepError('key', `cannot use the key file ${file}: ${what}`, {
    repair:
      'one key a line: openssl rand -base64 32; the key that sealed what is stored must be among them',
    cause,
  });
}
