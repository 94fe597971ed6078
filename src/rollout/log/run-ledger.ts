import type { RuleVersion, StoppedBuild } from '../../model/evidence.ts';
import type { RunEntry, RuleTally } from '../../model/log-entry.ts';
import { NumberMap } from './number-map.ts';
import { digestInto, numberOf } from './place-digest.ts';
import { RunTable } from './run-table.ts';
import { WordList } from './word-list.ts';

/** Runs over a whole tree say nothing about builds. */
export const changeModes: ReadonlySet<string> = new Set(['since', 'staged', 'diff']);

/** A product, and the ring above it: whose entries count together is told by them. */
export interface Scope {
  readonly product: string;
  readonly group: string;
}

/** A run that would have stopped if every rule blocked. */
export interface StoppedRun extends Omit<StoppedBuild, 'fingerprints'> {
  /** Rules with findings that nothing covered, each with all that it found. */
  readonly rules: readonly { readonly rule: string; readonly fingerprints: readonly string[] }[];
}

/** Findings that a version of a rule brought within a scope, and since when it is at work. */
export interface Sighting {
  readonly version: RuleVersion;
  readonly scope: Scope;
  /** ISO 8601. */
  readonly since: string;
  readonly fingerprints: ReadonlySet<string>;
}

/** What the fold needs of a run. */
export type FoldedRun = Pick<
  RunEntry,
  | 'id'
  | 'at'
  | 'product'
  | 'group'
  | 'repository'
  | 'commit'
  | 'branch'
  | 'author'
  | 'mode'
  | 'rules'
>;

/** What can be kept in a file; views, of use until the next run is added. */
export interface PackedLedger {
  readonly rows: Float64Array<ArrayBuffer>;
  /** Stopped runs, one line of JSON each. */
  readonly stopped: Uint8Array<ArrayBuffer>;
  readonly scopes: readonly Scope[];
  /** Texts that stopped runs name by number. */
  readonly words: readonly string[];
  readonly sightings: readonly PackedSighting[];
}

interface PackedSighting {
  readonly version: RuleVersion;
  readonly scope: number;
  readonly since: string;
  readonly fingerprints: readonly string[];
}

interface Growing {
  readonly version: RuleVersion;
  readonly scope: number;
  since: string;
  readonly fingerprints: Set<string>;
}

/** A `StoppedRun` as it is kept: repository, author and rules by number, for they are few. */
type StoppedLine = readonly [
  at: string,
  repository: number,
  commit: string,
  branch: string,
  author: number,
  rules: readonly (readonly [rule: number, fingerprints: readonly string[]])[],
];

/** Half of the digits (base 32) of an id. */
const HALF_DIGITS = 10;
const LINE_FEED = 10;

/**
 * The runs of a log, folded to what evidence and forecast need of them; a run counts once, however often and in whatever
 * order it is added.
 */
export class RunLedger {
  #table = new RunTable();
  #stopped: Buffer<ArrayBuffer> = Buffer.alloc(0);
  #stoppedEnd = 0;
  readonly #scopes: Scope[] = [];
  readonly #words = new WordList();
  readonly #scopeNumbers = new Map<string, number>();
  /** By rule. */
  readonly #sightings = new Map<string, readonly Growing[]>();

  /** The inverse of `packed`. */
  static of({ rows, stopped, scopes, words, sightings }: PackedLedger): RunLedger {
    const ledger = new RunLedger();
    ledger.#table = new RunTable(rows);
    ledger.#stopped = Buffer.from(stopped.buffer, stopped.byteOffset, stopped.byteLength);
    ledger.#stoppedEnd = stopped.byteLength;
    for (const scope of scopes) ledger.#scopeNumber(scope);
    for (const word of words) ledger.#words.numberOf(word);
    for (const each of sightings) ledger.#see(each, each.scope);
    return ledger;
  }

  get size(): number {
    return this.#table.size;
  }

