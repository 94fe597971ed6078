import { createHmac } from 'node:crypto';
import type { Effect, Outcome } from '../../model/decision.ts';
import { assemble, type Block } from '../../report/markdown-blocks.ts';
import { code as inlineCode, prose as inertProse } from '../../report/markdown-text.ts';
import { cut } from '../../report/safe-text.ts';
import { countsWords, outcomeWords } from '../../report/summary.ts';
import { count, shortCommit, thousands } from '../../report/words.ts';
import type { ChangeSummary, SummaryFinding } from './change-summary.ts';

/** A finding as the service knows it. */
export interface CommentFinding extends SummaryFinding {
  /** Undefined: it is in no list of the service, because it is gone. */
  readonly id: number | undefined;
}

/** What a comment tells. */
export interface CommentFacts {
  readonly head: string;
  readonly isFork: boolean;
  /** Where the console is; undefined: nobody has said it. */
  readonly publicUrl: string | undefined;
  readonly run: string;
  readonly outcome: Outcome;
  /** Why, where no finding is the reason. */
  readonly reasons: readonly string[];
  readonly counts: ChangeSummary['counts'];
  readonly findings: readonly CommentFinding[];
  readonly summary: ChangeSummary;
}

/** The words of the buttons, and which verdict each stands for (docs/rollout.md). */
const BUTTONS = [
  ['useful', 'true-positive-fixed'],
  ['not useful', 'not-useful'],
  ['wrong', 'false-positive-wrong'],
  ['accept risk', 'true-positive-accepted'],
] as const;

/** Characters of one text; it is cut before it is escaped, so that no entity is torn. */
const MAX_TEXT = 300;
const MARKER_DIGITS = 32;

/**
 * A line that nobody sees, by which a comment of ours is found that was written a moment before its author was killed: who does not
 * know the key cannot write one beforehand.
 */
export function markerOf(key: string, change: number, what: string): string {
  const mac = createHmac('sha256', key).update(`lockstep comment ${change} ${what}`).digest('hex');
  return `<!-- lockstep ${mac.slice(0, MARKER_DIGITS)} -->`;
}

/** The comment on what was decided. All text of the target is inert: no markup, link, mention or command comes from it. */
export function decisionComment(marker: string, facts: CommentFacts): string {
  const { outcome, counts, summary } = facts;
  const head = [
    marker,
    `## Lockstep: ${outcomeWords[outcome]}`,
    prose(countsWords(counts, summary.missed)),
  ];
  return assemble(
    head,
    [
      ...list('', facts.reasons.map(prose)),
      ...table('Blocks', facts, 'blocks'),
      ...notExamined(summary),
      ...table('Warns', facts, 'warns'),
      ...fixed(facts),
      ...observed(facts),
      ...list('Remarks', summary.remarks.map(prose)),
      context(facts),
    ],
    'The console has them all.',
  );
}

/** The same comment of a commit that could not be examined. */
export function undecidedComment(
  marker: string,
  { head, why }: { readonly head: string; readonly why: string },
): string {
  return `${marker}\n\n## Lockstep: ${outcomeWords.incomplete}\n\n${code(shortCommit(head))} could not be examined: ${prose(why)}. Nothing is known of it, and that is no pass.\n`;
}

/** The comment at the line of a finding that stops the change. */
export function lineComment(
  marker: string,
  finding: CommentFinding,
  { publicUrl, summary }: Pick<CommentFacts, 'publicUrl' | 'summary'>,
): string {
  const rule = summary.rules.find(({ id }) => id === finding.rule);
  const buttons = buttonsOf(finding, publicUrl);
  return [
    marker,
    `**Lockstep stops this change** (${finding.severity}): ${prose(finding.message)}`,
    ...(rule === undefined ? [] : [`**${prose(rule.title)}.** ${prose(rule.fix)}`]),
    `<sub>${[code(finding.rule), ...(buttons === '' ? [] : [buttons])].join(' · ')}</sub>`,
    '',
  ].join('\n\n');
}

/** What becomes of it when the finding stops nothing any more. */
export function endedLineComment(
  marker: string,
  { head, rule }: { readonly head: string; readonly rule: string | undefined },
): string {
  const what = rule === undefined ? 'What stood here' : code(rule);
  return `${marker}\n\n${what} stops nothing any more, as of ${code(shortCommit(head))}.\n`;
}

/** What becomes of it when its line is not the one any more. */
export function movedLineComment(marker: string): string {
  return `${marker}\n\nThis line has changed: what Lockstep says stands at the line as it is now.\n`;
}

