import type * as t from '@babel/types';
import type { Temp } from '../../ir/ir.ts';
import { keyName, spanOf, type Context } from './context.ts';
import { namedValue } from './literals.ts';
import { placeOf, readPlace, writePlace, type Place } from './patterns.ts';

export function assignment(context: Context, node: t.AssignmentExpression): Temp {
  const { left, right, operator } = node;
  if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') {
    const src = context.expression(right);
    context.file.parts.assign(context, left, src);
    return src;
  }
  const place = placeOf(context, left);
  if (place === undefined) return context.expression(right);
  if (operator === '||=' || operator === '&&=' || operator === '??=') {
    return assignUnless(context, node, place);
  }
  const before = operator === '=' ? undefined : readPlace(context, place, left);
  const value = namedValue(context, right, nameOf(left));
  const src = before === undefined ? value : combined(context, node, [before, value]);
  writePlace(context, place, src, node);
  return src;
}

function combined(
  context: Context,
  node: t.AssignmentExpression,
  args: readonly [Temp, Temp],
): Temp {
  return node.operator === '+='
    ? context.emit({ op: 'concat', parts: args }, node)
    : context.emit({ op: 'compute', operator: node.operator.slice(0, -1), args }, node);
}

/** `a ||= b` is `a || (a = b)`. */
function assignUnless(context: Context, node: t.AssignmentExpression, place: Place): Temp {
  const { fn } = context;
  const [otherwise, after] = [fn.newBlock(), fn.newBlock()];
  const before = readPlace(context, place, node.left);
  if (node.operator === '??=') {
    const nothing = fn.constant('nothing', '', spanOf(node.left));
    const test = context.emit({ op: 'compute', operator: '==', args: [before, nothing] }, node);
    fn.end({ op: 'branch', test, yes: otherwise, no: after });
  } else {
    const [yes, no] = node.operator === '||=' ? [after, otherwise] : [otherwise, after];
    fn.end({ op: 'branch', test: before, yes, no });
  }
  fn.enter(otherwise);
  writePlace(context, place, namedValue(context, node.right, nameOf(node.left)), node);
  fn.jump(after);
  fn.enter(after);
  return readPlace(context, place, node);
}

/** `i++`: a number, and no longer what it was. */
export function update(context: Context, node: t.UpdateExpression): Temp {
  const place = placeOf(context, node.argument);
  if (place === undefined) return context.expression(node.argument);
  const args = [readPlace(context, place, node.argument)];
  const src = context.emit({ op: 'compute', operator: node.operator, args }, node);
  writePlace(context, place, src, node);
  return src;
}

function nameOf(target: t.Node): string {
  if (target.type === 'Identifier') return target.name;
  return target.type === 'MemberExpression' ? keyName(target.property, target.computed) : '';
}
