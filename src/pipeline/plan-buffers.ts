import { createHash } from 'node:crypto';
import { createSelection } from '../collect/selection.ts';
import type { OpenTarget } from '../collect/target.ts';
import type { Policy } from '../model/policy.ts';
import { listTree } from './plan-tree.ts';
import type { Plan } from './plan.ts';
import type { Planned } from './planned.ts';
import type { BufferMode } from './request.ts';

/** Texts as an editor holds them, each by itself or within the tree in which they stand. */
export async function planBuffers(
  target: OpenTarget,
  policy: Policy,
  { buffers, alone }: BufferMode,
  signal: AbortSignal,
): Promise<Plan> {
  const isSelected = createSelection(target, policy.paths);
  const head = buffers.filter(({ path }) => isSelected(path)).map(planned);
  const tree = alone ? head : within(head, (await listTree(target, policy, signal)).tree ?? []);
  return {
    kind: 'directory',
    head,
    tree,
    skipped: [],
    incomplete: [],
    whole: false,
    isSelected,
    dirty: true,
  };
}

/** Named by its content, so that what is known of it is found again while it stays as it is. */
function planned({ path, bytes }: BufferMode['buffers'][number]): Planned {
  const stamp = `buffer:${createHash('sha256').update(bytes).digest('hex')}`;
  return { key: path, path, content: { kind: 'bytes', bytes }, sizeBytes: bytes.byteLength, stamp };
}

/** The tree with these instead of what lies on the disk. */
function within(head: readonly Planned[], tree: readonly Planned[]): readonly Planned[] {
  const held = new Set(head.map(({ path }) => path));
  return [...tree.filter(({ path }) => !held.has(path)), ...head];
}
