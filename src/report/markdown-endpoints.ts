import type { EndpointSummary } from '../model/endpoint-summary.ts';
import {
  daysText,
  gradeCounts,
  heldDownBy,
  offeredVersions,
  qualityCounts,
  signs,
  worstEndpointsFirst,
} from './endpoints.ts';
import { code, prose } from './markdown-text.ts';
import { cut } from './safe-text.ts';
import { count } from './words.ts';

/** Characters of one text in a cell. */
const maxText = 200;

/** Heading and table of endpoints, the worst grade first, as its head and its rows; undefined for none. */
export function endpointTable(
  endpoints: readonly EndpointSummary[],
): { readonly head: string; readonly rows: readonly string[] } | undefined {
  if (endpoints.length === 0) return undefined;
  const title = `### ${count(endpoints.length, 'endpoint')}: ${prose(gradeCounts(endpoints))}`;
  const columns = ['Grade', 'Endpoint', 'Certificate', 'Offers', 'Held down by'];
  const head = [
    `${title}\n`,
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
  ].join('\n');
  return { head, rows: worstEndpointsFirst(endpoints).map(row) };
}

function row(summary: EndpointSummary): string {
  const { grade, name, trust, certificates, suites, state, unknown } = summary;
  const [first] = certificates;
  const ends =
    first === undefined || trust.quality === 'bad' ? '' : `, ${daysText(first.daysLeft)}`;
  const offers = [
    offeredVersions(summary),
    suites.length === 0 ? '' : `suites ${qualityCounts(suites)}`,
  ];
  const reasons = state === 'unreachable' || grade.letter === '?' ? unknown : heldDownBy(summary);
  return `| ${[
    `<b>${prose(grade.letter)}</b>`,
    code(cut(name, maxText)),
    state === 'unreachable' ? 'not reached' : cell(`${signs[trust.quality]} ${trust.state}${ends}`),
    cell(offers.filter((text) => text !== '').join('; ')),
    cell(reasons.join(', ')),
  ].join(' | ')} |`;
}

function cell(text: string): string {
  return prose(cut(text, maxText));
}
