import { classifyPath } from '../../collect/classify.ts';
import { stagedFiles } from '../../collect/staged.ts';
import type { ProgramRole } from '../../model/program-check.ts';
import { plannedBlob } from '../plan-tree.ts';
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
  const head = await headOf(work);
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
  if (plan.base === undefined) return { head: programOf(head), ...counts };
  const changed = new Set(plan.head.map(({ path }) => path));
  const former = plan.base.files;
  const kept = head.filter(({ path }) => !changed.has(path));
  // A change is judged by the rules before it, as it is by the policy before it.
  const isRule = ({ path }: Planned): boolean => roleOf(path) === 'rules';
  const base = [...kept, ...former];
  const judged = [...head.filter((each) => !isRule(each)), ...base.filter((each) => isRule(each))];
  return {
    head: programOf(judged),
    base: programOf(base),
    touched: new Set([...changed, ...former.map(({ path }) => path)]),
    ...counts,
  };
}

async function headOf({ target, plan, signal }: ProgramWork): Promise<readonly Planned[]> {
  if (plan.kind !== 'staged') return plan.tree ?? plan.head;
  const staged = await stagedFiles(target, signal);
  return staged
    .filter(({ path }) => plan.isSelected(path))
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