function table(title: string, facts: CommentFacts, effect: Effect): readonly Block[] {
  const findings = facts.findings.filter((each) => each.effect === effect);
  const total = facts.counts[effect];
  const [first, ...rest] = findings.map((finding) => row(finding, facts));
  if (first === undefined) return [];
  const heading = title === '' ? '' : `### ${title}: ${count(total, 'finding')}\n\n`;
  const header = '| Severity | Rule | Place | What | Verdict |\n| --- | --- | --- | --- | --- |';
  const more = total - findings.length;
  return [
    { text: `${heading}${header}\n${first}`, items: 1 },
    ...rest.map((text) => ({ text, items: 1, continues: true })),
    ...(more > 0 ? [{ text: `and ${thousands(more)} more, in the console`, items: more }] : []),
  ];
}

/** Folded: it stops nobody, and there may be much of it. */
function observed(facts: CommentFacts): readonly Block[] {
  const title = `What observing rules would say: ${count(facts.counts.observed, 'finding')}`;
  const rows = table('', facts, 'observed');
  if (rows.length === 0) return [];
  const inner = rows.map(({ text, continues }) => `${continues === true ? '' : '\n'}${text}`);
  const text = `<details><summary>${title}</summary>\n${inner.join('\n')}\n\n</details>`;
  return [{ text, items: facts.counts.observed }];
}

function row(finding: CommentFinding, { publicUrl }: CommentFacts): string {
  const { severity, rule, message } = finding;
  const what = prose(message);
  const linked = linkTo(finding, publicUrl);
  const shown = linked === undefined ? what : `<a href="${linked}">${what}</a>`;
  const buttons = buttonsOf(finding, publicUrl);
  return `| ${severity} | ${code(rule)} | ${code(placeOf(finding))} | ${shown} | ${buttons} |`;
}

function fixed(facts: CommentFacts): readonly Block[] {
  const gone = facts.findings.filter(({ effect }) => effect === 'fixed');
  const title = `Fixed by this change: ${count(facts.counts.fixed, 'finding')}`;
  const lines = gone.map(
    (finding) => `${code(finding.rule)} ${code(placeOf(finding))} ${prose(finding.message)}`,
  );
  const more = facts.counts.fixed - gone.length;
  return list(title, [...lines, ...(more > 0 ? [`and ${thousands(more)} more`] : [])]);
}

function notExamined({ missed, incomplete }: ChangeSummary): readonly Block[] {
  const lines = incomplete.map(
    ({ what, reason, detail }) => `${code(what)}: ${prose(reason)}. ${prose(detail)}`,
  );
  const more = missed - incomplete.length;
  return list(`Not examined: ${thousands(missed)}`, [
    ...lines,
    ...(more > 0 ? [`and ${thousands(more)} more`] : []),
  ]);
}

function list(title: string, lines: readonly string[]): readonly Block[] {
  const [first, ...rest] = lines.map((line) => `- ${line}`);
  if (first === undefined) return [];
  return [
    { text: title === '' ? first : `### ${title}\n\n${first}`, items: 1 },
    ...rest.map((text) => ({ text, items: 1, continues: true })),
  ];
}

function context({ head, isFork, publicUrl, run, summary }: CommentFacts): Block {
  const lines = [
    `${code(shortCommit(head))} compared with ${prose(summary.comparedWith)}`,
    `Policy: ${prose(summary.policy)}`,
    ...(isFork
      ? ['It comes from a fork: nothing of it was run, and its policy judges nothing.']
      : []),
    ...(publicUrl === undefined ? [] : [`<a href="${publicUrl}/runs/${run}">The run</a>`]),
    prose(`Lockstep ${summary.version}`),
  ];
  return { text: `<sub>${lines.join('<br>')}</sub>`, items: 1 };
}

/** Links of the console, where a verdict is given by whoever is signed in: to open one stores nothing. */
function buttonsOf(finding: CommentFinding, publicUrl: string | undefined): string {
  const linked = linkTo(finding, publicUrl);
  if (linked === undefined || finding.effect === 'fixed') return '';
  return BUTTONS.map(
    ([word, verdict]) => `<a href="${linked}?verdict=${verdict}">${word}</a>`,
  ).join(' · ');
}

function linkTo({ id }: CommentFinding, publicUrl: string | undefined): string | undefined {
  return id === undefined || publicUrl === undefined ? undefined : `${publicUrl}/findings/${id}`;
}

function placeOf({ path, line, isEndpoint }: SummaryFinding): string {
  return isEndpoint ? path : `${path}:${line}`;
}

function prose(text: string): string {
  return inertProse(cut(text, MAX_TEXT));
}

function code(text: string): string {
  return inlineCode(cut(text, MAX_TEXT));
}
