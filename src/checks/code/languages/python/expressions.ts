import type { Temp } from '../../ir/ir.ts';
import type { AttributeNode, Expression, NameNode, WrappedNode } from './ast.ts';
import { call, subscript } from './calls.ts';
import { comprehension, dict, list } from './collections.ts';
import { choice, compared, shortValue } from './conditions.ts';
import type { Context } from './context.ts';
import { lambda } from './functions.ts';
import { binary, formatted } from './joins.ts';
import { assign } from './targets.ts';

type Kinds = {
  readonly [K in Expression['type']]: (
    context: Context,
    node: Expression & { readonly type: K },
  ) => Temp;
};

const kinds: Kinds = {
  Name: name,
  Text: (context, node) => context.fn.constant('string', node.value, node),
  Constant: (context, node) => context.fn.constant(node.kind, node.text, node),
  Formatted: formatted,
  List: list,
  Tuple: list,
  Set: list,
  Dict: dict,
  Comprehension: comprehension,
  Attribute: attribute,
  Subscript: subscript,
  Slice: (context, node) => {
    for (const each of node.bounds) context.expression(each);
    return context.fn.constant('other', '', node);
  },
  Call: call,
  Unary: (context, node) => {
    const { operand } = node;
    // A negative number is a constant.
    if (node.operator === '-' && operand.type === 'Constant' && operand.kind === 'number') {
      return context.fn.constant('number', `-${operand.text}`, node);
    }
    const operator = node.operator === 'not' ? '!' : node.operator;
    return context.emit({ op: 'compute', operator, args: [context.expression(operand)] }, node);
  },
  Binary: binary,
  Bool: shortValue,
  Compare: compared,
  Choice: choice,
  Lambda: lambda,
  Await: (context, node) =>
    context.emit({ op: 'await', src: context.expression(node.value) }, node),
  Yield: (context, node) =>
    context.emit({ op: 'yield', src: context.expression(node.value) }, node),
  YieldFrom: yieldFrom,
  Starred: (context, node) => context.expression(node.value),
  Walrus: (context, node) => {
    const src = context.expression(node.value);
    assign(context, node.target, src);
    return src;
  },
};

export function expression(context: Context, node: Expression): Temp {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the table pairs each type of node with a function for it
  const lower = kinds[node.type] as (context: Context, node: Expression) => Temp;
  return lower(context, node);
}

function attribute(context: Context, node: AttributeNode): Temp {
  const specifier = context.types.moduleOf(node);
  // No file needs to stand for the folders above it.
  if (specifier !== '') return context.emit({ op: 'module', specifier }, node);
  return context.fn.load(context.expression(node.base), node.name, node);
}

function name(context: Context, node: NameNode): Temp {
  const variable = context.scope.find(node.name);
  return variable === undefined
    ? context.emit({ op: 'global', name: node.name }, node)
    : context.fn.read(variable, node);
}

function yieldFrom(context: Context, node: WrappedNode): Temp {
  const src = context.expression(node.value);
  const element = context.emit({ op: 'element', src, of: 'values' }, node);
  return context.emit({ op: 'yield', src: element }, node);
}
