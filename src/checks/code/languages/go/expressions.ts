import type { Temp } from '../../ir/ir.ts';
import { call } from './calls.ts';
import { cast, isCell, keyOf } from './access.ts';
import { composite } from './composites.ts';
import { isLogical, logicalValue } from './conditions.ts';
import type { Context } from './context.ts';
import { literalValue } from './literals.ts';
import type {
  Assert,
  Expr,
  Index,
  Name,
  Operation,
  Selector,
  Slice,
  Star,
  Unary,
} from './syntax/ast.ts';
import { operatorText, T } from './syntax/tokens.ts';
import { isType, typeName } from './type-names.ts';

/** Lowers an expression to the temporary that holds its value. */
// oxlint-disable-next-line complexity -- one line a kind of expression
export function expression(context: Context, node: Expr): Temp {
  switch (node.kind) {
    case 'name':
      return named(context, node);
    case 'literal': {
      const { kind, text } = literalValue(context.file.text, node);
      return context.fn.constant(kind, text, node);
    }
    case 'composite':
      return composite(context, node, node.type);
    case 'func-literal':
      return context.file.parts.closure(context, node, '');
    case 'selector':
      return selected(context, node);
    case 'index':
      return indexed(context, node);
    case 'slice':
      return sliced(context, node);
    case 'assert':
      return asserted(context, node);
    case 'call':
      return call(context, node);
    case 'unary':
      return unary(context, node);
    case 'operation':
      return operation(context, node);
    case 'star':
      return pointedTo(context, node);
    case 'array-type':
    case 'map-type':
    case 'chan-type':
    case 'func-type':
    case 'struct-type':
    case 'interface-type':
      return context.emit({ op: 'type', type: typeName(context.scope, node) }, node);
  }
}

function named(context: Context, node: Name): Temp {
  const { fn, scope } = context;
  const entity = scope.find(node.name);
  switch (entity?.kind) {
    case 'variable':
      return fn.read(entity.id, node);
    case 'package':
      return context.emit({ op: 'module', specifier: entity.path }, node);
    case 'type':
      return context.emit({ op: 'type', type: entity.type }, node);
    case undefined:
      return undeclared(context, node);
  }
}

/** A word of the language, or what another file of the package declares. */
function undeclared(context: Context, node: Name): Temp {
  const { fn, file, scope } = context;
  switch (node.name) {
    case 'true':
    case 'false':
      return fn.constant('boolean', node.name, node);
    case 'nil':
      return fn.constant('nothing', '', node);
    case 'iota':
      return fn.constant('number', String(file.iota), node);
    default:
      return isType(scope, node)
        ? context.emit({ op: 'type', type: typeName(scope, node) }, node)
        : context.emit({ op: 'global', name: node.name }, node);
  }
}

function selected(context: Context, node: Selector): Temp {
  return context.fn.load(context.expression(node.base), node.name.name, node);
}

function indexed(context: Context, node: Index): Temp {
  const base = context.expression(node.base);
  const [first] = node.indices;
  if (first === undefined || node.indices.length > 1 || isType(context.scope, first)) return base;
  return context.emit({ op: 'load', base, ...keyOf(context, first) }, node);
}

function sliced(context: Context, node: Slice): Temp {
  const { fn } = context;
  const base = context.expression(node.base);
  const [from, ...to] = node.bounds;
  const args = [from === undefined ? fn.constant('number', '0', node) : context.expression(from)];
  for (const bound of to) if (bound !== undefined) args.push(context.expression(bound));
  const callee = fn.load(base, 'slice', node);
  return fn.call(callee, 'slice', args, node, { base });
}

function asserted(context: Context, node: Assert): Temp {
  return cast(context, context.expression(node.base), node);
}

function unary(context: Context, node: Unary): Temp {
  const { fn } = context;
  const operand = context.expression(node.operand);
  switch (node.operator) {
    case T.and:
    case T.tilde:
      return operand;
    case T.arrow:
      return fn.load(operand, '*', node);
    default: {
      const operator = operatorText(node.operator);
      return context.emit({ op: 'compute', operator, args: [operand] }, node);
    }
  }
}

/** A pointer is what it points to, but for one to a scalar, which is a cell with one element. */
function pointedTo(context: Context, { operand, start, end }: Star): Temp {
  const value = context.expression(operand);
  return isCell(context, operand) ? context.fn.load(value, '*', { start, end }) : value;
}

function operation(context: Context, node: Operation): Temp {
  if (isLogical(node)) return logicalValue(context, node);
  const args = node.operands.map((each) => context.expression(each));
  if (node.operator === T.add && !node.operands.every((each) => isNumeral(each))) {
    return context.emit({ op: 'concat', parts: args }, node);
  }
  return context.emit({ op: 'compute', operator: comparison(node.operator), args }, node);
}

function isNumeral(node: Expr): boolean {
  return node.kind === 'literal' && node.token === T.number;
}

function comparison(operator: number): string {
  if (operator === T.equal) return '===';
  return operator === T.notEqual ? '!==' : operatorText(operator);
}
