import type * as t from '@babel/types';
import type { Temp, VariableId } from '../../ir/ir.ts';
import { keyName, listKey, spanOf, type Context } from './context.ts';

/** What an assignment writes to, its parts evaluated once. */
export type Place =
  | { readonly variable: VariableId }
  | { readonly base: Temp; readonly key: string; readonly index: Temp | undefined };

/** The place that a name or a member stands for; a name that nobody declares is a member of `globalThis`. */
export function placeOf(context: Context, target: t.Node): Place | undefined {
  switch (target.type) {
    case 'Identifier': {
      const variable = context.scope.find(target.name);
      if (variable !== undefined) return { variable };
      const base = context.emit({ op: 'global', name: 'globalThis' }, target);
      return { base, key: target.name, index: undefined };
    }
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const base = context.expression(target.object);
      const key = keyName(target.property, target.computed);
      const index = key === '' ? context.expression(target.property) : undefined;
      return { base, key, index };
    }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return placeOf(context, target.expression);
    default:
      return undefined;
  }
}

export function readPlace(context: Context, place: Place, node: t.Node): Temp {
  return 'variable' in place
    ? context.fn.read(place.variable, spanOf(node))
    : context.emit({ op: 'load', ...place }, node);
}

export function writePlace(context: Context, place: Place, src: Temp, node: t.Node): void {
  if ('variable' in place) context.fn.write(place.variable, src, spanOf(node));
  else context.emit({ op: 'store', ...place, src }, node);
}

/** Writes `src` to a name, a member, or the parts of a pattern. */
export function assign(context: Context, target: t.Node, src: Temp): void {
  switch (target.type) {
    case 'AssignmentPattern':
      return assignDefault(context, target, src);
    case 'ObjectPattern':
      return assignRecord(context, target, src);
    case 'ArrayPattern':
      return assignList(context, target, src);
    case 'RestElement':
      return assign(context, target.argument, src);
    case 'TSParameterProperty':
      return assign(context, target.parameter, src);
    default: {
      const place = placeOf(context, target);
      if (place !== undefined) writePlace(context, place, src, target);
    }
  }
}

function assignDefault(context: Context, target: t.AssignmentPattern, src: Temp): void {
  const { left } = target;
  const known = left.type === 'Identifier' ? context.scope.find(left.name) : undefined;
  const variable = known ?? context.hidden('%default');
  context.fn.write(variable, src, spanOf(left));
  orDefault(context, variable, src, target);
  if (known === undefined) assign(context, left, context.fn.read(variable, spanOf(left)));
}

/** `variable = value` where `src`, which it has now, is `undefined`. */
export function orDefault(
  context: Context,
  variable: VariableId,
  src: Temp,
  { right }: t.AssignmentPattern,
): void {
  const { fn } = context;
  const [otherwise, after] = [fn.newBlock(), fn.newBlock()];
  const nothing = fn.constant('nothing', '', spanOf(right));
  const test = context.emit({ op: 'compute', operator: '===', args: [src, nothing] }, right);
  fn.end({ op: 'branch', test, yes: otherwise, no: after });
  fn.enter(otherwise);
  fn.write(variable, context.expression(right), spanOf(right));
  fn.jump(after);
  fn.enter(after);
}

function assignRecord(context: Context, target: t.ObjectPattern, src: Temp): void {
  for (const property of target.properties) {
    if (property.type === 'RestElement') {
      const rest = context.emit({ op: 'create', what: 'record' }, property);
      context.emit({ op: 'spread', base: rest, src }, property);
      assign(context, property.argument, rest);
      continue;
    }
    const key = keyName(property.key, property.computed);
    const index = key === '' ? context.expression(property.key) : undefined;
    const part = context.emit({ op: 'load', base: src, key, index }, property.key);
    assign(context, property.value, part);
  }
}

function assignList(context: Context, target: t.ArrayPattern, src: Temp): void {
  for (const [index, element] of target.elements.entries()) {
    if (element === null) continue;
    if (element.type === 'RestElement') {
      // The elements move to other indices: they are any of those of `src`.
      const rest = context.emit({ op: 'create', what: 'list' }, element);
      const any = context.emit({ op: 'element', src, of: 'values' }, element);
      context.fn.store(rest, '*', any, spanOf(element));
      assign(context, element.argument, rest);
      continue;
    }
    assign(context, element, context.fn.load(src, listKey(index), spanOf(element)));
  }
}

/** Every identifier that a pattern declares. */
export function namesIn(pattern: t.Node, found: t.Identifier[] = []): readonly t.Identifier[] {
  const open: (t.Node | null)[] = [pattern];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    switch (node?.type) {
      case 'Identifier':
        found.push(node);
        break;
      case 'AssignmentPattern':
        open.push(node.left);
        break;
      case 'RestElement':
        open.push(node.argument);
        break;
      case 'TSParameterProperty':
        open.push(node.parameter);
        break;
      case 'ObjectPattern':
        for (const each of node.properties) {
          open.push(each.type === 'RestElement' ? each.argument : each.value);
        }
        break;
      case 'ArrayPattern':
        open.push(...node.elements);
        break;
      default:
    }
  }
  return found;
}
