import type { BlockId, Next, Span, Temp } from '../../ir/ir.ts';
import type {
  AssignStatement,
  AugmentedStatement,
  Body,
  IfStatement,
  LeaveStatement,
  Statement,
  WithStatement,
} from './ast.ts';
import { annotatedField, assignedFields, classStatement } from './classes.ts';
import { condition } from './conditions.ts';
import type { Context } from './context.ts';
import { functionStatement } from './functions.ts';
import { fromStatement, importStatement } from './imports.ts';
import { matchStatement } from './match.ts';
import { assign, assignEach } from './targets.ts';
import { leaveFrom, tryStatement } from './try.ts';

type Kinds = {
  readonly [K in Statement['type']]: (
    context: Context,
    node: Statement & { readonly type: K },
  ) => void;
};

const kinds: Kinds = {
  Expression: (context, node) => void context.expression(node.value),
  Assign: assignment,
  Augmented: augmented,
  Annotated: (context, node) => {
    annotatedField(context, node);
    if (node.value !== undefined) assign(context, node.target, context.expression(node.value));
  },
  Return: (context, node) => {
    const value = node.value === undefined ? undefined : context.expression(node.value);
    leaveFrom(context, { op: 'return', value }, node);
  },
  Raise: raise,
  Break: jump,
  Continue: jump,
  Delete: (context, node) => {
    for (const target of node.targets) {
      if (target.type !== 'Name') context.expression(target);
    }
  },
  Assert: (context, node) => {
    const { fn } = context;
    const [holds, fails] = [fn.newBlock(), fn.newBlock()];
    condition(context, node.test, holds, fails);
    fn.enter(fails);
    const value = node.message === undefined ? undefined : context.expression(node.message);
    leaveFrom(context, { op: 'throw', value }, node);
    fn.enter(holds);
  },
  Import: importStatement,
  From: fromStatement,
  If: ifStatement,
  While: (context, node) =>
    loop(context, {
      ...node,
      enter: (inside, out) => condition(context, node.test, inside, out),
    }),
  For: (context, node) => {
    const src = context.expression(node.iterable);
    loop(context, {
      ...node,
      enter: (inside, out) => {
        const { fn } = context;
        fn.end({ op: 'fork', to: [inside, out] });
        fn.enter(inside);
        const element = context.emit({ op: 'element', src, of: 'values' }, node.iterable);
        assign(context, node.target, element);
      },
    });
  },
  Try: tryStatement,
  With: withStatement,
  Function: functionStatement,
  Class: classStatement,
  Match: matchStatement,
};

export function statement(context: Context, node: Statement): void {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the table pairs each type of node with a function for it
  const lower = kinds[node.type] as (context: Context, node: Statement) => void;
  lower(context, node);
}

function assignment(context: Context, node: AssignStatement): void {
  assignedFields(context, node);
  const [only] = node.targets;
  if (only !== undefined && node.targets.length === 1) {
    if (assignEach(context, only, node.value)) return;
  }
  const src = context.expression(node.value);
  for (const target of node.targets) {
    if (target.type === 'Name') context.types.learn(target.name, node.value);
  }
  for (const target of node.targets) assign(context, target, src);
}

function augmented(context: Context, node: AugmentedStatement): void {
  const before = context.expression(node.target);
  const value = context.expression(node.value);
  const src =
    node.operator === '+'
      ? context.emit({ op: 'concat', parts: [before, value] }, node)
      : context.emit({ op: 'compute', operator: node.operator, args: [before, value] }, node);
  assign(context, node.target, src);
}

function raise(context: Context, node: LeaveStatement): void {
  let value: Temp | undefined;
  if (node.value !== undefined) value = context.expression(node.value);
  if (node.cause !== undefined) context.expression(node.cause);
  leaveFrom(context, { op: 'throw', value }, node);
}

function jump(context: Context, node: LeaveStatement): void {
  const { loop: around } = context.place;
  const to = node.type === 'Break' ? around?.onBreak : around?.onContinue;
  const next: Next = to === undefined ? { op: 'stop' } : { op: 'jump', to };
  leaveFrom(context, next, node);
}

function ifStatement(context: Context, node: IfStatement): void {
  const { fn } = context;
  const after = fn.newBlock();
  for (const { test, body } of node.arms) {
    const [yes, no] = [fn.newBlock(), fn.newBlock()];
    condition(context, test, yes, no);
    fn.enter(yes);
    context.statements(body);
    fn.jump(after);
    fn.enter(no);
  }
  context.statements(node.otherwise);
  fn.jump(after);
  fn.enter(after);
}

interface Loop extends Span {
  readonly body: Body;
  /** Runs where the loop ends without a `break`. */
  readonly otherwise: Body;
  /** Ends the head of the loop. */
  readonly enter: (inside: BlockId, out: BlockId) => void;
}

function loop(context: Context, { body, otherwise, enter }: Loop): void {
  const { fn } = context;
  const [head, inside, done, out] = [fn.newBlock(), fn.newBlock(), fn.newBlock(), fn.newBlock()];
  fn.jump(head);
  fn.enter(head);
  enter(inside, done);
  fn.enter(inside);
  context.with({ loop: { onBreak: out, onContinue: head } }).statements(body);
  fn.jump(head);
  fn.enter(done);
  context.statements(otherwise);
  fn.jump(out);
  fn.enter(out);
}

/** `with open(p) as f`: what is opened is what it gives. */
function withStatement(context: Context, node: WithStatement): void {
  for (const { value, target } of node.items) {
    const src = context.expression(value);
    if (target !== undefined) assign(context, target, src);
  }
  context.statements(node.body);
}
