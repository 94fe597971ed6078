import type { EndpointSummary, Quality, RatedItem } from '../../model/endpoint-summary.ts';
import type { RunReport } from '../../model/report.ts';
import {
  daysText,
  gradeCounts,
  gradeLine,
  gradeQuality,
  heldDownBy,
  inDoubtBecause,
  propertySign,
  qualityCounts,
  scanLine,
  signs,
  versionRange,
  worstEndpointsFirst,
} from '../endpoints.ts';
import { cut, markup } from '../safe-text.ts';
import { thousands } from '../words.ts';

/** Up to so many endpoints start unfolded; chosen: what one scrolls through. */
const maxOpen = 3;
/** Endpoints with all details; a page of thousands could not be opened any more. */
const maxDetailed = 500;
const maxText = 400;

/** What each endpoint offers, the worst grade first; empty for none. */
export function endpointSection({ endpoints }: RunReport): readonly string[] {
  if (endpoints.length === 0) return [];
  const sorted = worstEndpointsFirst(endpoints);
  const open = sorted.length <= maxOpen;
  const rest = sorted.length - maxDetailed;
  return [
    '<section class="endpoints" aria-labelledby="h-endpoints">',
    `<h2 id="h-endpoints">Endpoints <span class="n">${thousands(endpoints.length)}</span></h2>`,
    `<p class="soft">Grades: ${markup(gradeCounts(endpoints))}. A grade is about cryptography; whether the certificate is trusted stands beside it.</p>`,
    ...sorted.slice(0, maxDetailed).map((summary) => endpointCard(summary, open)),
    ...(rest > 0
      ? [`<p>The ${thousands(rest)} best ones are left out here; the json format has them all.</p>`]
      : []),
    '</section>',
  ];
}

function endpointCard(summary: EndpointSummary, open: boolean): string {
  const { name, grade, trust, state } = summary;
  const quality = gradeQuality(grade.letter);
  const trustText =
    state === 'unreachable' ? '' : `<span>${mark(trust.quality)} ${text(trust.state)}</span>`;
  const held = heldDownBy(summary);
  const doubts = inDoubtBecause(summary);
  return [
    `<details class="endpoint"${open ? ' open' : ''}>`,
    `<summary><span class="grade ${quality}">${text(grade.letter)}</span>`,
    `<span class="who"><b>${text(name)}</b><span>${markup(gradeLine(summary))}</span>${trustText}`,
    doubts.length === 0 ? '' : `<span>In doubt: ${text(doubts.join(', '))}</span>`,
    `${held.length === 0 ? '' : `<span>Held down by ${text(held.join(', '))}</span>`}</span></summary>`,
    '<div class="in">',
    ...improvements(summary),
    '<dl>',
    ...row('Certificate', certificates(summary)),
    ...row('Protocols', protocols(summary)),
    ...row('Groups', summary.groups.map(chip)),
    ...row('Properties', summary.properties.map(property)),
    ...row('Attacks', summary.attacks.map(attack)),
    ...row(
      'Could not be told',
      summary.unknown.map((each) => line('unknown', each)),
    ),
    ...row(
      'Since last time',
      summary.drift.map((each) => `<p>${text(each)}</p>`),
    ),
    '</dl>',
    ...suites(summary),
    `<p class="id">${markup(scanLine(summary))}${others(summary)}</p>`,
    '</div></details>',
  ].join('\n');
}

function text(value: string): string {
  return markup(cut(value, maxText));
}

function mark(quality: Quality, sign: string = signs[quality]): string {
  return `<span class="q ${quality}">${sign}</span>`;
}

function row(title: string, body: readonly string[]): readonly string[] {
  return body.length === 0 ? [] : [`<div><dt>${title}</dt><dd>${body.join('\n')}</dd></div>`];
}

function line(quality: Quality, words: string): string {
  return `<p>${mark(quality)} ${text(words)}</p>`;
}

