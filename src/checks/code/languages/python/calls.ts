import type { Temp } from '../../ir/ir.ts';
import type { CallNode, Expression, SubscriptNode } from './ast.ts';
import type { Context } from './context.ts';
import { keyOf } from './targets.ts';

/** A callee, with its receiver and its name as they are written. */
export interface Callee {
  readonly callee: Temp;
  readonly base: Temp | undefined;
  readonly name: string;
}

export function calleeOf(context: Context, node: Expression): Callee {
  if (node.type === 'Attribute') {
    const base = context.expression(node.base);
    return { callee: context.fn.load(base, node.name, node), base, name: node.name };
  }
  const name = node.type === 'Name' ? node.name : '';
  return { callee: context.expression(node), base: undefined, name };
}

export function call(context: Context, node: CallNode): Temp {
  const special = superOf(context, node) ?? importOf(context, node);
  if (special !== undefined) return special;
  const { callee, base, name } = calleeOf(context, node.callee);
  const args: Temp[] = [];
  const named: { name: string; value: Temp }[] = [];
  let spreadFrom: number | undefined;
  for (const each of node.args) {
    const value = context.expression(each.value);
    if (each.name === '*') spreadFrom ??= args.length;
    if (each.name === '' || each.name === '*') args.push(value);
    else named.push({ name: each.name, value });
  }
  return context.fn.call(callee, name, args, node, { base, named, spreadFrom });
}

/** `super()` is the receiver, said to be of the class that it extends. */
function superOf(context: Context, { callee, start, end }: CallNode): Temp | undefined {
  const type = context.place.self?.bases[0] ?? '';
  if (callee.type !== 'Name' || callee.name !== 'super' || type === '') return undefined;
  if (context.scope.find('super') !== undefined) return undefined;
  const src = context.fn.read(context.place.receiver, callee);
  return context.emit({ op: 'cast', src, type }, { start, end });
}

/** `__import__('os')` is the module. */
function importOf(context: Context, { callee, args, start, end }: CallNode): Temp | undefined {
  const [first] = args;
  if (callee.type !== 'Name' || callee.name !== '__import__') return undefined;
  if (first?.value.type !== 'Text' || first.name !== '') return undefined;
  return context.emit({ op: 'module', specifier: first.value.value }, { start, end });
}

/** `base[index]`; of a slice, which is a part of the same thing, a call of `slice`. */
export function subscript(context: Context, node: SubscriptNode): Temp {
  const base = context.expression(node.base);
  if (node.index.type === 'Slice') {
    const args = node.index.bounds.map((each) => context.expression(each));
    const callee = context.fn.load(base, 'slice', node);
    return context.fn.call(callee, 'slice', args, node, { base });
  }
  const { key, index } = keyOf(context, node);
  return context.emit({ op: 'load', base, key, index }, node);
}
