import type { Outcome } from '../../model/decision.ts';
import { cut, visible } from '../../report/safe-text.ts';
import { countsWords, outcomeWords } from '../../report/summary.ts';
import { isCurrent, keepComment, type ChangeWork } from '../../store/changes.ts';
import type { Queryable } from '../../store/database.ts';
import { ForgeProblem } from './ask-forge.ts';
import type { ChangeState } from './comment-facts.ts';
import { decisionComment, markerOf, undecidedComment, type CommentFacts } from './comment.ts';
import { MAX_DESCRIPTION, type ForgeClient, type ForgeStatus } from './forge-client.ts';
import { tellLines } from './tell-lines.ts';

/** A change that its forge is told of. */
export interface Telling {
  readonly database: Queryable;
  readonly client: ForgeClient;
  readonly work: ChangeWork;
  /** Of the markers in comments. */
  readonly key: string;
}

/**
 * Brings what a forge shows of a change to what is known: the status of its commit, one comment, and comments at the lines of what
 * stops it, unless it is a draft. Returns what the forge refused; the rest is done all the same. As soon as the change has a newer
 * commit, or is closed, nothing more is written: whoever comes with what is new does. Undefined: that was so.
 */
export async function tellForge(
  telling: Telling,
  known: ChangeState,
): Promise<readonly ForgeProblem[] | undefined> {
  const { database, client, work } = telling;
  const problems: ForgeProblem[] = [];
  const steps: readonly (() => Promise<void>)[] = [
    () => client.setStatus(statusOf(work, known)),
    () => tellDecision(telling, known),
    () => tellBlocking(telling, known),
  ];
  for (const step of steps) {
    if (!(await isCurrent(database, work))) return undefined;
    try {
      await step();
    } catch (error) {
      if (!(error instanceof ForgeProblem)) throw error;
      problems.push(error);
    }
  }
  return problems;
}

const STATES: Readonly<Record<Outcome, ForgeStatus['state']>> = {
  pass: 'passes', // lockstep-ignore secrets/generic-password -- an outcome
  warn: 'passes',
  block: 'blocks',
  incomplete: 'incomplete',
};

function statusOf({ head: commit }: ChangeWork, known: ChangeState): ForgeStatus {
  const described = (state: ForgeStatus['state'], words: string, url?: string): ForgeStatus => ({
    commit,
    state,
    description: cut(visible(words), MAX_DESCRIPTION),
    url,
  });
  switch (known.state) {
    case 'pending':
      return described('pending', 'is being examined');
    case 'failed':
      return described('incomplete', `${outcomeWords.incomplete}: ${known.why}`);
    case 'decided': {
      const { outcome, counts, summary, publicUrl, run } = known.facts;
      const words = `${outcomeWords[outcome]}; ${countsWords(counts, summary.missed)}`;
      const url = publicUrl === undefined ? undefined : `${publicUrl}/runs/${run}`;
      return described(STATES[outcome], words, url);
    }
  }
}

/** The one comment. While a scan runs, it says what was said of the commit before; the status tells that another is looked at. */
async function tellDecision(telling: Telling, known: ChangeState): Promise<void> {
  if (known.state === 'pending') return;
  const { database, client, work, key } = telling;
  const marker = markerOf(key, work.id, 'decision');
  const body =
    known.state === 'failed'
      ? undecidedComment(marker, { head: work.head, why: known.why })
      : decisionComment(marker, known.facts);
  if (work.comment !== null && (await client.editComment(work.comment, body))) return;
  // Somebody was killed after the forge had taken it, and before its id was kept.
  const lost = (await client.comments()).find((each) => each.body.startsWith(marker));
  if (lost !== undefined && (await client.editComment(lost.id, body))) {
    await keepComment(database, work.id, lost.id);
    return;
  }
  await keepComment(database, work.id, await client.addComment(body));
}

async function tellBlocking(telling: Telling, known: ChangeState): Promise<void> {
  if (known.state !== 'decided' || telling.work.isDraft) return;
  const facts: CommentFacts = known.facts;
  await tellLines(telling, facts);
}
