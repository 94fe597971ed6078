import type { Fate, ReplayedFinding } from '../../model/backtest.ts';
import type { Finding } from '../../model/finding.ts';

/** What one step did to the findings of the files that it touched. */
export interface StepFate {
  /** ISO 8601. */
  readonly at: string;
  /** With their state against the step's base. */
  readonly findings: readonly Finding[];
  readonly fixed: readonly Finding[];
  /** Of the base; nobody looked for them in the head. */
  readonly unknown: readonly Finding[];
  /** Paths of the base that are gone. */
  readonly deleted: ReadonlySet<string>;
  /** Paths of the base of which one side could not be examined. */
  readonly missed: ReadonlySet<string>;
}

/** A finding of the past; its fate is known when the last step is made. */
export interface Tracked {
  readonly finding: () => ReplayedFinding;
}

class Life implements Tracked {
  fate: Fate = { state: 'present' };
  readonly #brought: Omit<ReplayedFinding, 'fate'>;

  constructor({ fingerprint, location: { path, region } }: Finding) {
    this.#brought = { fingerprint, path, line: region.startLine };
  }

  finding = (): ReplayedFinding => ({ ...this.#brought, fate: this.fate });
}

/** Follows findings from the step that brought them to the one that removed them, over moved lines and renamed files. */
export class Lifetimes {
  /** By path, then by the fingerprint that the finding has where it stands alone. */
  readonly #here = new Map<string, Map<string, Life>>();

  /** Call for each step in order of time; returns what it brought. */
  step(step: StepFate): ReadonlyMap<Finding, Tracked> {
    const { at, findings, fixed, unknown, deleted, missed } = step;
    // All are taken up before any is put down: two findings can change places.
    const carried = findings
      .filter(({ state }) => state !== 'new')
      .map((finding) => ({ finding, life: this.#take(formerPath(finding), finding.fingerprint) }));
    for (const { location, fingerprint } of fixed) {
      const state = deleted.has(location.path) ? 'vanished' : 'mended';
      this.#end(location.path, fingerprint, { state, at });
    }
    for (const { location, fingerprint } of unknown) {
      this.#end(location.path, fingerprint, { state: 'unknown', at });
    }
    for (const path of missed) {
      for (const fingerprint of this.#here.get(path)?.keys() ?? []) {
        this.#end(path, fingerprint, { state: 'unknown', at });
      }
    }
    for (const { finding, life } of carried) if (life !== undefined) this.#put(finding, life);
    return this.#bring(findings.filter(({ state }) => state === 'new'));
  }

  #bring(findings: readonly Finding[]): ReadonlyMap<Finding, Tracked> {
    const brought = new Map<Finding, Tracked>();
    for (const finding of findings) {
      const life = new Life(finding);
      this.#put(finding, life);
      brought.set(finding, life);
    }
    return brought;
  }

  #put({ location, identities }: Finding, life: Life): void {
    const inFile = this.#here.get(location.path) ?? new Map<string, Life>();
    this.#here.set(location.path, inFile.set(identities.primary, life));
  }

  #take(path: string, fingerprint: string): Life | undefined {
    const life = this.#here.get(path)?.get(fingerprint);
    this.#here.get(path)?.delete(fingerprint);
    return life;
  }

  #end(path: string, fingerprint: string, fate: Fate): void {
    const life = this.#take(path, fingerprint);
    if (life !== undefined) life.fate = fate;
  }
}

function formerPath({ movedFrom, location }: Finding): string {
  return movedFrom?.path ?? location.path;
}
