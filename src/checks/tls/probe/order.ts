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

/**
 * Puts runs, each in the server's order, into one such order: the server chooses between their heads. One question for
 * each code while more than one run is left; undefined: an answer failed, and nobody knows.
 */
export async function mergeRuns(
  runs: readonly (readonly number[])[],
  choose: Choose,
): Promise<readonly number[] | undefined> {
  let left = runs.filter((run) => run.length > 0);
  const merged: number[] = [];
  while (left.length > 1) {
    const choice = await choose(left.flatMap(([head]) => head ?? []));
    if (choice === undefined || !left.some(([head]) => head === choice)) return undefined;
    merged.push(choice);
    left = left
      .map((run) => (run[0] === choice ? run.slice(1) : run))
      .filter((run) => run.length > 0);
  }
  return [...merged, ...left.flat()];
}
