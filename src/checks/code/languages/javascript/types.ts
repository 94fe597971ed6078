import type * as t from '@babel/types';
import { argumentsOf } from './given-arguments.ts';
import type { MarkIr, TypeName } from '../../ir/ir.ts';
import type { Context, FileState } from './context.ts';

/** Built-in modules that exist with the prefix only. */
const prefixedOnly = new Set(['node:sea', 'node:sqlite', 'node:test', 'node:test/reporters']);

/** `fs` of `node:fs`: one module, one name. */
export function moduleName(specifier: string): string {
  return specifier.startsWith('node:') && !prefixedOnly.has(specifier)
    ? specifier.slice('node:'.length)
    : specifier;
}

/** Wrappers whose value is, or becomes after `await`, what they wrap. */
const transparent = new Set([
  'Promise',
  'PromiseLike',
  'Awaited',
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
]);
const lists = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet']);

/** Chosen: types are nested a few levels; what is deeper has no name. */
const maxTypeDepth = 20;

/** The name of the type that an annotation states; empty where it states none that has a name. */
export function annotated(file: FileState, node: t.Node): TypeName {
  if (!('typeAnnotation' in node)) return '';
  const annotation = node.typeAnnotation;
  return annotation?.type === 'TSTypeAnnotation' ? typeName(file, annotation.typeAnnotation) : '';
}

// oxlint-disable-next-line complexity -- one line a kind of type
export function typeName(file: FileState, type: t.Node | undefined, depth: number = 0): TypeName {
  if (type === undefined || depth > maxTypeDepth) return '';
  switch (type.type) {
    case 'TSTypeReference':
      return reference(file, type, depth);
    case 'TSArrayType':
      return listOf(typeName(file, type.elementType, depth + 1));
    case 'TSParenthesizedType':
    case 'TSTypeOperator':
    case 'TSOptionalType':
      return typeName(file, type.typeAnnotation, depth + 1);
    case 'TSUnionType':
      return union(file, type, depth);
    case 'TSLiteralType':
      return type.literal.type === 'TemplateLiteral' ? 'string' : literalType(type.literal.type);
    default:
      return keywords.get(type.type) ?? '';
  }
}

const keywords: ReadonlyMap<string, TypeName> = new Map([
  ['TSStringKeyword', 'string'],
  ['TSNumberKeyword', 'number'],
  ['TSBooleanKeyword', 'boolean'],
  ['TSBigIntKeyword', 'bigint'],
]);

function literalType(type: string): TypeName {
  if (type === 'StringLiteral') return 'string';
  if (type === 'NumericLiteral' || type === 'UnaryExpression') return 'number';
  return type === 'BooleanLiteral' ? 'boolean' : '';
}

function reference(file: FileState, node: t.TSTypeReference, depth: number): TypeName {
  const inner = (): TypeName => typeName(file, node.typeParameters?.params[0], depth + 1);
  if (node.typeName.type === 'Identifier') {
    const { name } = node.typeName;
    if (name === 'const') return '';
    if (!file.types.has(name)) {
      // As a type it is any function; as a value it makes one of text.
      if (name === 'Function') return '';
      if (transparent.has(name)) return inner();
      if (lists.has(name)) return listOf(inner());
    }
  }
  return entityName(file, node.typeName);
}

function listOf(element: TypeName): TypeName {
  return element === '' ? '' : `${element}[]`;
}

/** `X` of `X | undefined`; several named ones have no one name. */
function union(file: FileState, { types }: t.TSUnionType, depth: number): TypeName {
  const names = new Set(
    types
      .filter(({ type }) => type !== 'TSNullKeyword' && type !== 'TSUndefinedKeyword')
      .map((each) => typeName(file, each, depth + 1)),
  );
  const [only = ''] = names;
  return names.size === 1 ? only : '';
}

/** `express#Request` of `Request` or `express.Request`, as the imports of the file say. */
export function entityName(file: FileState, node: t.Node): TypeName {
  const parts: string[] = [];
  let at = node;
  for (;;) {
    if (at.type === 'TSQualifiedName') {
      parts.unshift(at.right.name);
      at = at.left;
    } else if (at.type === 'MemberExpression' && at.property.type === 'Identifier') {
      parts.unshift(at.property.name);
      at = at.object;
    } else {
      break;
    }
  }
  if (at.type !== 'Identifier') return '';
  const rest = parts.join('.');
  const namespace = file.namespaces.get(at.name);
  if (namespace !== undefined && rest !== '') return `${namespace}#${rest}`;
  const first = file.types.get(at.name) ?? at.name;
  return rest === '' ? first : `${first}.${rest}`;
}

/** What the decorators of a class, a member or a parameter say. */
export function marksOf(context: Context, node: t.Node): readonly MarkIr[] {
  if (!('decorators' in node) || node.decorators == null) return none;
  return node.decorators.map(({ expression }) =>
    expression.type === 'CallExpression'
      ? { name: entityName(context.file, expression.callee), args: markArgs(context, expression) }
      : { name: entityName(context.file, expression), args: {} },
  );
}

const none: readonly MarkIr[] = [];

function markArgs({ file }: Context, call: t.CallExpression): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const [index, arg] of argumentsOf(call).entries()) {
    if (arg.type === 'ObjectExpression') addMembers(file, arg, found);
    const text = constantText(file, arg);
    if (text === undefined) continue;
    found.set(String(index), text);
    if (index === 0) found.set('value', text);
  }
  return Object.fromEntries(found);
}

function addMembers(file: FileState, node: t.ObjectExpression, found: Map<string, string>): void {
  for (const each of node.properties) {
    if (each.type !== 'ObjectProperty' || each.computed) continue;
    const key = each.key.type === 'Identifier' ? each.key.name : '';
    const text = constantText(file, each.value);
    if (key !== '' && text !== undefined) found.set(key, text);
  }
}

/** A class that is handed over is named by its type, so that `@UseGuards(JwtGuard)` tells which guard. */
function constantText(file: FileState, node: t.Node): string | undefined {
  switch (node.type) {
    case 'StringLiteral':
      return node.value;
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return String(node.value);
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? node.quasis[0]?.value.cooked : undefined;
    case 'ArrayExpression':
      return node.elements
        .flatMap((each) => (each === null ? [] : [constantText(file, each) ?? '']))
        .join('\n');
    case 'Identifier':
    case 'MemberExpression':
      return entityName(file, node);
    case 'CallExpression':
      return entityName(file, node.callee);
    default:
      return undefined;
  }
}
