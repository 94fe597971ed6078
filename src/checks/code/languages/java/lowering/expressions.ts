import type { Temp } from '../../../ir/ir.ts';
import type { Expression, LiteralNode, NewNode } from '../syntax/nodes.ts';
import { lambda, reference } from './closures.ts';
import { choice, isLogical, logical } from './conditions.ts';
import type { Context } from './context.ts';
import { chain, listKey, named, plainCall, spelledType, thisValue } from './members.ts';
import { assignment, binary, update } from './operators.ts';
import { instanceOf } from './patterns.ts';
import { switchValue } from './switches.ts';

type Kinds = {
  readonly [K in Expression['kind']]: (
    context: Context,
    node: Extract<Expression, { kind: K }>,
  ) => Temp;
};

const kinds: Kinds = {
  literal,
  name: named,
  this: thisValue,
  super: thisValue,
  access: chain,
  index: chain,
  call: (context, node) => {
    const { target } = node;
    return target === undefined ? plainCall(context, node) : chain(context, { ...node, target });
  },
  new: newInstance,
  'new list': (context, node) => {
    for (const size of node.sizes) context.expression(size);
    return context.fn.emit({ op: 'create', what: 'list' }, node);
  },
  list: (context, node) => {
    const { fn } = context;
    const list = fn.emit({ op: 'create', what: 'list' }, node);
    for (const [index, each] of node.elements.entries()) {
      fn.store(list, listKey(index), context.expression(each), each);
    }
    return list;
  },
  unary: (context, node) => {
    const { operator, value } = node;
    if (operator === '-' && value.kind === 'literal' && value.type === 'number') {
      return context.fn.constant('number', `-${value.text}`, node);
    }
    const args = [context.expression(value)];
    return context.fn.emit({ op: 'compute', operator, args }, node);
  },
  update,
  binary: (context, node) => (isLogical(node) ? logical(context, node) : binary(context, node)),
  instanceof: instanceOf,
  assign: assignment,
  choice,
  cast: (context, node) => {
    const src = context.expression(node.value);
    const type = context.type(node.type);
    return type === '' ? src : context.fn.emit({ op: 'cast', src, type }, node);
  },
  lambda,
  reference,
  switch: switchValue,
  'class literal': (context, node) => context.typeValue(spelledType(context, node.of), node),
};

export function expression(context: Context, node: Expression): Temp {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table pairs each kind of node with a function for it
  const lower = kinds[node.kind] as (context: Context, node: Expression) => Temp;
  return lower(context, node);
}

function literal(context: Context, node: LiteralNode): Temp {
  const kind = node.type === 'character' ? 'string' : node.type;
  return context.fn.constant(kind, node.text, node);
}

function newInstance(context: Context, node: NewNode): Temp {
  const { fn, file } = context;
  const { outer, type, args, body } = node;
  if (outer !== undefined) context.expression(outer);
  const callee =
    body === undefined
      ? context.typeValue(context.type(type), type)
      : file.parts.classValue(context, body, { base: type, args: args.length });
  const values = args.map((each) => context.expression(each));
  const name = type.name.slice(type.name.lastIndexOf('.') + 1);
  return fn.call(callee, name, values, node, { isNew: true });
}
