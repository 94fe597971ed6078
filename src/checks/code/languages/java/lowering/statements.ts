import type { BlockId } from '../../../ir/ir.ts';
import type { Expression, IfNode, LocalNode, Statement, TryNode } from '../syntax/nodes.ts';
import { condition, isLogical } from './conditions.ts';
import type { Context } from './context.ts';
import { doLoop, eachLoop, forLoop, whileLoop } from './loops.ts';
import { switchStatement } from './switches.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type Kinds = {
  readonly [K in Statement['kind']]: (context: Context, node: Of<K>) => void;
};

const kinds: Kinds = {
  block: (context, node) =>
    context.scoped(() => {
      for (const each of node.body) context.statement(each);
    }),
  local,
  expression: (context, node) => effect(context, node.value),
  if: ifStatement,
  while: whileLoop,
  do: doLoop,
  for: forLoop,
  each: eachLoop,
  switch: switchStatement,
  try: tryStatement,
  return: returned,
  throw: thrown,
  yield: (context, node) => {
    const { fn, yields } = context;
    const value = context.expression(node.value);
    if (yields === undefined) return;
    fn.write(yields.result, value, node);
    fn.leave({ op: 'jump', to: yields.out }, node);
  },
  break: left,
  continue: left,
  label: labeled,
  synchronized: (context, node) => {
    context.expression(node.lock);
    context.statement(node.body);
  },
  // Assertions are off where programs run: they guard nothing.
  assert: (context, node) => {
    for (const each of node.values) context.expression(each);
  },
  class: (context, node) => void context.file.parts.classValue(context, node),
  empty: () => undefined,
};

export function statement(context: Context, node: Statement): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table pairs each kind of node with a function for it
  const lower = kinds[node.kind] as (context: Context, node: Statement) => void;
  lower(context, node);
}

function effect(context: Context, node: Expression): void {
  if (!isLogical(node)) {
    context.expression(node);
    return;
  }
  const after = context.fn.newBlock();
  condition(context, node, after, after);
  context.fn.enter(after);
}

function local(context: Context, node: LocalNode): void {
  const type = context.type(node.type);
  for (const { name, dims, value, start, end } of node.declarators) {
    const src = value === undefined ? undefined : context.expression(value);
    const variable = context.scope.declare(name, type === '' ? '' : type + '[]'.repeat(dims));
    if (src !== undefined) context.fn.write(variable, src, { start, end });
  }
}

function ifStatement(context: Context, node: IfNode): void {
  const { fn } = context;
  const after = fn.newBlock();
  for (const { test, body } of node.arms) {
    const [yes, no] = [fn.newBlock(), fn.newBlock()];
    condition(context, test, yes, no);
    fn.enter(yes);
    context.statement(body);
    fn.jump(after);
    fn.enter(no);
  }
  if (node.otherwise !== undefined) context.statement(node.otherwise);
  fn.jump(after);
  fn.enter(after);
}

/** Before it leaves, the innermost `finally` may run: a way leads there. */
function returned(context: Context, node: Of<'return'>): void {
  const { fn } = context;
  const value = node.value === undefined ? undefined : context.expression(node.value);
  const finalizer = context.tries.findLast((each) => each.finalizer !== undefined)?.finalizer;
  if (finalizer !== undefined) {
    const out = fn.newBlock();
    fn.end({ op: 'fork', to: [out, finalizer] });
    fn.enter(out);
  }
  fn.leave({ op: 'return', value }, node);
}

function thrown(context: Context, node: Of<'throw'>): void {
  const { fn } = context;
  const value = context.expression(node.value);
  const open = context.tries.findLast(({ handler }) => handler !== undefined);
  if (open?.handler === undefined) return fn.leave({ op: 'throw', value }, node);
  fn.write(open.caught, value, node);
  fn.leave({ op: 'jump', to: open.handler }, node);
}

/** A call that throws leaves the body from anywhere: its beginning and its end stand for all of it. */
function tryStatement(context: Context, node: TryNode): void {
  const { fn } = context;
  const [body, last] = [fn.newBlock(), fn.newBlock()];
  const handlers = node.handlers.map(() => fn.newBlock());
  const handler = handlers.length === 0 ? undefined : fn.newBlock();
  const finalizer = node.last === undefined ? undefined : last;
  const caught = context.hidden('%caught');
  fn.end({ op: 'fork', to: handler === undefined ? [body] : [body, handler] });
  fn.enter(body);
  context.tries.push({ handler, caught, finalizer });
  context.scoped(() => {
    for (const each of node.resources) context.statement(each);
    context.statement(node.body);
  });
  context.tries.pop();
  fn.end({ op: 'fork', to: handler === undefined ? [last] : [last, handler] });
  if (handler !== undefined) {
    fn.enter(handler);
    fn.end({ op: 'fork', to: handlers });
  }
  context.tries.push({ handler: undefined, caught, finalizer });
  for (const [index, each] of node.handlers.entries()) {
    fn.enter(handlers[index] ?? last);
    context.scoped(() => {
      const variable = context.scope.declare(each.name, context.type(each.type));
      fn.write(variable, fn.read(caught, each.type), each.type);
      context.statement(each.body);
    });
    fn.jump(last);
  }
  context.tries.pop();
  fn.enter(last);
  if (node.last !== undefined) context.statement(node.last);
}

const targetKinds: ReadonlySet<Statement['kind']> = new Set([
  'while',
  'do',
  'for',
  'each',
  'switch',
] as const);

function labeled(context: Context, node: Of<'label'>): void {
  if (targetKinds.has(node.body.kind)) {
    context.label = node.label;
    return context.statement(node.body);
  }
  const after = context.fn.newBlock();
  context.targets.push({
    label: node.label,
    isPlain: false,
    onBreak: after,
    onContinue: undefined,
  });
  context.statement(node.body);
  context.targets.pop();
  context.fn.jump(after);
  context.fn.enter(after);
}

function left(context: Context, node: Of<'break' | 'continue'>): void {
  const { fn, targets } = context;
  const isBreak = node.kind === 'break';
  const target = targets.findLast(({ label, isPlain, onContinue }) => {
    const fits = node.label === '' ? isPlain : label === node.label;
    return fits && (isBreak || onContinue !== undefined);
  });
  const to: BlockId | undefined = isBreak ? target?.onBreak : target?.onContinue;
  fn.leave(to === undefined ? { op: 'stop' } : { op: 'jump', to }, node);
}
