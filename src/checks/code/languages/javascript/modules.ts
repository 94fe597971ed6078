import type * as t from '@babel/types';
import type { Temp } from '../../ir/ir.ts';
import { spanOf, type Context } from './context.ts';
import { namesIn } from './patterns.ts';

export function importDeclaration(context: Context, node: t.ImportDeclaration): void {
  if (node.importKind === 'type') return;
  const module = context.emit({ op: 'module', specifier: node.source.value }, node);
  for (const specifier of node.specifiers) {
    const variable = context.scope.declare(specifier.local.name);
    const src =
      specifier.type === 'ImportNamespaceSpecifier' ? module : member(context, module, specifier);
    context.fn.write(variable, src, spanOf(specifier));
  }
}

function member(
  context: Context,
  base: Temp,
  node: t.ImportSpecifier | t.ImportDefaultSpecifier,
): Temp {
  const key = node.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(node.imported);
  return context.emit({ op: 'load', base, key, index: undefined, chain: '' }, node);
}

/** Names of types by where they come from, as parameters state them. */
export function importedTypes(body: readonly t.Statement[]): Map<string, string> {
  const types = new Map<string, string>();
  for (const node of body) {
    if (node.type !== 'ImportDeclaration') continue;
    for (const each of node.specifiers) {
      const name = each.type === 'ImportSpecifier' ? `.${nameOf(each.imported)}` : '';
      types.set(each.local.name, `${node.source.value}${name}`);
    }
  }
  return types;
}

export function exportNamed(context: Context, node: t.ExportNamedDeclaration): void {
  const { declaration, source } = node;
  if (node.exportKind === 'type') return;
  if (declaration != null) {
    if (declaration.type !== 'FunctionDeclaration') context.statement(declaration);
    for (const name of declaredNames(declaration)) exportVariable(context, name, name, node);
    return;
  }
  const module =
    source == null ? undefined : context.emit({ op: 'module', specifier: source.value }, node);
  for (const each of node.specifiers) {
    const name = nameOf(each.exported);
    if (each.type === 'ExportSpecifier' && module === undefined) {
      exportVariable(context, each.local.name, name, node);
    } else if (module !== undefined) {
      const key = each.type === 'ExportSpecifier' ? each.local.name : '';
      const src =
        key === ''
          ? module
          : context.emit({ op: 'load', base: module, key, index: undefined, chain: '' }, each);
      context.emit({ op: 'export', name, src }, each);
    }
  }
}

export function exportDefault(context: Context, node: t.ExportDefaultDeclaration): void {
  const { declaration } = node;
  const isNamed =
    (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') &&
    declaration.id != null;
  if (isNamed) {
    if (declaration.type === 'ClassDeclaration') context.statement(declaration);
    exportVariable(context, declaration.id?.name ?? '', 'default', node);
    return;
  }
  const src =
    declaration.type === 'FunctionDeclaration'
      ? context.parts.closure(context, declaration, 'default')
      : context.expression(declaration);
  context.emit({ op: 'export', name: 'default', src }, node);
}

export function exportAll(context: Context, node: t.ExportAllDeclaration): void {
  const src = context.emit({ op: 'module', specifier: node.source.value }, node);
  context.emit({ op: 'export', name: '*', src }, node);
}

function exportVariable(context: Context, local: string, name: string, node: t.Node): void {
  const variable = context.scope.find(local);
  if (variable === undefined) return;
  context.emit({ op: 'export', name, src: context.fn.read(variable, spanOf(node)) }, node);
}

function declaredNames(node: t.Declaration): readonly string[] {
  if (node.type === 'VariableDeclaration') {
    return node.declarations.flatMap(({ id }) => [...namesIn(id)]);
  }
  return 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : [];
}

function nameOf(node: t.Identifier | t.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
