import path from 'node:path';
import type { OpenTarget } from '../collect/target.ts';

/** What the target is called: the last part of its root's path. */
export function targetName({ root }: OpenTarget): string {
  return path.basename(root) || root;
}
