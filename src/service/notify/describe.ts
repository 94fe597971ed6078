import type { Incomplete } from '../../model/incomplete.ts';
import type { MessageLine } from '../../model/notification.ts';
import { severities } from '../../model/severity.ts';
import type { FindingNews, IncompleteNews } from '../../store/news.ts';
import type { NotificationEvent, OutboxEvent } from '../../store/outbox.ts';

type Told = Exclude<NotificationEvent, { kind: 'run' }>;

/** What stands above lines of one kind, and what a title says of one event, and of several. */
export const kindWords: Readonly<Record<Told['kind'], readonly [string, string, string]>> = {
  demotion: ['Rules that have lost a stage', 'a rule has lost a stage', 'rules have lost a stage'],
  agreement: ['Agreements', 'an agreement', 'agreements'],
  'scan-failed': ['Scans that have failed', 'a scan has failed', 'scans have failed'],
  certificate: ['Certificates that end', 'a certificate ends', 'certificates end'],
};

/** An event in one line. */
function lineOf(event: Told): MessageLine {
  switch (event.kind) {
    case 'demotion':
      return {
        name: event.rule,
        text: `demoted to ${event.to} since ${event.since.slice(0, 10)}, because ${event.because}`,
      };
    case 'agreement':
      return {
        label: event.state,
        name: event.title,
        text: event.state === 'wanted' ? `asked for by ${event.by}` : `by ${event.by}`,
        link: `/proposals/${encodeURIComponent(event.proposal)}`,
      };
    case 'scan-failed':
      return { name: event.what, text: event.why };
    case 'certificate':
      return { name: `${event.host}:${event.port}`, text: `ends on ${event.expires.slice(0, 10)}` };
  }
}

/** With the product, where a message is about several. */
export function eventLine(
  { product, data }: OutboxEvent & { readonly data: Told },
  isAlone: boolean,
): MessageLine {
  const line = lineOf(data);
  return isAlone || product === null ? line : { ...line, place: product };
}

export function findingLine(finding: FindingNews): MessageLine {
  const { severity, effect, rule, path, line, message, id } = finding;
  const word = severities[severities.length - 1 - severity] ?? 'medium';
  return {
    label: effect === 'blocks' ? `${word}, blocks` : word,
    name: rule,
    place: `${path}:${line}`,
    ...(message === '' ? {} : { text: firstLine(message) }),
    link: `/findings/${id}`,
  };
}

export function incompleteLine({
  source,
  branch,
  repository,
  run,
  count,
  first,
}: IncompleteNews): MessageLine {
  const others = count > 1 ? `, and ${count - 1} more` : '';
  return {
    label: 'incomplete',
    name: source,
    place: `${repository} ${branch}`,
    text: first === null ? 'it did not finish' : `${reasonOf(first)}${others}`,
    link: `/runs/${run}`,
  };
}

function reasonOf({ checkId, what, reason }: Incomplete): string {
  return `${checkId}: ${what}: ${reason}`;
}

/** `3 findings`, `1 finding`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

const MAX_TEXT = 300;

/** What a person reads at a glance. */
function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, MAX_TEXT);
}
