import type { EndpointSummary, Quality, RatedItem } from '../model/endpoint-summary.ts';
import type { RunReport } from '../model/report.ts';
import { visible } from './safe-text.ts';
import { order } from './view.ts';
import { count, duration } from './words.ts';

/** Beside every colour stands a sign: a page must read without colour, too. */
export const signs: Readonly<Record<Quality, string>> = {
  good: '✓',
  sufficient: '✓',
  weak: '!',
  bad: '✗',
  unknown: '?',
};

/** Of properties: what is in order either way gets no tick, because its text may say "not yet". */
export function propertySign(quality: Quality): string {
  return quality === 'sufficient' ? '·' : signs[quality];
}

/** Letters from worst to best. */
const scale: readonly string[] = ['F', 'E', 'D', 'C', 'B', 'A-', 'A', 'A+'];

/** More endpoints than this are a table instead of a page each; chosen: what one reads through. */
const maxPages = 5;

/** Whether each endpoint gets a page of its own: where the run is about them, and there are few. */
export function hasPages({ endpoints, target }: RunReport, verbose: boolean): boolean {
  return verbose || (target.kind === 'endpoints' && endpoints.length <= maxPages);
}

/** Worst grade first; of equals what is known before what is in doubt, bad certificates first, then by name. A grade in doubt counts as its worst. */
export function worstEndpointsFirst(
  endpoints: readonly EndpointSummary[],
): readonly EndpointSummary[] {
  return endpoints.toSorted(
    (a, b) =>
      gradeRank(a) - gradeRank(b) ||
      Number(a.grade.letter === '?') - Number(b.grade.letter === '?') ||
      Number(b.trust.quality === 'bad') - Number(a.trust.quality === 'bad') ||
      order(a.name, b.name),
  );
}

function gradeRank({ grade }: EndpointSummary): number {
  const rank = scale.indexOf(grade.letter === '?' ? (grade.range?.worst ?? 'F') : grade.letter);
  return rank === -1 ? 0 : rank;
}

/** How a letter looks, for its colour. */
export function gradeQuality(letter: string): Quality {
  if (letter.startsWith('A')) return 'good';
  if (letter === 'B' || letter === 'C') return 'weak';
  return letter === '?' ? 'unknown' : 'bad';
}

/** `Grade A, 92 of 100`, or what is known instead; inert. */
export function gradeLine({ grade, state }: EndpointSummary): string {
  if (state === 'unreachable') return 'No grade: it could not be reached';
  const { letter, score, range } = grade;
  if (letter === '?') {
    return range === undefined
      ? 'No grade: too little could be told'
      : visible(`No grade yet: between ${range.best} and ${range.worst}`);
  }
  return visible(`Grade ${letter}${score === undefined ? '' : `, ${score} of 100`}`);
}

/** What decides the letter; the rest stands in the page anyway. Inert. */
export function heldDownBy({ grade }: EndpointSummary): readonly string[] {
  const [worst] = grade.caps;
  return grade.caps
    .filter(({ letter }) => letter === worst?.letter)
    .map(({ reason }) => visible(reason));
}

/** Why there is no letter yet; empty where there is one. Inert. */
export function inDoubtBecause({ grade, state }: EndpointSummary): readonly string[] {
  return grade.letter === '?' && state !== 'unreachable' ? grade.doubts.map(visible) : [];
}

/** `3 F, 12 B, 85 A`, worst first. */
export function gradeCounts(endpoints: readonly EndpointSummary[]): string {
  const counts = new Map<string, number>();
  for (const { grade } of endpoints) counts.set(grade.letter, (counts.get(grade.letter) ?? 0) + 1);
  const known = ['F', '?', ...scale, ...[...counts.keys()].toSorted(order)];
  return [...new Set(known)]
    .filter((letter) => counts.has(letter))
    .map((letter) => visible(`${counts.get(letter) ?? 0} ${letter}`))
    .join(', ');
}

/** `TLS 1.0 to TLS 1.2`; a gap is named in full. Inert. */
export function versionRange(versions: readonly string[]): string {
  const names = versions.map((version) => visible(version.replace(/^TLS(?=\d)/, 'TLS ')));
  const [first, last] = [names[0] ?? '', names.at(-1) ?? ''];
  if (names.length < 3) return names.join(', ');
  const all = ['SSLv2', 'SSLv3', 'TLS 1.0', 'TLS 1.1', 'TLS 1.2', 'TLS 1.3'];
  const span = all.indexOf(last) - all.indexOf(first) + 1;
  return span === names.length ? `${first} to ${last}` : names.join(', ');
}

/** `TLS 1.2, 1.3`: what is offered, for a narrow column. Inert. */
export function offeredVersions({ protocols }: EndpointSummary): string {
  const offered = protocols.filter(({ offered: is }) => is === 'yes').map(({ name }) => name);
  return visible(
    offered
      .toReversed()
      .map((name, index) => (index > 0 ? name.replace(/^TLS /, '') : name))
      .join(', '),
  );
}

/** `3 bad, 5 weak, 12 good`; empty for none. */
export function qualityCounts(items: readonly RatedItem[]): string {
  const qualities = ['bad', 'weak', 'unknown', 'sufficient', 'good'] as const;
  return qualities
    .map((quality) => [items.filter((item) => item.quality === quality).length, quality] as const)
    .filter(([number]) => number > 0)
    .map(([number, quality]) => `${number} ${quality}`)
    .join(', ');
}

/** `78 days left`, `ended 12 days ago`. */
export function daysText(daysLeft: number): string {
  if (daysLeft < 0) return `ended ${count(-daysLeft, 'day')} ago`;
  return `${count(daysLeft, 'day')} left`;
}

/** What was looked at and what it took; inert. */
export function scanLine(summary: EndpointSummary): string {
  const { addresses, profile, connections, durationMs, observedAt } = summary;
  const where =
    addresses.length === 0
      ? 'no address'
      : addresses.length <= 2
        ? addresses.join(', ')
        : `${addresses.slice(0, 2).join(', ')} and ${addresses.length - 2} more`;
  return visible(
    `${where} · profile ${profile} · ${count(connections, 'connection')}, ${duration(durationMs)} · ` +
      `${observedAt.slice(0, 16).replace('T', ' ')} UTC`,
  );
}
