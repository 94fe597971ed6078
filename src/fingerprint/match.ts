import type { Finding } from '../model/finding.ts';
import { compareFindings } from './order.ts';

/** What the findings of a run are compared with. */
export interface BaselineFindings {
  readonly findings: readonly Finding[];
  /** Names the key that the discriminators were made with; without it they are not compared. */
  readonly keyId?: string;
}

export interface MatchOptions {
  /** As in `BaselineFindings`, of the head. */
  readonly keyId?: string;
  /** Path in the head → path in the base, where git knows of a rename. */
  readonly renames?: ReadonlyMap<string, string>;
  /** Whether the head was searched for this finding of the base; default: always. */
  readonly examined?: (base: Finding) => boolean;
}

export interface Matched {
  /** Every finding of the head, in order of place: new, existing or moved. */
  readonly findings: readonly Finding[];
  /** Findings of the base that are gone. */
  readonly fixed: readonly Finding[];
  /**
   * Findings of the base that nobody looked for in the head: neither there nor gone. Without keyed hashes where those are
   * of another key, so that they can be stored beside the findings of the head.
   */
  readonly unknown: readonly Finding[];
}

/** One way to recognise a finding; findings are compared within one place, by one key, in order of place. */
interface Pass {
  /** `path`: the same path; `file`: that or the path that the file had in the base; `anywhere`: any file. */
  readonly within: 'path' | 'file' | 'anywhere';
  readonly key: (finding: Finding) => string;
  /** What must hold for hidden values: known and equal; or there are none; or at least not known to differ. */
  readonly hidden: 'equal' | 'equal-or-none' | 'not-different';
}

const digestOf = (identity: string): string => identity.slice(0, identity.lastIndexOf(':'));
const contextOf = ({ identities }: Finding): string => digestOf(identities.lineHash);
const primary = ({ identities }: Finding): string => digestOf(identities.primary);
const moved = ({ identities }: Finding): string => digestOf(identities.moved);

/** Strict before loose: docs/fingerprints.md, "Matching", has the reasons. */
const passes: readonly Pass[] = [
  { within: 'path', key: (f) => `${primary(f)} ${contextOf(f)}`, hidden: 'not-different' },
  { within: 'path', key: primary, hidden: 'not-different' },
  { within: 'file', key: (f) => `${moved(f)} ${contextOf(f)}`, hidden: 'not-different' },
  { within: 'file', key: moved, hidden: 'not-different' },
  { within: 'anywhere', key: (f) => `${moved(f)} ${contextOf(f)}`, hidden: 'not-different' },
  { within: 'anywhere', key: moved, hidden: 'equal-or-none' },
  { within: 'file', key: ({ identities }) => digestOf(identities.loose), hidden: 'not-different' },
  { within: 'file', key: (f) => `${f.ruleId} ${contextOf(f)}`, hidden: 'not-different' },
  { within: 'file', key: ({ ruleId }) => ruleId, hidden: 'equal' },
  { within: 'anywhere', key: ({ ruleId }) => ruleId, hidden: 'equal' },
];

/**
 * Tells which findings of the head stood in the base. One to one, the same whatever the order of both lists, n log n.
 * What is not recognised is new, and no fingerprint is given to two findings.
 */
export function matchBaseline(
  head: readonly Finding[],
  base: BaselineFindings,
  options: MatchOptions = {},
): Matched {
  const matching = new Matching(head, base, options);
  for (const pass of passes) matching.run(pass);
  return matching.result(options.examined ?? (() => true));
}

/** At most so many earlier paths are tried for one file: a file put together from more is a new file. */
const MAX_FORMER_PATHS = 8;

class Matching {
  readonly #head: readonly Finding[];
  readonly #base: readonly Finding[];
  readonly #pairs = new Map<Finding, Finding>();
  readonly #comparesHidden: boolean;
  /** Path in the head → paths in the base, from git and from what was recognised so far. */
  readonly #formerPaths = new Map<string, Set<string>>();
  #openHead: readonly Finding[];
  #openBase: readonly Finding[];

  constructor(head: readonly Finding[], base: BaselineFindings, options: MatchOptions) {
    this.#head = head.toSorted(compareFindings);
    this.#base = base.findings.toSorted(compareFindings);
    this.#openHead = this.#head;
    this.#openBase = this.#base;
    this.#comparesHidden = base.keyId !== undefined && base.keyId === options.keyId;
    for (const [to, from] of options.renames ?? []) this.#formerPaths.set(to, new Set([from]));
  }

  run(pass: Pass): void {
    this.#round(pass, 'equal');
    if (pass.hidden !== 'equal') this.#round(pass, pass.hidden);
  }

