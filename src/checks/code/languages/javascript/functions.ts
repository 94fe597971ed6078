import type * as t from '@babel/types';
import type { ClassId, FunctionId, MarkIr, Temp } from '../../ir/ir.ts';
import { Context, spanOf, type FunctionNode } from './context.ts';
import { hoistBlock, hoistVars } from './hoist.ts';
import { assign, namesIn, orDefault } from './patterns.ts';
import { annotated, marksOf, typeName } from './types.ts';

/** Lowers a function and yields it as a value. */
export function closure(context: Context, node: FunctionNode, name: string): Temp {
  const isMethod = node.type === 'ObjectMethod';
  const marks = isMethod ? accessorMarks(node.kind) : noMarks;
  return context.emit({ op: 'closure', fn: lowerFunction(context, node, { name, marks }) }, node);
}

const noMarks: readonly MarkIr[] = [];
const getter: readonly MarkIr[] = [{ name: 'property', args: {} }];
const setter: readonly MarkIr[] = [{ name: 'setter', args: {} }];

/** A getter is marked as Python's `@property` is: to load the member is to call it. Setters lie under `name=`. */
export function accessorMarks(kind: string): readonly MarkIr[] {
  if (kind === 'get') return getter;
  return kind === 'set' ? setter : noMarks;
}

/** What the function takes from where it stands. */
export interface FunctionRole {
  readonly name: string;
  readonly marks: readonly MarkIr[];
  readonly ownerClass?: ClassId;
  /** Runs after the parameters and before the body: the fields of a class. */
  readonly before?: (inner: Context) => void;
}

export function lowerFunction(
  context: Context,
  node: FunctionNode,
  role: FunctionRole,
): FunctionId {
  const { file } = context;
  const own = 'id' in node && node.id?.type === 'Identifier' ? node.id.name : role.name;
  const isArrow = node.type === 'ArrowFunctionExpression';
  const ownerClass = role.ownerClass ?? (isArrow ? context.ownerClass : undefined);
  const fn = file.module.open({
    name: own,
    parent: context.fn.id,
    returns: returnedType(context, node),
    marks: role.marks,
    isAsync: node.async ?? false,
    ...(role.ownerClass === undefined ? {} : { ownerClass: role.ownerClass }),
  });
  const scope = context.scope.inner(fn.id);
  const inner = new Context(file, fn, scope, isArrow ? context : undefined);
  inner.ownerClass = ownerClass;
  inner.prefix = context.prefix;
  addSelf(inner, node);
  for (const param of node.params) addParam(inner, param);
  role.before?.(inner);
  lowerBody(inner, node.body);
  fn.close(spanOf(node));
  return fn.id;
}

function lowerBody(context: Context, body: t.BlockStatement | t.Expression): void {
  if (body.type !== 'BlockStatement') {
    return context.fn.end({ op: 'return', value: context.expression(body) }, spanOf(body));
  }
  hoistVars(context, body.body);
  hoistBlock(context, body.body);
  for (const statement of body.body) context.statement(statement);
}

function returnedType({ file }: Context, { returnType }: FunctionNode): string {
  return returnType?.type === 'TSTypeAnnotation' ? typeName(file, returnType.typeAnnotation) : '';
}

/** A function expression knows itself by its name. */
function addSelf({ fn, scope }: Context, node: FunctionNode): void {
  if (node.type !== 'FunctionExpression' || node.id == null) return;
  const self = fn.emit({ op: 'closure', fn: fn.id }, spanOf(node.id));
  fn.write(scope.declare(node.id.name), self, spanOf(node.id));
}

function addParam(context: Context, param: t.Node): void {
  const { fn, scope, file } = context;
  const plain = param.type === 'TSParameterProperty' ? param.parameter : param;
  const target = plain.type === 'AssignmentPattern' ? plain.left : plain;
  const isRest = target.type === 'RestElement';
  const pattern = isRest ? target.argument : target;
  // TypeScript's `this` says a type and is nobody's argument.
  if (pattern.type === 'Identifier' && pattern.name === 'this') return;
  const name = pattern.type === 'Identifier' ? pattern.name : '';
  const type = annotated(file, target);
  const variable = name === '' ? context.hidden('%param') : scope.declare(name, type);
  const { start, end } = spanOf(pattern);
  fn.params.push({ variable, name, isRest, type, marks: marksOf(context, param), start, end });
  for (const each of namesIn(pattern)) scope.declare(each.name);
  const value = (): Temp => fn.read(variable, spanOf(pattern));
  if (plain.type === 'AssignmentPattern') orDefault(context, variable, value(), plain);
  if (name === '') return assign(context, pattern, value());
  if (param.type === 'TSParameterProperty') {
    fn.store(fn.read(context.receiver, spanOf(param)), name, value(), spanOf(param));
  }
}
