import type * as t from '@babel/types';
import type { Temp } from '../../ir/ir.ts';
import { keyName, listKey, spanOf, type Context } from './context.ts';

export function template(context: Context, node: t.TemplateLiteral): Temp {
  const parts: Temp[] = [];
  for (const [index, quasi] of node.quasis.entries()) {
    const text = quasi.value.cooked ?? quasi.value.raw;
    if (text !== '') parts.push(context.fn.constant('string', text, spanOf(quasi)));
    const between = node.expressions[index];
    if (between !== undefined) parts.push(context.expression(between));
  }
  // A template without values is a string like any other.
  if (node.expressions.length > 0) return context.emit({ op: 'concat', parts }, node);
  return parts[0] ?? context.fn.constant('string', '', spanOf(node));
}

/** The list of constant strings that a tag gets as its first argument. */
export function templateStrings(context: Context, node: t.TemplateLiteral): Temp {
  const { fn } = context;
  const base = context.emit({ op: 'create', what: 'list' }, node);
  for (const [index, quasi] of node.quasis.entries()) {
    const text = quasi.value.cooked ?? quasi.value.raw;
    fn.store(base, listKey(index), fn.constant('string', text, spanOf(quasi)), spanOf(quasi));
  }
  return base;
}

export function list(context: Context, node: t.ArrayExpression): Temp {
  const base = context.emit({ op: 'create', what: 'list' }, node);
  let isShifted = false;
  for (const [index, each] of node.elements.entries()) {
    if (each === null) continue;
    if (each.type === 'SpreadElement') {
      context.emit({ op: 'spread', base, src: context.expression(each.argument) }, each);
      isShifted = true;
      continue;
    }
    const key = isShifted ? '*' : listKey(index);
    context.fn.store(base, key, context.expression(each), spanOf(each));
  }
  return base;
}

export function record(context: Context, node: t.ObjectExpression): Temp {
  const base = context.emit({ op: 'create', what: 'record' }, node);
  for (const each of node.properties) {
    if (each.type === 'SpreadElement') {
      context.emit({ op: 'spread', base, src: context.expression(each.argument) }, each);
      continue;
    }
    const key = keyName(each.key, each.computed);
    const index = key === '' ? context.expression(each.key) : undefined;
    const src =
      each.type === 'ObjectMethod'
        ? context.file.parts.closure(context, each, key)
        : namedValue(context, each.value, key);
    const isSetter = each.type === 'ObjectMethod' && each.kind === 'set';
    context.emit({ op: 'store', base, key: isSetter ? `${key}=` : key, index, src }, each);
  }
  return base;
}

/** A function or class without a name takes the one of what it is the value of. */
export function namedValue(context: Context, value: t.Node, name: string): Temp {
  switch (value.type) {
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return context.file.parts.closure(context, value, name);
    case 'ClassExpression':
      return context.file.parts.classValue(context, value, name);
    default:
      return context.expression(value);
  }
}
