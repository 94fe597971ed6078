import type { Accepted } from '../observation.ts';

/** Puts these on offer, the first most wanted, and tells what the server chose; undefined: no answer. */
export type Choose = (offered: readonly number[]) => Promise<number | undefined>;

/**
 * Who decides: `accepted` as it was found under one order of ours is offered in the opposite order. The same choice
 * again is the server's own; ours both times is the client's. A server that answers otherwise has ranks of equals
 * (BoringSSL) and decides between them.
 */
export async function tellOrder(
  accepted: readonly number[],
  choose: Choose,
): Promise<Accepted['order']> {
  const [first] = accepted;
  if (first === undefined || accepted.length < 2) return 'not-tested';
  const opposite = accepted.toReversed();
  const second = await choose(opposite);
  if (second === undefined) return 'inconclusive';
  if (second === first || second !== opposite[0]) return 'server';
  if (accepted.length === 2) return 'client';
  // Ours twice: an equal of the first could have been moved to the front by chance.
  const [middle = first] = opposite.slice(1);
  const third = await choose([middle, ...opposite.filter((code) => code !== middle)]);
  if (third === undefined) return 'inconclusive';
  return third === middle ? 'client' : 'server';
}
