import type { RunReport } from '../../model/report.ts';
import { baselineLine, examinedLine, targetLine } from '../describe.ts';
import { markup } from '../safe-text.ts';
import { bytes, count, duration, thousands } from '../words.ts';

/** What was not examined: above the findings, because it limits what they say. */
export function incompletePanel({ incomplete }: Pick<RunReport, 'incomplete'>): readonly string[] {
  if (incomplete.length === 0) return [];
  const rows = incomplete.map(({ what, checkId, reason, detail }) => [
    `<code>${markup(what)}</code>`,
    markup(checkId === '*' ? 'all checks' : checkId),
    markup(reason),
    markup(detail),
  ]);
  return section(
    'incomplete',
    `Not examined <span class="n">${thousands(incomplete.length)}</span>`,
    [
      '<p class="soft">Nothing is known about these: they are no pass.</p>',
      table('amber', ['What', 'Check', 'Reason', 'What to do'], rows),
    ],
  );
}

/** Comments that suppress, with what became of each; those that need a hand first. */
export function suppressionPanel({ suppressions, badSuppressions }: RunReport): readonly string[] {
  const number = suppressions.length + badSuppressions.length;
  if (number === 0) return [];
  const rows = [
    ...badSuppressions.map(({ path, line, problem }) => [
      `<code>${markup(path)}:${line}</code>`,
      '<span class="tag medium">malformed</span>',
      '',
      markup(problem),
    ]),
    ...suppressions
      .toSorted((a, b) => Number(a.state === 'used') - Number(b.state === 'used'))
      .map(({ suppression: { path, line, ruleIds, reason, until }, state }) => [
        `<code>${markup(path)}:${line}</code>`,
        `<span class="tag${state === 'used' ? '' : ' medium'}">${markup(state)}</span>`,
        `<code>${markup(ruleIds.join(', '))}</code>`,
        markup(until === undefined ? reason : `${reason} (until ${until})`),
      ]),
  ];
  return section('suppressions', `Suppressions <span class="n">${thousands(number)}</span>`, [
    table('', ['Comment', 'State', 'Rules', 'Reason'], rows),
  ]);
}

export function skippedPanel({ skipped }: RunReport): readonly string[] {
  if (skipped.length === 0) return [];
  const rows = skipped.map((entry) => [
    markup(entry.reason),
    thousands(entry.count),
    entry.examples.map((name) => `<code>${markup(name)}</code>`).join(' '),
  ]);
  return section('skipped', 'Skipped on purpose', [
    table('', ['Why', 'Files', 'For example'], rows),
  ]);
}

/** What the decision rests on, and how to come to it again. */
export function runPanel(report: RunReport): readonly string[] {
  const { policy, timing, tool, now, checks } = report;
  const rows = [
    ['Target', markup(targetLine(report.target))],
    ['Examined', markup(examinedLine(report))],
    [
      'Checks',
      checks
        .map(({ id, title, version }) => markup(`${title} (${id}, version ${version})`))
        .join('<br>'),
    ],
    ['Baseline', markup(baselineLine(report.baseline) ?? 'none: every finding counts as new')],
    ['Policy', `${markup(policy.name)}<br><code>${markup(policy.digest)}</code>`],
    ['Judged at', markup(now)],
    [
      'Took',
      `${duration(timing.wallMs)} on ${count(timing.threads, 'thread')}, ${bytes(timing.bytesRead)} read, ` +
        `${thousands(timing.cachedUnits)} from the cache`,
    ],
    ['Engine', markup(`${tool.name} ${tool.version}`)],
    [
      'Recompute',
      '<code>lockstep verify &lt;decision.json&gt;</code> comes to the same decision from its record alone; ' +
        'the digests above must agree.',
    ],
  ];
  const body = rows.map(
    ([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  );
  return section('run', 'About this run', [
    `<div class="panel"><table><tbody>${body.join('\n')}</tbody></table></div>`,
  ]);
}

function section(id: string, title: string, body: readonly string[]): readonly string[] {
  return [
    `<section aria-labelledby="h-${id}">`,
    `<h2 id="h-${id}">${title}</h2>`,
    ...body,
    '</section>',
  ];
}

function table(
  kind: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = columns.map((name) => `<th scope="col">${name}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return (
    `<div class="panel ${kind}" tabindex="0" role="region" aria-label="${columns.join(', ')}"><table>` +
    `<thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`
  );
}
