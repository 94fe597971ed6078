import type * as t from '@babel/types';
import type { BlockId } from '../../ir/ir.ts';
import { condition } from './conditions.ts';
import type { Context } from './context.ts';
import { hoistBlock } from './hoist.ts';
import { assign } from './patterns.ts';

/** Does something with a scope of its own. */
export function scoped(context: Context, what: () => void): void {
  const outer = context.scope;
  context.scope = outer.inner();
  what();
  context.scope = outer;
}

interface Ways {
  /** Each round begins here. */
  readonly head: BlockId;
  readonly inside: BlockId;
  /** What `continue` leads to. */
  readonly again: BlockId;
  readonly out: BlockId;
}

/** The blocks of a loop, which is entered at `head`. */
function waysOf({ fn }: Context): Ways {
  const ways = {
    head: fn.newBlock(),
    inside: fn.newBlock(),
    again: fn.newBlock(),
    out: fn.newBlock(),
  };
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

export function whileLoop(context: Context, node: t.WhileStatement): void {
  const { fn } = context;
  const ways = waysOf(context);
  fn.jump(ways.head);
  fn.enter(ways.head);
  condition(context, node.test, ways.inside, ways.out);
  body(context, ways, () => context.statement(node.body));
  fn.jump(ways.head);
  fn.enter(ways.out);
}

export function doLoop(context: Context, node: t.DoWhileStatement): void {
  const { fn } = context;
  const ways = waysOf(context);
  fn.jump(ways.head);
  fn.enter(ways.head);
  fn.jump(ways.inside);
  body(context, ways, () => context.statement(node.body));
  condition(context, node.test, ways.head, ways.out);
  fn.enter(ways.out);
}

export function forLoop(context: Context, node: t.ForStatement): void {
  const { fn } = context;
  scoped(context, () => {
    const { init, test, update } = node;
    if (init?.type === 'VariableDeclaration') {
      hoistBlock(context, [init]);
      context.statement(init);
    } else if (init != null) {
      context.expression(init);
    }
    const ways = waysOf(context);
    fn.jump(ways.head);
    fn.enter(ways.head);
    if (test == null) fn.jump(ways.inside);
    else condition(context, test, ways.inside, ways.out);
    body(context, ways, () => context.statement(node.body));
    if (update != null) context.expression(update);
    fn.jump(ways.head);
    fn.enter(ways.out);
  });
}

/** `for … of` and `for … in`. */
export function eachLoop(context: Context, node: t.ForOfStatement | t.ForInStatement): void {
  const { fn } = context;
  const of = node.type === 'ForOfStatement' ? 'values' : 'keys';
  const src = context.expression(node.right);
  const ways = waysOf(context);
  fn.jump(ways.head);
  fn.enter(ways.head);
  fn.end({ op: 'fork', to: [ways.inside, ways.out] });
  scoped(context, () => {
    body(context, ways, () => {
      const each = context.emit({ op: 'element', src, of }, node.right);
      const isAwait = node.type === 'ForOfStatement' && node.await;
      const value = isAwait ? context.emit({ op: 'await', src: each }, node.right) : each;
      const { left } = node;
      if (left.type === 'VariableDeclaration') hoistBlock(context, [left]);
      const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
      if (target !== undefined) assign(context, target, value);
      context.statement(node.body);
    });
  });
  fn.jump(ways.head);
  fn.enter(ways.out);
}

/** Comparisons one after the other, each leading to the statements of its case. */
export function switchStatement(context: Context, node: t.SwitchStatement): void {
  const { fn } = context;
  const out = fn.newBlock();
  const bodies = node.cases.map(() => fn.newBlock());
  scoped(context, () => {
    const statements = node.cases.flatMap(({ consequent }) => consequent);
    comparisons(context, node, { bodies, out });
    context.targets.push({
      label: context.label,
      isPlain: true,
      onBreak: out,
      onContinue: undefined,
    });
    context.label = '';
    for (const [index, { consequent }] of node.cases.entries()) {
      fn.enter(bodies[index] ?? out);
      if (index === 0) hoistBlock(context, statements);
      for (const each of consequent) context.statement(each);
      fn.jump(bodies[index + 1] ?? out);
    }
    context.targets.pop();
  });
  fn.enter(out);
}

function comparisons(
  context: Context,
  { discriminant, cases }: t.SwitchStatement,
  { bodies, out }: { readonly bodies: readonly BlockId[]; readonly out: BlockId },
): void {
  const { fn } = context;
  // `switch (true)`: each case is a condition of its own.
  const isTrue = discriminant.type === 'BooleanLiteral' && discriminant.value;
  const subject = context.expression(discriminant);
  let otherwise = out;
  for (const [index, { test }] of cases.entries()) {
    const target = bodies[index] ?? out;
    if (test == null) {
      otherwise = target;
      continue;
    }
    const next = fn.newBlock();
    if (isTrue) {
      condition(context, test, target, next);
    } else {
      const args = [subject, context.expression(test)];
      const equal = context.emit({ op: 'compute', operator: '===', args }, test);
      fn.end({ op: 'branch', test: equal, yes: target, no: next });
    }
    fn.enter(next);
  }
  fn.jump(otherwise);
}
