import type { Finding } from '../../model/finding.ts';
import type { ReplayedFinding } from '../../model/backtest.ts';

/** A finding of the past while its fate is followed. */
export interface Tracked {
  readonly rule: string;
  readonly finding: Omit<ReplayedFinding, 'goneAt' | 'vanished'>;
  goneAt: string | undefined;
  vanished: boolean;
}

/** What one step did to the findings of the files that it touched. */
export interface StepFate {
  /** ISO 8601. */
  readonly at: string;
  /** With their state against the step's base. */
  readonly findings: readonly Finding[];
  readonly fixed: readonly Finding[];
  /** Path in the head → path in the base. */
  readonly renames: ReadonlyMap<string, string>;
  /** Paths of the base that are gone. */
  readonly deleted: ReadonlySet<string>;
}

/** Follows findings from the step that brought them to the one that removed them, over moved lines and renamed files. */
export class Lifetimes {
  readonly #here = new Map<string, Tracked>();

  /** Call for each step in order of time; returns what it brought, in the order of its findings. */
  step({ at, findings, fixed, renames, deleted }: StepFate): readonly Tracked[] {
    const carried = findings
      .filter(({ state }) => state !== 'new')
      .flatMap((finding) => this.#take(finding, renames));
    for (const { location, fingerprint } of fixed) {
      const tracked = this.#remove(keyOf(location.path, fingerprint));
      if (tracked === undefined) continue;
      tracked.goneAt = at;
      tracked.vanished = deleted.has(location.path);
    }
    const brought = findings
      .filter(({ state }) => state === 'new')
      .map((finding) => bring(finding));
    for (const { finding, tracked } of [...carried, ...brought]) {
      this.#here.set(keyOf(finding.location.path, finding.identities.primary), tracked);
    }
    return brought.map(({ tracked }) => tracked);
  }

  /** What stood in the base under the fingerprint that the head took over. */
  #take(
    finding: Finding,
    renames: ReadonlyMap<string, string>,
  ): readonly { readonly finding: Finding; readonly tracked: Tracked }[] {
    const { path } = finding.location;
    const former = finding.movedFrom?.path ?? renames.get(path) ?? path;
    const tracked = this.#remove(keyOf(former, finding.fingerprint));
    return tracked === undefined ? [] : [{ finding, tracked }];
  }

  #remove(key: string): Tracked | undefined {
    const tracked = this.#here.get(key);
    this.#here.delete(key);
    return tracked;
  }
}

function bring(finding: Finding): { readonly finding: Finding; readonly tracked: Tracked } {
  const { fingerprint, ruleId, location } = finding;
  const { path, region } = location;
  return {
    finding,
    tracked: {
      rule: ruleId,
      finding: { fingerprint, path, line: region.startLine },
      goneAt: undefined,
      vanished: false,
    },
  };
}

/** A path has no NUL. */
function keyOf(path: string, fingerprint: string): string {
  return `${path}\0${fingerprint}`;
}
