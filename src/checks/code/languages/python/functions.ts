import type { FunctionHead } from '../../ir/builder.ts';
import type { FunctionId, MarkIr, ParamIr, Span, Temp, VariableId } from '../../ir/ir.ts';
import type { Expression, FunctionStatement, LambdaNode, Names, ParamNode } from './ast.ts';
import { calleeOf, type Callee } from './calls.ts';
import type { Context, OpenClass } from './context.ts';
import { dotted } from './types.ts';

/** `def`: the function with its decorators becomes the value of its name; in a class it is a method, too. */
export function functionStatement(context: Context, node: FunctionStatement): void {
  const { body } = context.place;
  const applied = decorators(context, node.decorators);
  const isStatic = node.decorators.some((each) => isNamed(each, 'staticmethod'));
  const isOfClass = isStatic || node.decorators.some((each) => isNamed(each, 'classmethod'));
  const receiver = body === undefined || isStatic ? undefined : node.params[0];
  const fn = functionOf(context, node, { owner: body, receiver });
  body?.methods.push({ name: node.name, fn, isStatic: isOfClass });
  const value = decorate(context, applied, context.emit({ op: 'closure', fn }, node));
  const variable = context.scope.find(node.name) ?? context.scope.declare(node.name);
  context.fn.write(variable, value, node);
}

export function lambda(context: Context, node: LambdaNode): Temp {
  const { start, end, params, names, body } = node;
  const result: FunctionStatement['body'] = [
    { type: 'Return', value: body, cause: undefined, start: body.start, end: body.end },
  ];
  const fn = functionOf(context, { params, names, body: result, start, end }, {});
  return context.emit({ op: 'closure', fn }, node);
}

/** Decorators that change what a method is and not what it does: `MarkIr` and `isStatic` tell them. */
const DESCRIPTIVE: ReadonlySet<string> = new Set(
  'staticmethod classmethod property abstractmethod overload override final setter getter deleter cached_property'.split(
    ' ',
  ),
);

interface Applied extends Callee {
  readonly at: Span;
}

/** Computes the decorators from the first to the last, as Python does before it makes the function. */
export function decorators(context: Context, nodes: readonly Expression[]): readonly Applied[] {
  const real = nodes.filter((each) => {
    const names = dotted(each).split('.');
    return !DESCRIPTIVE.has(names.at(-1) ?? '');
  });
  return real.map((at) => ({ ...calleeOf(context, at), at }));
}

/** Calls each decorator with what the one below it gave. */
export function decorate(context: Context, applied: readonly Applied[], inner: Temp): Temp {
  let value = inner;
  for (const { callee, base, name, at } of applied.toReversed()) {
    value = context.fn.call(callee, name, [value], at, { base });
  }
  return value;
}

function isNamed(node: Expression, name: string): boolean {
  return node.type === 'Name' && node.name === name;
}

export function marksOf(context: Context, nodes: readonly Expression[]): readonly MarkIr[] {
  return nodes.flatMap((each) => context.types.mark(each) ?? []);
}

interface Parsed extends Span {
  readonly name?: string;
  readonly params: readonly ParamNode[];
  readonly names: Names;
  readonly body: FunctionStatement['body'];
  readonly decorators?: readonly Expression[];
  readonly returns?: Expression | undefined;
  readonly isAsync?: boolean;
}

/** What makes a function a method. */
interface Method {
  readonly owner?: OpenClass | undefined;
  /** The parameter that holds the receiver. */
  readonly receiver?: ParamNode | undefined;
}

