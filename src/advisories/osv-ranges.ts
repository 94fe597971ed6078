import type { AdvisoryRange, RangeEvent } from '../model/advisory.ts';
import { fieldsOf, listOf, textOf } from './json-fields.ts';

/** Some advisories of kernels have hundreds. */
const MAX_RANGES = 10_000;
const MAX_EVENTS = 10_000;
const MAX_VERSION_LENGTH = 500;

/** The ranges of versions; those of git commits and of unknown types are left out. */
export function rangesOf(stated: readonly unknown[]): readonly AdvisoryRange[] | 'hostile' {
  if (stated.length > MAX_RANGES) return 'hostile';
  const ranges: AdvisoryRange[] = [];
  for (const each of stated.map(fieldsOf)) {
    const type = each.get('type');
    if (type !== 'SEMVER' && type !== 'ECOSYSTEM') continue;
    const events = eventsOf(listOf(each.get('events')));
    if (events === 'hostile') return 'hostile';
    if (events.length > 0) ranges.push({ type, events });
  }
  return ranges;
}

function eventsOf(stated: readonly unknown[]): readonly RangeEvent[] | 'hostile' {
  if (stated.length > MAX_EVENTS) return 'hostile';
  const events = stated.flatMap(eventsIn);
  if (!events.every(isShort)) return 'hostile';
  // The schema demands one; without, older records of PyPI mean the first version there is.
  const begins = events.length === 0 || events.some((event) => 'introduced' in event);
  return begins ? events : [{ introduced: '0' }, ...events];
}

/** One key each by the schema; older records put both ends into one. */
function eventsIn(stated: unknown): readonly RangeEvent[] {
  const event = fieldsOf(stated);
  const of = (key: string, make: (version: string) => RangeEvent): readonly RangeEvent[] => {
    const version = textOf(event.get(key));
    return version === '' ? [] : [make(version)];
  };
  return [
    ...of('introduced', (introduced) => ({ introduced })),
    ...of('fixed', (fixed) => ({ fixed })),
    ...of('last_affected', (lastAffected) => ({ lastAffected })),
    ...of('limit', (limit) => ({ limit })),
  ];
}

function isShort(event: RangeEvent): boolean {
  return Object.values(event).every((version) => version.length <= MAX_VERSION_LENGTH);
}
