import type * as t from '@babel/types';
import type { Temp } from '../../ir/ir.ts';
import { assignment, update } from './assignments.ts';
import { chain, construct, imported, tagged } from './calls.ts';
import { choice, logical } from './conditions.ts';
import { spanOf, type Context } from './context.ts';
import { element } from './jsx.ts';
import { list, record, template } from './literals.ts';
import { typeName } from './types.ts';

type Kinds = {
  [K in t.Node['type']]?: (context: Context, node: Extract<t.Node, { type: K }>) => Temp;
};

const constant =
  (kind: 'number' | 'boolean') =>
  (context: Context, node: t.NumericLiteral | t.BigIntLiteral | t.BooleanLiteral): Temp =>
    context.fn.constant(kind, String(node.value), spanOf(node));
const inner = (context: Context, node: { readonly expression: t.Node }): Temp =>
  context.expression(node.expression);
const whole = (context: Context, node: t.FunctionExpression | t.ArrowFunctionExpression): Temp =>
  context.file.parts.closure(context, node, '');
const unary = (context: Context, node: t.UnaryExpression): Temp =>
  context.emit(
    { op: 'compute', operator: node.operator, args: [context.expression(node.argument)] },
    node,
  );

const kinds: Kinds = {
  StringLiteral: (context, node) => context.fn.constant('string', node.value, spanOf(node)),
  NumericLiteral: constant('number'),
  BigIntLiteral: constant('number'),
  BooleanLiteral: constant('boolean'),
  NullLiteral: (context, node) => context.fn.constant('nothing', '', spanOf(node)),
  RegExpLiteral: (context, node) =>
    context.fn.constant('pattern', `/${node.pattern}/${node.flags}`, spanOf(node)),
  PrivateName: (context, node) => context.fn.constant('string', `#${node.id.name}`, spanOf(node)),
  TemplateLiteral: template,
  TaggedTemplateExpression: tagged,
  Identifier: identifier,
  ThisExpression: (context, node) => context.fn.read(context.receiver, spanOf(node)),
  Super: (context, node) => context.emit({ op: 'global', name: 'super' }, node),
  MetaProperty: (context, node) =>
    context.emit({ op: 'global', name: `${node.meta.name}.${node.property.name}` }, node),
  MemberExpression: chain,
  OptionalMemberExpression: chain,
  CallExpression: chain,
  OptionalCallExpression: chain,
  NewExpression: construct,
  ImportExpression: (context, node) => imported(context, node, node.source),
  BinaryExpression: binary,
  LogicalExpression: logical,
  ConditionalExpression: choice,
  UnaryExpression: unary,
  UpdateExpression: update,
  AssignmentExpression: assignment,
  SequenceExpression: (context, node) => {
    let last: Temp = -1;
    for (const each of node.expressions) last = context.expression(each);
    return last;
  },
  ArrayExpression: list,
  ObjectExpression: record,
  FunctionExpression: whole,
  ArrowFunctionExpression: whole,
  ClassExpression: (context, node) => context.file.parts.classValue(context, node, ''),
  AwaitExpression: (context, node) =>
    context.emit({ op: 'await', src: context.expression(node.argument) }, node),
  YieldExpression: yielded,
  ParenthesizedExpression: inner,
  TSAsExpression: cast,
  TSTypeAssertion: cast,
  TSSatisfiesExpression: inner,
  TSNonNullExpression: inner,
  TSInstantiationExpression: inner,
  TypeCastExpression: inner,
  JSXExpressionContainer: inner,
  JSXSpreadChild: inner,
  JSXElement: element,
  JSXFragment: element,
};

/** Lowers an expression; one of a kind that carries no data is a constant. */
export function expression(context: Context, node: t.Node): Temp {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table pairs each type of node with a function for it
  const lower = kinds[node.type as 'Identifier'] as
    | ((context: Context, node: t.Node) => Temp)
    | undefined;
  return lower === undefined
    ? context.fn.constant('other', '', spanOf(node))
    : lower(context, node);
}

function identifier(context: Context, node: t.Identifier): Temp {
  const { name } = node;
  const variable = context.scope.find(name);
  if (variable !== undefined) return context.fn.read(variable, spanOf(node));
  if (name === 'undefined') return context.fn.constant('nothing', '', spanOf(node));
  return name === 'arguments' && context.home.fn.id !== 0
    ? argumentList(context, node)
    : context.emit({ op: 'global', name }, node);
}

/** The parameters, and what more was handed over: a rest parameter that nobody wrote. */
function argumentList(context: Context, node: t.Identifier): Temp {
  const { fn, home } = context;
  const { params } = home.fn;
  const at = spanOf(node);
  const base = fn.emit({ op: 'create', what: 'list' }, at);
  const named = params.filter(({ isRest }) => !isRest);
  for (const [index, { variable }] of named.entries()) {
    fn.store(base, index < 16 ? String(index) : '*', fn.read(variable, at), at);
  }
  if (named.length === params.length) {
    const variable = home.hidden('arguments');
    const { start, end } = at;
    params.push({ variable, name: 'arguments', isRest: true, type: '', marks: [], start, end });
  }
  const rest = params.at(-1)?.variable ?? home.receiver;
  fn.emit({ op: 'spread', base, src: fn.read(rest, at) }, at);
  return base;
}

function binary(context: Context, node: t.BinaryExpression): Temp {
  if (node.operator !== '+') {
    const args = [context.expression(node.left), context.expression(node.right)];
    return context.emit({ op: 'compute', operator: node.operator, args }, node);
  }
  // A chain of `+` leans to the left: walked, not recursed, because generated ones have thousands of links.
  const operands: t.Node[] = [];
  let at: t.Node = node;
  while (at.type === 'BinaryExpression' && at.operator === '+') {
    operands.push(at.right);
    at = at.left;
  }
  operands.push(at);
  const parts: Temp[] = [];
  for (const each of operands.toReversed()) {
    const isEmpty = each.type === 'StringLiteral' && each.value === '';
    if (!isEmpty) parts.push(context.expression(each));
  }
  return context.emit({ op: 'concat', parts }, node);
}

function yielded(context: Context, node: t.YieldExpression): Temp {
  const src = context.expression(node.argument);
  const each = node.delegate ? context.emit({ op: 'element', src, of: 'values' }, node) : src;
  return context.emit({ op: 'yield', src: each }, node);
}

function cast(context: Context, node: t.TSAsExpression | t.TSTypeAssertion): Temp {
  const src = context.expression(node.expression);
  const type = typeName(context.file, node.typeAnnotation);
  return type === '' ? src : context.emit({ op: 'cast', src, type }, node);
}
