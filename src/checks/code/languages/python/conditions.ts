import type { BlockId, Span, Temp } from '../../ir/ir.ts';
import type { BoolNode, CompareNode, Expression } from './ast.ts';
import type { Context } from './context.ts';

/** What the intermediate form calls Python's comparisons. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['==', '==='],
  ['is', '==='],
  ['!=', '!=='],
  ['<>', '!=='],
  ['is not', '!=='],
  ['not in', 'in'],
]);

/** Short circuits become branches, so that each test that is left is one operation. */
export function condition(context: Context, test: Expression, yes: BlockId, no: BlockId): void {
  let [at, whenTrue, whenFalse] = [test, yes, no];
  while (at.type === 'Unary' && at.operator === 'not') {
    at = at.operand;
    [whenTrue, whenFalse] = [whenFalse, whenTrue];
  }
  if (at.type === 'Bool') shortCircuit(context, at, whenTrue, whenFalse);
  else if (at.type === 'Compare') comparisons(context, at, whenTrue, whenFalse);
  else context.fn.end({ op: 'branch', test: context.expression(at), yes: whenTrue, no: whenFalse });
}

function shortCircuit(context: Context, node: BoolNode, yes: BlockId, no: BlockId): void {
  const { fn } = context;
  for (const [index, each] of node.values.entries()) {
    const isLast = index === node.values.length - 1;
    const next = isLast ? yes : fn.newBlock();
    if (isLast) inner(context, each, yes, no);
    else if (node.operator === 'and') inner(context, each, next, no);
    else inner(context, each, yes, next);
    if (!isLast) fn.enter(next);
  }
}

/** A condition in a condition counts as deep as an expression in one. */
function inner(context: Context, test: Expression, yes: BlockId, no: BlockId): void {
  context.place.depth.now += 1;
  condition(context, test, yes, no);
  context.place.depth.now -= 1;
}

/** `a < b < c` is `a < b and b < c`. */
function comparisons(context: Context, node: CompareNode, yes: BlockId, no: BlockId): void {
  const { fn } = context;
  let left = context.expression(node.left);
  for (const [index, { operator, right }] of node.rest.entries()) {
    const value = context.expression(right);
    const test = compare(context, { operator, left, right: value }, node);
    const next = index === node.rest.length - 1 ? yes : fn.newBlock();
    const isSwapped = operator === 'not in';
    fn.end({ op: 'branch', test, yes: isSwapped ? no : next, no: isSwapped ? next : no });
    if (next !== yes) fn.enter(next);
    left = value;
  }
}

interface Pair {
  readonly operator: string;
  readonly left: Temp;
  readonly right: Temp;
}

/** One comparison; of `not in` that of `in`, for whoever knows to turn it round. */
function compare(context: Context, { operator, left, right }: Pair, at: Span): Temp {
  const name = OPERATORS.get(operator) ?? operator;
  return context.emit({ op: 'compute', operator: name, args: [left, right] }, at);
}

/** A comparison as a value. */
export function compared(context: Context, node: CompareNode): Temp {
  let left = context.expression(node.left);
  const results: Temp[] = [];
  for (const { operator, right } of node.rest) {
    const value = context.expression(right);
    const test = compare(context, { operator, left, right: value }, node);
    const isSwapped = operator === 'not in';
    results.push(
      isSwapped ? context.emit({ op: 'compute', operator: '!', args: [test] }, node) : test,
    );
    left = value;
  }
  const [only = -1] = results;
  return results.length === 1
    ? only
    : context.emit({ op: 'compute', operator: '&&', args: results }, node);
}

/** The value of `a and b` or `a or b`: that of the operand that decides. */
export function shortValue(context: Context, node: BoolNode): Temp {
  const { fn } = context;
  const result = context.hidden('%choice');
  const after = fn.newBlock();
  for (const [index, each] of node.values.entries()) {
    if (index === node.values.length - 1) {
      fn.write(result, context.expression(each), each);
      fn.jump(after);
      break;
    }
    const [decided, next] = [fn.newBlock(), fn.newBlock()];
    const [yes, no] = node.operator === 'or' ? [decided, next] : [next, decided];
    const isTest =
      each.type === 'Bool' ||
      each.type === 'Compare' ||
      (each.type === 'Unary' && each.operator === 'not');
    let value: Temp | undefined;
    if (isTest) inner(context, each, yes, no);
    else {
      value = context.expression(each);
      fn.end({ op: 'branch', test: value, yes, no });
    }
    fn.enter(decided);
    value ??= fn.constant('boolean', node.operator === 'or' ? 'true' : 'false', each);
    fn.write(result, value, each);
    fn.jump(after);
    fn.enter(next);
  }
  fn.enter(after);
  return fn.read(result, node);
}

/** `yes if test else no`. */
export function choice(
  context: Context,
  { test, yes, no, start, end }: Expression & { readonly type: 'Choice' },
): Temp {
  const { fn } = context;
  const result = context.hidden('%choice');
  const [first, second, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
  condition(context, test, first, second);
  for (const [block, value] of [
    [first, yes],
    [second, no],
  ] as const) {
    fn.enter(block);
    fn.write(result, context.expression(value), value);
    fn.jump(after);
  }
  fn.enter(after);
  return fn.read(result, { start, end });
}
