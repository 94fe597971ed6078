import type { Span, Temp } from '../../ir/ir.ts';
import { elementKey, type Context, type FieldTable } from './context.ts';
import { keyOf } from './access.ts';
import type { Composite, Expr, StructType } from './syntax/ast.ts';
import { isScalar, typeName, underlying } from './type-names.ts';

/** Lowers `T{…}`; `type` is that of the elements around it where it states none. */
export function composite(context: Context, node: Composite, type: Expr | undefined): Temp {
  const plain = type?.kind === 'star' ? type.operand : type;
  const made = plain === undefined ? undefined : underlying(context.scope, plain);
  const as = { type: plain, node };
  if (made?.kind === 'array-type') return named(context, list(context, node, made.element), as);
  if (made?.kind === 'map-type') return named(context, map(context, node, made.value), as);
  const fields = made?.kind === 'struct-type' ? made : undefined;
  return named(context, struct(context, node, fields), as);
}

/** A list or a map that is written out is no instance of a named type. */
function named(
  context: Context,
  src: Temp,
  { type, node }: { readonly type: Expr | undefined; readonly node: Span },
): Temp {
  if (type?.kind === 'array-type' || type?.kind === 'map-type') return src;
  const name = typeName(context.scope, type);
  return name === '' ? src : context.emit({ op: 'cast', src, type: name }, node);
}

function element(context: Context, value: Expr, type: Expr | undefined): Temp {
  return value.kind === 'composite' && value.type === undefined
    ? composite(context, value, type)
    : context.expression(value);
}

function list(context: Context, node: Composite, type: Expr): Temp {
  const base = context.emit({ op: 'create', what: 'list' }, node);
  for (const [place, { key, value }] of node.elements.entries()) {
    const src = element(context, value, type);
    context.fn.store(base, key === undefined ? elementKey(place) : '*', src, value);
  }
  return base;
}

function map(context: Context, node: Composite, type: Expr): Temp {
  const base = context.emit({ op: 'create', what: 'record' }, node);
  for (const { key, value, start, end } of node.elements) {
    const at =
      key === undefined || key.kind === 'composite'
        ? { key: '*', index: undefined }
        : keyOf(context, key);
    const src =
      value.kind === 'func-literal' ? context.named(value, at.key) : element(context, value, type);
    context.emit({ op: 'store', base, ...at, src }, { start, end });
  }
  return base;
}

/** Values without a name have their places for keys, where the fields stand in another file. */
function struct(context: Context, node: Composite, type: StructType | undefined): Temp {
  const base = context.emit({ op: 'create', what: 'record' }, node);
  const fields = type === undefined ? noFields : fieldsOf(context, type);
  for (const [place, { key, value, start, end }] of node.elements.entries()) {
    const at = fieldKey(context, key, fields.names[place] ?? elementKey(place));
    const src =
      value.kind === 'func-literal'
        ? context.named(value, at.key)
        : element(context, value, fields.types.get(at.key));
    context.emit({ op: 'store', base, ...at, src }, { start, end });
  }
  return base;
}

function fieldKey(
  context: Context,
  key: Expr | undefined,
  otherwise: string,
): { readonly key: string; readonly index: Temp | undefined } {
  if (key === undefined) return { key: otherwise, index: undefined };
  return key.kind === 'name' ? { key: key.name, index: undefined } : keyOf(context, key);
}

const noFields: FieldTable = { names: [], types: new Map() };

function fieldsOf({ file }: Context, type: StructType): FieldTable {
  const known = file.fields.get(type);
  if (known !== undefined) return known;
  const pairs = type.fields.flatMap(({ names, type: of }) =>
    names.length > 0 ? names.map(({ name }) => [name, of] as const) : [[lastName(of), of] as const],
  );
  const table = { names: pairs.map(([name]) => name), types: new Map(pairs) };
  file.fields.set(type, table);
  return table;
}

/** The name that an embedded type has as a field. */
export function lastName(type: Expr): string {
  if (type.kind === 'name') return type.name;
  if (type.kind === 'selector') return type.name.name;
  if (type.kind === 'star') return lastName(type.operand);
  return type.kind === 'index' ? lastName(type.base) : '';
}

/** What a variable of that type holds before anything is assigned to it. */
export function zeroValue(context: Context, type: Expr, at: Span): Temp {
  const { fn, scope } = context;
  const made = underlying(scope, type);
  if (made?.kind === 'name') return ofPlainName(context, { name: made.name, type }, at);
  if (made?.kind === 'array-type') {
    return isScalar(scope, made)
      ? fn.constant('string', '', at)
      : context.emit({ op: 'create', what: 'list' }, at);
  }
  return made !== undefined && HAS_MEMBERS.has(made.kind)
    ? instance(context, type, at)
    : fn.constant('nothing', '', at);
}

const HAS_MEMBERS: ReadonlySet<Expr['kind']> = new Set(['map-type', 'struct-type', 'selector']);

function ofPlainName(
  context: Context,
  { name, type }: { readonly name: string; readonly type: Expr },
  at: Span,
): Temp {
  const { fn, scope } = context;
  if (name === 'error' || name === 'any') return fn.constant('nothing', '', at);
  if (name === 'string') return fn.constant('string', '', at);
  if (name === 'bool') return fn.constant('boolean', 'false', at);
  return isScalar(scope, type) ? fn.constant('number', '0', at) : instance(context, type, at);
}

function instance(context: Context, type: Expr, at: Span): Temp {
  const base = context.emit({ op: 'create', what: 'record' }, at);
  return named(context, base, { type, node: at });
}
