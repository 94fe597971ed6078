import type { BlockId } from '../../../ir/ir.ts';
import type { EachNode, ForNode, Statement } from '../syntax/nodes.ts';
import { condition } from './conditions.ts';
import type { Context } from './context.ts';

interface Ways {
  /** Each round begins here. */
  readonly head: BlockId;
  readonly inside: BlockId;
  /** What `continue` leads to. */
  readonly again: BlockId;
  readonly out: BlockId;
}

/** The blocks of a loop; it goes on in its head. */
function begin({ fn }: Context): Ways {
  const ways = {
    head: fn.newBlock(),
    inside: fn.newBlock(),
    again: fn.newBlock(),
    out: fn.newBlock(),
  };
  fn.jump(ways.head);
  fn.enter(ways.head);
  return ways;
}

function body(context: Context, { inside, again, out }: Ways, what: () => void): void {
  const { fn, label } = context;
  context.label = '';
  fn.enter(inside);
  context.targets.push({ label, isPlain: true, onBreak: out, onContinue: again });
  what();
  context.targets.pop();
  fn.jump(again);
  fn.enter(again);
}

export function whileLoop(context: Context, node: Extract<Statement, { kind: 'while' }>): void {
  const { fn } = context;
  const ways = begin(context);
  condition(context, node.test, ways.inside, ways.out);
  body(context, ways, () => context.statement(node.body));
  fn.jump(ways.head);
  fn.enter(ways.out);
}

export function doLoop(context: Context, node: Extract<Statement, { kind: 'do' }>): void {
  const { fn } = context;
  const ways = begin(context);
  fn.jump(ways.inside);
  body(context, ways, () => context.statement(node.body));
  condition(context, node.test, ways.head, ways.out);
  fn.enter(ways.out);
}

export function forLoop(context: Context, node: ForNode): void {
  const { fn } = context;
  const { label } = context;
  context.scoped(() => {
    context.label = '';
    for (const each of node.init) context.statement(each);
    context.label = label;
    const ways = begin(context);
    if (node.test === undefined) fn.jump(ways.inside);
    else condition(context, node.test, ways.inside, ways.out);
    body(context, ways, () => context.statement(node.body));
    for (const each of node.update) context.expression(each);
    fn.jump(ways.head);
    fn.enter(ways.out);
  });
}

/** `for (Type name : list)`. */
export function eachLoop(context: Context, node: EachNode): void {
  const { fn } = context;
  const src = context.expression(node.list);
  const ways = begin(context);
  fn.end({ op: 'fork', to: [ways.inside, ways.out] });
  body(context, ways, () => {
    context.scoped(() => {
      const variable = context.scope.declare(node.name, context.type(node.type));
      fn.write(variable, fn.emit({ op: 'element', src, of: 'values' }, node.list), node.list);
      context.statement(node.body);
    });
  });
  fn.jump(ways.head);
  fn.enter(ways.out);
}
