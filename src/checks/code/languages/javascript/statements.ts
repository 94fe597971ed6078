import type * as t from '@babel/types';
import { condition } from './conditions.ts';
import { spanOf, type Context } from './context.ts';
import {
  enumDeclaration,
  interfaceDeclaration,
  namespaceDeclaration,
  typeAlias,
} from './declarations.ts';
import { hoistBlock } from './hoist.ts';
import { namedValue } from './literals.ts';
import { doLoop, eachLoop, forLoop, scoped, switchStatement, whileLoop } from './loops.ts';
import { exportAll, exportDefault, exportNamed, importEquals } from './modules.ts';
import { namesIn } from './patterns.ts';

type Kinds = {
  [K in t.Statement['type']]?: (context: Context, node: Extract<t.Statement, { type: K }>) => void;
};

const kinds: Kinds = {
  ExpressionStatement: (context, node) => effect(context, node.expression),
  VariableDeclaration: variables,
  ReturnStatement: returned,
  ThrowStatement: thrown,
  BlockStatement: (context, node) => block(context, node.body),
  IfStatement: ifStatement,
  WhileStatement: whileLoop,
  DoWhileStatement: doLoop,
  ForStatement: forLoop,
  ForOfStatement: eachLoop,
  ForInStatement: eachLoop,
  SwitchStatement: switchStatement,
  TryStatement: tryStatement,
  LabeledStatement: labeled,
  BreakStatement: left,
  ContinueStatement: left,
  WithStatement: (context, node) => {
    context.expression(node.object);
    context.statement(node.body);
  },
  ClassDeclaration: (context, node) => {
    if (node.declare !== true) context.file.parts.classValue(context, node, '');
  },
  ExportNamedDeclaration: exportNamed,
  ExportDefaultDeclaration: exportDefault,
  ExportAllDeclaration: exportAll,
  TSExportAssignment: (context, node) => {
    context.emit({ op: 'export', name: '=', src: context.expression(node.expression) }, node);
  },
  TSImportEqualsDeclaration: importEquals,
  TSEnumDeclaration: enumDeclaration,
  TSModuleDeclaration: namespaceDeclaration,
  TSInterfaceDeclaration: interfaceDeclaration,
  TSTypeAliasDeclaration: typeAlias,
};

/** Lowers one statement. Imports and functions are there before the first one; see `hoist.ts`. */
export function statement(context: Context, node: t.Statement): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table pairs each type of node with a function for it
  const lower = kinds[node.type] as ((context: Context, node: t.Statement) => void) | undefined;
  lower?.(context, node);
}

/** An expression for what it does; `ok && run()` is an `if`. */
function effect(context: Context, node: t.Expression): void {
  const { fn } = context;
  if (node.type !== 'LogicalExpression' || node.operator === '??') {
    context.expression(node);
    return;
  }
  const [next, after] = [fn.newBlock(), fn.newBlock()];
  const [yes, no] = node.operator === '&&' ? [next, after] : [after, next];
  condition(context, node.left, yes, no);
  fn.enter(next);
  effect(context, node.right);
  fn.jump(after);
  fn.enter(after);
}

function variables(context: Context, node: t.VariableDeclaration): void {
  for (const { id, init } of node.declarations) {
    if (init == null) continue;
    const src = namedValue(context, init, id.type === 'Identifier' ? id.name : '');
    context.file.parts.assign(context, id, src);
  }
}

function block(context: Context, body: readonly t.Statement[]): void {
  scoped(context, () => {
    hoistBlock(context, body);
    for (const each of body) context.statement(each);
  });
}

/** A chain of `else if` is walked. */
function ifStatement(context: Context, node: t.IfStatement): void {
  const { fn } = context;
  const after = fn.newBlock();
  let at: t.Statement | null | undefined = node;
  while (at?.type === 'IfStatement') {
    const [yes, no] = [fn.newBlock(), fn.newBlock()];
    condition(context, at.test, yes, no);
    fn.enter(yes);
    context.statement(at.consequent);
    fn.jump(after);
    fn.enter(no);
    at = at.alternate;
  }
  if (at != null) context.statement(at);
  fn.jump(after);
  fn.enter(after);
}

/** Before it leaves, the innermost `finally` may run: a way leads there. */
function returned(context: Context, node: t.ReturnStatement): void {
  const { fn } = context;
  const value = node.argument == null ? undefined : context.expression(node.argument);
  const finalizer = context.tries.findLast((each) => each.finalizer !== undefined)?.finalizer;
  if (finalizer !== undefined) {
    const out = fn.newBlock();
    fn.end({ op: 'fork', to: [out, finalizer] });
    fn.enter(out);
  }
  fn.leave({ op: 'return', value }, spanOf(node));
}

function thrown(context: Context, node: t.ThrowStatement): void {
  const { fn } = context;
  const value = context.expression(node.argument);
  const open = context.tries.findLast(({ handler }) => handler !== undefined);
  if (open?.handler === undefined) return fn.leave({ op: 'throw', value }, spanOf(node));
  fn.write(open.caught, value, spanOf(node));
  fn.leave({ op: 'jump', to: open.handler }, spanOf(node));
}

/** A call that throws leaves the body from anywhere: its beginning and its end stand for all of it. */
function tryStatement(context: Context, node: t.TryStatement): void {
  const { fn } = context;
  const [body, last] = [fn.newBlock(), fn.newBlock()];
  const handler = node.handler == null ? undefined : fn.newBlock();
  const finalizer = node.finalizer == null ? undefined : last;
  const caught = context.hidden('%caught');
  fn.end({ op: 'fork', to: handler === undefined ? [body] : [body, handler] });
  fn.enter(body);
  context.tries.push({ handler, caught, finalizer });
  context.statement(node.block);
  context.tries.pop();
  fn.end({ op: 'fork', to: handler === undefined ? [last] : [last, handler] });
  if (handler !== undefined && node.handler != null) {
    const { param, body: handling } = node.handler;
    fn.enter(handler);
    context.tries.push({ handler: undefined, caught, finalizer });
    scoped(context, () => {
      for (const { name } of param == null ? [] : namesIn(param)) context.scope.declare(name);
      if (param != null) {
        context.file.parts.assign(context, param, fn.read(caught, spanOf(param)));
      }
      context.statement(handling);
    });
    context.tries.pop();
    fn.jump(last);
  }
  fn.enter(last);
  if (node.finalizer != null) context.statement(node.finalizer);
}

const loopTypes = new Set([
  'WhileStatement',
  'DoWhileStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
]);

function labeled(context: Context, node: t.LabeledStatement): void {
  const { name } = node.label;
  if (loopTypes.has(node.body.type)) {
    context.label = name;
    return context.statement(node.body);
  }
  const after = context.fn.newBlock();
  context.targets.push({ label: name, isPlain: false, onBreak: after, onContinue: undefined });
  context.statement(node.body);
  context.targets.pop();
  context.fn.jump(after);
  context.fn.enter(after);
}

function left(context: Context, node: t.BreakStatement | t.ContinueStatement): void {
  const { fn, targets } = context;
  const isBreak = node.type === 'BreakStatement';
  const target = targets.findLast(({ label, isPlain, onContinue }) => {
    const fits = node.label == null ? isPlain : label === node.label.name;
    return fits && (isBreak || onContinue !== undefined);
  });
  const to = isBreak ? target?.onBreak : target?.onContinue;
  fn.leave(to === undefined ? { op: 'stop' } : { op: 'jump', to }, spanOf(node));
}
