import type { JudgedFinding } from '../model/decision.ts';
import type { RunReport } from '../model/report.ts';
import { changedLines } from './code-claims.ts';
import {
  baselineLine,
  aboutEndpoints,
  examinedLine,
  excerptParts,
  filePlace,
  firstClaims,
  place,
  policyLine,
  provenance,
  relativeUri,
  snippetsOf,
  targetLine,
} from './describe.ts';
import type { Format, RenderOptions } from './format.ts';
import { assemble, type Block } from './markdown-blocks.ts';
import { endpointTable } from './markdown-endpoints.ts';
import {
  code as inlineCode,
  codeBlock,
  prose as inertProse,
  sourceBlock,
} from './markdown-text.ts';
import { cut } from './safe-text.ts';
import { countsLine, outcomeWord } from './summary.ts';
import { groupByRule, type RuleGroup, withEffect } from './view.ts';
import { capital, count, thousands } from './words.ts';

/** Characters of one text; it is cut before it is escaped, so that no entity or element is torn. */
const maxText = 300;
const maxSnippet = 2000;
/** Claims of one finding. */
const maxClaims = 8;

/** By this line a bot finds its comment to update it. */
const marker = '<!-- lockstep -->';

/** A comment for a pull or merge request. All text of the target is inert: no markup, link or mention comes from it. */
export const markdown: Format = {
  name: 'markdown',
  description: 'a comment for a pull or merge request, at most 65,536 characters',
  render(report, options) {
    const { decision } = report;
    const blocks = withEffect(decision.findings, 'blocks');
    const warns = withEffect(decision.findings, 'warns');
    const link = linker(report);
    const head = [marker, `## Lockstep: ${outcomeWord(report)}`, prose(countsLine(report))];
    return assemble(
      head,
      [
        ...endpointBlocks(report),
        ...table('Blocks', report, blocks, link),
        ...incompleteBlocks(report),
        ...table('Warns', report, warns, link),
        ...remarks(report),
        ...otherEffects(report, options, link),
        ...groupByRule(report, [...blocks, ...warns]).map(ruleDetails),
        ...context(report),
      ],
      'The other report formats have them all.',
    );
  },
};

function endpointBlocks({ endpoints }: RunReport): readonly Block[] {
  const shown = endpointTable(endpoints);
  if (shown === undefined) return [];
  const [first = '', ...rest] = shown.rows;
  return [
    { text: `${shown.head}\n${first}`, items: 1 },
    ...rest.map((text) => ({ text, items: 1, continues: true })),
  ];
}

type Linker = (judged: JudgedFinding) => string;

function table(
  title: string,
  report: RunReport,
  findings: readonly JudgedFinding[],
  link: Linker,
): readonly Block[] {
  if (findings.length === 0) return [];
  const rows = groupByRule(report, findings).flatMap(({ findings: group }) => group);
  const [first, ...rest] = rows.map((judged) => row(judged, link));
  const heading = `### ${title}: ${count(findings.length, 'finding')}`;
  const header = '| Severity | Rule | Place | What |\n| --- | --- | --- | --- |';
  return [
    { text: `${heading}\n\n${header}\n${first}`, items: 1 },
    ...rest.map((text) => ({ text, items: 1, continues: true })),
  ];
}

function row(judged: JudgedFinding, link: Linker): string {
  const { finding } = judged;
  const moved = finding.movedFrom === undefined ? '' : ' (moved)';
  const message = prose(finding.message);
  return `| ${finding.severity} | ${code(finding.ruleId)} | ${link(judged)}${moved} | ${message} |`;
}

/** Links to the file where it is known that the platform has exactly this text: a clean commit of an https remote. */
function linker({ target }: RunReport): Linker {
  const { remote, commit, dirty } = target.git ?? { remote: undefined, commit: '', dirty: true };
  const safe = remote !== undefined && /^https:\/\/[\w.-]+(:\d+)?\/[\w./~-]+$/.test(remote);
  if (!safe || dirty || !/^[0-9a-f]{40}$/.test(commit)) return codePlace;
  const base = `${remote.replace(/\.git$/, '')}/blob/${commit}`;
  return (judged) => {
    const file = filePlace(judged.finding.location);
    if (file === undefined) return codePlace(judged);
    const url = `${base}/${relativeUri(file.path)}#L${file.line}`;
    return `<a href="${url}">${codePlace(judged)}</a>`;
  };
}

function codePlace({ finding }: JudgedFinding): string {
  return code(place(finding.location));
}

function incompleteBlocks({ incomplete }: RunReport): readonly Block[] {
  if (incomplete.length === 0) return [];
  const [first, ...rest] = incomplete.map(
    ({ what, reason, detail }) => `- ${code(what)}: ${reason}. ${prose(detail)}`,
  );
  const heading = `### Not examined: ${thousands(incomplete.length)}`;
  return [
    { text: `${heading}\n\n${first}`, items: 1 },
    ...rest.map((text) => ({ text, items: 1, continues: true })),
  ];
}

