import type { ClassId, FunctionId, Span } from '../../../ir/ir.ts';
import type { MethodNode, ParamNode, TypeNode } from '../syntax/nodes.ts';
import { addParam } from './closures.ts';
import { Context } from './context.ts';
import { typeVariables } from './frame.ts';
import { marksOf } from './marks.ts';

/** The context of a new function of a class, whose instance its receiver holds. */
export function openMethod(
  context: Context,
  name: string,
  more: { readonly id: ClassId; readonly method?: MethodNode; readonly returns?: TypeNode },
): Context {
  const { file, scope, frame } = context;
  const { method } = more;
  const own = method === undefined ? [] : method.typeParameters;
  const variables = typeVariables(file.names, own, frame);
  // Its type variables lie around those of the class: copies would be quadratic.
  const typed = own.length === 0 ? frame : { ...frame, typeVariables: variables, outer: frame };
  const fn = file.module.open({
    name,
    parent: context.fn.id,
    ownerClass: more.id,
    returns: file.names.type(method?.returns ?? more.returns, typed),
    marks: marksOf(file, typed, method?.modifiers.marks ?? []),
  });
  return new Context(file, fn, scope.inner(fn.id), { ...typed, receiver: fn.receiver });
}

interface Shape {
  readonly id: ClassId;
  /** `<init>` of a constructor. */
  readonly name?: string;
  /** Where they are not the method's own: of a compact constructor. */
  readonly params?: readonly ParamNode[];
  readonly before?: (inner: Context) => void;
  readonly after?: (inner: Context) => void;
}

/** Lowers a method or a constructor. One without a body is a function that only ends. */
export function lowerMethod(context: Context, node: MethodNode, shape: Shape): FunctionId {
  const inner = openMethod(context, shape.name ?? node.name, { id: shape.id, method: node });
  for (const param of shape.params ?? node.params) addParam(inner, param);
  shape.before?.(inner);
  for (const each of node.body?.body ?? []) inner.statement(each);
  shape.after?.(inner);
  inner.fn.close(node);
  return inner.fn.id;
}

/** `name()` of a component of a record. */
export function accessor(context: Context, component: ParamNode, id: ClassId): FunctionId {
  const { fn } = openMethod(context, component.name, {
    id,
    ...(component.type === undefined ? {} : { returns: component.type }),
  });
  const at: Span = component;
  const value = fn.load(fn.read(fn.receiver, at), component.name, at);
  fn.leave({ op: 'return', value }, at);
  fn.close(at);
  return fn.id;
}
