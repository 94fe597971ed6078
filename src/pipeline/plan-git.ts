import type { HistoryBlob } from '../collect/history.ts';
import { listHistory } from '../collect/history.ts';
import { createSelection } from '../collect/selection.ts';
import { stagedChanges } from '../collect/staged.ts';
import type { OpenTarget } from '../collect/target.ts';
import type { Policy } from '../model/policy.ts';
import type { Plan } from './plan.ts';
import { plannedBase, plannedBlob } from './plan-tree.ts';

/** What the next commit would bring, against HEAD. */
export async function planStaged(
  target: OpenTarget,
  policy: Policy,
  signal: AbortSignal,
): Promise<Plan> {
  const isSelected = createSelection(target, policy.paths);
  const changes = (await stagedChanges(target, signal)).filter(({ path }) => isSelected(path));
  return {
    kind: 'staged',
    head: changes.map(({ path, oid }) => plannedBlob(path, oid)),
    base: plannedBase(target.git?.commit ?? '', changes),
    skipped: [],
    incomplete: [],
    whole: false,
    isSelected,
    dirty: true,
  };
}

/** Every content that any file ever had, in the order in which commits brought them. */
export async function planHistory(
  target: OpenTarget,
  policy: Policy,
  signal: AbortSignal,
): Promise<Plan> {
  const isSelected = createSelection(target, policy.paths);
  const history = await listHistory(target, signal);
  const blobs: HistoryBlob[] = [];
  for await (const blob of history.blobs) if (isSelected(blob.path)) blobs.push(blob);
  return {
    kind: 'history',
    head: blobs.map(({ path, oid }) => plannedBlob(path, oid)),
    skipped: [],
    incomplete: history.incomplete,
    whole: target.within === '',
    isSelected,
    dirty: false,
    history: blobs,
  };
}
