import type * as t from '@babel/types';
import type { FunctionId, Temp } from '../../ir/ir.ts';
import { keyName, spanOf, type Context, type FunctionNode } from './context.ts';
import { hoistBlock, hoistVars } from './hoist.ts';
import { assign, namesIn } from './patterns.ts';

/** Lowers a function and yields it as a value. */
export function closure(context: Context, node: FunctionNode, name: string): Temp {
  return context.emit({ op: 'closure', fn: functionOf(context, node, name) }, node);
}

function functionOf(
  context: Context,
  node: FunctionNode,
  name: string,
  fields: readonly t.ClassProperty[] = [],
): FunctionId {
  const own = 'id' in node && node.id?.type === 'Identifier' ? node.id.name : name;
  const fn = context.module.open(own, context.fn.id);
  const isArrow = node.type === 'ArrowFunctionExpression';
  const scope = context.scope.inner(fn.id);
  const inner = context.within(fn, scope, isArrow ? context.receiver : fn.receiver);
  if (!isArrow) scope.declare('arguments');
  for (const param of node.params) addParam(inner, param);
  for (const field of fields) storeField(inner, field);
  if (node.body.type === 'BlockStatement') {
    hoistVars(scope, node.body.body);
    hoistBlock(inner, node.body.body);
    for (const statement of node.body.body) inner.statement(statement);
  } else {
    fn.end({ kind: 'return', value: inner.expression(node.body) });
  }
  fn.close(spanOf(node));
  return fn.id;
}

function addParam(context: Context, param: t.Node): void {
  const { fn, scope } = context;
  const plain = param.type === 'TSParameterProperty' ? param.parameter : param;
  const inner = plain.type === 'AssignmentPattern' ? plain.left : plain;
  const isRest = inner.type === 'RestElement';
  const pattern = isRest ? inner.argument : inner;
  const isName = pattern.type === 'Identifier';
  const name = isName ? pattern.name : '';
  const variable = scope.declare(isName ? name : `%param${fn.params.length}`);
  const marks = marksOf(param);
  fn.params.push({
    variable,
    name,
    isRest,
    type: typeOf(context, pattern),
    marks,
    ...spanOf(pattern),
  });
  declareNames(context, pattern);
  if (!isName || plain.type === 'AssignmentPattern') {
    assign(context, isRest ? pattern : plain, fn.read(variable, spanOf(pattern)));
  }
  if (param.type === 'TSParameterProperty' && isName) {
    const base = fn.read(context.receiver, spanOf(param));
    const src = fn.read(variable, spanOf(param));
    fn.emit({ op: 'store', base, key: name, index: undefined, src }, spanOf(param));
  }
}

function declareNames({ scope }: Context, pattern: t.Node): void {
  for (const name of namesIn(pattern)) scope.declare(name);
}

function marksOf(param: t.Node): readonly string[] {
  const decorators = 'decorators' in param ? (param.decorators ?? []) : [];
  return decorators.flatMap(({ expression }) => {
    const callee = expression.type === 'CallExpression' ? expression.callee : expression;
    return callee.type === 'Identifier' ? [callee.name] : [];
  });
}

/** `express.Request` of `req: Request`, where that name is imported from `express`. */
function typeOf(context: Context, pattern: t.Node): string {
  if (pattern.type !== 'Identifier') return '';
  const annotation = pattern.typeAnnotation;
  if (annotation?.type !== 'TSTypeAnnotation') return '';
  const type = annotation.typeAnnotation;
  if (type.type !== 'TSTypeReference') return '';
  const { typeName } = type;
  if (typeName.type === 'Identifier') return context.types.get(typeName.name) ?? '';
  if (typeName.type !== 'TSQualifiedName' || typeName.left.type !== 'Identifier') return '';
  const base = context.types.get(typeName.left.name);
  return base === undefined ? '' : `${base}.${typeName.right.name}`;
}

/** A class with its methods; fields are stored by its constructor, or by one made for them. */
export function classValue(context: Context, node: t.ClassDeclaration | t.ClassExpression): Temp {
  const name = node.id?.name ?? '';
  const base =
    node.superClass === null || node.superClass === undefined
      ? undefined
      : context.expression(node.superClass);
  const members: { name: string; fn: FunctionId; isStatic: boolean }[] = [];
  const fields = node.body.body.filter(
    (each): each is t.ClassProperty => each.type === 'ClassProperty',
  );
  const own = fields.filter((each) => !each.static);
  let constructor: FunctionId = -1;
  for (const member of node.body.body) {
    if (member.type !== 'ClassMethod' && member.type !== 'ClassPrivateMethod') continue;
    const isConstructor = member.kind === 'constructor';
    const key = keyName(member.key, 'computed' in member && member.computed);
    const fn = functionOf(context, member, key, isConstructor ? own : []);
    if (isConstructor) constructor = fn;
    else members.push({ name: context.module.intern(key), fn, isStatic: member.static });
  }
  if (constructor === -1 && own.length > 0) constructor = fieldsOnly(context, node, own);
  const dst = context.emit({ op: 'class', name, fn: constructor, base, members }, node);
  for (const field of fields) {
    if (!field.static) continue;
    const src = context.expression(field.value);
    context.emit(
      {
        op: 'store',
        base: dst,
        key: keyName(field.key, field.computed),
        index: undefined,
        src,
      },
      field,
    );
  }
  return dst;
}

function fieldsOnly(
  context: Context,
  node: t.Node,
  fields: readonly t.ClassProperty[],
): FunctionId {
  const fn = context.module.open('constructor', context.fn.id);
  const inner = context.within(fn, context.scope.inner(fn.id), fn.receiver);
  for (const field of fields) storeField(inner, field);
  fn.close(spanOf(node));
  return fn.id;
}

function storeField(context: Context, field: t.ClassProperty): void {
  const key = keyName(field.key, field.computed);
  const { value } = field;
  const src =
    value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression'
      ? closure(context, value, key)
      : context.expression(value);
  const base = context.fn.read(context.receiver, spanOf(field));
  context.emit({ op: 'store', base, key, index: undefined, src }, field);
}
