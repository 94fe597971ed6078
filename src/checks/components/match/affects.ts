import type { AdvisoryMatch, AdvisoryRange, RangeEvent } from '../../../model/advisory.ts';
import { parserOf } from '../versions/compare.ts';
import type { VersionKey, VersionOrder } from '../versions/key.ts';

/**
 * Whether an advisory is about a version: listed, or inside of a range (OSV schema, "Evaluation"). `unknown`: the version
 * is none that the ecosystem orders, and it is not listed.
 */
export type Affected = 'yes' | 'no' | 'unknown';

/** Judges many versions of one ecosystem; versions are parsed once. */
export class VersionMatcher {
  readonly #order: VersionOrder | undefined;
  readonly #parsed = new Map<string, VersionKey | undefined>();

  /** `ecosystem` as OSV names it, with or without a suffix. */
  constructor(ecosystem: string) {
    this.#order = parserOf(ecosystem);
  }

  affects(advisory: AdvisoryMatch, version: string): Affected {
    if (advisory.withdrawn !== undefined) return 'no';
    if (advisory.versions.includes(version)) return 'yes';
    if (this.#lists(advisory.versions, version)) return 'yes';
    const answers = new Set(advisory.ranges.map((range) => this.#contains(range, version)));
    if (answers.has('yes')) return 'yes';
    return answers.has('unknown') ? 'unknown' : 'no';
  }

  /** Negative, 0 or positive; undefined where one of the two is no version. */
  compare(a: string, b: string): number | undefined {
    const left = this.#parse(a);
    const right = this.#parse(b);
    if (left === undefined || right === undefined) return undefined;
    return this.#order?.compare(left, right);
  }

  /** `1.0` is listed where `1.0.0` is meant. */
  #lists(versions: readonly string[], version: string): boolean {
    return versions.some((listed) => this.compare(listed, version) === 0);
  }

  /**
   * The last event at or before the version decides. A range whose events introduce nothing begins with the first
   * version: some databases leave that out.
   */
  #contains({ events }: AdvisoryRange, version: string): Affected {
    if (this.#parse(version) === undefined) return 'unknown';
    const steps = events.flatMap((event) => this.#stepOf(event));
    const begins = steps.some(({ kind }) => kind === 'introduced');
    const ordered = steps.toSorted((a, b) => this.#sequence(a, b));
    let inside = !begins;
    for (const { kind, at } of ordered) {
      const distance = at === undefined ? 1 : (this.compare(version, at) ?? -1);
      const isPassed = kind === 'lastAffected' ? distance > 0 : distance >= 0;
      if (isPassed) inside = kind === 'introduced';
    }
    return inside ? 'yes' : 'no';
  }

  /** An end that is no version cannot be reached; a beginning that is none is the very first. */
  #stepOf(event: RangeEvent): readonly Step[] {
    if ('introduced' in event) {
      const isStart = event.introduced === '0' || this.#parse(event.introduced) === undefined;
      return [{ kind: 'introduced', at: isStart ? undefined : event.introduced }];
    }
    const kind = 'fixed' in event ? 'fixed' : 'limit' in event ? 'limit' : 'lastAffected';
    const at = endOf(event);
    return at === undefined || this.#parse(at) === undefined ? [] : [{ kind, at }];
  }

  /**
   * At one version a fix comes before a beginning (what was mended broke again there), and the last version that is
   * affected ends after itself, so also after a beginning.
   */
  #sequence(a: Step, b: Step): number {
    if (a.at === undefined || b.at === undefined) {
      return Number(a.at !== undefined) - Number(b.at !== undefined);
    }
    const distance = this.compare(a.at, b.at) ?? 0;
    return distance === 0 ? ranks[a.kind] - ranks[b.kind] : distance;
  }

  #parse(version: string): VersionKey | undefined {
    const known = this.#parsed.get(version);
    if (known !== undefined || this.#parsed.has(version)) return known;
    const parsed = this.#order?.parse(version);
    this.#parsed.set(version, parsed);
    return parsed;
  }
}

interface Step {
  readonly kind: 'introduced' | 'fixed' | 'lastAffected' | 'limit';
  /** Undefined: before every version. */
  readonly at: string | undefined;
}

const ranks = { fixed: 0, limit: 0, introduced: 1, lastAffected: 2 } as const;

function endOf(event: RangeEvent): string | undefined {
  if ('fixed' in event) return event.fixed;
  if ('limit' in event) return event.limit;
  return 'lastAffected' in event ? event.lastAffected : undefined;
}
