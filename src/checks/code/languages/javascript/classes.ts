import type * as t from '@babel/types';
import type {
  ClassId,
  FieldIr,
  FunctionId,
  MemberIr,
  Temp,
  TypeName,
  VariableId,
} from '../../ir/ir.ts';
import { Context, keyName, spanOf } from './context.ts';
import { accessorMarks, lowerFunction } from './functions.ts';
import { namedValue } from './literals.ts';
import type { Scope } from './scope.ts';
import { annotated, entityName, marksOf } from './types.ts';

type ClassNode = t.ClassDeclaration | t.ClassExpression;
type Field = t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty;
type Method = t.ClassMethod | t.ClassPrivateMethod;

/** A class as a value: its methods are lowered, its static part is done. */
export function classValue(context: Context, node: ClassNode, name: string): Temp {
  const { fn, file, scope } = context;
  const id = file.module.openClass();
  const base = node.superClass == null ? undefined : context.expression(node.superClass);
  decorate(context, node);
  const own = node.id?.name ?? name;
  const inner = scope.inner();
  const self = selfOf(context, node, inner);
  const outer = { scope, prefix: context.prefix, receiver: context.receiver };
  context.scope = inner;
  context.prefix = `${outer.prefix}${own}.`;
  const members = membersOf(context, node, id);
  const dst = context.emit({ op: 'class', id, base }, node);
  fn.write(self, dst, spanOf(node));
  file.module.closeClass(id, {
    name: `${outer.prefix}${own}`,
    bases: basesOf(context, node),
    marks: marksOf(context, node),
    isInterface: false,
    ...members,
    ...placeOf(node),
  });
  context.receiver = self;
  for (const each of node.body.body) staticPart(context, each, dst);
  Object.assign(context, outer);
  return dst;
}

/** Where its own code finds the class: a declaration has a variable in the scope around it. */
function selfOf(context: Context, { type, id }: ClassNode, inner: Scope): VariableId {
  if (id == null) return context.hidden('%class');
  const declared = type === 'ClassDeclaration' ? context.scope.find(id.name) : undefined;
  return declared ?? inner.declare(id.name);
}

function placeOf(node: t.Node): { readonly start: number; readonly end: number } {
  const { start, end } = spanOf(node);
  return { start, end };
}

/** What decorators call is called here, where the class is made. */
function decorate(context: Context, node: t.Node): void {
  if (!('decorators' in node) || node.decorators == null) return;
  for (const { expression } of node.decorators) context.expression(expression);
}

function basesOf({ file }: Context, node: ClassNode): readonly TypeName[] {
  const first = node.superClass == null ? '' : entityName(file, node.superClass);
  const rest = (node.implements ?? []).map((each) =>
    each.type === 'TSExpressionWithTypeArguments' ? entityName(file, each.expression) : '',
  );
  return [first, ...rest].filter((each) => each !== '');
}

interface Members {
  readonly construct: FunctionId;
  readonly methods: readonly MemberIr[];
  readonly fields: readonly FieldIr[];
}

function membersOf(context: Context, node: ClassNode, id: ClassId): Members {
  const methods: MemberIr[] = [];
  const fields: FieldIr[] = [];
  const valued: Field[] = [];
  let construct: FunctionId = -1;
  let constructor: t.ClassMethod | undefined;
  for (const each of node.body.body) {
    if (isMethod(each)) {
      decorateMethod(context, each);
      if (each.kind === 'constructor' && each.type === 'ClassMethod') constructor = each;
      else methods.push(methodOf(context, each, id));
    } else if (isField(each)) {
      decorate(context, each);
      fields.push(fieldOf(context, each));
      if (!each.static && each.value != null) valued.push(each);
    }
  }
  if (constructor !== undefined) {
    fields.push(...parameterFields(context, constructor));
    construct = lowerFunction(context, constructor, {
      name: 'constructor',
      marks: marksOf(context, constructor),
      ownerClass: id,
      before: (inner) => storeFields(inner, valued),
    });
  } else if (valued.length > 0) {
    construct = fieldsOnly(context, node, id, valued);
  }
  return { construct, methods, fields };
}

function isMethod(node: t.Node): node is Method {
  return node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod';
}

function isField(node: t.Node): node is Field {
  return (
    node.type === 'ClassProperty' ||
    node.type === 'ClassPrivateProperty' ||
    node.type === 'ClassAccessorProperty'
  );
}

function decorateMethod(context: Context, node: Method): void {
  decorate(context, node);
  for (const param of node.params) decorate(context, param);
}

function methodOf(context: Context, node: Method, id: ClassId): MemberIr {
  const key = memberKey(context, node);
  const fn = lowerFunction(context, node, {
    name: key,
    marks: [...accessorMarks(node.kind), ...marksOf(context, node)],
    ownerClass: id,
  });
  return { name: node.kind === 'set' ? `${key}=` : key, fn, isStatic: node.static ?? false };
}

/** The name of a member; a computed one is evaluated where the class is made. */
function memberKey(context: Context, node: Method | Field): string {
  const isComputed = 'computed' in node && (node.computed ?? false);
  const key = keyName(node.key, isComputed);
  if (key === '' && isComputed) context.expression(node.key);
  return key;
}

function fieldOf(context: Context, node: Field): FieldIr {
  return {
    name: memberKey(context, node),
    type: annotated(context.file, node),
    isStatic: node.static ?? false,
    marks: marksOf(context, node),
  };
}

/** `constructor(private readonly users: Users)` declares a field. */
function parameterFields(context: Context, node: t.ClassMethod): readonly FieldIr[] {
  const fields: FieldIr[] = [];
  for (const param of node.params) {
    if (param.type !== 'TSParameterProperty') continue;
    const { parameter } = param;
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    if (target.type !== 'Identifier') continue;
    const type = annotated(context.file, target);
    fields.push({ name: target.name, type, isStatic: false, marks: marksOf(context, param) });
  }
  return fields;
}

function fieldsOnly(
  context: Context,
  node: ClassNode,
  id: ClassId,
  fields: readonly Field[],
): FunctionId {
  const { file } = context;
  const fn = file.module.open({ name: 'constructor', parent: context.fn.id, ownerClass: id });
  const inner = new Context(file, fn, context.scope.inner(fn.id));
  inner.ownerClass = id;
  inner.prefix = context.prefix;
  storeFields(inner, fields);
  fn.close(spanOf(node));
  return fn.id;
}

function storeFields(context: Context, fields: readonly Field[]): void {
  for (const field of fields) {
    const base = context.fn.read(context.receiver, spanOf(field));
    storeField(context, field, base);
  }
}

function storeField(context: Context, field: Field, base: Temp): void {
  const key = keyName(field.key, 'computed' in field && (field.computed ?? false));
  const src = namedValue(context, field.value ?? field.key, key);
  context.fn.store(base, key === '' ? '*' : key, src, spanOf(field));
}

function staticPart(context: Context, node: t.Node, base: Temp): void {
  if (node.type === 'StaticBlock') {
    for (const each of node.body) context.statement(each);
  } else if (isField(node) && node.static && node.value != null) {
    storeField(context, node, base);
  }
}
