import { createHash } from 'node:crypto';
import type { EffectSummary } from '../model/effect.ts';
import {
  effectAnswers,
  effectColumns,
  effectRows,
  effectScope,
  effectTitle,
  moreRules,
} from './effect-text.ts';
import { prose } from './markdown-text.ts';
import { markup } from './safe-text.ts';
import { style } from './html/style.ts';

const SOURCE =
  'Computed from the log alone; lockstep effect prints it again from the same log. How to read it: docs/rollout.md.';

/** The page for the meeting, as Markdown. */
export function effectMarkdown(effect: EffectSummary): string {
  const rows = effectRows(effect);
  const lines = [
    `# ${prose(effectTitle(effect))}`,
    '',
    // Only names come from the log; the sentences are Lockstep's own, of words and numbers.
    effectScope(effect),
    ...effectAnswers(effect).flatMap(({ question, answer }) => ['', `**${question}** ${answer}`]),
    '',
    ...(rows.length === 0
      ? []
      : [
          row(effectColumns),
          row(effectColumns.map(() => '---')),
          ...rows.map((cells) => row(cells.map(prose))),
          '',
        ]),
    ...(moreRules(effect) === '' ? [] : [moreRules(effect), '']),
    SOURCE,
  ];
  return `${lines.join('\n')}\n`;
}

/** The same as one HTML page that needs nothing else and runs no script. */
export function effectHtml(effect: EffectSummary): string {
  const digest = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  const title = markup(effectTitle(effect));
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<header class="banner pass"><div><h1>${title}</h1><p>${markup(effectScope(effect))}</p></div></header>`,
    '<main>',
    ...effectAnswers(effect).flatMap(({ question, answer }) => [
      `<h2>${markup(question)}</h2>`,
      `<p>${markup(answer)}</p>`,
    ]),
    ...ruleTable(effect),
    '</main>',
    `<footer>${markup(SOURCE)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function ruleTable(effect: EffectSummary): readonly string[] {
  const rows = effectRows(effect);
  if (rows.length === 0) return [];
  const more = moreRules(effect);
  return [
    '<h2>Rule by rule</h2>',
    '<table>',
    `<thead>${cellsOf('th', effectColumns)}</thead>`,
    `<tbody>${rows.map((cells) => cellsOf('td', cells)).join('')}</tbody>`,
    '</table>',
    ...(more === '' ? [] : [`<p>${markup(more)}</p>`]),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellsOf(tag: 'td' | 'th', cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${markup(cell)}</${tag}>`).join('')}</tr>`;
}

/** For machines: the numbers as they were computed. */
export function effectJson(effect: EffectSummary): string {
  return `${JSON.stringify({ format: 'lockstep-effect/1', ...effect }, undefined, 2)}\n`;
}
