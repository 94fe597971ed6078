import { groupBy } from '../../model/group-by.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { RunReport } from '../../model/report.ts';
import type { SuppressionOutcome, SuppressionState } from '../../model/suppression.ts';
import { baselineLine, policyLine } from '../describe.ts';
import { cut, visible } from '../safe-text.ts';
import { count, thousands } from '../words.ts';
import type { Pen } from './pen.ts';

/** Lines of one kind without `--verbose`; chosen: the reader must still see the decision. */
const maxListed = 10;

/** What was not examined although it should have been: never hidden, shortened at most. */
export function incompleteLines(
  { incomplete }: Pick<RunReport, 'incomplete'>,
  pen: Pen,
  verbose: boolean,
): readonly string[] {
  if (incomplete.length === 0) return [];
  const title = `Not examined: ${thousands(incomplete.length)}`;
  return [
    ...pen.labelled('', title, 'yellow', 'bold'),
    ...listed(sameTrouble(incomplete), pen, verbose, (places) => incompleteItem(places, verbose)),
    '',
  ];
}

/** Places that are named of one trouble. */
const named = { brief: 3, verbose: 20 } as const;

type Places = readonly [Incomplete, ...Incomplete[]];

/** What stopped a check in many places in the same words is one item. */
function sameTrouble(incomplete: readonly Incomplete[]): readonly Places[] {
  const groups = groupBy(incomplete, ({ checkId, reason, detail }) =>
    JSON.stringify([checkId, reason, detail]),
  );
  return [...groups.values()].flatMap(([first, ...others]): Places[] =>
    first === undefined ? [] : [[first, ...others]],
  );
}

function incompleteItem(places: Places, verbose: boolean): string {
  const [{ checkId, reason, detail }] = places;
  const check = checkId === '*' ? '' : ` (${visible(checkId)})`;
  const most = verbose ? named.verbose : named.brief;
  const names = places.slice(0, most).map(({ what }) => visible(what));
  const rest = places.length > most ? ` and ${thousands(places.length - most)} more` : '';
  return `${names.join(', ')}${rest}${check}: ${reason}. ${visible(detail)}`;
}

/** Used ones as a number, all others by name: they need a hand. */
export function suppressionLines(report: RunReport, pen: Pen, verbose: boolean): readonly string[] {
  const { suppressions, badSuppressions } = report;
  if (suppressions.length + badSuppressions.length === 0) return [];
  const used = suppressions.filter(({ state }) => state === 'used');
  const idle = suppressions.filter(({ state }) => needsHand(state));
  const items = [
    ...badSuppressions.map(
      ({ path, line, problem }) => `${visible(path)}:${line} is malformed: ${visible(problem)}`,
    ),
    ...(verbose ? suppressions : idle).map(suppressionItem),
  ];
  const hidden = new Set(used.flatMap(({ fingerprints }) => fingerprints)).size;
  const summary =
    `Suppressed by comments: ${count(hidden, 'finding')} by ${count(used.length, 'comment')}` +
    (idle.length + badSuppressions.length === 0
      ? ''
      : `; ${count(idle.length + badSuppressions.length, 'comment')} without effect`);
  return [...pen.labelled('', summary), ...listed(items, pen, verbose, (item) => item)];
}

const states = {
  used: 'is used',
  unused: 'is unused: delete it',
  expired: 'has expired: repair the finding or renew the date',
  'not-examined': 'was not judged: its file or its check was not examined',
  'not-in-base': 'is not in the base yet: it takes effect once merged',
  forbidden: 'is forbidden by the policy',
} as const;

/** Whether a person has to do something about a comment in this state. */
function needsHand(state: SuppressionState): boolean {
  return state !== 'used' && state !== 'not-examined';
}

function suppressionItem({ suppression, state }: SuppressionOutcome): string {
  const { path, line, ruleIds, until } = suppression;
  const end = until === undefined ? '' : ` (until ${visible(until)})`;
  return `${visible(path)}:${line} for ${visible(ruleIds.join(', '))}${end} ${states[state]}`;
}

/** One line each for what was skipped, the baseline, the policy; every notice and note. */
export function contextLines(report: RunReport, pen: Pen, verbose: boolean): readonly string[] {
  const { decision, notes, policy } = report;
  const baseline = baselineLine(report.baseline);
  const differs = policy.differs === undefined ? [] : [visible(policy.differs)];
  return [
    ...skippedLines(report, pen, verbose),
    ...(baseline === undefined ? [] : pen.labelled('Baseline: ', baseline)),
    ...pen.labelled('Policy: ', policyLine(policy)),
    ...[...differs, ...decision.notices.map(({ text }) => visible(text))].flatMap((text) =>
      pen.labelled('  ! ', text, 'yellow'),
    ),
    ...notes.flatMap((note) => pen.labelled('Note: ', visible(note))),
  ];
}

function skippedLines({ skipped }: RunReport, pen: Pen, verbose: boolean): readonly string[] {
  if (skipped.length === 0) return [];
  const text = skipped.map((entry) => `${thousands(entry.count)} ${entry.reason}`).join(', ');
  const examples = verbose
    ? skipped.map(({ reason, examples: names }) => `${reason}: ${names.map(visible).join(', ')}`)
    : [];
  return [
    ...pen.labelled('Skipped: ', text),
    ...examples.flatMap((line) => pen.labelled('  ', line, 'dim')),
  ];
}

function listed<T>(
  items: readonly T[],
  pen: Pen,
  verbose: boolean,
  text: (item: T) => string,
): readonly string[] {
  const shown = verbose ? items : items.slice(0, maxListed);
  const rest = items.length - shown.length;
  const lines = shown.flatMap((item) =>
    pen.labelled('  - ', verbose ? text(item) : cut(text(item), 500)),
  );
  return rest === 0
    ? lines
    : [
        ...lines,
        ...pen.labelled('  … ', `and ${thousands(rest)} more: run with --verbose to list`),
      ];
}
