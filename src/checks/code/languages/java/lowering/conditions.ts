import type { BlockId, Temp } from '../../../ir/ir.ts';
import type { BinaryNode, ChoiceNode, Expression } from '../syntax/nodes.ts';
import type { Context } from './context.ts';

/**
 * Evaluates a condition and leads to `yes` or `no`. Short circuits become branches, so that each test that is left is
 * one operation. A chain of the same operator is walked: generated ones have thousands of links.
 */
export function condition(context: Context, test: Expression, yes: BlockId, no: BlockId): void {
  const { fn } = context;
  if (isLogical(test)) return shortCircuit(context, test, { yes, no });
  if (test.kind === 'unary' && test.operator === '!') {
    return condition(context, test.value, no, yes);
  }
  if (test.kind === 'literal' && test.type === 'boolean') {
    return fn.jump(test.text === 'true' ? yes : no);
  }
  fn.end({ op: 'branch', test: context.expression(test), yes, no });
}

function shortCircuit(
  context: Context,
  test: BinaryNode,
  { yes, no }: { readonly yes: BlockId; readonly no: BlockId },
): void {
  const { fn } = context;
  const operands = operandsOf(test);
  for (const [index, operand] of operands.entries()) {
    const next = index === operands.length - 1 ? undefined : fn.newBlock();
    if (test.operator === '&&') condition(context, operand, next ?? yes, no);
    else condition(context, operand, yes, next ?? no);
    if (next !== undefined) fn.enter(next);
  }
}

export function isLogical(node: Expression): node is BinaryNode {
  return node.kind === 'binary' && (node.operator === '&&' || node.operator === '||');
}

/** `[a, b, c]` of `a && b && c`, of one operator. */
function operandsOf(node: BinaryNode): readonly Expression[] {
  const operands: Expression[] = [];
  let at: Expression = node;
  while (at.kind === 'binary' && at.operator === node.operator) {
    operands.push(at.right);
    at = at.left;
  }
  operands.push(at);
  return operands.toReversed();
}

/** The value of `a && b`, `a || b`: what decides it is a constant, else the last operand. */
export function logical(context: Context, node: BinaryNode): Temp {
  const { fn } = context;
  const result = context.hidden('%choice');
  const after = fn.newBlock();
  const decided = node.operator === '&&' ? 'false' : 'true';
  const operands = operandsOf(node);
  const last = operands.at(-1) ?? node;
  for (const operand of operands.slice(0, -1)) {
    const next = fn.newBlock();
    fn.write(result, fn.constant('boolean', decided, operand), operand);
    if (node.operator === '&&') condition(context, operand, next, after);
    else condition(context, operand, after, next);
    fn.enter(next);
  }
  fn.write(result, context.expression(last), last);
  fn.jump(after);
  fn.enter(after);
  return fn.read(result, node);
}

/** The value of `test ? yes : no`; a chain of them is walked. */
export function choice(context: Context, node: ChoiceNode): Temp {
  const { fn } = context;
  const result = context.hidden('%choice');
  const after = fn.newBlock();
  let at: Expression = node;
  while (at.kind === 'choice') {
    const [yes, no] = [fn.newBlock(), fn.newBlock()];
    condition(context, at.test, yes, no);
    fn.enter(yes);
    fn.write(result, context.expression(at.yes), at.yes);
    fn.jump(after);
    fn.enter(no);
    at = at.no;
  }
  fn.write(result, context.expression(at), at);
  fn.jump(after);
  fn.enter(after);
  return fn.read(result, node);
}
