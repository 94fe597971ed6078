import type { Temp } from '../../ir/ir.ts';
import type { Expression, ListNode, SubscriptNode } from './ast.ts';
import type { Context } from './context.ts';

/** Writes `src` to a name, a member, or what each of several targets takes of it. */
export function assign(context: Context, target: Expression, src: Temp): void {
  const { fn } = context;
  if (target.type === 'Name') {
    fn.write(context.scope.find(target.name) ?? context.scope.declare(target.name), src, target);
  } else if (target.type === 'Attribute') {
    fn.store(context.expression(target.base), target.name, src, target);
  } else if (target.type === 'Subscript') {
    const base = context.expression(target.base);
    const { key, index } = keyOf(context, target);
    context.emit({ op: 'store', base, key, index, src }, target);
  } else if (target.type === 'Tuple' || target.type === 'List') unpack(context, target, src);
  else if (target.type === 'Starred' && target.value !== undefined) {
    assign(context, target.value, src);
  }
}

/** `a, *b, c = src`. */
function unpack(context: Context, target: ListNode, src: Temp): void {
  const star = target.elements.findIndex(({ type }) => type === 'Starred');
  for (const [index, each] of target.elements.entries()) {
    if (each.type === 'Starred') {
      assign(context, each, src);
      continue;
    }
    // Behind a star nobody knows the position.
    const key = star === -1 || index < star ? String(index) : '*';
    assign(context, each, context.fn.load(src, key, each));
  }
}

/** Assigns a tuple to a tuple part by part: all values are computed before the first is written. */
export function assignEach(context: Context, target: Expression, value: Expression): boolean {
  if (target.type !== 'Tuple' || value.type !== 'Tuple') return false;
  const parts = [...target.elements, ...value.elements];
  if (target.elements.length !== value.elements.length) return false;
  if (parts.some(({ type }) => type === 'Starred')) return false;
  const values = value.elements.map((each) => context.expression(each));
  for (const [index, each] of target.elements.entries()) assign(context, each, values[index] ?? -1);
  return true;
}

/** The key of a subscript where it is a constant, else the index that is computed. */
export function keyOf(
  context: Context,
  { index }: SubscriptNode,
): { readonly key: string; readonly index: Temp | undefined } {
  if (index.type === 'Text' && index.value !== '') return { key: index.value, index: undefined };
  if (index.type === 'Constant' && index.kind === 'number') {
    return { key: index.text, index: undefined };
  }
  // From the end, or a part of it: any element.
  if (index.type === 'Slice' || (index.type === 'Unary' && index.operand.type === 'Constant')) {
    return { key: '*', index: undefined };
  }
  return { key: '', index: context.expression(index) };
}

/** Declares the names of a target that has a scope of its own. */
export function declareNames(context: Context, target: Expression): void {
  if (target.type === 'Name') context.scope.declare(target.name);
  else if (target.type === 'Tuple' || target.type === 'List') {
    for (const each of target.elements) declareNames(context, each);
  } else if (target.type === 'Starred' && target.value !== undefined) {
    declareNames(context, target.value);
  }
}
