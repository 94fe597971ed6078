import type * as t from '@babel/types';
import type { FieldIr, Temp, TypeName } from '../../ir/ir.ts';
import { keyName, spanOf, type Context } from './context.ts';
import { hoistBlock } from './hoist.ts';
import { namesIn } from './patterns.ts';
import { annotated, entityName, typeName } from './types.ts';

/** An enum is a record of constants. */
export function enumDeclaration(context: Context, node: t.TSEnumDeclaration): void {
  if (node.declare === true) return;
  const base = context.emit({ op: 'create', what: 'record' }, node);
  let next = 0;
  for (const member of node.members) {
    const { initializer } = member;
    if (initializer?.type === 'NumericLiteral') next = initializer.value;
    const src =
      initializer == null
        ? context.fn.constant('number', String(next), spanOf(member))
        : context.expression(initializer);
    next += 1;
    context.fn.store(base, keyName(member.id, false), src, spanOf(member));
  }
  writeName(context, node.id, base);
}

function writeName(context: Context, id: t.Identifier, src: Temp): void {
  const variable = context.scope.find(id.name);
  if (variable !== undefined) context.fn.write(variable, src, spanOf(id));
}

/** `namespace A { export … }`: a record of what it exports. */
export function namespaceDeclaration(context: Context, node: t.TSModuleDeclaration): void {
  const { id, body } = node;
  if (node.declare === true || id.type !== 'Identifier' || body.type !== 'TSModuleBlock') return;
  const base = context.emit({ op: 'create', what: 'record' }, node);
  const outer = { scope: context.scope, prefix: context.prefix };
  context.prefix = `${outer.prefix}${id.name}.`;
  context.scope = outer.scope.inner();
  hoistBlock(context, body.body);
  for (const each of body.body) {
    const declaration = each.type === 'ExportNamedDeclaration' ? each.declaration : undefined;
    context.statement(declaration ?? each);
    for (const name of declaration == null ? [] : declaredNames(declaration)) {
      const variable = context.scope.find(name);
      if (variable === undefined) continue;
      context.fn.store(base, name, context.fn.read(variable, spanOf(each)), spanOf(each));
    }
  }
  Object.assign(context, outer);
  writeName(context, id, base);
}

/** The names of values that a declaration makes. */
export function declaredNames(node: t.Declaration): readonly string[] {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) => namesIn(id).map(({ name }) => name));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      return node.id?.type === 'Identifier' ? [node.id.name] : [];
    default:
      return [];
  }
}

export function interfaceDeclaration(context: Context, node: t.TSInterfaceDeclaration): void {
  const bases = (node.extends ?? []).flatMap((each) =>
    each.type === 'TSExpressionWithTypeArguments'
      ? [entityName(context.file, each.expression)]
      : [],
  );
  addInterface(context, node, { bases, members: node.body.body });
}

/** `type A = B & { c: D }` is an interface too: it extends `B` and has a member `c`. */
export function typeAlias(context: Context, node: t.TSTypeAliasDeclaration): void {
  const { typeAnnotation: type } = node;
  const parts = type.type === 'TSIntersectionType' ? type.types : [type];
  const bases = parts.map((each) => typeName(context.file, each)).filter((each) => each !== '');
  const members = parts.flatMap((each) => (each.type === 'TSTypeLiteral' ? each.members : []));
  if (bases.length > 0 || members.length > 0) addInterface(context, node, { bases, members });
}

function addInterface(
  { file, prefix }: Context,
  node: t.TSInterfaceDeclaration | t.TSTypeAliasDeclaration,
  what: { readonly bases: readonly TypeName[]; readonly members: readonly t.TSTypeElement[] },
): void {
  // The parser goes on where the name lacks, and has none then, whatever its types say.
  const id: t.Identifier | null = node.id;
  if (id === null) return;
  const fields: FieldIr[] = [];
  for (const member of what.members) {
    if (member.type !== 'TSPropertySignature') continue;
    const name = keyName(member.key, member.computed ?? false);
    const type = annotated(file, member);
    if (name !== '' && type !== '') fields.push({ name, type, isStatic: false, marks: [] });
  }
  const { start, end } = spanOf(node);
  const { bases } = what;
  file.module.closeClass(file.module.openClass(), {
    name: `${prefix}${id.name}`,
    bases,
    marks: [],
    construct: -1,
    methods: [],
    fields,
    isInterface: true,
    start,
    end,
  });
}