/** What the owners of policy and suppressions have to know. */
function remarks({
  decision,
  policy,
  suppressions,
  badSuppressions,
  notes,
}: RunReport): readonly Block[] {
  const lines = [
    ...decision.reasons
      .filter(
        ({ outcome, fingerprints }) => outcome === decision.outcome && fingerprints.length === 0,
      )
      .map(({ text }) => prose(text)),
    ...(policy.differs === undefined ? [] : [prose(policy.differs)]),
    ...decision.notices.map(({ text }) => prose(text)),
    ...badSuppressions.map(
      ({ path, line, problem }) =>
        `suppression ${code(`${path}:${line}`)} is malformed: ${prose(problem)}`,
    ),
    ...suppressions
      .filter(({ state }) => state !== 'used' && state !== 'not-examined')
      .map(
        ({ suppression: { path, line, ruleIds }, state }) =>
          `suppression ${code(`${path}:${line}`)} of ${code(ruleIds.join(', '))}: ${state}`,
      ),
    ...notes.map((note) => prose(note)),
  ];
  const [first, ...rest] = lines.map((line) => `- ${line}`);
  if (first === undefined) return [];
  return [
    { text: `### Remarks\n\n${first}`, items: 1 },
    ...rest.map((text) => ({ text, items: 1, continues: true })),
  ];
}

/** One line for each other effect; with `verbose` a folded table of what is observed or stood there before. */
function otherEffects(
  report: RunReport,
  { verbose }: RenderOptions,
  link: Linker,
): readonly Block[] {
  const texts = [
    ['existing', 'stood in the baseline: only new ones count'],
    ['observed', 'only observed'],
    ['waived', 'waived by the policy'],
    ['suppressed', 'suppressed by comments'],
    ['fixed', 'fixed since the baseline'],
  ] as const;
  const lines: string[] = [];
  const tables: Block[] = [];
  for (const [effect, text] of texts) {
    const findings = withEffect(report.decision.findings, effect);
    if (findings.length === 0) continue;
    const rules = new Set(findings.map(({ finding }) => finding.ruleId)).size;
    lines.push(`${count(findings.length, 'finding')} of ${count(rules, 'rule')} ${text}`);
    if (verbose) tables.push(...table(capital(effect), report, findings, link));
  }
  return lines.length === 0
    ? []
    : [
        { text: `### Others\n\n${lines.map((line) => `- ${line}`).join('\n')}`, items: 1 },
        ...tables,
      ];
}

/** Evidence and advice of one rule, folded. */
function ruleDetails({ ruleId, rule, findings }: RuleGroup): Block {
  const shown = findings.slice(0, 5).map(({ finding }) => {
    const { before, marked, after } = excerptParts(finding.excerpt);
    const about = [...firstClaims(finding.evidence, maxClaims), ...provenance(finding)]
      .map(prose)
      .join(', ');
    const source =
      finding.excerpt.text.trim() === '' ? '' : `\n\n${sourceBlock(before, marked, after)}`;
    const change = changedLines(finding.evidence).join('\n');
    const diff = change === '' ? '' : `\n\n${codeBlock(cut(change, maxSnippet))}`;
    return `${code(place(finding.location))}${about === '' ? '' : ` ${about}`}${source}${diff}`;
  });
  const snippets = snippetsOf(findings[0]?.finding.evidence ?? { kind: 'recorded' });
  const advice = [
    ...(rule === undefined ? [] : [rule.why, `**Fix.** ${rule.fix}`]),
    ...snippets.map(
      ({ server, text }) => `${prose(server)}\n\n${codeBlock(cut(text.trimEnd(), maxSnippet))}`,
    ),
    (aboutEndpoints(ruleId)
      ? `To accept it: a waiver in the policy with ${code('scope.endpoint')}. `
      : `To suppress: ${code(`lockstep-ignore ${ruleId} -- <reason>`)} in a comment on the line. `) +
      `More: ${code(`lockstep explain ${ruleId}`)}.`,
  ];
  const summary = `${prose(rule?.title ?? ruleId)}: evidence and fix`;
  const body = [...advice, ...shown].join('\n\n');
  return { text: `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`, items: 1 };
}

function context(report: RunReport): readonly Block[] {
  const baseline = baselineLine(report.baseline);
  const skipped = report.skipped.map((entry) => `${thousands(entry.count)} ${entry.reason}`);
  const lines = [
    `${targetLine(report.target)}: ${examinedLine(report)}`,
    ...(skipped.length === 0 ? [] : [`Skipped: ${skipped.join(', ')}`]),
    ...(baseline === undefined ? [] : [`Baseline: ${baseline}`]),
    `Policy: ${policyLine(report.policy)}`,
    `Lockstep ${report.tool.version}`,
  ];
  return [{ text: `<sub>${lines.map((line) => prose(line)).join('<br>')}</sub>`, items: 1 }];
}

function prose(text: string): string {
  return inertProse(cut(text, maxText));
}

function code(text: string): string {
  return inlineCode(cut(text, maxText));
}
