import type { Temp } from '../../ir/ir.ts';
import { elementKey, type Context } from './context.ts';
import { literalValue } from './literals.ts';
import type { Expr } from './syntax/ast.ts';
import { typeName } from './type-names.ts';

/** The key that a constant index is, or the index that is computed. */
export function keyOf(
  context: Context,
  index: Expr,
): { readonly key: string; readonly index: Temp | undefined } {
  if (index.kind !== 'literal') return { key: '', index: context.expression(index) };
  const { kind, text } = literalValue(context.file.text, index);
  const key = kind === 'number' ? elementKey(Number(text)) : text;
  return key === '' ? { key, index: context.expression(index) } : { key, index: undefined };
}

/** The value as one of that type; of a type without a name the value as it is. */
export function cast(
  context: Context,
  src: Temp,
  node: { readonly type: Expr | undefined; readonly start: number; readonly end: number },
): Temp {
  const type = typeName(context.scope, node.type);
  return type === '' ? src : context.emit({ op: 'cast', src, type }, node);
}

/** Whether it is a variable that points to a scalar: a cell, whose element the scalar is. */
export function isCell({ scope }: Context, node: Expr): boolean {
  const entity = node.kind === 'name' ? scope.find(node.name) : undefined;
  return entity?.kind === 'variable' && entity.holds === 'cell';
}
