import type * as t from '@babel/types';
import type { Temp } from '../../ir/ir.ts';
import { spanOf, type Context } from './context.ts';

/** `<a href={x}>y</a>` is `createElement('a', { href: x }, 'y')` of `react`, whatever renders it. */
export function element(context: Context, node: t.JSXElement | t.JSXFragment): Temp {
  const { fn } = context;
  const at = spanOf(node);
  const react = fn.emit({ op: 'module', specifier: 'react' }, at);
  const callee = fn.load(react, 'createElement', at);
  const args: Temp[] =
    node.type === 'JSXFragment'
      ? [fn.load(react, 'Fragment', at), fn.constant('nothing', '', at)]
      : [tagOf(context, node.openingElement.name), properties(context, node.openingElement)];
  for (const child of node.children) {
    if (child.type === 'JSXText') {
      if (/\S/u.test(child.value)) args.push(fn.constant('string', child.value, spanOf(child)));
    } else if (child.type !== 'JSXExpressionContainer' || !isEmpty(child)) {
      args.push(context.expression(child));
    }
  }
  return fn.call(callee, 'createElement', args, at, { base: react });
}

function isEmpty({ expression }: t.JSXExpressionContainer): boolean {
  return expression.type === 'JSXEmptyExpression';
}

/** Lower case: an element of the page, its name a constant; else a component. */
function tagOf(context: Context, name: t.JSXOpeningElement['name']): Temp {
  const { fn } = context;
  const at = spanOf(name);
  if (name.type === 'JSXNamespacedName') {
    return fn.constant('string', `${name.namespace.name}:${name.name.name}`, at);
  }
  if (name.type === 'JSXMemberExpression') {
    return fn.load(tagOf(context, name.object), name.property.name, at);
  }
  if (name.name === 'this') return fn.read(context.receiver, at);
  const variable = context.scope.find(name.name);
  if (/^[a-z]/u.test(name.name)) return fn.constant('string', name.name, at);
  return variable === undefined
    ? fn.emit({ op: 'global', name: name.name }, at)
    : fn.read(variable, at);
}

function properties(context: Context, node: t.JSXOpeningElement): Temp {
  const { fn } = context;
  const base = context.emit({ op: 'create', what: 'record' }, node);
  for (const attribute of node.attributes) {
    if (attribute.type === 'JSXSpreadAttribute') {
      context.emit({ op: 'spread', base, src: context.expression(attribute.argument) }, attribute);
      continue;
    }
    const { name, value } = attribute;
    const key =
      name.type === 'JSXIdentifier' ? name.name : `${name.namespace.name}:${name.name.name}`;
    const src =
      value == null ? fn.constant('boolean', 'true', spanOf(attribute)) : context.expression(value);
    fn.store(base, key, src, spanOf(attribute));
  }
  return base;
}
