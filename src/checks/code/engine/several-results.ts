import { CODE } from '../ir/encoding.ts';
import type { Ref } from './entities.ts';
import type { Frame } from './frame.ts';
import { loadMember } from './members.ts';
import { guardOf, joinValues, refValue, toGuard, UNKNOWN, type Fact, type Value } from './value.ts';

/**
 * One of the results of a call of Go with several. Functions of the program return a list of them; what a library
 * returns is described by its first result, unless its model describes members `0`, `1` or puts something there.
 * Undefined: the operation at `at` takes no result of a call, but an element or a member of something.
 */
export function resultOfCall(
  frame: Frame,
  at: number,
  { base, key }: { readonly base: Value; readonly key: string },
): Value | undefined {
  if (frame.module.language !== 'go' || !/^\d+$/u.test(key) || !isOfCall(frame, at)) {
    return undefined;
  }
  const site = frame.site(at);
  const lists = base.refs.filter((ref) => isListOfResults(frame, ref));
  const listed = lists.length === 0 ? undefined : loadMember(frame, refValue(...lists), key, site);
  const rest = base.refs.filter((ref) => !lists.includes(ref));
  const described = rest.filter((ref) => ref.kind === 'lib' && describes(frame, ref.path));
  if (described.length > 0) {
    return joinValues(listed, loadMember(frame, refValue(...described), key, site));
  }
  const isFirst = key === '0' && (rest.length > 0 || base.labels.length > 0);
  return isFirst ? joinValues(listed, { ...base, refs: rest }) : (listed ?? UNKNOWN);
}

/** Whether the base of a load at `at` is what a call at the same place returned: no element of a list. */
function isOfCall(frame: Frame, at: number): boolean {
  const call = frame.definitions[frame.word(at + 4)] ?? -1;
  return (
    call >= 0 &&
    frame.word(call) === CODE.call &&
    frame.word(call + 2) === frame.word(at + 2) &&
    frame.word(call + 3) === frame.word(at + 3)
  );
}

function isListOfResults(frame: Frame, ref: Ref): boolean {
  return (
    ref.kind === 'object' &&
    ref.what === 'list' &&
    ref.type === undefined &&
    (frame.field(ref, '0') !== undefined || frame.field(ref, '1') !== undefined)
  );
}

function describes(frame: Frame, path: string): boolean {
  const { library } = frame;
  return (
    library.member(library.lib(path), '0').isModelled ||
    library.member(library.lib(path), '1').isModelled
  );
}

/**
 * What has been shown on the way to a return holds where the error or the truth value beside the result says so:
 * `return name, nil`.
 */
export function guardResults(frame: Frame, value: Value, facts: readonly Fact[]): void {
  if (frame.module.language !== 'go') return;
  for (const ref of value.refs) {
    if (ref.kind !== 'object' || ref.what !== 'list' || ref.isShared) continue;
    for (const [key, each] of Array.from(frame.fields(ref))) {
      if (each.constants === undefined) continue;
      const open = guardOf(each);
      const guard = toGuard([...(open.yes ?? []), ...facts], [...(open.no ?? []), ...facts]);
      frame.put(ref, key, { ...each, guard });
    }
  }
}
