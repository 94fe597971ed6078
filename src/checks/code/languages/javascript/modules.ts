import type * as t from '@babel/types';
import type { Temp, TypeName } from '../../ir/ir.ts';
import { spanOf, type Context, type FileState } from './context.ts';
import { declaredNames } from './declarations.ts';
import { namedValue } from './literals.ts';
import { moduleName } from './types.ts';

/** Where names of types come from, as the imports and declarations of a file tell. */
// oxlint-disable-next-line complexity -- one line a kind of statement
export function namesOfTypes(
  body: readonly t.Statement[],
): Pick<FileState, 'types' | 'namespaces'> {
  const types = new Map<string, TypeName>();
  const namespaces = new Map<string, string>();
  for (const each of body) {
    const node = each.type === 'ExportNamedDeclaration' ? (each.declaration ?? each) : each;
    switch (node.type) {
      case 'ImportDeclaration':
        addImport(node, types, namespaces);
        break;
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference') {
          namespaces.set(node.id.name, moduleName(node.moduleReference.expression.value));
        }
        break;
      case 'VariableDeclaration':
        addRequires(node, namespaces);
        break;
      case 'ClassDeclaration':
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
      case 'TSEnumDeclaration':
      case 'TSModuleDeclaration':
        if (node.id?.type === 'Identifier') types.set(node.id.name, `#${node.id.name}`);
        break;
      case 'ExportDefaultDeclaration':
        if (node.declaration.type === 'ClassDeclaration' && node.declaration.id != null) {
          types.set(node.declaration.id.name, `#${node.declaration.id.name}`);
        }
        break;
      default:
    }
  }
  return { types, namespaces };
}

function addImport(
  node: t.ImportDeclaration,
  types: Map<string, TypeName>,
  namespaces: Map<string, string>,
): void {
  const module = moduleName(node.source.value);
  for (const each of node.specifiers) {
    const { name } = each.local;
    if (each.type === 'ImportSpecifier') types.set(name, `${module}#${nameOf(each.imported)}`);
    else namespaces.set(name, module);
    if (each.type === 'ImportDefaultSpecifier') types.set(name, `${module}#default`);
  }
}

/** `const express = require('express')`. */
function addRequires(node: t.VariableDeclaration, namespaces: Map<string, string>): void {
  for (const { id, init } of node.declarations) {
    if (id.type !== 'Identifier' || init?.type !== 'CallExpression') continue;
    const [source] = init.arguments;
    const isRequire = init.callee.type === 'Identifier' && init.callee.name === 'require';
    if (isRequire && source?.type === 'StringLiteral') {
      namespaces.set(id.name, moduleName(source.value));
    }
  }
}

export function importDeclaration(context: Context, node: t.ImportDeclaration): void {
  if (node.importKind === 'type') return;
  const module = context.emit({ op: 'module', specifier: moduleName(node.source.value) }, node);
  for (const specifier of node.specifiers) {
    if (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type') continue;
    const variable = context.scope.declare(specifier.local.name);
    const src =
      specifier.type === 'ImportNamespaceSpecifier'
        ? module
        : context.fn.load(module, importedName(specifier), spanOf(specifier));
    context.fn.write(variable, src, spanOf(specifier));
  }
}

function importedName(node: t.ImportSpecifier | t.ImportDefaultSpecifier): string {
  return node.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(node.imported);
}

/** `import fs = require('fs')`, `import Users = Database.Users`. */
export function importEquals(context: Context, node: t.TSImportEqualsDeclaration): void {
  if (node.importKind === 'type') return;
  const src = referenced(context, node.moduleReference);
  const variable = context.scope.declare(node.id.name);
  context.fn.write(variable, src, spanOf(node));
  if (node.isExport) context.emit({ op: 'export', name: node.id.name, src }, node);
}

function referenced(context: Context, node: t.TSExternalModuleReference | t.TSEntityName): Temp {
  switch (node.type) {
    case 'TSExternalModuleReference':
      return context.emit({ op: 'module', specifier: moduleName(node.expression.value) }, node);
    case 'TSQualifiedName':
      return context.fn.load(referenced(context, node.left), node.right.name, spanOf(node));
    default:
      return context.expression(node);
  }
}

export function exportNamed(context: Context, node: t.ExportNamedDeclaration): void {
  const { declaration, source } = node;
  if (declaration != null) {
    context.statement(declaration);
    for (const name of declaredNames(declaration)) later(context, name, name, node);
    return;
  }
  if (node.exportKind === 'type') return;
  const module =
    source == null
      ? undefined
      : context.emit({ op: 'module', specifier: moduleName(source.value) }, node);
  for (const each of node.specifiers) {
    const name = nameOf(each.exported);
    if (module === undefined) {
      if (each.type === 'ExportSpecifier') later(context, each.local.name, name, each);
      continue;
    }
    const src =
      each.type === 'ExportNamespaceSpecifier'
        ? module
        : context.fn.load(module, localName(each), spanOf(each));
    context.emit({ op: 'export', name, src }, each);
  }
}

function localName(node: t.ExportSpecifier | t.ExportDefaultSpecifier): string {
  return node.type === 'ExportSpecifier' ? node.local.name : 'default';
}

export function exportDefault(context: Context, node: t.ExportDefaultDeclaration): void {
  const { declaration } = node;
  if (
    (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') &&
    declaration.id != null
  ) {
    context.statement(declaration);
    later(context, declaration.id.name, 'default', node);
    return;
  }
  const src = defaultValue(context, declaration);
  if (src !== undefined) context.emit({ op: 'export', name: 'default', src }, node);
}

function defaultValue(
  context: Context,
  node: t.ExportDefaultDeclaration['declaration'],
): Temp | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
      return context.file.parts.closure(context, node, 'default');
    case 'ClassDeclaration':
      return context.file.parts.classValue(context, node, 'default');
    case 'TSDeclareFunction':
      return undefined;
    default:
      return namedValue(context, node, 'default');
  }
}

export function exportAll(context: Context, node: t.ExportAllDeclaration): void {
  if (node.exportKind === 'type') return;
  const src = context.emit({ op: 'module', specifier: moduleName(node.source.value) }, node);
  context.emit({ op: 'export', name: '*', src }, node);
}

/** A variable is exported with the value that it has in the end. */
function later(context: Context, local: string, name: string, node: t.Node): void {
  context.file.exports.push({ local, name, at: spanOf(node) });
}

export function finishExports(context: Context): void {
  for (const { local, name, at } of context.file.exports) {
    const variable = context.scope.find(local);
    if (variable === undefined) continue;
    context.fn.emit({ op: 'export', name, src: context.fn.read(variable, at) }, at);
  }
}

function nameOf(node: t.Identifier | t.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
