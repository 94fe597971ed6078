import type { Effect, JudgedFinding } from '../../model/decision.ts';
import type { Evidence, Finding } from '../../model/finding.ts';
import type { RunReport } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import {
  aboutEndpoints,
  evidenceClaims,
  excerptParts,
  place,
  provenance,
  snippetsOf,
  type Twins,
  twinsIn,
} from '../describe.ts';
import { changedLines, flowClaims } from '../code-claims.ts';
import { markup } from '../safe-text.ts';
import { codeLines } from './endpoints.ts';
import { groupByRule, type RuleGroup, withEffect } from '../view.ts';
import { thousands } from '../words.ts';

/** Above this many, findings that block start folded like all others; chosen: what one reads through. */
const maxOpen = 20;

/** Every effect with its heading, in the order of the page. */
export const headings: readonly (readonly [Effect, string, string])[] = [
  ['blocks', 'Blocks', 'These stop the build.'],
  ['warns', 'Warns', 'Shown, and cannot stop the build.'],
  [
    'existing',
    'Existing',
    'Their rules warn or block, but they stood in the baseline: only new findings count.',
  ],
  ['observed', 'Observed', 'Only recorded: these rules have not earned a louder voice.'],
  ['waived', 'Waived', 'Accepted by the policy, with reason and expiry.'],
  ['suppressed', 'Suppressed', 'Accepted by a comment in the source.'],
  ['fixed', 'Fixed', 'In the baseline and no longer there.'],
];

interface Page {
  /** Ids that are taken. */
  readonly ids: Set<string>;
  readonly twins: Twins;
}

/** All findings by effect and rule; empty when there are none. */
export function findingSections(report: RunReport): readonly string[] {
  const page: Page = { ids: new Set(), twins: twinsIn(report) };
  return headings.flatMap(([effect, title, meaning]) => {
    const findings = withEffect(report.decision.findings, effect);
    if (findings.length === 0) return [];
    const open = effect === 'blocks' && findings.length <= maxOpen;
    return [
      `<section class="effect" data-effect="${effect}" aria-labelledby="h-${effect}">`,
      `<h2 id="h-${effect}">${title} <span class="n">${thousands(findings.length)}</span></h2>`,
      `<p class="soft">${meaning}</p>`,
      ...groupByRule(report, findings).map((group) => ruleCard(group, open, page)),
      '</section>',
    ];
  });
}

function ruleCard(
  { ruleId, rule, severity, findings }: RuleGroup,
  open: boolean,
  page: Page,
): string {
  const number =
    findings.length === 1 ? '' : ` <span class="n">${thousands(findings.length)}</span>`;
  return [
    `<article class="rule" data-rule="${markup(ruleId)}">`,
    `<header><h3><span class="tag ${severity}">${severity}</span> ${markup(rule?.title ?? ruleId)}${number}</h3>`,
    `<code>${markup(ruleId)}</code></header>`,
    ...(rule === undefined ? [] : [advice(rule)]),
    ...findings.map((judged) => findingDetails(judged, open, page)),
    '</article>',
  ].join('\n');
}

function advice({ id, what, why, fix, cwe, owasp, references }: Rule): string {
  const links = [
    ...cwe.map((number) =>
      link(`https://cwe.mitre.org/data/definitions/${number}.html`, `CWE-${number}`),
    ),
    ...owasp.map((category) => `OWASP ${markup(category)}`),
    ...references.map((url) => link(url, url)),
  ];
  return (
    '<details class="advice"><summary>Why it matters and how to fix it</summary><div class="in">' +
    `<p>${markup(what)}</p><p><b>Why it matters.</b> ${markup(why)}</p><p><b>Fix.</b> ${markup(fix)}</p>` +
    `<p><b>Suppress</b> ${suppressing(id)}</p>` +
    `<p><b>More:</b> <code>lockstep explain ${markup(id)}</code></p>` +
    `<p class="soft">${links.join(' · ')}</p></div></details>`
  );
}

function suppressing(id: string): string {
  const comment = `<code>lockstep-ignore ${markup(id)} -- &lt;reason&gt;</code>`;
  return aboutEndpoints(id)
    ? `a line of a configuration file with a comment: ${comment}; an endpoint by a waiver in the policy, with <code>scope.endpoint</code>.`
    : `with a comment on the line: ${comment}`;
}

/** A link only when its target is the web: rules are ours, yet a plugin's could hold `javascript:`. */
function link(url: string, text: string): string {
  return /^https?:\/\//.test(url)
    ? `<a href="${markup(url)}" rel="noreferrer noopener">${markup(text)}</a>`
    : markup(text);
}

// Kept lean: with 10,000 findings each byte here is 10 kB of the page.
function findingDetails(
  { finding, effect, why, suppression }: JudgedFinding,
  open: boolean,
  page: Page,
): string {
  const { before, marked, after } = excerptParts(finding.excerpt);
  const source =
    finding.excerpt.text.trim() === ''
      ? ''
      : `<pre><i>${finding.location.region.startLine}</i>${markup(before)}<mark>${markup(marked)}</mark>${markup(after)}</pre>`;
  const { evidence } = finding;
  const claims = evidence.kind === 'code' ? flowClaims(evidence) : evidenceClaims(evidence);
  const facts = [
    // Claims of a handshake are whole sentences, one a line; those of a secret are a few words.
    ...(evidence.kind === 'tls' || claims.length === 0 ? claims : [claims.join(' · ')]),
    ...page.twins(finding),
    ...provenance(finding),
    ...why,
    ...(effect === 'suppressed' && suppression !== undefined
      ? [`suppressed: ${suppression.reason}`]
      : []),
  ];
  return (
    `<details class="f" data-s="${finding.severity}"${anchor(finding.fingerprint, page)}${open ? ' open' : ''}>` +
    `<summary><b>${markup(place(finding.location))}</b><span>${markup(finding.message)}</span></summary>` +
    `<div class="in">${source}${trace(evidence)}<ul>${facts.map((fact) => `<li>${markup(fact)}</li>`).join('')}</ul>${snippets(finding)}` +
    `<div class="id">${finding.state} · ${finding.confidence} confidence · <code>${markup(finding.fingerprint)}</code></div>` +
    '</div></details>'
  );
}

/** The way of the data, and what would make it safe. */
function trace(evidence: Evidence): string {
  if (evidence.kind !== 'code') return '';
  const { steps, remedy } = evidence;
  const change = changedLines(evidence).join('\n');
  const diff = change === '' ? '' : `<pre>${codeLines(change)}</pre>`;
  const safe = (remedy === '' ? '' : `<p><b>Safe:</b> ${markup(remedy)}</p>`) + diff;
  if (steps.length < 2) return safe;
  const items = steps.map(
    ({ path, region, what, text }) =>
      `<li><b>${markup(`${path}:${region.startLine}`)}</b> ${markup(what)}<br><code>${markup(text)}</code></li>`,
  );
  return `<ol>${items.join('')}</ol>${safe}`;
}

function snippets({ evidence }: Finding): string {
  return snippetsOf(evidence)
    .map(({ server, text }) => `<p class="soft">${markup(server)}</p><pre>${codeLines(text)}</pre>`)
    .join('');
}

/** The fingerprint as the place of a link, once in the page. */
function anchor(fingerprint: string, { ids }: Page): string {
  const id = `f-${fingerprint.replace(/[^\w-]/g, '-')}`;
  if (ids.has(id)) return '';
  ids.add(id);
  return ` id="${id}"`;
}
