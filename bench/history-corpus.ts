import path from 'node:path';
import { shellOut } from './shell-out.ts';

const upstream = 'https://github.com/composer/composer';
/** Head of its main branch on 2026-08-21; 13,211 commits reach up to it. */
const pinned = 'eba7baa59eb1b59246cf9800b0120fe78915b6ac';

/** A clone whose only ref is one branch at the pinned commit; no work tree is checked out. */
export function makeHistory(folder: string): void {
  const source = process.env['LOCKSTEP_HISTORY_SOURCE'] ?? upstream;
  shellOut('git', ['clone', '--quiet', '--no-checkout', '--no-tags', source, folder]);
  const git = (...args: readonly string[]): string => shellOut('git', ['-C', folder, ...args]);
  git('checkout', '--quiet', '--orphan', 'bench');
  for (const ref of git('for-each-ref', '--format=%(refname)').split('\n').filter(Boolean)) {
    git('update-ref', '-d', ref);
  }
  git('update-ref', 'refs/heads/bench', pinned);
  git('remote', 'remove', 'origin');
  git('-c', 'gc.reflogExpire=now', 'reflog', 'expire', '--expire=now', '--all');
  // One pack of one content, however the source had packed it.
  git('repack', '-a', '-d', '-q');
  git('read-tree', 'bench');
}

/** What the report says of it. */
export function describeHistory(folder: string): string {
  const count = shellOut('git', ['-C', folder, 'rev-list', '--count', '--all']).trim();
  const commits = Number(count).toLocaleString('en-US');
  return `${path.basename(upstream)} at ${pinned.slice(0, 12)}: ${commits} commits`;
}
