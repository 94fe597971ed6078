import type { Span, Temp } from '../../../ir/ir.ts';
import type { AssignNode, BinaryNode, Expression, UpdateNode } from '../syntax/nodes.ts';
import type { Context } from './context.ts';
import { constantKey, declaring, ownerOf, qualifier } from './members.ts';

const numericTypes: ReadonlySet<string> = new Set([
  'byte',
  'short',
  'int',
  'long',
  'float',
  'double',
]);
const arithmetic: ReadonlySet<string> = new Set([
  '-',
  '*',
  '/',
  '%',
  '<<',
  '>>',
  '>>>',
  '&',
  '|',
  '^',
]);
const logic: ReadonlySet<string> = new Set(['&&', '||']);
const comparing: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=', '&&', '||']);

/** An expression is looked into only so far to tell whether it is a number. */
const maxLook = 3;

/** Binary operators. A chain leans to the left and is walked: generated sums have thousands of links. */
export function binary(context: Context, node: BinaryNode): Temp {
  const steps: BinaryNode[] = [];
  let at: Expression = node;
  while (at.kind === 'binary' && !logic.has(at.operator)) {
    steps.push(at);
    at = at.left;
  }
  // What the walk has come to: more than one part is a text still to be put together.
  let parts: Temp[] = [context.expression(at)];
  let isNumber = isNumeric(context, at);
  for (const step of steps.toReversed()) {
    const right = context.expression(step.right);
    if (step.operator === '+' && !(isNumber && isNumeric(context, step.right))) {
      parts.push(right);
      isNumber = false;
      continue;
    }
    const operator = operatorOf(context, step, isNumber);
    const args = [joined(context, parts, step.left), right];
    parts = [context.fn.emit({ op: 'compute', operator, args }, step)];
    isNumber = !comparing.has(step.operator);
  }
  return joined(context, parts, node);
}

function joined(context: Context, parts: readonly Temp[], at: Span): Temp {
  const [first] = parts;
  return parts.length === 1 && first !== undefined
    ? first
    : context.fn.emit({ op: 'concat', parts }, at);
}

/** `==` compares values where one side is primitive or null; else it asks whether both are the same object. */
function operatorOf(context: Context, step: BinaryNode, isNumber: boolean): string {
  if (step.operator !== '==' && step.operator !== '!=') return step.operator;
  const isPlain = isNumber || isPrimitive(context, step.left) || isPrimitive(context, step.right);
  if (!isPlain) return step.operator;
  return step.operator === '==' ? '===' : '!==';
}

function isPrimitive(context: Context, node: Expression): boolean {
  if (node.kind === 'literal') return node.type !== 'string';
  const type = typeOfName(context, node);
  if (type === 'boolean' || type === 'char') return true;
  if (node.kind === 'binary') return comparing.has(node.operator) || isNumeric(context, node);
  return (node.kind === 'unary' && node.operator === '!') || isNumeric(context, node);
}

/** The written type of a local variable, a field, or an element of one of those. */
function typeOfName(context: Context, node: Expression): string {
  if (node.kind === 'name') return typeOfVariable(context, node.name);
  if (node.kind === 'access' && node.target.kind === 'this') {
    return context.frame.fields.get(node.name)?.type ?? '';
  }
  if (node.kind !== 'index' || node.target.kind === 'index') return '';
  const type = typeOfName(context, node.target);
  return type.endsWith('[]') ? type.slice(0, -2) : '';
}

function typeOfVariable(context: Context, name: string): string {
  const local = context.scope.find(name);
  if (local !== undefined) return local.type;
  const frame = declaring(context.frame, ({ fields }) => fields.has(name));
  return frame?.fields.get(name)?.type ?? '';
}

/** Surely a number, so that `+` adds. */
function isNumeric(context: Context, node: Expression, look = maxLook): boolean {
  if (node.kind === 'binary') return isNumericBinary(context, node, look);
  if (node.kind === 'literal') return node.type === 'number';
  if (node.kind === 'cast') return node.type.dims === 0 && numericTypes.has(node.type.name);
  if (node.kind === 'update') return true;
  if (node.kind === 'unary') return node.operator !== '!';
  if (node.kind === 'access' && node.name === 'length') return true;
  return numericTypes.has(typeOfName(context, node));
}

function isNumericBinary(context: Context, node: BinaryNode, look: number): boolean {
  if (node.operator !== '+') return arithmetic.has(node.operator);
  const { left, right } = node;
  return look > 0 && isNumeric(context, left, look - 1) && isNumeric(context, right, look - 1);
}

/** What an assignment writes to, with what stands in it evaluated once. */
interface Place {
  read(): Temp;
  write(src: Temp): void;
}

function placeOf(context: Context, target: Expression): Place {
  const { fn } = context;
  if (target.kind === 'name') {
    const local = context.scope.find(target.name);
    if (local !== undefined) {
      return {
        read: () => fn.read(local.variable, target),
        write: (src) => fn.write(local.variable, src, target),
      };
    }
    return memberPlace(context, ownerOf(context, target.name, 'fields', target), {
      key: target.name,
      at: target,
    });
  }
  if (target.kind === 'access') {
    return memberPlace(context, qualifier(context, target.target), {
      key: target.name,
      at: target,
    });
  }
  if (target.kind !== 'index') {
    const value = context.expression(target);
    return { read: () => value, write: () => undefined };
  }
  const base = context.expression(target.target);
  const key = constantKey(target.index) ?? '';
  const index = key === '' ? context.expression(target.index) : undefined;
  return memberPlace(context, base, { key, index, at: target });
}

function memberPlace(
  { fn }: Context,
  base: Temp,
  {
    key,
    index,
    at,
  }: { readonly key: string; readonly index?: Temp | undefined; readonly at: Span },
): Place {
  return {
    read: () => fn.emit({ op: 'load', base, key, index }, at),
    write: (src) => void fn.emit({ op: 'store', base, key, index, src }, at),
  };
}

export function assignment(context: Context, node: AssignNode): Temp {
  const place = placeOf(context, node.target);
  if (node.operator === '=') {
    const src = context.expression(node.value);
    place.write(src);
    return src;
  }
  const old = place.read();
  const value = context.expression(node.value);
  const operator = node.operator.slice(0, -1);
  const isText = operator === '+' && !isNumeric(context, node.target);
  const src = isText
    ? joined(context, [old, value], node)
    : context.fn.emit({ op: 'compute', operator, args: [old, value] }, node);
  place.write(src);
  return src;
}

/** `x++` writes; its value, before or after, is a number. */
export function update(context: Context, node: UpdateNode): Temp {
  const { fn } = context;
  const place = placeOf(context, node.value);
  const args = [place.read(), fn.constant('number', '1', node)];
  const operator = node.operator === '++' ? '+' : '-';
  const src = fn.emit({ op: 'compute', operator, args }, node);
  place.write(src);
  return src;
}
