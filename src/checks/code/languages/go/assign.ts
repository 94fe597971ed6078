import type { Span, Temp } from '../../ir/ir.ts';
import { cast, isCell, keyOf } from './access.ts';
import type { Context } from './context.ts';
import type { Holds, Scope } from './scope.ts';
import type { Assert, Assign, Expr, Index } from './syntax/ast.ts';
import { operatorText, T } from './syntax/tokens.ts';
import { holdsOf, isScalar, isType, typeName } from './type-names.ts';

/** Lowers an assignment or a short declaration. */
export function assignment(context: Context, node: Assign): void {
  const { targets, operator, values } = node;
  if (operator !== T.assign && operator !== T.define) return combined(context, node);
  const isDefinition = operator === T.define;
  const temps = valuesOf(context, targets, values);
  for (const [index, target] of targets.entries()) {
    const src = temps[index];
    if (src === undefined) continue;
    const value = values.length === targets.length ? values[index] : undefined;
    if (isDefinition) define(context, target, { src, value });
    else assignTo(context, target, src);
  }
}

/** All values are there before the first is assigned: `a, b = b, a`. */
export function valuesOf(
  context: Context,
  targets: readonly Expr[],
  values: readonly Expr[],
): readonly Temp[] {
  const [only] = values;
  if (only !== undefined && values.length === 1 && targets.length > 1) {
    return several(context, only, targets.length);
  }
  return values.map((value, index) => {
    const target = targets[index];
    return context.named(value, target?.kind === 'name' ? target.name : '');
  });
}

/** The results of a call with several, or a value and whether it was there. */
function several(context: Context, node: Expr, count: number): readonly Temp[] {
  const { fn } = context;
  if (node.kind === 'index') return elementAndWhether(context, node);
  if (node.kind === 'assert') return castAndWhether(context, node);
  const result = context.expression(node);
  if (node.kind === 'unary') return [result, fn.constant('other', '', node)];
  return Array.from({ length: count }, (_, index) => fn.load(result, String(index), node));
}

function elementAndWhether(context: Context, node: Index): readonly Temp[] {
  const base = context.expression(node.base);
  const [first] = node.indices;
  if (first === undefined) return [base];
  const key = context.expression(first);
  const value = context.emit({ op: 'load', base, ...withKey(context, first, key) }, node);
  return [value, context.emit({ op: 'compute', operator: 'in', args: [key, base] }, node)];
}

function castAndWhether(context: Context, node: Assert): readonly Temp[] {
  const src = context.expression(node.base);
  const type = context.emit({ op: 'type', type: typeName(context.scope, node.type) }, node);
  const value = cast(context, src, node);
  const is = context.emit({ op: 'compute', operator: 'instanceof', args: [src, type] }, node);
  return [value, is];
}

function withKey(
  context: Context,
  index: Expr,
  computed: Temp,
): { readonly key: string; readonly index: Temp | undefined } {
  return index.kind === 'literal' ? keyOf(context, index) : { key: '', index: computed };
}

/** `x += y`, `x++`. */
function combined(context: Context, { targets, operator, values, start, end }: Assign): void {
  const [target] = targets;
  const [value] = values;
  if (target === undefined) return;
  const span = { start, end };
  const before = context.expression(target);
  const by =
    value === undefined ? context.fn.constant('number', '1', span) : context.expression(value);
  const src =
    operator === T.addTo
      ? context.emit({ op: 'concat', parts: [before, by] }, span)
      : context.emit(
          { op: 'compute', operator: plainOperator(operator), args: [before, by] },
          span,
        );
  assignTo(context, target, src);
}

function plainOperator(operator: number): string {
  return operatorText(operator).replace(/=$|(?<=^[+-])[+-]$/u, '');
}

/** Declares the name, unless this very block has done so: then `:=` assigns to it. */
export function define(
  context: Context,
  target: Expr,
  { src, value }: { readonly src: Temp; readonly value?: Expr | undefined },
): void {
  if (target.kind !== 'name' || target.name === '_') return;
  const known = context.scope.own(target.name);
  const variable =
    known?.kind === 'variable'
      ? known
      : context.scope.declare(
          target.name,
          '',
          value === undefined ? 'value' : holds(context, value),
        );
  context.fn.write(variable.id, src, target);
}

/** What a variable holds whose first value this is. */
export function holds({ scope }: Context, value: Expr): Holds {
  if (value.kind === 'literal') return value.token === T.number ? 'number' : 'scalar';
  if (value.kind === 'operation') return 'scalar';
  if (value.kind !== 'call') return 'value';
  if (isType(scope, value.callee)) return holdsOf(scope, value.callee);
  const [type] = value.args;
  return type === undefined ? 'value' : builtinHolds(scope, value.callee, type);
}

function builtinHolds(scope: Scope, callee: Expr, type: Expr): Holds {
  if (callee.kind !== 'name' || scope.find(callee.name) !== undefined) return 'value';
  if (callee.name === 'make') return holdsOf(scope, type) === 'channel' ? 'channel' : 'value';
  return callee.name === 'new' && isScalar(scope, type) ? 'cell' : 'value';
}

/** Writes to what stands on the left of a `=`. */
export function assignTo(context: Context, target: Expr, src: Temp): void {
  const { fn } = context;
  if (target.kind === 'name') return assignName(context, target.name, { src, at: target });
  if (target.kind === 'selector') {
    return fn.store(context.expression(target.base), target.name.name, src, target);
  }
  if (target.kind === 'star') {
    const base = context.expression(target.operand);
    if (isCell(context, target.operand)) return fn.store(base, '*', src, target);
    context.emit({ op: 'spread', base, src }, target);
  }
  const [index] = target.kind === 'index' ? target.indices : [];
  if (target.kind !== 'index' || index === undefined) return;
  const base = context.expression(target.base);
  context.emit({ op: 'store', base, ...keyOf(context, index), src }, target);
}

/** A variable that another file of the package declares is written by offering a value for its name. */
function assignName(
  context: Context,
  name: string,
  { src, at }: { readonly src: Temp; readonly at: Span },
): void {
  if (name === '_') return;
  const entity = context.scope.find(name);
  if (entity?.kind === 'variable') context.fn.write(entity.id, src, at);
  else if (entity === undefined) context.emit({ op: 'export', name, src }, at);
}
