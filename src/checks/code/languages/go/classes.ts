import type { ClassId, FieldIr, MarkIr, MemberIr, Span, TypeName } from '../../ir/ir.ts';
import { lastName } from './composites.ts';
import type { Context } from './context.ts';
import { functionOf } from './functions.ts';
import { literalValue, tagsOf } from './literals.ts';
import type { Expr, Field, FuncDecl, InterfaceType, TypeSpec } from './syntax/ast.ts';
import { typeName } from './type-names.ts';

/** What is known of a type in one file: its declaration, its methods, or both. */
export interface TypeParts {
  /** With the name of the function that declares it: `Handler.args`. */
  readonly name: string;
  readonly spec: TypeSpec | undefined;
  readonly methods: readonly FuncDecl[];
}

/** Lowers a type. One that another file of the package declares has only the methods of this file. */
export function classOf(context: Context, { name, spec, methods }: TypeParts): ClassId {
  const { module } = context;
  const id = module.openClass();
  const inner = withTypeParams(context, spec);
  const type = spec?.type;
  const members =
    type?.kind === 'interface-type'
      ? type.methods.map((each) => abstractMethod(inner, { ...each, owner: id, class: name }))
      : methods.map((each) => method(context, each, { id, name }));
  const { start, end } = spec ?? methods[0] ?? nowhere;
  module.closeClass(id, {
    name,
    bases: basesOf(inner, type),
    marks: [],
    construct: -1,
    methods: members,
    fields: type?.kind === 'struct-type' ? type.fields.flatMap((each) => field(inner, each)) : [],
    isInterface: type?.kind === 'interface-type',
    start,
    end,
  });
  return id;
}

const nowhere: Span = { start: 0, end: 0 };

function withTypeParams(context: Context, spec: TypeSpec | undefined): Context {
  const inner = context.inner();
  for (const { name } of spec?.typeParams ?? []) {
    if (name === undefined) continue;
    inner.scope.add(name.name, { kind: 'type', type: '', underlying: undefined });
  }
  return inner;
}

function method(
  { file, fn, scope }: Context,
  node: FuncDecl,
  owner: { readonly id: ClassId; readonly name: string },
): MemberIr {
  const { receiver, type, body, start, end } = node;
  const name = node.name.name;
  const id = functionOf(
    { file, scope, parent: fn.id },
    { name, path: `${owner.name}.${name}`, type, receiver, ownerClass: owner.id, body, start, end },
  );
  return { name, fn: id, isStatic: false };
}

/** A function without a body: it has the types that a call through the interface is known by. */
function abstractMethod(
  { file, fn, scope }: Context,
  node: InterfaceType['methods'][number] & { readonly owner: ClassId; readonly class: string },
): MemberIr {
  const { type, start, end } = node;
  const name = node.name.name;
  const path = `${node.class}.${name}`;
  const id = functionOf(
    { file, scope, parent: fn.id },
    { name, path, type, ownerClass: node.owner, body: undefined, start, end },
  );
  return { name, fn: id, isStatic: false };
}

/** Embedded types; of a type that is made of another one that one. */
function basesOf({ scope }: Context, type: Expr | undefined): readonly TypeName[] {
  const bases =
    type?.kind === 'struct-type'
      ? type.fields.filter(({ names }) => names.length === 0).map((each) => each.type)
      : type?.kind === 'interface-type'
        ? type.embedded
        : [type];
  return bases.map((each) => typeName(scope, each)).filter((name) => name !== '');
}

function field({ file, scope }: Context, { names, type, tag }: Field): readonly FieldIr[] {
  const marks: readonly MarkIr[] =
    tag === undefined ? [] : [{ name: 'tag', args: tagsOf(literalValue(file.text, tag).text) }];
  const all = names.length > 0 ? names.map(({ name }) => name) : [lastName(type)];
  return all
    .filter((name) => name !== '_' && name !== '')
    .map((name) => ({ name, type: typeName(scope, type), isStatic: false, marks }));
}
