import type * as t from '@babel/types';
import type { Temp } from '../../ir/ir.ts';
import { keyName, spanOf, type Context } from './context.ts';

/** Writes `src` to a name, a member, or the parts of a pattern. */
export function assign(context: Context, target: t.Node, src: Temp): void {
  switch (target.type) {
    case 'Identifier':
      return assignName(context, target, src);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return assignMember(context, target, src);
    case 'AssignmentPattern':
      return assignDefault(context, target, src);
    case 'ObjectPattern':
      return assignRecord(context, target, src);
    case 'ArrayPattern':
      return assignList(context, target, src);
    case 'RestElement':
      return assign(context, target.argument, src);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return assign(context, target.expression, src);
    case 'TSParameterProperty':
      return assign(context, target.parameter, src);
    default:
      return undefined;
  }
}

function assignName(context: Context, target: t.Identifier, src: Temp): void {
  const variable = context.scope.find(target.name);
  if (variable !== undefined) return context.fn.write(variable, src, spanOf(target));
  const base = context.emit({ op: 'global', name: 'globalThis' }, target);
  context.emit({ op: 'store', base, key: target.name, index: undefined, src }, target);
}

function assignMember(
  context: Context,
  target: t.MemberExpression | t.OptionalMemberExpression,
  src: Temp,
): void {
  const exported = exportedName(context, target);
  if (exported !== '') context.emit({ op: 'export', name: exported, src }, target);
  const base = context.expression(target.object);
  const key = keyName(target.property, target.computed);
  const index = key === '' ? context.expression(target.property) : undefined;
  context.emit({ op: 'store', base, key: context.module.intern(key), index, src }, target);
}

/** `module.exports` is `=`, `exports.x` and `module.exports.x` are `x`; empty: it is something else. */
function exportedName(context: Context, node: t.Node): string {
  if (node.type !== 'MemberExpression' || node.computed) return '';
  const key = keyName(node.property, false);
  if (isFree(context, node.object, 'module') && key === 'exports') return '=';
  if (isFree(context, node.object, 'exports')) return key;
  return exportedName(context, node.object) === '=' ? key : '';
}

function isFree(context: Context, node: t.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name && context.scope.find(name) === undefined;
}

function assignDefault(context: Context, target: t.AssignmentPattern, src: Temp): void {
  const { fn } = context;
  const value = context.scope.declare(`%default${target.start}`);
  const [otherwise, after] = [fn.newBlock(), fn.newBlock()];
  fn.write(value, src, spanOf(target));
  fn.end({ kind: 'fork', to: [otherwise, after] });
  fn.enter(otherwise);
  fn.write(value, context.expression(target.right), spanOf(target.right));
  fn.jump(after);
  fn.enter(after);
  assign(context, target.left, fn.read(value, spanOf(target)));
}

function assignRecord(context: Context, target: t.ObjectPattern, src: Temp): void {
  for (const property of target.properties) {
    if (property.type === 'RestElement') {
      assign(context, property.argument, src);
      continue;
    }
    const key = context.module.intern(keyName(property.key, property.computed));
    const index = key === '' ? context.expression(property.key) : undefined;
    const part = context.emit({ op: 'load', base: src, key, index, chain: '' }, property);
    assign(context, property.value, part);
  }
}

function assignList(context: Context, target: t.ArrayPattern, src: Temp): void {
  for (const element of target.elements) {
    if (element === null) continue;
    if (element.type === 'RestElement') {
      assign(context, element.argument, src);
      continue;
    }
    const part = context.emit(
      { op: 'load', base: src, key: '*', index: undefined, chain: '' },
      element,
    );
    assign(context, element, part);
  }
}

/** Every name that a pattern declares. */
export function* namesIn(pattern: t.Node): Generator<string> {
  switch (pattern.type) {
    case 'Identifier':
      yield pattern.name;
      break;
    case 'AssignmentPattern':
      yield* namesIn(pattern.left);
      break;
    case 'RestElement':
      yield* namesIn(pattern.argument);
      break;
    case 'TSParameterProperty':
      yield* namesIn(pattern.parameter);
      break;
    case 'ObjectPattern':
      for (const each of pattern.properties) {
        yield* namesIn(each.type === 'RestElement' ? each.argument : each.value);
      }
      break;
    case 'ArrayPattern':
      for (const each of pattern.elements) if (each !== null) yield* namesIn(each);
      break;
    default:
  }
}
