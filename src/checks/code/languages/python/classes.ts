import type { FieldIr, FunctionId, MarkIr } from '../../ir/ir.ts';
import type {
  AnnotatedStatement,
  AssignStatement,
  ClassStatement,
  Expression,
  Statement,
} from './ast.ts';
import type { Context, OpenClass } from './context.ts';
import { decorate, decorators, marksOf, storeValues } from './functions.ts';

/** `class`: its body runs at once, in a scope that its methods do not see. */
export function classStatement(context: Context, node: ClassStatement): void {
  const { fn, module, types } = context;
  const applied = decorators(context, node.decorators);
  const bases = node.args.filter(({ name }) => name === '');
  const [base] = node.args.map(({ value }) => context.expression(value));
  const outer = context.place.body?.name ?? '';
  const open: OpenClass = {
    id: module.openClass(),
    name: outer === '' ? node.name : `${outer}.${node.name}`,
    bases: bases.map(({ value }) => types.of(value)).filter((each) => each !== 'object'),
    methods: [],
    fields: [],
    values: node.body.flatMap(valuesOf),
  };
  const scope = context.scope.ofClass();
  const inner = context.with({ scope, body: open, valueScope: scope });
  for (const [name, annotation] of node.names.bound) scope.declare(name, types.of(annotation));
  inner.statements(node.body);
  const construct = constructor(inner, open, node);
  module.closeClass(open.id, {
    name: open.name,
    bases: open.bases,
    marks: marksOf(context, node.decorators),
    construct,
    methods: open.methods,
    fields: open.fields,
    isInterface: open.bases.some((each) => each.endsWith('#Protocol')),
    start: node.start,
    end: node.end,
  });
  const hasBase = bases.length > 0;
  const value = context.emit({ op: 'class', id: open.id, base: hasBase ? base : undefined }, node);
  storeMembers(inner, open, { node, value });
  const variable = context.scope.find(node.name) ?? context.scope.declare(node.name);
  fn.write(variable, decorate(context, applied, value), node);
}

/** Values of the body are members of the class, too; plain methods it has already. */
function storeMembers(
  context: Context,
  { methods }: OpenClass,
  { node, value }: { readonly node: ClassStatement; readonly value: number },
): void {
  const names = new Set(methods.map(({ name }) => name));
  const isDecorated = new Set(
    node.body.flatMap((each) =>
      each.type === 'Function' && each.decorators.length > 0 ? [each.name] : [],
    ),
  );
  const at = { start: node.start, end: node.start };
  for (const name of node.names.bound.keys()) {
    const variable = context.scope.find(name);
    if (variable === undefined || (names.has(name) && !isDecorated.has(name))) continue;
    context.fn.store(value, name, context.fn.read(variable, at), at);
  }
}

/** Names that a statement of the body gives a value. */
function valuesOf(statement: Statement): readonly string[] {
  if (statement.type === 'Annotated') {
    const { target, value } = statement;
    return target.type === 'Name' && value !== undefined ? [target.name] : [];
  }
  if (statement.type !== 'Assign') return [];
  return statement.targets.flatMap((each) => (each.type === 'Name' ? [each.name] : []));
}

/** The stated one; else one that takes the annotated fields, as that of a dataclass does. */
function constructor(context: Context, open: OpenClass, node: ClassStatement): FunctionId {
  const stated = open.methods.find(({ name }) => name === '__init__');
  if (stated !== undefined) return stated.fn;
  const fields = node.body.flatMap((each) =>
    each.type === 'Annotated' && each.target.type === 'Name' && !isClassVar(each.annotation)
      ? [{ name: each.target.name, at: each }]
      : [],
  );
  const isPlain = fields.length === 0;
  // The constructor of the base class is better than one that hides it.
  if (isPlain && (open.bases.length > 0 || open.values.length === 0)) return -1;
  const fn = context.module.open({
    name: '__init__',
    parent: context.fn.id,
    ownerClass: open.id,
  });
  const inner = context.with({ fn, scope: context.scope.inner(fn.id), self: open });
  const variables = fields.map(({ name, at }) => {
    const type = context.types.of(at.annotation);
    const variable = inner.scope.declare(name, type);
    const marks = fieldMarks(context, at);
    fn.params.push({ variable, name, isRest: false, type, marks, start: at.start, end: at.end });
    return { variable, name, at };
  });
  storeValues(inner, open, node);
  const body = fn.newBlock();
  for (const { variable, name, at } of variables) {
    const [given, next] = [fn.newBlock(), fn.newBlock()];
    fn.end({ op: 'fork', to: at.value === undefined ? [given] : [given, next] });
    fn.enter(given);
    fn.store(fn.read(fn.receiver, at), name, fn.read(variable, at), at);
    fn.jump(next);
    fn.enter(next);
  }
  fn.jump(body);
  fn.enter(body);
  fn.close({ start: node.start, end: node.start });
  return fn.id;
}

function isClassVar(annotation: Expression): boolean {
  const base = annotation.type === 'Subscript' ? annotation.base : annotation;
  return (
    (base.type === 'Name' && base.name === 'ClassVar') ||
    (base.type === 'Attribute' && base.name === 'ClassVar')
  );
}

function fieldMarks(context: Context, node: AnnotatedStatement): readonly MarkIr[] {
  const given = node.value?.type === 'Call' ? context.types.mark(node.value) : undefined;
  return [...context.types.marksIn(node.annotation), ...(given === undefined ? [] : [given])];
}

/** Adds the field that `name: Type = value` states in a class, or `self.name: Type` in a method. */
export function annotatedField(context: Context, node: AnnotatedStatement): void {
  const { body, self, receiver } = context.place;
  const { target } = node;
  const field = (name: string): FieldIr => ({
    name,
    type: context.types.of(node.annotation),
    isStatic: isClassVar(node.annotation),
    marks: fieldMarks(context, node),
  });
  if (body !== undefined && target.type === 'Name') body.fields.push(field(target.name));
  else if (self !== undefined && target.type === 'Attribute' && target.base.type === 'Name') {
    const isOwn = context.scope.find(target.base.name) === receiver;
    if (isOwn) self.fields.push(field(target.name));
  }
}

/** Adds the fields that `name = value` states in a class: `models.CharField()` is a mark of it. */
export function assignedFields(context: Context, node: AssignStatement): void {
  const { body } = context.place;
  if (body === undefined) return;
  const given = node.value.type === 'Call' ? context.types.mark(node.value) : undefined;
  const marks = given === undefined ? [] : [given];
  for (const target of node.targets) {
    if (target.type !== 'Name') continue;
    body.fields.push({ name: target.name, type: '', isStatic: true, marks });
  }
}
