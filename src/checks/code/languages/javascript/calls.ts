import type * as t from '@babel/types';
import { argumentsOf } from './given-arguments.ts';
import type { Temp } from '../../ir/ir.ts';
import { keyName, spanOf, type Context } from './context.ts';
import { templateStrings } from './literals.ts';
import { moduleName } from './types.ts';

type Member = t.MemberExpression | t.OptionalMemberExpression;
type Call = t.CallExpression | t.OptionalCallExpression;
type Link = Member | Call;

/** Members and calls in a row, `a.b(c).d`: walked from the left, because fluent ones have hundreds of links. */
export function chain(context: Context, node: Link): Temp {
  const links: Link[] = [];
  const start = startOf(context, node, links);
  let base: Temp | undefined;
  let value =
    start.type === 'CallExpression' || start.type === 'OptionalCallExpression'
      ? imported(context, start, argumentsOf(start)[0])
      : context.expression(start);
  if (start.type === 'Super') base = context.fn.read(context.receiver, spanOf(start));
  for (const link of links.toReversed()) {
    if (link.type === 'CallExpression' || link.type === 'OptionalCallExpression') {
      value = call(context, link, value, base);
      base = undefined;
    } else {
      // `super.f()` is called on `this`.
      if (link.object.type !== 'Super') base = value;
      value = member(context, link, value);
    }
  }
  return value;
}

/** What the row begins with; its links are added from the right to the left. */
function startOf(context: Context, node: t.Node, links: Link[]): t.Node {
  let at = node;
  for (;;) {
    switch (at.type) {
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        links.push(at);
        at = at.object;
        break;
      case 'CallExpression':
      case 'OptionalCallExpression':
        if (isImport(context, at)) return at;
        links.push(at);
        at = at.callee;
        break;
      case 'TSNonNullExpression':
        at = at.expression;
        break;
      default:
        return at;
    }
  }
}

function member(context: Context, node: Member, base: Temp): Temp {
  const key = keyName(node.property, node.computed);
  const index = key === '' ? context.expression(node.property) : undefined;
  return context.emit({ op: 'load', base, key, index }, node);
}

function call(context: Context, node: Call, callee: Temp, base: Temp | undefined): Temp {
  return context.fn.call(callee, nameOf(node.callee), args(context, node), spanOf(node), {
    base,
    spreadFrom: spreadIn(node),
  });
}

export function construct(context: Context, node: t.NewExpression): Temp {
  const callee = context.expression(node.callee);
  return context.fn.call(callee, nameOf(node.callee), args(context, node), spanOf(node), {
    isNew: true,
    spreadFrom: spreadIn(node),
  });
}

/** A call named '`': a list of the constant strings, then the values between them. */
export function tagged(context: Context, node: t.TaggedTemplateExpression): Temp {
  const callee = context.expression(node.tag);
  const base = context.fn.baseOf(callee);
  const strings = templateStrings(context, node.quasi);
  const values = node.quasi.expressions.map((each) => context.expression(each));
  return context.fn.call(callee, '`', [strings, ...values], spanOf(node), { base });
}

function args(context: Context, node: Call | t.NewExpression): readonly Temp[] {
  return argumentsOf(node).map((each) =>
    context.expression(each.type === 'SpreadElement' ? each.argument : each),
  );
}

function spreadIn(node: Call | t.NewExpression): number | undefined {
  const at = argumentsOf(node).findIndex(({ type }) => type === 'SpreadElement');
  return at === -1 ? undefined : at;
}

function nameOf(callee: t.Node): string {
  switch (callee.type) {
    case 'Identifier':
      return callee.name;
    case 'Super':
      return 'super';
    case 'TSNonNullExpression':
      return nameOf(callee.expression);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return keyName(callee.property, callee.computed);
    default:
      return '';
  }
}

/** `import('x')`, `require('x')`. */
function isImport(context: Context, { callee }: Call): boolean {
  if (callee.type === 'Import') return true;
  return (
    callee.type === 'Identifier' &&
    callee.name === 'require' &&
    context.scope.find('require') === undefined
  );
}

/** The module, where its name is a constant; else a call of `require`, which rules may mind. */
export function imported(context: Context, node: t.Node, source: t.Node | undefined): Temp {
  if (source?.type === 'StringLiteral') {
    return context.emit({ op: 'module', specifier: moduleName(source.value) }, node);
  }
  const given =
    source === undefined || source.type === 'SpreadElement' ? [] : [context.expression(source)];
  const callee = context.emit({ op: 'global', name: 'require' }, node);
  return context.fn.call(callee, 'require', given, spanOf(node));
}
