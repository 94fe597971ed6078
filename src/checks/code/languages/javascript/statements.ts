import type * as t from '@babel/types';
import type { BlockId, Temp } from '../../ir/ir.ts';
import { spanOf, type Context } from './context.ts';
import { hoistBlock } from './hoist.ts';
import { exportAll, exportDefault, exportNamed, importDeclaration } from './modules.ts';
import { namesIn } from './patterns.ts';

type Kinds = {
  [K in t.Statement['type']]?: (context: Context, node: Extract<t.Statement, { type: K }>) => void;
};

const kinds: Kinds = {
  ExpressionStatement: (context, node) => void context.expression(node.expression),
  VariableDeclaration: (context, node) => {
    for (const { id, init } of node.declarations) {
      for (const name of namesIn(id)) {
        if (context.scope.find(name) === undefined) context.scope.declare(name);
      }
      if (init != null) context.parts.assign(context, id, namedValue(context, id, init));
    }
  },
  ReturnStatement: (context, node) =>
    context.fn.leave({ kind: 'return', value: context.expression(node.argument) }),
  ThrowStatement: (context, node) => {
    context.expression(node.argument);
    context.fn.leave({ kind: 'stop' });
  },
  BlockStatement: (context, node) => block(context, node.body),
  IfStatement: (context, node) => {
    const { fn } = context;
    const [yes, no, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
    condition(context, node.test, yes, no);
    arm(context, node.consequent, yes, after);
    arm(context, node.alternate, no, after);
    fn.enter(after);
  },
  WhileStatement: (context, node) =>
    loop(context, { test: node.test, body: () => context.statement(node.body) }),
  DoWhileStatement: (context, node) => {
    loop(context, {
      body: () => context.statement(node.body),
      after: () => context.expression(node.test),
    });
  },
  ForStatement: (context, node) => {
    const inner = context.withScope(context.scope.inner());
    if (node.init?.type === 'VariableDeclaration') inner.statement(node.init);
    else if (node.init != null) inner.expression(node.init);
    loop(inner, {
      ...(node.test == null ? {} : { test: node.test }),
      body: () => inner.statement(node.body),
      after: () => inner.expression(node.update),
    });
  },
  ForOfStatement: (context, node) => iterate(context, node, 'values'),
  ForInStatement: (context, node) => iterate(context, node, 'keys'),
  SwitchStatement: switchStatement,
  TryStatement: tryStatement,
  LabeledStatement: (context, node) => {
    context.pendingLabel = node.label.name;
    context.statement(node.body);
  },
  BreakStatement: (context, node) => {
    const target = context.loops.findLast(
      ({ label }) => node.label == null || label === node.label.name,
    );
    context.fn.leave(
      target === undefined ? { kind: 'stop' } : { kind: 'jump', to: target.onBreak },
    );
  },
  ContinueStatement: (context, node) => {
    const target = context.loops.findLast(
      ({ label, onContinue }) =>
        onContinue !== undefined && (node.label == null || label === node.label.name),
    );
    const to = target?.onContinue;
    context.fn.leave(to === undefined ? { kind: 'stop' } : { kind: 'jump', to });
  },
  ClassDeclaration: (context, node) => {
    const src = context.parts.classValue(context, node);
    const variable = node.id == null ? undefined : context.scope.find(node.id.name);
    if (variable !== undefined) context.fn.write(variable, src, spanOf(node));
  },
  ImportDeclaration: importDeclaration,
  ExportNamedDeclaration: exportNamed,
  ExportDefaultDeclaration: exportDefault,
  ExportAllDeclaration: exportAll,
  TSExportAssignment: (context, node) => {
    context.emit({ op: 'export', name: '=', src: context.expression(node.expression) }, node);
  },
};

/** Lowers one statement; declarations of types say nothing. */
export function statement(context: Context, node: t.Statement): void {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the table pairs each type of node with a function for it
  const lower = kinds[node.type] as ((context: Context, node: t.Statement) => void) | undefined;
  lower?.(context, node);
}

/** A function takes the name of the variable that it is the value of. */
function namedValue(context: Context, id: t.Node, init: t.Expression): Temp {
  const isFunction = init.type === 'ArrowFunctionExpression' || init.type === 'FunctionExpression';
  return isFunction && id.type === 'Identifier'
    ? context.parts.closure(context, init, id.name)
    : context.expression(init);
}

function block(context: Context, body: readonly t.Statement[]): void {
  const inner = context.withScope(context.scope.inner());
  hoistBlock(inner, body);
  for (const each of body) inner.statement(each);
}

function arm(
  context: Context,
  node: t.Statement | null | undefined,
  from: BlockId,
  after: BlockId,
): void {
  context.fn.enter(from);
  if (node != null) context.statement(node);
  context.fn.jump(after);
}

/** Short circuits become branches, so that each test that is left is one operation. */
export function condition(context: Context, test: t.Expression, yes: BlockId, no: BlockId): void {
  const { fn } = context;
  if (test.type === 'UnaryExpression' && test.operator === '!') {
    return condition(context, test.argument, no, yes);
  }
  if (test.type === 'LogicalExpression' && test.operator !== '??') {
    const middle = fn.newBlock();
    if (test.operator === '&&') condition(context, test.left, middle, no);
    else condition(context, test.left, yes, middle);
    fn.enter(middle);
    return condition(context, test.right, yes, no);
  }
  fn.end({ kind: 'branch', test: context.expression(test), yes, no });
}

interface Loop {
  readonly test?: t.Expression;
  readonly body: () => void;
  readonly after?: () => void;
}

function loop(context: Context, { test, body, after }: Loop): void {
  const { fn } = context;
  const [head, inside, again, out] = [fn.newBlock(), fn.newBlock(), fn.newBlock(), fn.newBlock()];
  const label = context.pendingLabel;
  context.pendingLabel = '';
  fn.jump(head);
  fn.enter(head);
  if (test === undefined) fn.end({ kind: 'fork', to: [inside, out] });
  else condition(context, test, inside, out);
  fn.enter(inside);
  context.loops.push({ label, onBreak: out, onContinue: again });
  body();
  context.loops.pop();
  fn.jump(again);
  fn.enter(again);
  after?.();
  fn.jump(head);
  fn.enter(out);
}

function iterate(
  context: Context,
  node: t.ForOfStatement | t.ForInStatement,
  of: 'values' | 'keys',
): void {
  const src = context.expression(node.right);
  const inner = context.withScope(context.scope.inner());
  inner.pendingLabel = context.pendingLabel;
  context.pendingLabel = '';
  loop(inner, {
    body: () => {
      const element = inner.emit({ op: 'element', src, of }, node.right);
      const { left } = node;
      const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
      if (target === undefined) return;
      if (left.type === 'VariableDeclaration') {
        for (const name of namesIn(target)) inner.scope.declare(name);
      }
      inner.parts.assign(inner, target, element);
      inner.statement(node.body);
    },
  });
}

function switchStatement(context: Context, node: t.SwitchStatement): void {
  const { fn } = context;
  const subject = context.expression(node.discriminant);
  const inner = context.withScope(context.scope.inner());
  hoistBlock(
    inner,
    node.cases.flatMap(({ consequent }) => consequent),
  );
  const out = fn.newBlock();
  const bodies = node.cases.map(() => fn.newBlock());
  let otherwise = out;
  for (const [index, { test }] of node.cases.entries()) {
    const body = bodies[index] ?? out;
    if (test == null) {
      otherwise = body;
      continue;
    }
    const next = fn.newBlock();
    const value = inner.expression(test);
    const equal = inner.emit({ op: 'compute', operator: '===', args: [subject, value] }, test);
    fn.end({ kind: 'branch', test: equal, yes: body, no: next });
    fn.enter(next);
  }
  fn.jump(otherwise);
  context.loops.push({ label: '', onBreak: out, onContinue: undefined });
  for (const [index, { consequent }] of node.cases.entries()) {
    fn.enter(bodies[index] ?? out);
    for (const each of consequent) inner.statement(each);
    fn.jump(bodies[index + 1] ?? out);
  }
  context.loops.pop();
  fn.enter(out);
}

function tryStatement(context: Context, node: t.TryStatement): void {
  const { fn } = context;
  const [body, handler, last] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
  fn.end({ kind: 'fork', to: [body, handler] });
  fn.enter(body);
  context.statement(node.block);
  // A call that throws leaves from anywhere: the end of the body stands for all of it.
  fn.end({ kind: 'fork', to: node.handler == null ? [last] : [last, handler] });
  fn.enter(handler);
  if (node.handler != null) {
    const inner = context.withScope(context.scope.inner());
    for (const name of node.handler.param == null ? [] : namesIn(node.handler.param)) {
      inner.scope.declare(name);
    }
    inner.statement(node.handler.body);
    fn.jump(last);
  } else {
    fn.end({ kind: 'stop' });
  }
  fn.enter(last);
  if (node.finalizer != null) context.statement(node.finalizer);
}