function chip({ name, note, quality }: RatedItem): string {
  return `<span class="chip">${mark(quality)} ${text(note === '' ? name : `${name} (${note})`)}</span>`;
}

function property({ name, note, quality }: RatedItem): string {
  const words = note === '' ? name : `${name}: ${note}`;
  return `<span class="chip">${mark(quality, propertySign(quality))} ${text(words)}</span>`;
}

function attack({ name, note, possible, quality }: EndpointSummary['attacks'][number]): string {
  if (possible === 'not-tested') return `<span class="chip soft">${text(name)}: not tested</span>`;
  if (possible === 'no') return `<span class="chip">${mark('good')} ${text(name)} ruled out</span>`;
  return line(quality, note === '' ? name : `${name}: ${note}`);
}

function protocols(summary: EndpointSummary): readonly string[] {
  return summary.protocols.map(({ name, offered, quality, note }) => {
    const state = {
      yes: '',
      no: ' off',
      unknown: ' could not be told',
      'not-tested': ' not asked',
    }[offered];
    const more =
      note === '' || offered === 'unknown' || offered === 'not-tested' ? '' : ` (${note})`;
    const isSoft = (offered === 'no' && quality === 'good') || offered === 'not-tested';
    const soft = isSoft ? ' soft' : '';
    const sign = soft === '' ? `${mark(quality)} ` : '';
    return `<span class="chip${soft}">${sign}${text(`${name}${state}${more}`)}</span>`;
  });
}

function certificates({ certificates: list }: EndpointSummary): readonly string[] {
  return list.map(
    ({ subject, names, issuer, key, signature, notBefore, notAfter, daysLeft, quality }) =>
      `<p>${mark(quality)} ${text(names.length === 0 ? `${subject} (no names)` : names.join(', '))}<br>` +
      `${text(`${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}, ${daysText(daysLeft)}`)}<br>` +
      `<span class="soft">${text(`${key} · ${signature} · by ${issuer}`)}</span></p>`,
  );
}

function suites({ suites: list }: EndpointSummary): readonly string[] {
  if (list.length === 0) return [];
  const rows = list.map(
    ({ name, quality, note, versions }) =>
      `<tr><td>${mark(quality)} <code>${text(name)}</code></td><td>${markup(versionRange(versions))}</td><td>${text(note)}</td></tr>`,
  );
  return [
    `<details class="suites" open><summary>Suites: ${markup(qualityCounts(list))}</summary>`,
    '<div class="wide" tabindex="0" role="region" aria-label="Suites"><table>',
    '<thead><tr><th scope="col">Suite</th><th scope="col">Versions</th><th scope="col">About</th></tr></thead>',
    `<tbody>${rows.join('\n')}</tbody></table></div></details>`,
  ];
}

function improvements({ grade }: EndpointSummary): readonly string[] {
  if (grade.improvements.length === 0) return [];
  const items = grade.improvements.map(
    ({ change, grade: after, snippet }) =>
      `<li>${text(change)} <b>→ ${text(after)}</b>` +
      `${snippet === undefined ? '' : `<p class="soft">${text(snippet.server)}</p><pre>${codeLines(snippet.text)}</pre>`}</li>`,
  );
  return ['<p><b>What to change</b></p>', `<ol>${items.join('\n')}</ol>`];
}

/** A line that begins like this would be a workflow command in the log of a GitHub runner. */
const command = /^(\s*)::/;

/** Lines of code, line breaks kept. */
export function codeLines(code: string): string {
  return code
    .trimEnd()
    .split(/\r?\n/)
    .map((each) => markup(each.replaceAll('\t', '  ')).replace(command, '$1&#58;:'))
    .join('\n');
}

function others({ grade }: EndpointSummary): string {
  const list = grade.others.map(({ scheme, letter }) => `${letter} by ${scheme}`);
  return text([` · ${grade.scheme}`, ...list].join(' · '));
}
