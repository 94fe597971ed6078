import { lstatSync } from 'node:fs';
import path from 'node:path';
import { fileErrorCode, readBounded, type ReadOutcome } from '../io/files.ts';

/**
 * Reads a file that the policy names by its path from the root of the target: never through a link on the way, which
 * could lead out of it.
 */
export function readConfined(root: string, name: string, maxBytes: number): ReadOutcome {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    return { state: 'unreadable', detail: 'it lies outside of the target', absent: false };
  }
  let at = root;
  for (const part of parts.slice(0, -1)) {
    at = path.join(at, part);
    if (isLink(at)) {
      return {
        state: 'unreadable',
        detail: 'a folder on the way is a symbolic link',
        absent: false,
      };
    }
  }
  return readBounded(path.join(root, ...parts), maxBytes);
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch (error) {
    fileErrorCode(error);
    return false;
  }
}
