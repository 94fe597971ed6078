import type * as t from '@babel/types';
import type { BlockId, Temp, VariableId } from '../../ir/ir.ts';
import { spanOf, type Context } from './context.ts';

/**
 * Evaluates a condition and leads to `yes` or `no`. Short circuits become branches, so that each test that is left is
 * one operation. A chain of the same operator is walked: generated ones have thousands of links.
 */
export function condition(context: Context, test: t.Node, yes: BlockId, no: BlockId): void {
  if (test.type === 'UnaryExpression' && test.operator === '!') {
    return condition(context, test.argument, no, yes);
  }
  const { fn } = context;
  if (test.type !== 'LogicalExpression' || test.operator === '??') {
    return fn.end({ op: 'branch', test: context.expression(test), yes, no });
  }
  const operands = operandsOf(test);
  for (const [index, operand] of operands.entries()) {
    const next = index === operands.length - 1 ? undefined : fn.newBlock();
    if (test.operator === '&&') condition(context, operand, next ?? yes, no);
    else condition(context, operand, yes, next ?? no);
    if (next !== undefined) fn.enter(next);
  }
}

/** `[a, b, c]` of `a && b && c`, of one operator. */
function operandsOf(node: t.LogicalExpression): readonly t.Expression[] {
  const operands: t.Expression[] = [];
  let at: t.Expression = node;
  while (at.type === 'LogicalExpression' && at.operator === node.operator) {
    operands.push(at.right);
    at = at.left;
  }
  operands.push(at);
  return operands.toReversed();
}

/** The value of `a && b`, `a || b`, `a ?? b`. */
export function logical(context: Context, node: t.LogicalExpression): Temp {
  const { fn } = context;
  const result = context.hidden('%choice');
  const after = fn.newBlock();
  const operands = operandsOf(node);
  const last = operands.length - 1;
  for (const operand of operands.slice(0, last)) {
    const next = fn.newBlock();
    unlessDecided(context, { operator: node.operator, operand, result }, { next, after });
    fn.enter(next);
  }
  const end = operands[last] ?? node;
  fn.write(result, context.expression(end), spanOf(end));
  fn.jump(after);
  fn.enter(after);
  return fn.read(result, spanOf(node));
}

/** One operand that is not the last: it decides, or the next one has its turn. */
function unlessDecided(
  context: Context,
  step: {
    readonly operator: '&&' | '||' | '??';
    readonly operand: t.Expression;
    readonly result: VariableId;
  },
  { next, after }: { readonly next: BlockId; readonly after: BlockId },
): void {
  const { fn } = context;
  const { operator, operand, result } = step;
  const at = spanOf(operand);
  if (operator === '&&') {
    // What is false carries nothing: there it is a constant, and the test stays one operation.
    fn.write(result, fn.constant('other', 'false', at), at);
    return condition(context, operand, next, after);
  }
  const value = context.expression(operand);
  fn.write(result, value, at);
  if (operator === '||') return fn.end({ op: 'branch', test: value, yes: after, no: next });
  const nothing = fn.constant('nothing', '', at);
  const test = context.emit({ op: 'compute', operator: '==', args: [value, nothing] }, operand);
  fn.end({ op: 'branch', test, yes: next, no: after });
}

/** The value of `test ? yes : no`; a chain of them is walked. */
export function choice(context: Context, node: t.ConditionalExpression): Temp {
  const { fn } = context;
  const result = context.hidden('%choice');
  const after = fn.newBlock();
  let at: t.Expression = node;
  while (at.type === 'ConditionalExpression') {
    const [yes, no] = [fn.newBlock(), fn.newBlock()];
    condition(context, at.test, yes, no);
    fn.enter(yes);
    fn.write(result, context.expression(at.consequent), spanOf(at.consequent));
    fn.jump(after);
    fn.enter(no);
    at = at.alternate;
  }
  fn.write(result, context.expression(at), spanOf(at));
  fn.jump(after);
  fn.enter(after);
  return fn.read(result, spanOf(node));
}
