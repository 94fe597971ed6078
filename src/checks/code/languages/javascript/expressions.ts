import type * as t from '@babel/types';
import type { Temp } from '../../ir/ir.ts';
import { keyName, spanOf, type Context } from './context.ts';
import { element } from './jsx.ts';
import { condition } from './statements.ts';

type Kinds = {
  [K in t.Node['type']]?: (context: Context, node: Extract<t.Node, { type: K }>) => Temp;
};

const constant =
  (kind: 'number' | 'boolean' | 'nothing' | 'other') =>
  (context: Context, node: t.Node): Temp =>
    context.fn.constant(kind, 'value' in node ? String(node.value) : '', spanOf(node));
const inner = (context: Context, node: { readonly expression: t.Node }): Temp =>
  context.expression(node.expression);
const whole = (context: Context, node: t.FunctionExpression | t.ArrowFunctionExpression): Temp =>
  context.parts.closure(context, node, '');

const kinds: Kinds = {
  StringLiteral: (context, node) => context.fn.constant('string', node.value, spanOf(node)),
  NumericLiteral: constant('number'),
  BigIntLiteral: constant('number'),
  BooleanLiteral: constant('boolean'),
  NullLiteral: constant('nothing'),
  RegExpLiteral: (context, node) =>
    context.fn.constant('pattern', `/${node.pattern}/${node.flags}`, spanOf(node)),
  TemplateLiteral: template,
  TaggedTemplateExpression: (context, node) => {
    const callee = context.expression(node.tag);
    const first = context.fn.constant(
      'string',
      node.quasi.quasis.map(({ value }) => value.raw).join('?'),
      spanOf(node),
    );
    const rest = node.quasi.expressions.map((each) => context.expression(each));
    return context.emit(
      {
        op: 'call',
        callee,
        base: undefined,
        name: '`',
        args: [first, ...rest],
        spreadFrom: undefined,
        isNew: false,
      },
      node,
    );
  },
  Identifier: (context, node) => {
    const variable = context.scope.find(node.name);
    if (variable !== undefined) return context.fn.read(variable, spanOf(node));
    if (node.name === 'undefined') return context.fn.constant('nothing', '', spanOf(node));
    return context.emit({ op: 'global', name: node.name }, node);
  },
  ThisExpression: (context, node) => context.fn.read(context.receiver, spanOf(node)),
  Super: (context, node) => context.fn.read(context.receiver, spanOf(node)),
  MemberExpression: member,
  OptionalMemberExpression: member,
  CallExpression: call,
  OptionalCallExpression: call,
  NewExpression: call,
  ImportExpression: (context, node) => dynamicImport(context, node, node.source),
  BinaryExpression: binary,
  LogicalExpression: logical,
  ConditionalExpression: (context, node) =>
    choose(context, node, { test: node.test, yes: node.consequent, no: node.alternate }),
  UnaryExpression: (context, node) =>
    context.emit(
      { op: 'compute', operator: node.operator, args: [context.expression(node.argument)] },
      node,
    ),
  UpdateExpression: (context, node) =>
    context.emit(
      { op: 'compute', operator: node.operator, args: [context.expression(node.argument)] },
      node,
    ),
  AssignmentExpression: assignment,
  SequenceExpression: (context, node) => {
    const all = node.expressions.map((each) => context.expression(each));
    return all.at(-1) ?? context.fn.constant('nothing', '', spanOf(node));
  },
  ArrayExpression: list,
  ObjectExpression: record,
  FunctionExpression: whole,
  ArrowFunctionExpression: whole,
  ClassExpression: (context, node) => context.parts.classValue(context, node),
  AwaitExpression: (context, node) =>
    context.emit({ op: 'await', src: context.expression(node.argument) }, node),
  YieldExpression: (context, node) => context.expression(node.argument),
  ParenthesizedExpression: inner,
  TSAsExpression: inner,
  TSSatisfiesExpression: inner,
  TSNonNullExpression: inner,
  TSTypeAssertion: inner,
  TSInstantiationExpression: inner,
  TypeCastExpression: inner,
  JSXExpressionContainer: inner,
  JSXElement: element,
  JSXFragment: element,
};

