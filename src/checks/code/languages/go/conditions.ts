import type { BlockId, Temp } from '../../ir/ir.ts';
import type { Context } from './context.ts';
import type { Expr, Operation } from './syntax/ast.ts';
import { T } from './syntax/tokens.ts';

/** Short circuits become branches, so that each test that is left is one operation. */
export function condition(context: Context, test: Expr, yes: BlockId, no: BlockId): void {
  const { fn } = context;
  if (test.kind === 'unary' && test.operator === T.not) {
    return condition(context, test.operand, no, yes);
  }
  if (test.kind !== 'operation' || !isLogical(test)) {
    return fn.end({ op: 'branch', test: context.expression(test), yes, no }, test);
  }
  const isAnd = test.operator === T.logicalAnd;
  for (const operand of test.operands.slice(0, -1)) {
    const middle = fn.newBlock();
    if (isAnd) condition(context, operand, middle, no);
    else condition(context, operand, yes, middle);
    fn.enter(middle);
  }
  const last = test.operands.at(-1);
  if (last !== undefined) condition(context, last, yes, no);
}

/** Whether it is `&&` or `||`. */
export function isLogical({ operator }: Operation): boolean {
  return operator === T.logicalAnd || operator === T.logicalOr;
}

/** The value of `a && b`: what `b` is, or false where `a` was not true. */
export function logicalValue(context: Context, node: Operation): Temp {
  const { fn } = context;
  const isAnd = node.operator === T.logicalAnd;
  const result = context.module.declare('%choice', fn.id);
  const [early, after] = [fn.newBlock(), fn.newBlock()];
  for (const operand of node.operands.slice(0, -1)) {
    const middle = fn.newBlock();
    if (isAnd) condition(context, operand, middle, early);
    else condition(context, operand, early, middle);
    fn.enter(middle);
  }
  const last = node.operands.at(-1);
  if (last !== undefined) fn.write(result, context.expression(last), last);
  fn.jump(after);
  fn.enter(early);
  fn.write(result, fn.constant('boolean', isAnd ? 'false' : 'true', node), node);
  fn.jump(after);
  fn.enter(after);
  return fn.read(result, node);
}