  result(examined: (base: Finding) => boolean): Matched {
    const gone = this.#openBase.filter((finding) => examined(finding));
    return {
      findings: this.#withStates(),
      fixed: gone.map(asFixed),
      unknown: this.#openBase
        .filter((finding) => !examined(finding))
        .map((finding) => (this.#comparesHidden ? finding : withoutDiscriminator(finding))),
    };
  }

  #round(pass: Pass, hidden: Pass['hidden']): void {
    const queues = new Queues();
    for (const finding of this.#openBase) {
      const place = pass.within === 'anywhere' ? anywhere(finding) : placeOf(finding);
      const tag = hidden === 'equal' ? this.#knownValue(finding) : hasValue(finding);
      if (tag !== undefined) queues.add(keyOf(place, pass.key(finding), tag), finding);
    }
    for (const finding of this.#openHead) {
      const key = pass.key(finding);
      const tags = this.#acceptable(finding, hidden);
      const keys = this.#places(finding, pass.within).flatMap((place) =>
        tags.map((tag) => keyOf(place, key, tag)),
      );
      const found = queues.takeFirst(keys);
      if (found !== undefined) this.#pair(finding, found);
    }
    const matchedBase = new Set(this.#pairs.values());
    this.#openHead = this.#openHead.filter((finding) => !this.#pairs.has(finding));
    this.#openBase = this.#openBase.filter((finding) => !matchedBase.has(finding));
  }

  /** Which base findings may be taken for this one, as far as hidden values go; the best first. */
  #acceptable(finding: Finding, hidden: Pass['hidden']): readonly string[] {
    if (hidden === 'equal') return [this.#knownValue(finding) ?? []].flat();
    const has = hasValue(finding);
    if (hidden === 'equal-or-none') return has === 'none' ? ['none'] : [];
    if (has === 'none') return ['none', 'some'];
    return this.#comparesHidden ? ['none'] : ['some', 'none'];
  }

  #knownValue(finding: Finding): string | undefined {
    return this.#comparesHidden ? finding.discriminator : undefined;
  }

  #places(finding: Finding, within: Pass['within']): readonly string[] {
    const { location } = finding;
    if (within === 'anywhere') return [anywhere(finding)];
    if (within === 'path' || location.endpoint !== undefined) return [placeOf(finding)];
    return [location.path, ...(this.#formerPaths.get(location.path) ?? [])];
  }

  #pair(head: Finding, base: Finding): void {
    this.#pairs.set(head, base);
    if (head.location.path === base.location.path) return;
    const former = this.#formerPaths.get(head.location.path) ?? new Set();
    if (former.size < MAX_FORMER_PATHS) former.add(base.location.path);
    this.#formerPaths.set(head.location.path, former);
  }

  #withStates(): readonly Finding[] {
    const names = new Names(this.#base);
    return this.#head.map((finding) => {
      const base = this.#pairs.get(finding);
      if (base === undefined) {
        return { ...finding, state: 'new', fingerprint: names.free(finding.identities.primary) };
      }
      const { fingerprint, location } = base;
      if (isSamePlace(finding, base)) return { ...finding, state: 'existing', fingerprint };
      const movedFrom = { path: location.path, line: location.region.startLine };
      return { ...finding, state: 'moved', fingerprint, movedFrom };
    });
  }
}

/** Findings of the base that look alike, each taken once, in order. */
class Queues {
  readonly #queues = new Map<string, { readonly findings: Finding[]; next: number }>();

  add(key: string, finding: Finding): void {
    const queue = this.#queues.get(key);
    if (queue === undefined) this.#queues.set(key, { findings: [finding], next: 0 });
    else queue.findings.push(finding);
  }

  takeFirst(keys: readonly string[]): Finding | undefined {
    for (const key of keys) {
      const queue = this.#queues.get(key);
      const finding = queue?.findings[queue.next];
      if (queue === undefined || finding === undefined) continue;
      queue.next += 1;
      return finding;
    }
    return undefined;
  }
}

/** Fingerprints that are taken: by the base, and by what was named since. */
class Names {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();

  constructor(base: readonly Finding[]) {
    this.#taken = new Set(base.map(({ fingerprint }) => fingerprint));
  }

  /** The wanted fingerprint, or the one with the next free index. */
  free(wanted: string): string {
    const digest = digestOf(wanted);
    let name = wanted;
    let index = this.#next.get(digest) ?? 0;
    while (this.#taken.has(name)) name = `${digest}:${index++}`;
    this.#next.set(digest, index);
    this.#taken.add(name);
    return name;
  }
}

/** An endpoint is no file, whatever its name looks like. A path has no NUL. */
function placeOf({ location }: Finding): string {
  return location.endpoint === undefined ? location.path : `endpoint\0${location.path}`;
}

/** A file can move, an endpoint cannot: another endpoint is another place. */
function anywhere(finding: Finding): string {
  return finding.location.endpoint === undefined ? '' : placeOf(finding);
}

function hasValue({ discriminator }: Finding): 'some' | 'none' {
  return discriminator === undefined ? 'none' : 'some';
}

function asFixed(finding: Finding): Finding {
  return { ...finding, state: 'fixed' };
}

function withoutDiscriminator(finding: Finding): Finding {
  const { discriminator: _, ...rest } = finding;
  return rest;
}

function isSamePlace({ location: a }: Finding, { location: b }: Finding): boolean {
  return a.path === b.path && a.inner === b.inner;
}

/** A path has no NUL, a key and a tag have none. */
function keyOf(place: string, key: string, tag: string): string {
  return `${place}\0${key}\0${tag}`;
}
