import type { FunctionBuilder } from '../../../ir/builder.ts';
import type { Span, Temp } from '../../../ir/ir.ts';
import type { LambdaNode, ParamNode, ReferenceNode } from '../syntax/nodes.ts';
import { Context } from './context.ts';
import { marksOf } from './marks.ts';
import { qualifier } from './members.ts';

/** `x -> …`: its `this` is that of the method around. */
export function lambda(context: Context, node: LambdaNode): Temp {
  const inner = within(context);
  for (const param of node.params) addParam(inner, param);
  const { fn } = inner;
  if (node.body.kind === 'block') inner.statement(node.body);
  else fn.leave({ op: 'return', value: inner.expression(node.body) }, node.body);
  return closed(context, fn, node);
}

/** `Foo::bar` is the member; `Foo::new` a function that makes one of what it is given. */
export function reference(context: Context, node: ReferenceNode): Temp {
  const base = node.name === 'new' ? undefined : qualifier(context, node.target);
  if (base !== undefined) return context.fn.load(base, node.name, node);
  const inner = within(context);
  const { fn } = inner;
  if (node.target.kind === 'type' && node.target.dims > 0) {
    fn.leave({ op: 'return', value: fn.emit({ op: 'create', what: 'list' }, node) }, node);
    return closed(context, fn, node);
  }
  const variable = inner.scope.declare('args', '');
  const { start, end } = node;
  fn.params.push({ variable, name: 'args', isRest: true, type: '', marks: [], start, end });
  const callee = qualifier(inner, node.target);
  const args = [fn.read(variable, node)];
  const value = fn.call(callee, nameOf(node), args, node, { isNew: true, spreadFrom: 0 });
  fn.leave({ op: 'return', value }, node);
  return closed(context, fn, node);
}

function nameOf({ target }: ReferenceNode): string {
  if (target.kind === 'name' || target.kind === 'access') return target.name;
  return target.kind === 'type' ? target.name.slice(target.name.lastIndexOf('.') + 1) : '';
}

function within(context: Context): Context {
  const { file, fn, scope, frame } = context;
  const inner = file.module.open({ name: '', parent: fn.id });
  return new Context(file, inner, scope.inner(inner.id), frame);
}

function closed(context: Context, fn: FunctionBuilder, at: Span): Temp {
  fn.close(at);
  return context.fn.emit({ op: 'closure', fn: fn.id }, at);
}

export function addParam(context: Context, node: ParamNode): void {
  const { fn, scope, file, frame } = context;
  const { name, isRest, start, end } = node;
  const written = context.type(node.type);
  const type = isRest && written !== '' ? `${written}[]` : written;
  const variable = scope.declare(name, type);
  fn.params.push({
    variable,
    name,
    isRest,
    type,
    marks: marksOf(file, frame, node.marks),
    start,
    end,
  });
}