/** Lowers an expression; one of a kind that carries no data is a constant. */
export function expression(context: Context, node: t.Node): Temp {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the table pairs each type of node with a function for it
  const lower = kinds[node.type] as ((context: Context, node: t.Node) => Temp) | undefined;
  return lower === undefined
    ? context.fn.constant('other', '', spanOf(node))
    : lower(context, node);
}

function template(context: Context, node: t.TemplateLiteral): Temp {
  const parts: Temp[] = [];
  for (const [index, quasi] of node.quasis.entries()) {
    const text = quasi.value.cooked ?? quasi.value.raw;
    if (text !== '') parts.push(context.fn.constant('string', text, spanOf(quasi)));
    const between = node.expressions[index];
    if (between !== undefined) parts.push(context.expression(between));
  }
  return context.emit({ op: 'concat', parts }, node);
}

function member(context: Context, node: t.MemberExpression | t.OptionalMemberExpression): Temp {
  const base = context.expression(node.object);
  const key = context.module.intern(keyName(node.property, node.computed));
  const index = key === '' ? context.expression(node.property) : undefined;
  const chain = context.module.intern(chainOf(context, node));
  return context.emit({ op: 'load', base, key, index, chain }, node);
}

function chainOf(context: Context, node: t.Node): string {
  const keys: string[] = [];
  let at = node;
  while (at.type === 'MemberExpression' || at.type === 'OptionalMemberExpression') {
    const key = keyName(at.property, at.computed);
    if (key === '' || keys.length > 5) return '';
    keys.unshift(key);
    at = at.object;
  }
  const variable = at.type === 'Identifier' ? context.scope.find(at.name) : undefined;
  const start = at.type === 'ThisExpression' ? context.receiver : variable;
  return start === undefined ? '' : [start, ...keys].join('.');
}

function call(
  context: Context,
  node: t.CallExpression | t.OptionalCallExpression | t.NewExpression,
): Temp {
  const { callee } = node;
  if (callee.type === 'Import') return dynamicImport(context, node, node.arguments[0]);
  if (isRequire(context, node)) return dynamicImport(context, node, node.arguments[0]);
  const isMember = callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
  const target = context.expression(callee);
  const base = isMember ? context.fn.lastBase() : undefined;
  const name = isMember
    ? keyName(callee.property, callee.computed)
    : callee.type === 'Identifier'
      ? callee.name
      : '';
  const spread = node.arguments.findIndex(({ type }) => type === 'SpreadElement');
  const args = node.arguments.map((each) =>
    context.expression(each.type === 'SpreadElement' ? each.argument : each),
  );
  return context.emit(
    {
      op: 'call',
      callee: target,
      base,
      name: context.module.intern(name),
      args,
      spreadFrom: spread === -1 ? undefined : spread,
      isNew: node.type === 'NewExpression',
    },
    node,
  );
}

function isRequire(
  context: Context,
  node: t.CallExpression | t.OptionalCallExpression | t.NewExpression,
): boolean {
  const { callee } = node;
  return (
    callee.type === 'Identifier' &&
    callee.name === 'require' &&
    context.scope.find('require') === undefined
  );
}

function dynamicImport(context: Context, node: t.Node, source: t.Node | undefined): Temp {
  if (source?.type === 'StringLiteral') {
    return context.emit({ op: 'module', specifier: source.value }, node);
  }
  const args = source === undefined ? [] : [context.expression(source)];
  const callee = context.emit({ op: 'global', name: 'require' }, node);
  return context.emit(
    {
      op: 'call',
      callee,
      base: undefined,
      name: 'require',
      args,
      spreadFrom: undefined,
      isNew: false,
    },
    node,
  );
}

