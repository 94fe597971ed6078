import { createHash } from 'node:crypto';
import type { Effect } from '../model/decision.ts';
import type { RunReport } from '../model/report.ts';
import { severities } from '../model/severity.ts';
import { examinedLine, targetLine } from './describe.ts';
import type { Format } from './format.ts';
import { endpointSection } from './html/endpoints.ts';
import { findingSections, headings } from './html/findings.ts';
import { incompletePanel, runPanel, skippedPanel, suppressionPanel } from './html/panels.ts';
import { script } from './html/script.ts';
import { style } from './html/style.ts';
import { markup } from './safe-text.ts';
import { countsLine, isNothingExamined, outcomeWord } from './summary.ts';
import { countByEffect, order, rulesUsed } from './view.ts';
import { capital, thousands } from './words.ts';

/**
 * One page that needs nothing else: no network, no other file, readable without its script. Its content security policy
 * names its style and its script by digest, so that nothing of the target could run even if it got into the markup.
 */
export const html: Format = {
  name: 'html',
  description: 'one self-contained page to read, filter and print',
  render(report) {
    const title = `${capital(outcomeWord(report))}: ${report.target.name}`;
    return [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="referrer" content="no-referrer">',
      `<title>${markup(title)} · Lockstep</title>`,
      `<style>${style}</style>`,
      '</head>',
      '<body>',
      '<a class="skip" href="#main">Skip to the findings</a>',
      ...banner(report),
      '<main id="main">',
      ...tiles(report),
      ...incompletePanel(report),
      ...endpointSection(report),
      ...filterForm(report),
      ...findings(report),
      ...suppressionPanel(report),
      ...skippedPanel(report),
      ...runPanel(report),
      '</main>',
      `<footer>Written by Lockstep ${markup(report.tool.version)}. Secrets are masked; this page holds none.</footer>`,
      `<script>${script}</script>`,
      '</body>',
      '</html>',
      '',
    ].join('\n');
  },
};

/** Reasons in the banner, one a rule; the findings below have them all. */
const maxReasons = 8;

const contentPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${digest(style)}'`,
  `script-src 'sha256-${digest(script)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function banner(report: RunReport): readonly string[] {
  const { decision, policy, notes } = report;
  const reasons = decision.reasons.filter(({ outcome }) => outcome === decision.outcome);
  const remarks = [
    ...reasons.slice(0, maxReasons).map(({ text }) => text),
    ...(reasons.length > maxReasons ? [`and ${reasons.length - maxReasons} more rules`] : []),
    ...(policy.differs === undefined ? [] : [policy.differs]),
    ...decision.notices.map(({ text }) => text),
    ...notes,
  ];
  const list = remarks.map((text) => `<li>${markup(text)}</li>`).join('\n');
  return [
    `<header class="banner ${isNothingExamined(report) ? 'incomplete' : decision.outcome}"><div>`,
    '<p class="tool">Lockstep report</p>',
    `<h1>${markup(capital(outcomeWord(report)))}</h1>`,
    `<p>${markup(capital(countsLine(report)))}</p>`,
    `<p class="soft">${markup(targetLine(report.target))}</p>`,
    ...(remarks.length === 0 ? [] : [`<ul>${list}</ul>`]),
    '</div></header>',
  ];
}

function tiles(report: RunReport): readonly string[] {
  const counts = countByEffect(report.decision.findings);
  const colors: Readonly<Partial<Record<Effect, string>>> = {
    blocks: 'red',
    warns: 'amber',
    fixed: 'green',
  };
  const shown = headings
    .filter(([effect]) => counts[effect] > 0 || effect === 'blocks' || effect === 'warns')
    .map(([effect, title]) => {
      const color = counts[effect] > 0 ? (colors[effect] ?? '') : '';
      return tile(counts[effect], title.toLowerCase(), color);
    });
  const units = report.checks.reduce((sum, check) => sum + check.units, 0);
  const endpoints = report.checks.reduce((sum, check) => sum + check.endpoints, 0);
  const missed = report.incomplete.length;
  return [
    '<ul class="tiles" aria-label="Summary">',
    ...shown,
    ...(missed === 0 ? [] : [tile(missed, 'not examined', 'amber')]),
    ...(units > 0 || endpoints === 0 ? [tile(units, 'files examined', '')] : []),
    ...(endpoints > 0 ? [tile(endpoints, 'endpoints examined', '')] : []),
    '</ul>',
  ];
}

function tile(number: number, name: string, color: string): string {
  return `<li class="${color}"><b>${thousands(number)}</b> ${name}</li>`;
}

/** Hidden until the script that serves it has started. */
function filterForm(report: RunReport): readonly string[] {
  const counts = countByEffect(report.decision.findings);
  const checks = [...new Set(report.decision.findings.map(({ finding }) => finding.checkId))];
  const rules = rulesUsed(report).map(({ id, title }) => [id, `${title} (${id})`] as const);
  return [
    '<form id="filter" hidden>',
    '<label class="wide">Search path and text <input name="text" type="search" autocomplete="off" aria-keyshortcuts="/"></label>',
    select(
      'effect',
      'Effect',
      headings.filter(([effect]) => counts[effect] > 0).map(([effect, title]) => [effect, title]),
    ),
    select(
      'severity',
      'Severity',
      severities.map((severity) => [severity, capital(severity)]),
    ),
    select(
      'check',
      'Check',
      checks.toSorted(order).map((id) => [id, id]),
    ),
    select('rule', 'Rule', rules),
    '<button type="button" id="open" aria-pressed="false">Open all</button>',
    '<button type="reset">Clear</button>',
    '<output id="count" role="status"></output>',
    '</form>',
  ];
}

function select(
  name: string,
  title: string,
  options: readonly (readonly [string, string])[],
): string {
  const list = options.map(
    ([value, text]) => `<option value="${markup(value)}">${markup(text)}</option>`,
  );
  return `<label>${title} <select name="${name}"><option value="">All</option>${list.join('')}</select></label>`;
}

function findings(report: RunReport): readonly string[] {
  const sections = findingSections(report);
  return sections.length > 0
    ? sections
    : ['<h2>No findings</h2>', `<p>${markup(capital(examinedLine(report)))}.</p>`];
}
