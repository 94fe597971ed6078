import type { Fact } from '../observation.ts';
import type { Told } from './told.ts';

/** What one walk by elimination found. */
export interface Walk {
  /** In the order in which the server chose them; where the walk was split, run after run. */
  readonly found: readonly number[];
  /** Parts of `found`, each in the server's order; all of the first come before all others where the walk was split. */
  readonly runs: readonly (readonly number[])[];
  /** Whether all that is left was refused. */
  readonly complete: Fact;
}

export interface Walker {
  /** Asks with these on offer. */
  readonly ask: (offered: readonly number[]) => Promise<Told>;
  /** What the server chose of them; undefined: the answer does not say. */
  readonly choiceOf: (told: Told & { readonly is: 'yes' }) => number | undefined;
  /** At most so many are offered at once. */
  readonly maxOffered: number;
  /** Walks at the same time that a long walk may be split into; 1: never. */
  readonly ways: number;
  /** How often a refusal is asked for again before it counts; undefined: never. A farm may answer otherwise. */
  readonly confirmations?: number;
}

/**
 * From here on a walk is split: a server that took so many takes many more. What was found until then is in the server's
 * order.
 */
const SPLIT_AFTER = 8;
const MIN_TO_SPLIT = 16;

/**
 * Finds all that a server takes of `candidates` by elimination: each answer proves one, which is left out from then on,
 * until the server refuses what is left. One connection for each that it takes, and one for the refusal.
 */
export async function walk(walker: Walker, candidates: readonly number[]): Promise<Walk> {
  const parts = portions(candidates, walker.maxOffered);
  const walks: Walk[] = [];
  // One after the other: parts are only made for servers that are weak already.
  for (const part of parts) walks.push(await walkPart(walker, part));
  return join(walks);
}

async function walkPart(walker: Walker, candidates: readonly number[]): Promise<Walk> {
  const found: number[] = [];
  let left = candidates;
  for (;;) {
    if (left.length === 0) return walkOf(found, { is: 'yes', why: 'all are taken' });
    if (found.length === SPLIT_AFTER && walker.ways > 1 && left.length >= MIN_TO_SPLIT) {
      const unsplit = { ...walker, ways: 1 };
      const walks = deal(left, walker.ways).map(async (part) => walkPart(unsplit, part));
      return join([walkOf(found, { is: 'yes', why: '' }), ...(await Promise.all(walks))]);
    }
    const told = await askTwice(walker, left);
    if (told.is !== 'yes') return walkOf(found, completeness(told));
    const choice = walker.choiceOf(told);
    if (choice === undefined || !left.includes(choice)) {
      return walkOf(found, { is: 'inconclusive', why: 'answered what was not offered' });
    }
    found.push(choice);
    left = left.filter((code) => code !== choice);
  }
}

function walkOf(found: readonly number[], complete: Fact): Walk {
  return { found, runs: [found], complete };
}

async function askTwice(walker: Walker, left: readonly number[]): Promise<Told> {
  let told = await walker.ask(left);
  for (let again = 0; again < (walker.confirmations ?? 0) && told.is === 'no'; again += 1) {
    told = await walker.ask(left);
  }
  return told;
}

function completeness(told: Exclude<Told, { is: 'yes' }>): Fact {
  return { is: told.is === 'no' ? 'yes' : 'inconclusive', why: `the rest: ${told.why}` };
}

function join(walks: readonly Walk[]): Walk {
  const doubtful = walks.find(({ complete }) => complete.is !== 'yes');
  const last = walks.at(-1);
  return {
    found: walks.flatMap(({ found }) => found),
    runs: walks.flatMap(({ runs }) => runs).filter((run) => run.length > 0),
    complete: doubtful?.complete ?? last?.complete ?? { is: 'yes', why: 'nothing to ask' },
  };
}

function portions(all: readonly number[], size: number): readonly (readonly number[])[] {
  const count = Math.max(1, Math.ceil(all.length / size));
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}

/** Like cards: those that are likely to be taken stand together and would otherwise all lie in the first part. */
function deal(all: readonly number[], hands: number): readonly (readonly number[])[] {
  return Array.from({ length: hands }, (_, hand) =>
    all.filter((__, index) => index % hands === hand),
  );
}
