import type { ClassId, FunctionId, MemberIr, Span } from '../../../ir/ir.ts';
import type { ClassNode, FieldNode, MemberNode, MethodNode } from '../syntax/nodes.ts';
import { addParam } from './closures.ts';
import type { Context } from './context.ts';
import { isStaticMember } from './frame.ts';
import { superType, thisValue } from './members.ts';
import { lowerMethod, openMethod } from './methods.ts';

interface Made {
  readonly id: ClassId;
  /** Arguments that `new Base(…) {…}` hands up. */
  readonly args: number;
}

/**
 * The constructors of a class, members named `<init>`. Its fields get their values in each that does not call another
 * one of `this`; where there are several such, in a member `<fields>` that they call: copies would multiply.
 */
export function constructors(context: Context, node: ClassNode, made: Made): readonly MemberIr[] {
  const { id } = made;
  const written = node.members.filter(isConstructor);
  const valued = node.members.filter((each) => hasValue(node, each));
  const isShared = valued.length > 0 && written.filter((each) => !delegates(each)).length > 1;
  const members: MemberIr[] = [];
  const add = (name: string, fn: FunctionId): void =>
    void members.push({ name, fn, isStatic: false });
  if (isShared) add('<fields>', fieldsOnly(context, node, { id, valued }));
  const before = (inner: Context): void => {
    if (isShared) callFields(inner, node);
    else storeFields(context, inner, valued);
  };
  for (const each of written) add('<init>', constructor(context, node, { id, each, before }));
  const needsOne = node.components.length > 0 ? !isCanonical(node, written) : valued.length > 0;
  const isBare = node.components.length === 0 && written.length > 0;
  if (needsOne && !isBare) add('<init>', madeConstructor(context, node, { ...made, before }));
  return members;
}

function isConstructor(member: MemberNode): member is MethodNode {
  return member.kind === 'method' && member.form !== 'method';
}

function hasValue(node: ClassNode, member: MemberNode): boolean {
  if (member.kind === 'initializer') return !member.isStatic;
  if (member.kind !== 'field' || isStaticMember(node, member.modifiers.isStatic)) return false;
  return member.declarators.some(({ value }) => value !== undefined);
}

/** It begins with `this(…)`. */
function delegates({ body }: MethodNode): boolean {
  const first = body?.body[0];
  return (
    first?.kind === 'expression' &&
    first.value.kind === 'call' &&
    first.value.target === undefined &&
    first.value.name === 'this'
  );
}

/** Whether a record states the constructor that takes all its components. */
function isCanonical({ components }: ClassNode, written: readonly MethodNode[]): boolean {
  return written.some(
    ({ form, params }) => form === 'compact' || params.length === components.length,
  );
}

function constructor(
  context: Context,
  node: ClassNode,
  {
    id,
    each,
    before,
  }: { readonly id: ClassId; readonly each: MethodNode; readonly before: (in_: Context) => void },
): FunctionId {
  const shape = { id, name: '<init>', ...(delegates(each) ? {} : { before }) };
  if (each.form !== 'compact') return lowerMethod(context, each, shape);
  return lowerMethod(context, each, {
    ...shape,
    params: node.components,
    after: (inner) => storeComponents(inner, node),
  });
}

/** One that nobody wrote: it takes the components of a record, or hands its arguments up. */
function madeConstructor(
  context: Context,
  node: ClassNode,
  { id, args, before }: Made & { readonly before: (inner: Context) => void },
): FunctionId {
  const inner = openMethod(context, '<init>', { id });
  const { fn } = inner;
  const at: Span = { start: node.start, end: node.end };
  for (const each of node.components) addParam(inner, each);
  for (let index = 0; index < args; index++) {
    const name = `arg${index}`;
    addParam(inner, { name, type: undefined, isRest: false, marks: [], ...at });
  }
  if (args > 0) {
    const callee = fn.load(superType(inner, at), '<init>', at);
    const values = fn.params.map(({ variable }) => fn.read(variable, at));
    fn.call(callee, 'super', values, at, { base: thisValue(inner, at) });
  }
  before(inner);
  storeComponents(inner, node);
  fn.close(at);
  return fn.id;
}

function storeComponents({ fn, scope }: Context, node: ClassNode): void {
  for (const { name, start, end } of node.components) {
    const at = { start, end };
    const local = scope.find(name);
    if (local === undefined) continue;
    fn.store(fn.read(fn.receiver, at), name, fn.read(local.variable, at), at);
  }
}

function fieldsOnly(
  context: Context,
  node: ClassNode,
  { id, valued }: { readonly id: ClassId; readonly valued: readonly MemberNode[] },
): FunctionId {
  const inner = openMethod(context, '<fields>', { id });
  storeFields(context, inner, valued);
  inner.fn.close(node);
  return inner.fn.id;
}

function callFields(inner: Context, node: ClassNode): void {
  const { fn } = inner;
  const at: Span = { start: node.start, end: node.start };
  const callee = fn.load(inner.typeValue(`#${node.fullName}`, at), '<fields>', at);
  fn.call(callee, '<fields>', [], at, { base: thisValue(inner, at) });
}

/** Values and initialisers do not see the parameters of the constructor that they stand in. */
function storeFields(context: Context, inner: Context, valued: readonly MemberNode[]): void {
  const { fn, scope } = inner;
  inner.scope = context.scope.inner(fn.id);
  for (const member of valued) {
    if (member.kind === 'initializer') inner.statement(member.body);
    else if (member.kind === 'field') storeField(inner, member);
  }
  inner.scope = scope;
}

function storeField(inner: Context, { declarators }: FieldNode): void {
  const { fn } = inner;
  for (const { name, value, start, end } of declarators) {
    if (value === undefined) continue;
    const src = inner.expression(value);
    fn.store(fn.read(fn.receiver, { start, end }), name, src, { start, end });
  }
}
