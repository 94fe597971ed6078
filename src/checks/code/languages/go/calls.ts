import type { Temp } from '../../ir/ir.ts';
import { cast, keyOf } from './access.ts';
import { zeroValue } from './composites.ts';
import type { Context } from './context.ts';
import type { Call, Expr, Index, Name, Selector } from './syntax/ast.ts';
import { T } from './syntax/tokens.ts';
import { isNumber, isScalar, isType, typeName, underlying } from './type-names.ts';

/** Lowers a call, or what looks like one: a conversion, `new`, `make`. */
export function call(context: Context, node: Call): Temp {
  const [first] = node.args;
  if (first !== undefined && isType(context.scope, node.callee)) {
    return conversion(context, node, first);
  }
  const builtin = node.callee.kind === 'name' ? builtins.get(node.callee.name) : undefined;
  const isShadowed = node.callee.kind === 'name' && context.scope.find(node.callee.name);
  if (builtin === undefined || isShadowed !== undefined) return plainCall(context, node);
  return builtin(context, node);
}

/** A number that is made of something cannot carry text; other conversions keep it. */
function conversion(context: Context, node: Call, value: Expr): Temp {
  const src = context.expression(value);
  if (isNumber(context.scope, node.callee)) {
    return numberOf(context, src, node);
  }
  return cast(context, src, { type: node.callee, start: node.start, end: node.end });
}

function numberOf(context: Context, src: Temp, node: Expr): Temp {
  return context.emit({ op: 'compute', operator: 'number', args: [src] }, node);
}

function plainCall(context: Context, node: Call): Temp {
  const { fn } = context;
  const target = calleeOf(context, node.callee);
  const callee = context.expression(target);
  const base =
    target.kind === 'selector' || target.kind === 'index' ? fn.baseOf(callee) : undefined;
  const outs: (() => void)[] = [];
  const args = node.args.map((each) => argument(context, each, outs));
  const spreadFrom = node.isSpread ? args.length - 1 : undefined;
  const result = fn.call(callee, nameOf(target), args, node, { base, spreadFrom });
  for (const out of outs) out();
  return result;
}

/** Type arguments of a generic function are no index. */
function calleeOf({ scope }: Context, callee: Expr): Expr {
  if (callee.kind !== 'index') return callee;
  const { base, indices } = callee;
  const entity = base.kind === 'name' ? scope.find(base.name) : undefined;
  const isGeneric =
    indices.length > 1 ||
    indices.some((each) => isType(scope, each)) ||
    (entity?.kind === 'variable' && entity.holds === 'function') ||
    (base.kind === 'selector' &&
      base.base.kind === 'name' &&
      scope.find(base.base.name)?.kind === 'package');
  return isGeneric ? base : callee;
}

function nameOf(callee: Expr): string {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'selector' ? callee.name.name : '';
}

/**
 * `&x` hands out a place that the callee may write to: `row.Scan(&name, &user.id)`. A scalar is put into a cell, and
 * taken out of it after the call; anything else is its own place.
 */
function argument(context: Context, node: Expr, outs: (() => void)[]): Temp {
  if (node.kind !== 'unary' || node.operator !== T.and) return context.expression(node);
  const { operand } = node;
  if (operand.kind === 'name') return variableCell(context, operand, outs);
  return operand.kind === 'selector' || operand.kind === 'index'
    ? memberCell(context, operand, outs)
    : context.expression(node);
}

function variableCell(context: Context, node: Name, outs: (() => void)[]): Temp {
  const { fn, scope } = context;
  const entity = scope.find(node.name);
  const isNumeric = entity?.kind === 'variable' && entity.holds === 'number';
  if (entity?.kind !== 'variable' || !(isNumeric || entity.holds === 'scalar')) {
    return context.expression(node);
  }
  const cell = cellOf(context, fn.read(entity.id, node), node);
  outs.push(() => {
    const value = fn.load(cell, '*', node);
    fn.write(entity.id, isNumeric ? numberOf(context, value, node) : value, node);
  });
  return cell;
}

/** Nobody knows whether the member is a scalar: the cell also has its members, and gives them back. */
function memberCell(context: Context, node: Selector | Index, outs: (() => void)[]): Temp {
  const { fn } = context;
  const base = context.expression(node.base);
  const [first] = node.kind === 'index' ? node.indices : [];
  const at =
    node.kind === 'selector' || first === undefined
      ? { key: node.kind === 'selector' ? node.name.name : '*', index: undefined }
      : keyOf(context, first);
  const before = context.emit({ op: 'load', base, ...at }, node);
  const cell = cellOf(context, before, node);
  context.emit({ op: 'spread', base: cell, src: before }, node);
  outs.push(() => {
    context.emit({ op: 'spread', base: before, src: cell }, node);
    context.emit({ op: 'store', base, ...at, src: fn.load(cell, '*', node) }, node);
  });
  return cell;
}

function cellOf(context: Context, value: Temp, node: Expr): Temp {
  const cell = context.emit({ op: 'create', what: 'list' }, node);
  context.fn.store(cell, '*', value, node);
  return cell;
}

const builtins: ReadonlyMap<string, (context: Context, node: Call) => Temp> = new Map([
  ['new', newValue],
  ['make', madeValue],
  ['panic', panic],
]);

function newValue(context: Context, node: Call): Temp {
  const [type] = node.args;
  if (type === undefined) return context.fn.constant('other', '', node);
  const value = zeroValue(context, type, node);
  return isScalar(context.scope, type) ? cellOf(context, value, node) : value;
}

/** The call is there too: who asks for how much may be the question. */
function madeValue(context: Context, node: Call): Temp {
  const [type, ...sizes] = node.args;
  if (type === undefined) return context.fn.constant('other', '', node);
  if (sizes.some(({ kind }) => kind !== 'literal')) plainCall(context, node);
  const what = underlying(context.scope, type)?.kind === 'map-type' ? 'record' : 'list';
  const src = context.emit({ op: 'create', what }, node);
  const isNamed = type.kind === 'name' || type.kind === 'selector' || type.kind === 'index';
  return isNamed && typeName(context.scope, type) !== ''
    ? cast(context, src, { type, start: node.start, end: node.end })
    : src;
}

function panic(context: Context, node: Call): Temp {
  const { fn } = context;
  const [value] = node.args;
  const src = value === undefined ? fn.constant('nothing', '', node) : context.expression(value);
  const callee = context.emit({ op: 'global', name: 'panic' }, node.callee);
  const result = fn.call(callee, 'panic', [src], node);
  fn.leave({ op: 'throw', value: src }, node);
  return result;
}
