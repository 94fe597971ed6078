import { realpathSync } from 'node:fs';
import path from 'node:path';
import { readBounded } from '../../io/files.ts';

/** A secret of a file, for one URL. */
export interface GitCredentials {
  /** `Authorization: Basic …`. */
  readonly header: string;
  /** Each spelling of the secret that must not be told. */
  readonly secrets: readonly string[];
}

/** File names that cannot lead out of the folder, and are no hidden files. */
export const CREDENTIALS_NAME = '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$';
const MAX_BYTES = 4_096;
/** What hosts take as the user of a token alone (GitHub's name for it; others take any). */
const TOKEN_USER = 'x-access-token';

/**
 * Reads the secret of that name: one line as git's own store of credentials has it (git-credential-store), `https://user:token@host` or
 * `https://token@host`, with a path where it is for repositories below that only. It is for that host and no other, so that whoever
 * may name it cannot have it sent elsewhere. Returns why there is none, in a sentence without it.
 */
export function readGitCredentials(
  folder: string | undefined,
  name: string,
  url: URL,
): GitCredentials | string {
  if (folder === undefined) return 'the service was started without --git-credentials';
  if (!new RegExp(CREDENTIALS_NAME, 'u').test(name)) return 'the name of the credentials is none';
  const line = lineOf(path.join(folder, name));
  if (line === undefined) return `there are no credentials ${name} that can be read`;
  if (!URL.canParse(line)) {
    return `the credentials ${name} are not written as https://user:token@host`;
  }
  const stored = new URL(line);
  if (stored.protocol !== url.protocol || stored.host !== url.host || !isBelow(url, stored)) {
    return `the credentials ${name} are for another place than this`;
  }
  return credentialsIn(stored) ?? `the credentials ${name} hold no token`;
}

/** Links are followed: a cluster mounts its secrets by them. */
function lineOf(file: string): string | undefined {
  try {
    const read = readBounded(realpathSync(file), MAX_BYTES);
    return read.state === 'read' ? Buffer.from(read.bytes).toString('utf8').trim() : undefined;
  } catch {
    // There is none of that name.
    return undefined;
  }
}

function isBelow({ pathname }: URL, stored: URL): boolean {
  const prefix = stored.pathname.replace(/\/+$/u, '');
  return prefix === '' || pathname === prefix || pathname.startsWith(`${prefix}/`);
}

function credentialsIn({ username, password }: URL): GitCredentials | undefined {
  const isTokenAlone = password === '';
  const token = isTokenAlone ? username : password;
  if (token === '') return undefined;
  const user = isTokenAlone ? TOKEN_USER : username;
  const plain = decoded(token);
  const basic = Buffer.from(`${decoded(user)}:${plain}`).toString('base64');
  return { header: `Authorization: Basic ${basic}`, secrets: [plain, token, basic] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that is meant as itself.
    return text;
  }
}
