import type { Accepted } from '../observation.ts';
import type { Asker, Question } from './ask.ts';
import { candidates } from './candidates.ts';
import { walk } from './chain.ts';
import { groupOf } from './classic.ts';
import type { Flight } from './flight.ts';
import { tellOrder } from './order.ts';

export interface ModernFacts {
  readonly suites: Accepted;
  readonly groups: Accepted;
}

/** Those of RFC 8446 appendix B.4 that servers have switched on without being told. */
const USUAL_SUITES = [0x1301, 0x1302, 0x1303] as const;

/** The first question: without a key share, so that the server has to name a group (HelloRetryRequest). */
export function firstModernQuestion(asker: Asker): Question {
  return { version: 'TLS1.3', suites: candidates.suites('TLS1.3'), groups: allGroups(asker) };
}

/**
 * Suites and groups of TLS 1.3 together: an answer without a key share proves one of each, and costs the server no
 * signature. As long as there are both, both are left out; the rest of each is asked for beside what is known.
 */
export async function enumerateModern(asker: Asker, first: Flight): Promise<ModernFacts> {
  const suites = [first.hello.suite];
  const groups = [groupOf(first) ?? -1].filter((code) => code >= 0);
  await takePairs(asker, suites, groups);
  const [moreSuites, moreGroups] = await Promise.all([
    restOf(suites, async (left) => asker.ask(question(left, allGroups(asker)))),
    walk(
      {
        ask: async (left) => asker.ask(question(suites, left)),
        choiceOf: ({ flight }) => groupOf(flight),
        maxOffered: 1_000,
        ways: 1,
      },
      allGroups(asker).filter((code) => !groups.includes(code)),
    ),
  ]);
  const found = {
    suites: [...suites, ...moreSuites.found],
    groups: [...groups, ...moreGroups.found],
  };
  const orders = await tellOrders(asker, found);
  return {
    suites: { codes: found.suites, complete: moreSuites.complete, order: orders.suites },
    groups: { codes: found.groups, complete: moreGroups.complete, order: orders.groups },
  };
}

async function restOf(
  known: readonly number[],
  ask: (left: readonly number[]) => ReturnType<Asker['ask']>,
): ReturnType<typeof walk> {
  const left = candidates.suites('TLS1.3').filter((code) => !known.includes(code));
  return walk(
    { ask, choiceOf: ({ flight }) => flight.hello.suite, maxOffered: 1_000, ways: 1 },
    left,
  );
}

/** Adds to both lists until one of them has no more to give. */
async function takePairs(asker: Asker, suites: number[], groups: number[]): Promise<void> {
  // A refusal of a pair does not say which half of it: it is not asked for where it is likely.
  while (!USUAL_SUITES.every((code) => suites.includes(code))) {
    const suitesLeft = candidates.suites('TLS1.3').filter((code) => !suites.includes(code));
    const groupsLeft = allGroups(asker).filter((code) => !groups.includes(code));
    const told = await asker.ask(question(suitesLeft, groupsLeft));
    const group = told.is === 'yes' ? groupOf(told.flight) : undefined;
    if (told.is !== 'yes' || group === undefined) return;
    const { suite } = told.flight.hello;
    if (!suitesLeft.includes(suite) || !groupsLeft.includes(group)) return;
    suites.push(suite);
    groups.push(group);
  }
}

/** Both orders in one question each way, as far as there are several of both. */
async function tellOrders(
  asker: Asker,
  found: { readonly suites: readonly number[]; readonly groups: readonly number[] },
): Promise<{ readonly suites: Accepted['order']; readonly groups: Accepted['order'] }> {
  const isAlone = found.suites.length < 2;
  let groups: Accepted['order'] = 'not-tested';
  const suites = await tellOrder(isAlone ? [] : found.suites, async (offered) => {
    const told = await asker.ask(question(offered, found.groups.toReversed()));
    if (told.is !== 'yes') return undefined;
    if (groups === 'not-tested' && found.groups.length > 1) {
      // One question is a hint only: ranks of equals are told from an order by suites, not here.
      groups = groupOf(told.flight) === found.groups.at(-1) ? 'client' : 'server';
    }
    return told.flight.hello.suite;
  });
  return { suites, groups };
}

function question(suites: readonly number[], groups: readonly number[]): Question {
  return { version: 'TLS1.3', suites, groups };
}

function allGroups(asker: Asker): readonly number[] {
  return candidates.groups('TLS1.3', asker.style);
}
