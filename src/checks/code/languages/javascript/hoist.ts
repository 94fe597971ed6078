import type * as t from '@babel/types';
import type { Context } from './context.ts';
import { spanOf } from './context.ts';
import { namesIn } from './patterns.ts';
import type { Scope } from './scope.ts';

/** Declares what a block declares before its first statement runs; functions have their values from there on. */
export function hoistBlock(context: Context, statements: readonly t.Statement[]): void {
  const plain = statements.map((each) => declared(each));
  for (const statement of plain) declareOf(context.scope, statement);
  for (const statement of plain) {
    if (statement.type !== 'FunctionDeclaration' || statement.id == null) continue;
    const variable = context.scope.declare(statement.id.name);
    const src = context.parts.closure(context, statement, statement.id.name);
    context.fn.write(variable, src, spanOf(statement));
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

function declareOf(scope: Scope, statement: t.Statement): void {
  switch (statement.type) {
    case 'VariableDeclaration':
      for (const { id } of statement.declarations) {
        for (const name of namesIn(id)) scope.declare(name);
      }
      break;
    case 'ClassDeclaration':
    case 'FunctionDeclaration':
      if (statement.id != null) scope.declare(statement.id.name);
      break;
    case 'ImportDeclaration':
      if (statement.importKind === 'type') break;
      for (const { local } of statement.specifiers) scope.declare(local.name);
      break;
    case 'TSEnumDeclaration':
      scope.declare(statement.id.name);
      break;
    default:
  }
}

/** Declares each `var` of a function, however deep its block; inner functions keep their own. */
export function hoistVars(scope: Scope, statements: readonly t.Statement[]): void {
  const open: (t.Statement | null | undefined)[] = [...statements];
  for (let node = open.pop(); open.length > 0 || node !== undefined; node = open.pop()) {
    if (node == null) continue;
    if (node.type === 'VariableDeclaration' && node.kind === 'var') declareOf(scope, node);
    open.push(...innerStatements(node));
  }
}

function innerStatements(node: t.Statement): readonly (t.Statement | null | undefined)[] {
  switch (node.type) {
    case 'BlockStatement':
      return node.body;
    case 'IfStatement':
      return [node.consequent, node.alternate];
    case 'ForStatement':
      return [node.init?.type === 'VariableDeclaration' ? node.init : null, node.body];
    case 'ForInStatement':
    case 'ForOfStatement':
      return [node.left.type === 'VariableDeclaration' ? node.left : null, node.body];
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      return [node.body];
    case 'TryStatement':
      return [node.block, node.handler?.body, node.finalizer];
    case 'SwitchStatement':
      return node.cases.flatMap(({ consequent }) => consequent);
    default:
      return [];
  }
}
