import type { Incomplete } from '../model/incomplete.ts';
import { groupBy } from '../model/group-by.ts';
import { printable } from './printable.ts';
import type { Shell } from './shell.ts';

/** Places that are named; a repository may have hundreds with the same trouble. */
const NAMED = 5;

/** Says on standard error what is not in a document, the same trouble once with where it is. */
export function tellMissed(
  missed: readonly Pick<Incomplete, 'what' | 'detail'>[],
  before: string,
  { stderr }: Pick<Shell, 'stderr'>,
): void {
  for (const [detail, places] of groupBy(missed, (each) => each.detail)) {
    const names = [...new Set(places.map(({ what }) => what))];
    const rest = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
    const where = names.slice(0, NAMED).join(', ') + rest;
    stderr.write(`lockstep: ${before}: ${printable(`${where}: ${detail}`)}\n`);
  }
}
