import { Buffer } from 'node:buffer';
import path from 'node:path';
import { isThere, realPath } from '../io/files.ts';
import { git } from '../io/git.ts';
import { readSmallFolders, type SmallFiles } from '../io/small-folders.ts';
import { LockstepError } from '../model/error.ts';
import { isRegularMode, readBlobs } from './blobs.ts';

const AGREEMENT_FOLDER = '.lockstep/agreement';
/** A policy has at most 1 MiB; an agreement a week for twenty years. */
const limits = { maxFolders: 1_000, maxFiles: 100, maxFileBytes: 2 ** 20 };

/** The files of all agreements: of a commit, or of the work tree. Throws LockstepError('agreement') for a link on the way. */
export async function agreementFiles(root: string, commit?: string): Promise<SmallFiles> {
  if (commit === undefined) return readSmallFolders(ownFolder(root), limits);
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit, '--', AGREEMENT_FOLDER];
  const listed = (await git(root, args)).toString('utf8').split('\0');
  const problems: string[] = [];
  const names = new Map<string, string[]>();
  for (const line of listed.slice(0, limits.maxFolders * limits.maxFiles)) {
    const [, mode, oid, name] =
      /^(\d{6}) blob ([0-9a-f]+)\t\.lockstep\/agreement\/([^/]+\/[^/]+)$/u.exec(line) ?? [];
    if (oid === undefined || name === undefined) continue;
    if (isRegularMode(mode)) names.set(oid, [...(names.get(oid) ?? []), name]);
    else problems.push(`${name} was not read: it is a symbolic link`);
  }
  const files = new Map<string, string>();
  for await (const blob of readBlobs(root, names.keys(), { maxBytes: limits.maxFileBytes })) {
    for (const name of names.get(blob.oid) ?? []) {
      if (blob.state === 'read') files.set(name, Buffer.from(blob.bytes).toString('utf8'));
      else problems.push(`${name} was not read: it is ${blob.state}`);
    }
  }
  return { files, problems };
}

/** A link would lead out of the target; to pass over it would be to pass over what was agreed. */
export function ownFolder(root: string): string {
  for (const name of ['.lockstep', AGREEMENT_FOLDER]) {
    const folder = path.join(root, name);
    if (!isThere(folder) || realPath(folder) === folder) continue;
    throw new LockstepError('agreement', `${name} is a symbolic link`, {
      repair: 'make it a folder of the repository',
    });
  }
  return path.join(root, AGREEMENT_FOLDER);
}
