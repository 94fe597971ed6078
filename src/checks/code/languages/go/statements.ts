import type { BlockId, Temp } from '../../ir/ir.ts';
import { assignment } from './assign.ts';
import { condition } from './conditions.ts';
import type { Context, JumpTarget } from './context.ts';
import { forLoop, rangeLoop } from './loops.ts';
import { selectStatement, switchStatement, typeSwitch } from './switches.ts';
import type { If, Jump, Labeled, Return, Stmt } from './syntax/ast.ts';

/** Lowers one statement. */
// oxlint-disable-next-line complexity -- one line a kind of statement
export function statement(context: Context, node: Stmt): void {
  switch (node.kind) {
    case 'expression':
      context.expression(node.value);
      return;
    case 'assign':
      return assignment(context, node);
    case 'send': {
      const channel = context.expression(node.channel);
      return context.fn.store(channel, '*', context.expression(node.value), node);
    }
    case 'return':
      return context.fn.leave({ op: 'return', value: returned(context, node) }, node);
    case 'jump':
      return jump(context, node);
    case 'block':
      return context.block(node.body);
    case 'if':
      return ifStatement(context, node);
    case 'switch':
      return switchStatement(context, node);
    case 'type-switch':
      return typeSwitch(context, node);
    case 'select':
      return selectStatement(context, node);
    case 'for':
      return forLoop(context, node);
    case 'range':
      return rangeLoop(context, node);
    case 'labeled':
      return labeled(context, node);
    case 'declare':
      return context.file.parts.declare(context, node.declarations);
  }
}

/** Several results are a list; a bare `return` returns what the results with names hold. */
function returned(context: Context, node: Return): Temp | undefined {
  const { fn, state } = context;
  const values =
    node.values.length > 0
      ? node.values.map((each) => context.expression(each))
      : state.results.map(({ id }) => fn.read(id, node));
  return values.length > 1 ? context.list(values, node) : values[0];
}

function jump(context: Context, node: Jump): void {
  const to = targetOf(context, node);
  context.fn.leave(to === undefined ? { op: 'stop' } : { op: 'jump', to }, node);
}

function targetOf(context: Context, { what, label }: Jump): BlockId | undefined {
  const { jumps, nextClause } = context.state;
  const isMeant = (each: JumpTarget): boolean => label === '' || each.label === label;
  switch (what) {
    case 'break':
      return jumps.findLast(isMeant)?.onBreak;
    case 'continue':
      return jumps.findLast((each) => each.onContinue !== undefined && isMeant(each))?.onContinue;
    case 'goto':
      return context.labelBlock(label);
    case 'fallthrough':
      return nextClause;
  }
}

function labeled(context: Context, node: Labeled): void {
  const block = context.labelBlock(node.label);
  context.fn.jump(block);
  context.fn.enter(block);
  context.state.pendingLabel = node.label;
  if (node.body !== undefined) context.statement(node.body);
  context.state.pendingLabel = '';
}

/** Each of a long chain of `else if` would be a scope within the one before; from here on they share one. */
const maxChain = 100;

function ifStatement(context: Context, node: If): void {
  const { fn } = context;
  const after = fn.newBlock();
  let inner = context;
  let link: If | undefined = node;
  for (let count = 0; link !== undefined; count++) {
    if (count < maxChain) inner = inner.inner();
    if (link.init !== undefined) inner.statement(link.init);
    const [yes, no] = [fn.newBlock(), fn.newBlock()];
    condition(inner, link.test, yes, no);
    fn.enter(yes);
    inner.block(link.yes.body);
    fn.jump(after);
    fn.enter(no);
    const otherwise: If['no'] = link.no;
    link = otherwise?.kind === 'if' ? otherwise : undefined;
    if (otherwise?.kind === 'block') inner.block(otherwise.body);
  }
  fn.jump(after);
  fn.enter(after);
}
