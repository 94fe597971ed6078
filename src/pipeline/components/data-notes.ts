import type { AdvisoryData, DataAge } from '../../model/advisory.ts';
import type { ComponentList } from '../../model/component.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const titles = {
  advisories: 'advisories',
  kev: 'exploited vulnerabilities (CISA KEV)',
  epss: 'probabilities of exploitation (FIRST EPSS)',
} as const;

/** How old the data is that the lists were judged by, a sentence for each kind and ecosystem. */
export function dataNotes(
  lists: readonly ComponentList[],
  data: AdvisoryData | undefined,
  now: string,
): readonly string[] {
  if (data === undefined || lists.length === 0) return [];
  const asked = new Set(
    lists.flatMap(({ components }) => components.map((each) => each.ecosystem)),
  );
  const used = data.ages.filter(
    ({ kind, ecosystem }) => kind !== 'advisories' || asked.has(ecosystem),
  );
  const missing = (['kev', 'epss'] as const).filter(
    (kind) => !data.ages.some((age) => age.kind === kind),
  );
  const lacking =
    missing.length === 0
      ? []
      : [`Not on this machine: ${missing.map((kind) => titles[kind]).join(', ')}.`];
  return [...used.map((age) => sentenceOf(age, now)), ...lacking];
}

function sentenceOf({ kind, ecosystem, records, newest, pulled }: DataAge, now: string): string {
  const of = ecosystem === '' ? '' : ` of ${ecosystem}`;
  const count = grouped(records);
  return `Judged by ${count} ${titles[kind]}${of}, the newest of ${newest.slice(0, 10)}, pulled ${ago(pulled, now)}.`;
}

/** 34,397: the locale of the machine must not show, and the tables of one take 10 ms to load. */
function grouped(number: number): string {
  return String(number).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
}

function ago(pulled: string, now: string): string {
  const ms = Date.parse(now) - Date.parse(pulled);
  if (ms < 0) return `on ${pulled.slice(0, 10)}, which is in the future here`;
  if (ms < HOUR_MS) return 'within the last hour';
  const hours = Math.floor(ms / HOUR_MS);
  if (ms < 2 * DAY_MS) return `${hours} ${hours === 1 ? 'hour' : 'hours'} ago`;
  return `${Math.floor(ms / DAY_MS)} days ago`;
}
