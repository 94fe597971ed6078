import { keepLineComment, lineComments, type LineComment } from '../../store/changes.ts';
import {
  endedLineComment,
  lineComment,
  markerOf,
  movedLineComment,
  type CommentFacts,
  type CommentFinding,
} from './comment.ts';
import type { ForgeComment } from './forge-client.ts';
import type { Telling } from './tell-forge.ts';

/** Comments at lines of one change; the others stand in the one comment. Chosen: more is read by nobody, and forges limit writing. */
const MAX_LINES = 30;

/**
 * Writes a comment at the line of each finding that stops the change, once however often it is told; ends those of findings that
 * do not any more. One that somebody has deleted is not written again; one whose line has changed is written at the line as it is.
 */
export async function tellLines(telling: Telling, facts: CommentFacts): Promise<void> {
  const { database, work } = telling;
  const known = await lineComments(database, work.id);
  const byFinding = new Map(known.map((each) => [each.fingerprint, each]));
  const blocking = facts.findings.filter(standsInFile).slice(0, MAX_LINES);
  const there = blocking.length === 0 ? [] : await telling.client.lineComments();
  for (const finding of blocking) {
    const written = byFinding.get(finding.fingerprint);
    const kept = await tellLine(telling, { facts, finding, written, there });
    if (kept !== undefined) await keepLineComment(database, work.id, kept);
  }
  const stopping = new Set(blocking.map(({ fingerprint }) => fingerprint));
  for (const comment of known) {
    if (comment.isOpen && !stopping.has(comment.fingerprint)) await end(telling, facts, comment);
  }
}

function standsInFile({ effect, isEndpoint, path }: CommentFinding): boolean {
  return effect === 'blocks' && !isEndpoint && !path.includes('!');
}

interface Line {
  readonly facts: CommentFacts;
  readonly finding: CommentFinding;
  readonly written: LineComment | undefined;
  /** What stands at lines on the forge. */
  readonly there: readonly ForgeComment[];
}

/** What is to be kept of it; undefined: it is as it was. */
async function tellLine(
  { client, work, key }: Telling,
  { facts, finding, written, there }: Line,
): Promise<LineComment | undefined> {
  const { fingerprint, path, line } = finding;
  const marker = markerOf(key, work.id, fingerprint);
  const body = lineComment(marker, finding, facts);
  const id = written?.comment ?? there.find((each) => each.body.startsWith(marker))?.id ?? null;
  const add = (): Promise<string | undefined> =>
    client.addLineComment({ commit: work.head, path, line }, body);
  if (id === null) return { fingerprint, comment: (await add()) ?? null, isOpen: true };
  if (there.some((each) => each.id === id && each.isOutdated)) {
    const moved = await add();
    if (moved !== undefined) {
      await client.editLineComment(id, movedLineComment(marker), false);
      return { fingerprint, comment: moved, isOpen: true };
    }
  }
  if (written?.isOpen === true) return undefined;
  await client.editLineComment(id, body, true);
  return { fingerprint, comment: id, isOpen: true };
}

async function end(
  { client, database, work, key }: Telling,
  { head, summary }: CommentFacts,
  { fingerprint, comment }: LineComment,
): Promise<void> {
  if (comment !== null) {
    const rule = summary.findings.find((each) => each.fingerprint === fingerprint)?.rule;
    const body = endedLineComment(markerOf(key, work.id, fingerprint), { head, rule });
    await client.editLineComment(comment, body, false);
  }
  await keepLineComment(database, work.id, { fingerprint, comment, isOpen: false });
}
