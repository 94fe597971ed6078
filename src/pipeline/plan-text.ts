import { parseDiff } from '../collect/diff-input.ts';
import { createSelection } from '../collect/selection.ts';
import type { OpenTarget } from '../collect/target.ts';
import type { Policy } from '../model/policy.ts';
import { textOfDiff } from './diff-units.ts';
import type { Plan } from './plan.ts';

/** The lines that a unified diff adds. */
export function planDiff(target: OpenTarget, policy: Policy, bytes: Uint8Array): Plan {
  const isSelected = createSelection({ ...target, within: '' }, policy.paths);
  const diff = parseDiff(bytes)
    .filter(({ path, lines }) => lines.length > 0 && isSelected(path))
    .map((file) => textOfDiff(file));
  const head = diff.map(({ planned }) => planned);
  return { ...nothing, kind: 'diff', head, diff, isSelected };
}

/** One text under a name. */
export function planText(name: string, bytes: Uint8Array): Plan {
  const content = { kind: 'bytes', bytes } as const;
  const planned = { key: name, path: name, content, sizeBytes: bytes.byteLength, stamp: '' };
  return { ...nothing, kind: 'stdin', head: bytes.byteLength === 0 ? [] : [planned] };
}

/** No file at all: the run is about endpoints. */
export function planNothing(): Plan {
  return { ...nothing, kind: 'endpoints', head: [] };
}

const nothing = {
  skipped: [],
  incomplete: [],
  whole: false,
  isSelected: (): boolean => false,
  dirty: false,
};
