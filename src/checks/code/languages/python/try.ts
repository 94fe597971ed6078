import type { BlockId, Next, Span } from '../../ir/ir.ts';
import type { Body, HandlerNode, TryStatement } from './ast.ts';
import type { Context } from './context.ts';
import { assign } from './targets.ts';

/** Leaves the block; inside a `try` what came before may have thrown as well. */
export function leaveFrom(context: Context, next: Next, at: Span): void {
  const { fn, caught } = context.place;
  if (caught !== undefined) {
    const leaving = fn.newBlock();
    fn.end({ op: 'fork', to: [leaving, caught] });
    fn.enter(leaving);
  }
  fn.leave(next, at);
}

/**
 * A call that throws leaves from anywhere in the body: its beginning, its end and each statement that leaves it stand for
 * all places. What `finally` does after an exception that nobody catches is what it does else.
 */
export function tryStatement(context: Context, node: TryStatement): void {
  const { fn } = context;
  const caught = node.handlers.length === 0 ? undefined : fn.newBlock();
  const [body, orElse, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
  const ways = caught === undefined ? [body] : [body, caught];
  // Without this way nothing would lead to a `finally` behind blocks that all return.
  const isLastOnly = node.last.length > 0 && neverEnds(node);
  fn.end({ op: 'fork', to: isLastOnly ? [...ways, after] : ways });
  fn.enter(body);
  const inner = caught === undefined ? context : context.with({ caught });
  inner.statements(node.body);
  fn.end({ op: 'fork', to: caught === undefined ? [orElse] : [orElse, caught] });
  fn.enter(orElse);
  context.statements(node.otherwise);
  fn.jump(after);
  if (caught !== undefined) {
    fn.enter(caught);
    const handlers = node.handlers.map(() => fn.newBlock());
    fn.end({ op: 'fork', to: handlers });
    for (const [index, each] of node.handlers.entries()) {
      fn.enter(handlers[index] ?? after);
      handler(context, each, after);
    }
  }
  fn.enter(after);
  context.statements(node.last);
  if (isLastOnly) fn.leave({ op: 'stop' });
}

function handler(context: Context, node: HandlerNode, after: BlockId): void {
  const { fn } = context;
  if (node.target !== undefined) {
    const thrown = fn.constant('other', '', node.target);
    const type = context.types.of(node.what?.type === 'Tuple' ? node.what.elements[0] : node.what);
    const src = type === '' ? thrown : context.emit({ op: 'cast', src: thrown, type }, node.target);
    assign(context, node.target, src);
  }
  context.statements(node.body);
  fn.jump(after);
}

function neverEnds({ body, otherwise, handlers }: TryStatement): boolean {
  return (leaves(body) || leaves(otherwise)) && handlers.every((each) => leaves(each.body));
}

/** Whether the end of the statements is never reached. */
function leaves(body: Body): boolean {
  const last = body.at(-1);
  // oxlint-disable-next-line switch-exhaustiveness-check -- what else there is goes on
  switch (last?.type) {
    case 'Return':
    case 'Raise':
    case 'Break':
    case 'Continue':
      return true;
    case 'If':
      return last.arms.every((arm) => leaves(arm.body)) && leaves(last.otherwise);
    case 'With':
      return leaves(last.body);
    default:
      return false;
  }
}
