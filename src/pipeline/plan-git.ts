import type { HistoryBlob } from '../collect/history.ts';
import { listHistory } from '../collect/history.ts';
import { createSelection, isWithin } from '../collect/selection.ts';
import { stagedChanges } from '../collect/staged.ts';
import { SkipTally } from '../collect/tally.ts';
import type { OpenTarget } from '../collect/target.ts';
import type { Policy } from '../model/policy.ts';
import type { Plan } from './plan.ts';
import { aroundOf, plannedBase, plannedBlob } from './plan-tree.ts';

/** What the next commit would bring, against HEAD. */
export async function planStaged(
  target: OpenTarget,
  policy: Policy,
  signal: AbortSignal,
): Promise<Plan> {
  const isSelected = createSelection(target, policy.paths);
  const passedOver = new SkipTally();
  const changes = (await stagedChanges(target, signal)).filter(({ path }) => {
    const selected = isSelected(path);
    if (!selected && isWithin(path, target.within)) passedOver.add('excluded', path);
    return selected;
  });
  return {
    kind: 'staged',
    head: changes.map(({ path, oid }) => plannedBlob(path, oid)),
    base: plannedBase(target.git?.commit ?? '', changes),
    skipped: passedOver.result(),
    incomplete: [],
    whole: false,
    isSelected,
    ...aroundOf(target, (whole) => planStaged(whole, policy, signal)),
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
  const passedOver = new SkipTally();
  for await (const blob of history.blobs) {
    if (isSelected(blob.path)) blobs.push(blob);
    else if (isWithin(blob.path, target.within)) passedOver.add('excluded', blob.path);
  }
  return {
    kind: 'history',
    head: blobs.map(({ path, oid }) => plannedBlob(path, oid)),
    skipped: passedOver.result(),
    incomplete: history.incomplete,
    whole: target.within === '',
    isSelected,
    dirty: false,
    history: blobs,
  };
}