function functionOf(context: Context, node: Parsed, method: Method): FunctionId {
  const { owner } = method;
  const receiver = method.receiver?.kind === 'plain' ? method.receiver : undefined;
  const params = receiver === undefined ? node.params : node.params.slice(1);
  const defaults = params.map(({ otherwise }) => computedDefault(context, otherwise));
  const fn = context.module.open(headOf(context, node, owner));
  const inner = context.with({
    fn,
    scope: context.scope.inner(fn.id),
    receiver: receiver === undefined ? context.place.receiver : fn.receiver,
    loop: undefined,
    caught: undefined,
    body: undefined,
    self: owner ?? context.place.self,
  });
  if (receiver !== undefined) inner.scope.alias(receiver.name, fn.receiver);
  declare(inner, node.names);
  for (const param of params) fn.params.push(paramOf(inner, param));
  storeDefaults(inner, params, defaults);
  if (node.name === '__init__' && owner !== undefined) storeValues(inner, owner, node);
  inner.statements(node.body);
  fn.close({ start: node.start, end: node.end });
  return fn.id;
}

/** Declares what a function binds before its first statement, as Python does. */
function declare(context: Context, { bound, outer }: Names): void {
  const { scope, types } = context;
  for (const [name, where] of outer ?? []) {
    if (where === 'global') scope.alias(name, scope.outermost.declare(name));
  }
  for (const [name, annotation] of bound) {
    const isOwn = outer?.has(name) !== true && !scope.has(name);
    if (isOwn) scope.declare(name, types.of(annotation));
  }
}

function headOf(context: Context, node: Parsed, owner: OpenClass | undefined): FunctionHead {
  return {
    name: node.name ?? '',
    parent: context.fn.id,
    returns: context.types.of(node.returns),
    marks: marksOf(context, node.decorators ?? []),
    isAsync: node.isAsync ?? false,
    ...(owner === undefined ? {} : { ownerClass: owner.id }),
  };
}

function paramOf(context: Context, param: ParamNode): ParamIr {
  const { name, kind, annotation, otherwise, start, end } = param;
  const { scope, types } = context;
  const given = otherwise?.type === 'Call' ? types.mark(otherwise) : undefined;
  return {
    variable: scope.find(name) ?? scope.declare(name),
    // With its stars where it takes names: an engine has to tell it from the one that takes positions.
    name: kind === 'named' ? `**${name}` : name,
    isRest: kind !== 'plain',
    type: types.of(annotation),
    marks: [...types.marksIn(annotation), ...(given === undefined ? [] : [given])],
    start,
    end,
  };
}

/** Defaults are computed once, outside: a constant needs no variable for that. */
function computedDefault(context: Context, node: Expression | undefined): VariableId | undefined {
  if (node === undefined || isConstant(node)) return undefined;
  const variable = context.hidden('%default');
  context.fn.write(variable, context.expression(node), node);
  return variable;
}

function isConstant({ type }: Expression): boolean {
  return type === 'Text' || type === 'Constant';
}

/** A caller may leave out what has a default. */
function storeDefaults(
  context: Context,
  params: readonly ParamNode[],
  defaults: readonly (VariableId | undefined)[],
): void {
  const { fn, scope } = context;
  if (params.every(({ otherwise }) => otherwise === undefined)) return;
  const [missing, body] = [fn.newBlock(), fn.newBlock()];
  fn.end({ op: 'fork', to: [missing, body] });
  fn.enter(missing);
  for (const [index, { name, otherwise }] of params.entries()) {
    const variable = scope.find(name);
    if (otherwise === undefined || variable === undefined) continue;
    const outside = defaults[index];
    const src = outside === undefined ? context.expression(otherwise) : fn.read(outside, otherwise);
    fn.write(variable, src, otherwise);
  }
  fn.jump(body);
  fn.enter(body);
}

/** What the body of the class gives its names is seen through each instance. */
export function storeValues(context: Context, { values }: OpenClass, at: Span): void {
  const { fn } = context;
  const span = { start: at.start, end: at.start };
  for (const name of values) {
    const variable = context.place.valueScope?.find(name);
    if (variable === undefined) continue;
    const src = fn.read(variable, span);
    fn.store(fn.read(fn.receiver, span), name, src, span);
  }
}
