import type { MainlineStep } from '../../collect/mainline.ts';
import type { RawChange } from '../../collect/raw-diff.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Examined } from '../examination.ts';
import type { Plan } from '../plan.ts';
import { plannedBlob } from '../plan-tree.ts';
import type { Planned } from '../planned.ts';

/** Contents of all steps, each once, and how many of them each step needs. */
export interface Contents {
  readonly planned: readonly Planned[];
  /** Of a content: its place in `planned`. */
  readonly placeOf: (planned: Planned) => number | undefined;
}

type IsSelected = (path: string) => boolean;

/** Everything that is to be examined: what a step makes of a file is mostly what the next one finds there. */
export function contentsOf(steps: readonly MainlineStep[], isSelected: IsSelected): Contents {
  const planned: Planned[] = [];
  const places = new Map<string, number>();
  const add = (side: Planned | undefined): void => {
    if (side === undefined || places.has(side.key)) return;
    places.set(side.key, planned.length);
    planned.push(side);
  };
  for (const change of steps.flatMap(({ changes }) => changes)) {
    const { base, current } = selected(change, isSelected);
    add(base);
    add(current);
  }
  return { planned, placeOf: ({ key }) => places.get(key) };
}

/** One step as `check --since <parent>` would have planned and examined it. */
export interface StepWork {
  readonly plan: Plan;
  readonly examined: Examined;
  /** Paths of the base that are gone. */
  readonly deleted: ReadonlySet<string>;
  /** Paths of the base of which one side could not be examined; they are in `plan` neither before nor after. */
  readonly missed: ReadonlySet<string>;
}

/** Takes the part of the common examination that belongs to one step. */
export function workOf(
  { commit, changes }: MainlineStep,
  isSelected: IsSelected,
  { contents, examined }: { readonly contents: Contents; readonly examined: Examined },
): StepWork {
  const sides = changes.map((change) => selected(change, isSelected));
  const isMissed = (planned: Planned | undefined): boolean =>
    planned !== undefined && examined.missed.has(contents.placeOf(planned) ?? -1);
  const isLost = ({ base, current }: Sides): boolean => isMissed(base) || isMissed(current);
  const lost = sides.filter(isLost);
  const whole = sides.filter((side) => !isLost(side));
  const head = whole.flatMap(({ current }) => current ?? []);
  const files = whole.flatMap(({ base }) => base ?? []);
  const results = [...head, ...files].map((each) => examined.results[contents.placeOf(each) ?? -1]);
  const parent = commit.parents[0] ?? '';
  const told = lostFiles(lost, examined.incomplete);
  return {
    plan: {
      kind: 'directory',
      head,
      base: {
        commit: parent,
        protectedBy: { ref: parent, commit: parent, mergeBase: parent },
        files,
        renames: renamesOf(whole),
        filesChanged: changes.length,
      },
      skipped: [],
      incomplete: told,
      whole: false,
      isSelected,
      dirty: false,
    },
    examined: { ...examined, results, incomplete: [], unwanted: [], missed: new Set() },
    deleted: new Set(
      whole.flatMap(({ base, current }) =>
        base !== undefined && current === undefined ? [base.path] : [],
      ),
    ),
    missed: new Set(lost.flatMap(({ base }) => base?.path ?? [])),
  };
}

interface Sides {
  readonly base: Planned | undefined;
  readonly current: Planned | undefined;
}

function selected({ base, current }: RawChange, isSelected: IsSelected): Sides {
  const planned = (side: RawChange['base']): Planned | undefined =>
    side !== undefined && isSelected(side.path) ? plannedBlob(side.path, side.oid) : undefined;
  return { base: planned(base), current: planned(current) };
}

function renamesOf(sides: readonly Sides[]): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  for (const { base, current } of sides) {
    if (base === undefined || current === undefined || base.path === current.path) continue;
    renames.set(current.path, base.path);
  }
  return renames;
}

function lostFiles(
  lost: readonly Sides[],
  incomplete: readonly Incomplete[],
): readonly Incomplete[] {
  const paths = new Set(lost.flatMap(({ base, current }) => [base?.path, current?.path]));
  return incomplete.filter(({ what }) => paths.has(what));
}
