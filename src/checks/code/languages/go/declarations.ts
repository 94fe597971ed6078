import { classOf } from './classes.ts';
import { holds, valuesOf } from './assign.ts';
import { zeroValue } from './composites.ts';
import type { Context } from './context.ts';
import type { Variable } from './scope.ts';
import type { Declaration, TypeSpec, ValueSpec } from './syntax/ast.ts';
import { holdsOf, typeName } from './type-names.ts';

/** Lowers declarations inside a function. */
export function declare(context: Context, declarations: readonly Declaration[]): void {
  for (const each of declarations) {
    if (each.kind === 'value') {
      assignSpec(context, each, () => declareValues(context, each));
    } else if (each.kind === 'type') {
      const name = `${context.state.name}.${each.name.name}`;
      declareType(context, each, name);
      classOf(context, { name, spec: each, methods: [] });
    }
  }
}

/** An alias of a type that has a name is that one. */
export function declareType({ scope }: Context, node: TypeSpec, name: string): void {
  const aliased = node.isAlias ? typeName(scope, node.type) : '';
  const type = aliased === '' ? `#${name}` : aliased;
  scope.add(node.name.name, { kind: 'type', type, underlying: node.type });
}

/** Declares the names of a specification in the scope that is open. */
export function declareValues(context: Context, spec: ValueSpec): readonly Variable[] {
  const { names, type, values } = spec;
  const { scope } = context;
  const written = typeName(scope, type);
  return names.map(({ name }, index) => {
    const value = values.length === names.length ? values[index] : undefined;
    const what = value === undefined || type !== undefined ? undefined : holds(context, value);
    return scope.declare(name, written, what ?? holdsOf(scope, type));
  });
}

/** Writes the values, or what is there without one; the names are declared after their values are lowered. */
export function assignSpec(
  context: Context,
  spec: ValueSpec,
  variables: () => readonly Variable[],
): void {
  const { names, type, values, iota } = spec;
  context.file.iota = iota ?? 0;
  const temps = valuesOf(context, names, values);
  for (const [index, { id }] of variables().entries()) {
    const at = names[index] ?? spec;
    const src = temps[index] ?? (type === undefined ? undefined : zeroValue(context, type, at));
    if (src !== undefined) context.fn.write(id, src, at);
  }
}
