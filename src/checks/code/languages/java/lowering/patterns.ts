import type { Temp } from '../../../ir/ir.ts';
import type { Expression, InstanceofNode, PatternNode } from '../syntax/nodes.ts';
import type { Context } from './context.ts';

/** `value instanceof Type name`: the name is bound before anyone asks; where the test fails nobody may use it. */
export function instanceOf(context: Context, node: InstanceofNode): Temp {
  const value = context.expression(node.value);
  const test = typeTest(context, node.pattern, value);
  bind(context, node.pattern, value);
  return test;
}

export function typeTest(context: Context, pattern: PatternNode, value: Temp): Temp {
  const type = context.typeValue(context.type(pattern.type), pattern.type);
  return context.fn.emit({ op: 'compute', operator: 'instanceof', args: [value, type] }, pattern);
}

/** Declares and writes what a pattern names. */
export function bind(context: Context, pattern: PatternNode, value: Temp): void {
  const { fn } = context;
  const type = context.type(pattern.type);
  if (pattern.kind === 'type pattern') {
    if (pattern.name === '') return;
    const src = type === '' ? value : fn.emit({ op: 'cast', src: value, type }, pattern);
    fn.write(context.scope.declare(pattern.name, type), src, pattern);
    return;
  }
  const src = fn.emit({ op: 'cast', src: value, type }, pattern);
  // Of a record of another file nobody here knows the names: any member.
  const components = type.startsWith('#') ? context.file.records.get(type.slice(1)) : undefined;
  for (const [index, part] of pattern.parts.entries()) {
    bind(context, part, fn.load(src, components?.[index] ?? '*', part));
  }
}

export function isPattern(label: Expression | PatternNode): label is PatternNode {
  return label.kind === 'type pattern' || label.kind === 'record pattern';
}
