import type * as t from '@babel/types';
import { spanOf, type Context } from './context.ts';
import { namesIn } from './patterns.ts';
import { annotated } from './types.ts';

/** Declares what a block declares before its first statement runs; functions have their values from there on. */
export function hoistBlock(context: Context, statements: readonly t.Statement[]): void {
  const functions: t.FunctionDeclaration[] = [];
  for (const each of statements) {
    const statement = declared(each);
    declareOf(context, statement);
    if (statement.type === 'FunctionDeclaration' && statement.id != null) functions.push(statement);
  }
  for (const node of functions) {
    const name = node.id?.name ?? '';
    const src = context.file.parts.closure(context, node, name);
    context.fn.write(context.scope.declare(name), src, spanOf(node));
  }
}

/** `export const x` declares what `const x` does. */
function declared(statement: t.Statement): t.Statement {
  if (statement.type === 'ExportNamedDeclaration') return statement.declaration ?? statement;
  if (statement.type !== 'ExportDefaultDeclaration') return statement;
  const { declaration } = statement;
  const isNamed =
    declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
  return isNamed && declaration.id != null ? declaration : statement;
}

// oxlint-disable-next-line complexity -- one line a kind of statement
function declareOf(context: Context, statement: t.Statement): void {
  const { scope } = context;
  switch (statement.type) {
    case 'VariableDeclaration':
      declareVariables(context, statement);
      break;
    case 'ClassDeclaration':
    case 'FunctionDeclaration':
      if (statement.id != null && statement.declare !== true) scope.declare(statement.id.name);
      break;
    case 'ImportDeclaration':
      if (statement.importKind === 'type') break;
      for (const { local } of statement.specifiers) scope.declare(local.name);
      break;
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      if (statement.declare !== true && statement.id.type === 'Identifier') {
        scope.declare(statement.id.name);
      }
      break;
    case 'TSImportEqualsDeclaration':
      scope.declare(statement.id.name);
      break;
    default:
  }
}

/** `declare const x` is somebody else's, a global. */
function declareVariables(context: Context, node: t.VariableDeclaration): void {
  if (node.declare === true) return;
  for (const { id } of node.declarations) {
    if (id.type === 'Identifier') context.scope.declare(id.name, annotated(context.file, id));
    else for (const { name } of namesIn(id)) context.scope.declare(name);
  }
}

/** Declares each `var` of a function, however deep its block; inner functions keep their own. */
export function hoistVars(context: Context, statements: readonly t.Statement[]): void {
  const open: (t.Statement | null | undefined)[] = [...statements];
  while (open.length > 0) {
    const node = open.pop();
    if (node == null) continue;
    if (node.type === 'VariableDeclaration' && node.kind === 'var') declareVariables(context, node);
    addInner(node, open);
  }
}

// oxlint-disable-next-line complexity -- one line a kind of statement
function addInner(node: t.Statement, open: (t.Statement | null | undefined)[]): void {
  switch (node.type) {
    case 'BlockStatement':
      for (const each of node.body) open.push(each);
      break;
    case 'IfStatement':
      open.push(node.consequent, node.alternate);
      break;
    case 'ForStatement':
      open.push(node.init?.type === 'VariableDeclaration' ? node.init : null, node.body);
      break;
    case 'ForInStatement':
    case 'ForOfStatement':
      open.push(node.left.type === 'VariableDeclaration' ? node.left : null, node.body);
      break;
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
      open.push(node.body);
      break;
    case 'TryStatement':
      open.push(node.block, node.handler?.body, node.finalizer);
      break;
    case 'SwitchStatement':
      for (const { consequent } of node.cases) for (const each of consequent) open.push(each);
      break;
    default:
  }
}
