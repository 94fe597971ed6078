import { git } from '../io/git.ts';
import { SEGMENT_NAME, type LogSegments } from '../io/log-folder.ts';
import { isRegularMode, readBlobs } from './blobs.ts';
import { splitNul } from './names.ts';

const MAX_SEGMENT_BYTES = 64 * 2 ** 20;

/**
 * The files of a log folder at a commit. A change is judged by the log of its base: else it could bring the verdicts that
 * demote the rule which stops it.
 */
export async function logAt(root: string, commit: string, folder: string): Promise<LogSegments> {
  const listed = await git(root, ['ls-tree', '-z', '--full-tree', commit, '--', `${folder}/`]);
  const names = new Map<string, string>();
  for (const { path } of splitNul(listed)) {
    // `<mode> blob <oid>\t<path>`
    const tab = path.indexOf('\t');
    const [mode, , oid = ''] = path.slice(0, tab).split(' ');
    const name = path.slice(tab + 1 + folder.length + 1);
    if (isRegularMode(mode) && SEGMENT_NAME.test(name)) names.set(name, oid);
  }
  const byOid = new Map<string, Uint8Array>();
  const problems: string[] = [];
  for await (const blob of readBlobs(root, new Set(names.values()), {
    maxBytes: MAX_SEGMENT_BYTES,
  })) {
    if (blob.state === 'read') byOid.set(blob.oid, blob.bytes);
    else problems.push(`a file of the log at ${commit.slice(0, 10)} is ${blob.state}`);
  }
  const segments = [...names].flatMap(([name, oid]) => {
    const bytes = byOid.get(oid);
    return bytes === undefined ? [] : [{ name, bytes }];
  });
  return { segments, problems };
}