  /** False: the run is there already. */
  add(run: FoldedRun): boolean {
    const atMs = Date.parse(run.at);
    const idHigh = Number.parseInt(run.id.slice(0, HALF_DIGITS), 32);
    const idLow = Number.parseInt(run.id.slice(HALF_DIGITS), 32);
    if (this.#table.has(idHigh, idLow)) return false;
    const scope = this.#scopeNumber(run);
    const build = digestInto(run.commit, digestInto(run.repository));
    const isChange = changeModes.has(run.mode);
    this.#table.add({
      atMs,
      idHigh,
      idLow,
      build: numberOf(build),
      change: isChange ? numberOf(digestInto(run.branch, build)) : undefined,
      scope,
      stopped: isChange ? this.#noteStopped(run) : undefined,
    });
    for (const { rule, version, engine, new: found } of run.rules) {
      const fingerprints = found.map(({ fingerprint }) => fingerprint);
      this.#see({ version: { rule, version, engine }, since: run.at, fingerprints }, scope);
    }
    return true;
  }

  packed(): PackedLedger {
    return {
      rows: this.#table.packed(),
      stopped: this.#stopped.subarray(0, this.#stoppedEnd),
      scopes: this.#scopes,
      words: this.#words.all,
      sightings: [...this.#sightings.values()].flat().map((each) => ({
        ...each,
        fingerprints: [...each.fingerprints],
      })),
    };
  }

  sightings(): readonly Sighting[] {
    return [...this.#sightings.values()].flat().flatMap(({ scope, ...each }) => {
      const its = this.#scopes[scope];
      return its === undefined ? [] : [{ ...each, scope: its }];
    });
  }

  /** Counts the runs of these scopes. */
  count(isWanted: (scope: Scope) => boolean): number {
    return this.#countSince(-Infinity, isWanted);
  }

  /** Counts the commits of repositories that were looked at since then. */
  buildsSince(sinceMs: number, isWanted: (scope: Scope) => boolean): number {
    const builds = new Float64Array(this.#countSince(sinceMs, isWanted));
    let at = 0;
    for (const row of this.#rowsSince(sinceMs, isWanted)) {
      builds[at] = this.#table.at(row, 'build');
      at += 1;
    }
    builds.sort();
    return builds.reduce(
      (count, build, index) => (build === builds[index - 1] ? count : count + 1),
      0,
    );
  }

  /**
   * The last run of each commit, branch and repository that looked at a change since then, which is what its build was
   * told in the end: how many there are, and those that would have stopped, the newest first, read as they are iterated.
   */
  changesSince(
    sinceMs: number,
    isWanted: (scope: Scope) => boolean,
  ): { readonly count: number; readonly stopped: Iterable<StoppedRun> } {
    const latest = new NumberMap(this.#countSince(sinceMs, isWanted));
    for (const row of this.#rowsSince(sinceMs, isWanted)) {
      const change = this.#table.at(row, 'change');
      const known = change === -1 ? row : latest.get(change);
      if (known === undefined || this.#compare(known, row) < 0) latest.set(change, row);
    }
    const stopped = [...latest.rows()]
      .filter((row) => this.#table.stoppedOf(row) !== -1)
      .toSorted((a, b) => this.#compare(b, a));
    return { count: latest.size, stopped: this.#stoppedRuns(stopped) };
  }

  #countSince(sinceMs: number, isWanted: (scope: Scope) => boolean): number {
    const rows = this.#rowsSince(sinceMs, isWanted);
    let count = 0;
    while (rows.next().done !== true) count += 1;
    return count;
  }

  *#rowsSince(sinceMs: number, isWanted: (scope: Scope) => boolean): Generator<number> {
    const wanted = this.#scopes.map(isWanted);
    for (let row = 0; row < this.size; row++) {
      const isLate = this.#table.at(row, 'atMs') >= sinceMs;
      if (isLate && wanted[this.#table.scopeOf(row)] === true) yield row;
    }
  }

  #compare(a: number, b: number): number {
    const by = (field: 'atMs' | 'idHigh' | 'idLow'): number =>
      this.#table.at(a, field) - this.#table.at(b, field);
    return by('atMs') || by('idHigh') || by('idLow');
  }

  *#stoppedRuns(rows: readonly number[]): Generator<StoppedRun> {
    for (const row of rows) {
      const line = this.#lineAt(this.#table.stoppedOf(row));
      // oxlint-disable-next-line no-unsafe-type-assertion -- `#noteStopped` wrote it
      const [at, repository, commit, branch, author, rules] = JSON.parse(
        line.toString('utf8'),
      ) as StoppedLine;
      yield {
        at,
        repository: this.#words.word(repository),
        commit,
        branch,
        author: this.#words.word(author),
        rules: rules.map(([rule, fingerprints]) => ({
          rule: this.#words.word(rule),
          fingerprints,
        })),
      };
    }
  }

  #noteStopped(run: FoldedRun): number | undefined {
    const { at, repository, commit, branch, author } = run;
    const rules = run.rules
      .filter(wouldStop)
      .map(({ rule, new: found }): StoppedLine[5][number] => [
        this.#words.numberOf(rule),
        found.map(({ fingerprint }) => fingerprint),
      ]);
    if (rules.length === 0) return undefined;
    const line: StoppedLine = [
      at,
      this.#words.numberOf(repository),
      commit,
      branch,
      this.#words.numberOf(author),
      rules,
    ];
    return this.#keep(Buffer.from(JSON.stringify(line)));
  }

  /** Keeps a line outside of the heap; returns where it begins. */
  #keep(line: Uint8Array): number {
    const start = this.#stoppedEnd;
    const end = start + line.length + 1;
    if (end > this.#stopped.length) {
      const larger = Buffer.alloc(Math.max(2 * this.#stopped.length, end));
      larger.set(this.#stopped);
      this.#stopped = larger;
    }
    this.#stopped.set(line, start);
    this.#stopped[end - 1] = LINE_FEED;
    this.#stoppedEnd = end;
    return start;
  }

  #lineAt(start: number): Buffer<ArrayBuffer> {
    return this.#stopped.subarray(start, this.#stopped.indexOf(LINE_FEED, start));
  }

  #scopeNumber({ product, group }: Scope): number {
    const key = `${product}\0${group}`;
    const known = this.#scopeNumbers.get(key);
    if (known !== undefined) return known;
    this.#scopeNumbers.set(key, this.#scopes.length);
    return this.#scopes.push({ product, group }) - 1;
  }

  #see({ version, since, fingerprints }: Omit<PackedSighting, 'scope'>, scope: number): void {
    const ofRule = this.#sightings.get(version.rule) ?? [];
    const known = ofRule.find((each) => each.scope === scope && isSame(each.version, version));
    const sighting = known ?? { version, scope, since, fingerprints: new Set() };
    if (known === undefined) this.#sightings.set(version.rule, [...ofRule, sighting]);
    if (since < sighting.since) sighting.since = since;
    for (const fingerprint of fingerprints) sighting.fingerprints.add(fingerprint);
  }
}

function isSame(a: RuleVersion, b: RuleVersion): boolean {
  return a.version === b.version && a.engine === b.engine;
}

/** Comments and waivers covered some of its findings, not all. */
function wouldStop({ new: found, covered }: RuleTally): boolean {
  return found.length > covered;
}
