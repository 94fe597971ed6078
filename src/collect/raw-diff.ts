import type { Buffer } from 'node:buffer';
import { isRegularMode } from './blobs.ts';
import { nameOf } from './names.ts';

/**
 * One file between two trees. A side that is no regular file is absent; so is the current one while a merge conflict is
 * open.
 */
export interface RawChange {
  readonly base?: { readonly path: string; readonly oid: string };
  readonly current?: { readonly path: string; readonly oid: string };
}

/** Takes apart what `git diff-* --raw -z --no-abbrev` says: `:mode mode oid oid status`, path, and for a rename a second path. */
export function parseRawDiff(output: Buffer): readonly RawChange[] {
  const changes: RawChange[] = [];
  const parts = partsOf(output);
  for (let at = 0; at + 1 < parts.length;) {
    const fields = parts[at]?.toString('latin1').slice(1).split(' ') ?? [];
    // Renames and copies are said with a score: `R086`.
    const count = /^[RC]/.test(fields[4] ?? '') ? 2 : 1;
    const paths = parts.slice(at + 1, at + 1 + count).map((bytes) => nameOf(bytes).path);
    changes.push(rawChange(fields, paths));
    at += 1 + count;
  }
  return changes;
}

function rawChange(fields: readonly string[], paths: readonly string[]): RawChange {
  const [oldMode, mode, oldOid = '', oid = ''] = fields;
  const [oldPath = '', path = oldPath] = paths;
  return {
    ...(isRegularMode(oldMode) ? { base: { path: oldPath, oid: oldOid } } : {}),
    ...(isRegularMode(mode) ? { current: { path, oid } } : {}),
  };
}

function partsOf(output: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, end = output.indexOf(0); end !== -1; end = output.indexOf(0, at)) {
    parts.push(output.subarray(at, end));
    at = end + 1;
  }
  return parts;
}
