import type { AdvisoryData, DataAge } from '../../model/advisory.ts';
import type { ComponentContext, JudgedComponents } from '../../model/component-check.ts';
import type { ComponentList } from '../../model/component.ts';
import type { Detection } from '../../model/finding.ts';
import { detectionAt } from './detection.ts';
import type { Matched } from './match/hits.ts';

type Missed = JudgedComponents['incomplete'][number];

/** Ecosystems that OSV has no advisories for: nothing could be pulled. */
const withoutAdvisories: ReadonlySet<string> = new Set([
  'docker',
  'CocoaPods',
  'generic',
  'github',
]);

const DAY_MS = 86_400_000;
/** Components that are named in one sentence. */
const NAMED = 3;

/** Ecosystems of the list that advisories can be asked about. */
function ecosystemsOf({ components }: ComponentList): ReadonlySet<string> {
  const all = new Set(components.map(({ ecosystem }) => ecosystem));
  return new Set([...all].filter((ecosystem) => !withoutAdvisories.has(ecosystem)));
}

/** Why nothing, or not all, can be told of a list. */
export function missedOf(
  list: ComponentList,
  data: AdvisoryData | undefined,
  matched: Matched | undefined,
): readonly Missed[] {
  const asked = ecosystemsOf(list);
  const missing = [...asked].filter((ecosystem) => data?.ecosystems.has(ecosystem) !== true);
  const what = list.path;
  if (missing.length > 0) {
    const names = missing.toSorted().join(', ');
    const detail = `there are no advisories of ${names} on this machine; run: lockstep advisories pull`;
    return [{ what, reason: 'no-data', detail }];
  }
  const { untold } = matched ?? { untold: [] };
  if (untold.length === 0) return [];
  const named = untold.slice(0, NAMED).map(({ index }) => nameOf(list, index));
  const rest = untold.length > NAMED ? ` and ${untold.length - NAMED} more` : '';
  const detail = `whether advisories are about ${named.join(', ')}${rest} cannot be told without an exact version; a lockfile would tell`;
  return [{ what, reason: 'inconclusive', detail }];
}

function nameOf({ components }: ComponentList, index: number): string {
  const { name = '', version = '', constraint = '' } = components[index] ?? {};
  return `${name} ${version === '' ? constraint : version}`.trim();
}

/** One finding for each ecosystem whose advisories are too old, at the first component of it. */
export function staleData(
  lists: readonly ComponentList[],
  { data, settings, now }: ComponentContext,
): readonly { readonly path: string; readonly detection: Detection }[] {
  const old = (data?.ages ?? []).filter(
    ({ kind, pulled }) => kind === 'advisories' && daysBetween(pulled, now) > settings.maxAgeDays,
  );
  return old.flatMap((age) => {
    for (const list of lists) {
      const component = list.components.find(({ ecosystem }) => ecosystem === age.ecosystem);
      if (component === undefined) continue;
      return [{ path: list.path, detection: staleAt(component, age, settings.maxAgeDays, now) }];
    }
    return [];
  });
}

function staleAt(
  component: ComponentList['components'][number],
  { ecosystem, pulled, newest }: DataAge,
  maxAgeDays: number,
  now: string,
): Detection {
  const days = Math.floor(daysBetween(pulled, now));
  return detectionAt(
    { ...component, name: ecosystem, version: '' },
    {
      ruleId: 'components/stale-data',
      message: `The advisories of ${ecosystem} were pulled ${days} days ago; the policy allows ${maxAgeDays}.`,
      severity: 'medium',
      confidence: 'high',
      about: 'advisories',
      evidence: { purl: '', facts: [`newest record of ${newest.slice(0, 10)}`] },
    },
  );
}

/** Negative where the clock of the machine that pulled is ahead. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
