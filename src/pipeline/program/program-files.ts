import { classifyPath } from '../../collect/classify.ts';
import { isWithin } from '../../collect/selection.ts';
import { stagedFiles } from '../../collect/staged.ts';
import type { ProgramRole } from '../../model/program-check.ts';
import { plannedBlob } from '../plan-tree.ts';
import type { PlannedFiles } from '../plan.ts';
import type { Planned } from '../planned.ts';
import type { ProgramWork } from './program-part.ts';

/** The files of a program, in order of path. */
export interface ProgramFiles {
  readonly head: readonly ProgramFile[];
  /** Before the change, where there is one. */
  readonly base?: readonly ProgramFile[];
  /** Paths of the head and of the base that the change touches; undefined: there is no base. */
  readonly touched?: ReadonlySet<string>;
  /** How many sources of the head lie in folders of other people's code, or are tests or examples that nobody asked for. */
  readonly vendored: number;
  readonly tests: number;
  readonly examples: number;
}

export interface ProgramFile {
  readonly planned: Planned;
  readonly role: ProgramRole;
}

type RoleOf = (path: string) => ProgramRole | undefined;

/** What of a run's files is part of the program: all of the target, not only what changed. */
export async function filesOfProgram(work: ProgramWork, roleOf: RoleOf): Promise<ProgramFiles> {
  const { plan } = work;
  const head = await headOf(work, plan);
  const wantsTests = asksForTests(work, head, roleOf);
  const wantsExamples = asksForAll(work) || !showsOther(head, roleOf);
  const isLeftOut = (role: ProgramRole): boolean =>
    (role === 'test' && !wantsTests) || (role === 'example' && !wantsExamples);
  const programOf = (files: readonly Planned[]): readonly ProgramFile[] =>
    files
      .flatMap((planned): readonly ProgramFile[] => {
        const role = classifyPath(planned.path) === undefined ? roleOf(planned.path) : undefined;
        return role === undefined || isLeftOut(role) ? [] : [{ planned, role }];
      })
      .toSorted((a, b) => (a.planned.path < b.planned.path ? -1 : 1));
  const counts = {
    vendored: countOf(head, ({ path }) => isVendoredSource(path, roleOf)),
    tests: wantsTests ? 0 : countOf(head, ({ path }) => ownRole(path, roleOf) === 'test'),
    examples: wantsExamples ? 0 : countOf(head, ({ path }) => ownRole(path, roleOf) === 'example'),
  };
  const outer = await outerOf(work, roleOf);
  const all = [...head, ...outer.head];
  if (plan.base === undefined) return { head: programOf(all), ...counts };
  const changed = new Set([...plan.head, ...outer.changed].map(({ path }) => path));
  const former = [...plan.base.files, ...outer.former];
  const kept = all.filter(({ path }) => !changed.has(path));
  // A change is judged by the rules before it, as it is by the policy before it.
  const isRule = ({ path }: Planned): boolean => roleOf(path) === 'rules';
  const base = [...kept, ...former];
  const judged = [...all.filter((each) => !isRule(each)), ...base.filter((each) => isRule(each))];
  return {
    head: programOf(judged),
    base: programOf(base),
    touched: new Set([...changed, ...former.map(({ path }) => path)]),
    ...counts,
  };
}

async function headOf(
  { target, signal }: ProgramWork,
  { kind, head, tree, isSelected }: PlannedFiles,
): Promise<readonly Planned[]> {
  if (kind !== 'staged') return tree ?? head;
  const staged = await stagedFiles(target, signal);
  return staged
    .filter(({ path }) => isSelected(path))
    .map(({ path, oid }) => plannedBlob(path, oid));
}

function asksForAll({ plan, settings }: ProgramWork): boolean {
  return settings.tests || plan.kind === 'stdin' || plan.kind === 'diff';
}

/** Chosen: a repository of examples has a script or two beside them, what examples are of has more. */
const FEWEST_SHOWN = 5;

/** Whether there is something that the examples are examples of. */
function showsOther(head: readonly Planned[], roleOf: RoleOf): boolean {
  const examples = countOf(head, ({ path }) => ownRole(path, roleOf) === 'example');
  const others = countOf(head, ({ path }) => ownRole(path, roleOf) === 'source');
  return others >= Math.min(FEWEST_SHOWN, examples);
}

/** Outside of the part of the target that is examined: what tells names of modules, and the rules of the target. */
interface OuterFiles {
  readonly head: readonly Planned[];
  /** Those of a change, and what they were before it. */
  readonly changed: readonly Planned[];
  readonly former: readonly Planned[];
}

async function outerOf(work: ProgramWork, roleOf: RoleOf): Promise<OuterFiles> {
  const { plan, target } = work;
  const whole = await plan.around?.();
  if (whole === undefined) return { head: [], changed: [], former: [] };
  const outer = (files: readonly Planned[]): readonly Planned[] =>
    files.filter(({ path }) => {
      const role = isWithin(path, target.within) ? undefined : roleOf(path);
      return role === 'configuration' || role === 'rules';
    });
  return {
    head: outer(await headOf(work, whole)),
    changed: outer(whole.head),
    former: outer(whole.base?.files ?? []),
  };
}

/** Whoever names a folder that holds nothing but tests wants them examined. */
function asksForTests(work: ProgramWork, head: readonly Planned[], roleOf: RoleOf): boolean {
  if (asksForAll(work)) return true;
  return work.target.within !== '' && head.every(({ path }) => roleOf(path) !== 'source');
}

function isVendoredSource(path: string, roleOf: RoleOf): boolean {
  const role = classifyPath(path) === 'vendored' ? roleOf(path) : undefined;
  return role === 'source' || role === 'test' || role === 'example';
}

function ownRole(path: string, roleOf: RoleOf): ProgramRole | undefined {
  return classifyPath(path) === undefined ? roleOf(path) : undefined;
}

function countOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.reduce((sum, item) => sum + (holds(item) ? 1 : 0), 0);
}
