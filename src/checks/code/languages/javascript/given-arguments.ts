import type * as t from '@babel/types';

type Given = t.CallExpression['arguments'][number];

/** What a call is given. The parser mends `f(,)` by an argument that is none. */
export function argumentsOf({
  arguments: all,
}: {
  readonly arguments: readonly (Given | null)[];
}): readonly Given[] {
  return all.filter((each) => each !== null);
}
