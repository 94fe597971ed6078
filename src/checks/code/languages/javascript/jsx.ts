import type * as t from '@babel/types';
import type { Temp } from '../../ir/ir.ts';
import { keyName, type Context } from './context.ts';

/** `<Part a={x}>…</Part>` is `Part({ a: x, children: … })`; an element of the page is a call of `jsx.<name>`. */
export function element(context: Context, node: t.JSXElement | t.JSXFragment): Temp {
  const base = context.emit({ op: 'create', what: 'record' }, node);
  const opening = node.type === 'JSXElement' ? node.openingElement : undefined;
  for (const attribute of opening?.attributes ?? []) {
    if (attribute.type === 'JSXSpreadAttribute') {
      context.emit({ op: 'spread', base, src: context.expression(attribute.argument) }, attribute);
      continue;
    }
    const key = context.module.intern(keyName(attribute.name, false));
    const src = context.expression(attribute.value);
    context.emit({ op: 'store', base, key, index: undefined, src }, attribute);
  }
  for (const child of node.children) {
    if (child.type === 'JSXText') continue;
    const src = context.expression(child);
    context.emit({ op: 'store', base, key: 'children', index: undefined, src }, child);
  }
  const callee = part(context, node, opening?.name);
  return context.emit(
    {
      op: 'call',
      callee,
      base: undefined,
      name: 'jsx',
      args: [base],
      spreadFrom: undefined,
      isNew: false,
    },
    node,
  );
}

function part(context: Context, node: t.Node, name: t.Node | undefined): Temp {
  const variable =
    name?.type === 'JSXIdentifier' && /^[A-Z]/u.test(name.name)
      ? context.scope.find(name.name)
      : undefined;
  if (variable !== undefined) {
    return context.fn.read(variable, { start: node.start ?? 0, end: node.end ?? 0 });
  }
  return context.emit({ op: 'global', name: 'jsx' }, node);
}
