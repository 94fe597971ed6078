import type { CallNode } from '../../languages/python/ast.ts';
import type { Edit } from '../fix.ts';
import { endsPlainly, keyword, textOf, type PythonTree } from './tree.ts';

/** Turns a keyword argument that says so in so many words. */
export function turned(
  tree: PythonTree,
  call: CallNode,
  { name, to }: { readonly name: string; readonly to: boolean },
): readonly Edit[] | undefined {
  const value = keyword(call, name);
  if (value === undefined || textOf(tree, value) !== (to ? 'False' : 'True')) return undefined;
  return [{ start: value.start, end: value.end, text: to ? 'True' : 'False' }];
}

/** Adds an argument at the end. */
export function withArgument(
  tree: PythonTree,
  call: CallNode,
  argument: string,
): readonly Edit[] | undefined {
  const last = call.args.at(-1);
  if (last === undefined || !endsPlainly(tree, call)) return undefined;
  const { end } = last.value;
  return [{ start: end, end, text: `, ${argument}` }];
}