function binary(context: Context, node: t.BinaryExpression): Temp {
  // A chain of `+` leans to the left: walked, not recursed, because generated ones have thousands of links.
  if (node.operator === '+') {
    const parts: t.Node[] = [];
    let at: t.Node = node;
    while (at.type === 'BinaryExpression' && at.operator === '+') {
      parts.push(at.right);
      at = at.left;
    }
    parts.push(at);
    return context.emit(
      { op: 'concat', parts: parts.toReversed().map((each) => context.expression(each)) },
      node,
    );
  }
  const args = [context.expression(node.left), context.expression(node.right)];
  return context.emit({ op: 'compute', operator: node.operator, args }, node);
}

function logical(context: Context, node: t.LogicalExpression): Temp {
  if (node.operator === '&&') {
    return choose(context, node, { test: node.left, yes: node.right, no: undefined });
  }
  return choose(context, node, { test: undefined, yes: node.left, no: node.right });
}

interface Choice {
  /** Undefined: either may be. */
  readonly test: t.Expression | undefined;
  readonly yes: t.Expression;
  readonly no: t.Expression | undefined;
}

function choose(context: Context, node: t.Node, { test, yes, no }: Choice): Temp {
  const { fn } = context;
  const [first, second, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
  const result = context.scope.declare(`%choice${node.start}:${node.end}`);
  if (test === undefined) fn.end({ kind: 'fork', to: [first, second] });
  else condition(context, test, first, second);
  for (const [block, value] of [
    [first, yes],
    [second, no],
  ] as const) {
    fn.enter(block);
    fn.write(result, context.expression(value), spanOf(node));
    fn.jump(after);
  }
  fn.enter(after);
  return fn.read(result, spanOf(node));
}

function assignment(context: Context, node: t.AssignmentExpression): Temp {
  const { left, right, operator } = node;
  const isFunction =
    right.type === 'FunctionExpression' || right.type === 'ArrowFunctionExpression';
  const name =
    left.type === 'MemberExpression'
      ? keyName(left.property, left.computed)
      : left.type === 'Identifier'
        ? left.name
        : '';
  const value = isFunction
    ? context.parts.closure(context, right, name)
    : context.expression(right);
  const src = operator === '=' ? value : combined(context, node, value);
  context.parts.assign(context, left, src);
  return src;
}

function combined(context: Context, node: t.AssignmentExpression, value: Temp): Temp {
  const before = context.expression(node.left);
  const isJoin = ['+=', '||=', '??=', '&&='].includes(node.operator);
  return isJoin
    ? context.emit({ op: 'concat', parts: [before, value] }, node)
    : context.emit({ op: 'compute', operator: node.operator, args: [before, value] }, node);
}

function list(context: Context, node: t.ArrayExpression): Temp {
  const base = context.emit({ op: 'create', what: 'list' }, node);
  for (const each of node.elements) {
    if (each === null) continue;
    if (each.type === 'SpreadElement') {
      context.emit({ op: 'spread', base, src: context.expression(each.argument) }, each);
    } else {
      context.emit(
        { op: 'store', base, key: '*', index: undefined, src: context.expression(each) },
        each,
      );
    }
  }
  return base;
}

function record(context: Context, node: t.ObjectExpression): Temp {
  const base = context.emit({ op: 'create', what: 'record' }, node);
  for (const each of node.properties) {
    if (each.type === 'SpreadElement') {
      context.emit({ op: 'spread', base, src: context.expression(each.argument) }, each);
      continue;
    }
    const key = context.module.intern(keyName(each.key, each.computed));
    const index = key === '' ? context.expression(each.key) : undefined;
    const src =
      each.type === 'ObjectMethod'
        ? context.parts.closure(context, each, key)
        : memberValue(context, each.value, key);
    context.emit({ op: 'store', base, key, index, src }, each);
  }
  return base;
}

function memberValue(context: Context, value: t.Node, key: string): Temp {
  return value.type === 'FunctionExpression' || value.type === 'ArrowFunctionExpression'
    ? context.parts.closure(context, value, key)
    : context.expression(value);
}
