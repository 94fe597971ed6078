import type { Ref } from './entities.ts';
import type { Frame } from './frame.ts';
import { withLabels, type Value } from './value.ts';

/**
 * What is in an object that travelled in as a parameter, without what its callers put there: the summary asks each of
 * them for his own, and what one passes need not be what comes out for another.
 */
export function withoutCallers(frame: Frame, base: Value, ref: Ref, value: Value): Value {
  if (ref.kind !== 'object' || !isPassed(frame, base, ref)) return value;
  return withLabels(
    value,
    value.labels.filter(({ root }) => root.kind !== 'source'),
  );
}

function isPassed({ fn }: Frame, { labels }: Value, ref: Ref): boolean {
  return labels.some(
    ({ root, path }) =>
      path === '' &&
      root.kind === 'param' &&
      root.fn === fn &&
      (fn.params[root.index]?.read(fn)?.refs.includes(ref) ?? false),
  );
}
